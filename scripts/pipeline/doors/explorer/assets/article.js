/* An article from first word to last, and the list of articles. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, table, all, one, articleOf, href, viewHref, plural, words } = rmc;
  const { Text, Sign, Outside, Tally, short, Chart, Note } = rmc.parts;

  const strip = (articles) =>
    table("strips")
      .filter((row) => articles.includes(row.article_id))
      .map((row) => ({ ...row, article: data.names[row.article_id] }));

  const toPassage = (row) =>
    row.passage_id &&
    document.getElementById(`at-${row.passage_id}`)?.scrollIntoView({ block: "center" });

  const Standings = ({ id, claims }) => {
    const standing = rmc.count(claims, (row) => rmc.standing(row.claim_id));
    return html`<section>
      <h2>How its claims stand to the evidence</h2>
      <p class="small">
        Each claim counted once. Only studies of what it says or of a case of it count.
      </p>
      <${Tally}
        rows=${Object.entries(rmc.parts.STANDINGS)
          .filter(([value]) => standing[value])
          .map(([value, [label, , kind]]) => [
            label,
            standing[value],
            kind,
            viewHref("table", { article: id, evidence: value }),
          ])}
      />
    </section>`;
  };

  const BASES = {
    marker: "cited by a number",
    described: "not named in the text",
    listed_only: "listed, but tied to no sentence",
  };

  const STATUSES = {
    resolved: "this study",
    partly_resolved: "probably this study",
    unresolved: "not identified",
  };

  const found = ({ basis, status }) =>
    `${BASES[basis] ?? words(basis)}; ${STATUSES[status] ?? words(status)}`;

  const Cites = ({ id }) => {
    const citations = all("citations", "article_id", id);
    return html`<section>
      <h2>What it cites, and how faithfully</h2>
      ${
        citations.length === 0
          ? html`<p>Nothing.</p>`
          : html`<ul>
            ${citations.map((row) => {
              const uses = all("claim_citations", "citation_id", row.citation_id);
              const work = row.reference_id && one("references", "reference_id", row.reference_id);
              return html`<li>
                ${
                  work
                    ? html`<a href=${href("reference", work.reference_id)}>
                      <${Text}>${short(work)}${work.authors && work.title && `: ${work.title}`}<//>
                    </a>`
                    : html`
                      A work that was not identified
                      ${row.marker && html` (<${Text}>${row.marker}<//>)`}
                    `
                } <span class="small">${found(row)}</span>
                <ul>
                  ${uses.map(
                    (use) => html`<li>
                      <a href=${href("claim", use.claim_id)}>${use.claim_id}</a>: <span
                        title=${rmc.meaning("claim_citations", "fidelity", use.fidelity)}
                      >
                        ${words(use.fidelity)}
                      </span>
                      ${use.note && html` – <${Text}>${use.note}<//>`}
                    </li>`,
                  )}
                </ul>
              </li>`;
            })}
          </ul>`
      }
    </section>`;
  };

  const Passages = ({ passages, inPassage }) => {
    let section; // undefined before the first passage; null is outside every section
    return html`<section>
      <h2>All of it, in order</h2>
      <ol class="passages">
        ${passages.map((row) => {
          const starts = row.section !== section;
          section = row.section;
          return html`
            ${
              starts &&
              html`<li class="section">
                <h3>${words(row.section) || "outside the article proper"}</h3>
              </li>`
            }
            <li id=${`at-${row.passage_id}`} class=${row.role === "claim" ? "claim" : "none"}>
              <span class="place">${row.start}–${row.end}</span>
              ${
                row.role === "claim"
                  ? html`<ul class="plain">
                    ${(inPassage.get(row.passage_id) ?? []).map(
                      (claim) => html`<li>
                        <${Sign} kind=${rmc.parts.STANCES[claim.stance][1]} /> <a
                          href=${href("claim", claim.claim_id)}
                        >
                          <${Text}>${claim.statement}<//>
                        </a>
                      </li>`,
                    )}
                  </ul>`
                  : html`<span title=${rmc.meaning("passages", "role", row.role)}>
                    ${words(row.role)}, ${plural(row.token_count, "word")}
                  </span>`
              }
            </li>
          `;
        })}
      </ol>
    </section>`;
  };

  const Article = ({ id }) => {
    const article = one("articles", "article_id", id);
    const passages = all("passages", "article_id", id);
    const person = (key) => one("people", "person_id", key)?.name;
    const claims = table("claims").filter((row) => articleOf(row) === id);
    const inPassage = rmc.groupBy(claims, (row) => row.passage_id);
    const roles = rmc.count(
      passages.filter((row) => row.role !== "claim"),
      (row) => row.role,
    );
    const claiming = passages.filter((row) => row.role === "claim").length;
    const label =
      `The article as a strip: ${claiming} passages make claims, ` +
      `${passages.length - inPassage.size} do not. The list below has them all.`;
    return html`
      <p class="over">Article, <${Text}>${article.site}<//></p>
      <h1 tabindex="-1"><${Text}>${article.title}<//></h1>
      <p>
        ${article.author_id && html`By <${Text}>${person(article.author_id)}<//>. `}
        ${article.reviewer_id && html`Reviewed by <${Text}>${person(article.reviewer_id)}<//>. `}
        ${article.published_on && `Published ${article.published_on}. `}
        ${article.updated_on && `Updated ${article.updated_on}. `}
        ${
          article.url
            ? html`<${Outside} url=${article.url}>On its site<//>.`
            : "Its address was not found."
        } ${plural(article.text_tokens, "word")}, ${plural(claims.length, "claim")}.
      </p>
      <${Note} text=${article.note} />
      <section>
        <h2>From first word to last</h2>
        <${Chart} name="strip" rows=${strip([id])} onPick=${toPassage} label=${label} />
        <p class="small">
          Every word lies in a passage. Click the strip to find the passage below. Without a claim
          are ${Object.entries(roles)
            .sort((a, b) => b[1] - a[1])
            .map(
              ([role, n], i) =>
                html`
                  ${i > 0 && ", "}
                  <span title=${rmc.meaning("passages", "role", role)}>${n} ${words(role)}</span>
                `,
            )}.
        </p>
      </section>
      <${Standings} id=${id} claims=${claims} />
      <${rmc.parts.AnswersOf} id=${id} />
      <${rmc.parts.DisputesOf} claims=${claims} />
      <${Cites} id=${id} />
      <${Passages} passages=${passages} inPassage=${inPassage} />
      <${rmc.parts.Address} kind="article" id=${id} />
    `;
  };

  const Articles = () => html`
    <h1 tabindex="-1">The articles, from first word to last</h1>
    <p>
      ${plural(table("articles").length, "article")}, ${plural(
        table("articles").reduce((sum, row) => sum + row.text_tokens, 0),
        "word",
      )}: each lies in a passage that makes claims, or that says why it makes none.
    </p>
    <${Chart}
      name="strips"
      rows=${strip(table("articles").map((row) => row.article_id))}
      onPick=${(row) => row.article_id && (location.hash = href("article", row.article_id))}
    />
    <ul class="articles">
      ${table("articles").map(
        (row) => html`<li>
          <a href=${href("article", row.article_id)}><${Text}>${row.title}<//></a> <${Text}>
            ${row.site}
          <//>, ${plural(
            table("claims").filter((claim) => articleOf(claim) === row.article_id).length,
            "claim",
          )}
        </li>`,
      )}
    </ul>
  `;
  Object.assign(rmc.views, { Article, Articles });
})();
