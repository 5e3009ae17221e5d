/* Where articles disagree, or one with itself: two sides that face each other. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { table, all, one, articleOf, site, href, name, plural, words, meaning, listed } = rmc;
  const { Text, Sign, Claim, Copy, DIRECTIONS, BEARINGS, short, Address } = rmc.parts;
  const SIDES = { first: "One side", second: "The other side" };

  /* The claims of a side; those that nothing reconciles with the other side come first. */
  const claimsOf = (id, side) =>
    all("disagreement_claims", "disagreement_id", id)
      .filter((row) => row.side === side)
      .sort((a, b) => b.outright - a.outright)
      .map((row) => ({ ...one("claims", "claim_id", row.claim_id), outright: row.outright }));
  const byArticle = (claims) => rmc.groupBy(claims, articleOf);

  const verdict = (row) => (row.verdict === "contradiction" ? "Contradiction" : "Tension");
  const where = (row) =>
    row.scope === "within" ? `${verdict(row)} within one article` : verdict(row);
  const title = (row) => {
    const asked = one("questions", "question_id", row.question_id).question;
    return row.muscle_id ? `${asked} (${name(row.muscle_id)})` : asked;
  };

  /* The articles of a side, each named. */
  const Names = ({ id, side }) =>
    [...byArticle(claimsOf(id, side)).keys()].map(
      (article, i) =>
        html`
          ${i > 0 && ", "}<a href=${href("article", article)}><${Text}>${site(article)}<//></a>
        `,
    );

  /* The rule, the words that it used, and what softens it. */
  const Rule = ({ row }) => html`
    <p class="rule"><strong>The rule:</strong> ${meaning("disagreements", "rule", row.rule)}</p>
    ${
      row.softened_by &&
      html`<p><strong>What may reconcile them:</strong> ${meaning(
        "disagreements",
        "softened_by",
        row.softened_by,
      )}</p>`
    }
    <p class="small">
      ${plural(row.pairs, "pair")} of claims. The rule compared${" "}
      ${[row.proposition_id, row.other_proposition_id].filter(Boolean).map(
        (id, i) =>
          html`
              ${i > 0 && " with "}<a href=${href("proposition", id)}>
                “<${Text}>${one("propositions", "proposition_id", id).statement}<//>”
              </a>
            `,
      )}${row.nested ? `; one is narrower in: ${words(row.nested)}` : ""}.
      No person entered it.
    </p>
  `;

  const Study = ({ row }) => {
    const work = one("references", "reference_id", row.reference_id);
    const [said, kind] = DIRECTIONS[row.direction];
    return html`<li>
      <${Sign} kind=${kind} /> <a href=${href("reference", row.reference_id)}>
        <${Text}>${short(work)}<//>
      </a> ${said} <span class="small">
        (${words(row.design)}${
          row.people ? `, ${plural(row.people, "person", "people")}` : ", people not stated"
        }, ${BEARINGS[row.bearing]})
      </span>
    </li>`;
  };

  const Studies = ({ rows }) => html`<ul class="plain small studies">
    ${rows.map((row) => html`<${Study} row=${row} />`)}
  </ul>`;

  /* What studies found on one of the two statements, trials first. */
  const Found = ({ id }) => {
    const rows = rmc.byDesign(all("study_evidence", "proposition_id", id));
    const near = rows.filter((row) => ["own", "special_case"].includes(row.bearing));
    const far = rows.filter((row) => !near.includes(row));
    return html`
      <h4>
        On <a href=${href("proposition", id)}>
          “<${Text}>${one("propositions", "proposition_id", id).statement}<//>”
        </a>
      </h4>
      ${
        near.length > 0
          ? html`<${Studies} rows=${near} />`
          : html`<p class="small">No study of just this or of a case of it was found.</p>`
      }
      ${
        far.length > 0 &&
        html`<details>
          <summary>${plural(far.length, "study", "studies")} of something wider or nearby</summary>
          <${Studies} rows=${far} />
        </details>`
      }
    `;
  };

  /* The claims of one article on one side. Where some contradict the other side outright, it is
     said of the others that something may reconcile them. */
  const Cards = ({ claims }) => {
    const cards = (rows) =>
      rows.map((claim) => html`<${Claim} key=${claim.claim_id} id=${claim.claim_id} />`);
    const softer = claims.filter((claim) => !claim.outright);
    return html`
      ${cards(claims.filter((claim) => claim.outright))}
      ${softer.length > 0 && html`<p class="small">Something may reconcile this:</p>`}
      ${cards(softer)}
    `;
  };

  const Side = ({ id, side, cards }) => html`<section class="side" aria-label=${SIDES[side]}>
    <h3>${SIDES[side]}: <${Names} id=${id} side=${side} /></h3>
    ${[...byArticle(claimsOf(id, side))].map(
      ([article, claims]) => html`
        ${cards && html`<h4><${Text}>${site(article)}<//></h4>`}
        ${
          cards
            ? html`<${Cards} claims=${claims} />`
            : html`<p>
              <${Text}>${site(article)}<//>: <a
                href=${href("claim", claims[0].claim_id)}
              >
                <${Text}>${claims[0].statement}<//>
              </a>
              ${
                claims.length > 1 &&
                html`<span class="small">, and ${claims.length - 1} more</span>`
              }
            </p>`
        }
      `,
    )}
  </section>`;

  /* A sentence on who is on which side, for copying. */
  const text = (row) => {
    const told = (side) =>
      [...byArticle(claimsOf(row.disagreement_id, side))]
        .map(([article, claims]) => `${site(article)}: “${claims[0].statement}”`)
        .join(" ");
    return [
      `${title(row)} ${where(row)}. ${told("first")} – against – ${told("second")}`,
      "What the articles say is in our words.",
      ...listed(row.articles).map((article) => `Source: ${rmc.data.citations.articles[article]}`),
      rmc.citing.cited("disagreement", row.disagreement_id),
    ].join("\n");
  };

  /* A disagreement in a list: who is on which side, and where to read on. */
  const Brief = ({ row }) => html`<article class="pair" aria-label=${`Disagreement: ${title(row)}`}>
    <p class="over">${where(row)}</p>
    <h3>
      <a href=${href("disagreement", row.disagreement_id)}><${Text}>${title(row)}<//></a>
    </h3>
    <div class="facing">
      <${Side} id=${row.disagreement_id} side="first" />
      <${Side} id=${row.disagreement_id} side="second" />
    </div>
    <p class="small">
      ${meaning("disagreements", "rule", row.rule)}
      ${row.softened_by && ` ${meaning("disagreements", "softened_by", row.softened_by)}`}
    </p>
  </article>`;

  const ORDER = ["contradiction", "tension"];
  const sorted = (rows) =>
    [...rows].sort(
      (a, b) =>
        ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
        (a.scope > b.scope) - (a.scope < b.scope) ||
        listed(b.articles).length - listed(a.articles).length ||
        b.pairs - a.pairs,
    );
  const Disagreements = ({ rows }) => sorted(rows).map((row) => html`<${Brief} row=${row} />`);

  const disagreementsOf = (claims) =>
    table("disagreements").filter((row) =>
      all("disagreement_claims", "disagreement_id", row.disagreement_id).some((one) =>
        claims.has(one.claim_id),
      ),
    );

  const DisagreementLink = ({ row }) => html`
    <a href=${href("disagreement", row.disagreement_id)}><${Text}>${title(row)}<//></a>: ${where(
      row,
    ).toLowerCase()}, ${listed(row.articles).map(site).join(", ")}
  `;

  const Page = () => html`
    <h1 tabindex="-1">Where articles disagree</h1>
    <p>
      Each dispute once, found by rules on what the claims say; no person entered one. In a
      contradiction, the two sides cannot both be right as they are. In a tension, one thing may
      reconcile them, such as a degree or a special case.
    </p>
    ${ORDER.map((kind) => {
      const rows = table("disagreements").filter((row) => row.verdict === kind);
      return (
        rows.length > 0 &&
        html`<section>
          <h2>${plural(rows.length, kind)}</h2>
          <${Disagreements} rows=${rows} />
        </section>`
      );
    })}
  `;

  const Disagreement = ({ id }) => {
    const row = one("disagreements", "disagreement_id", id);
    return html`
      <p class="over">
        ${where(row)}, on the question <a href=${href("question", row.question_id)}>
          <${Text}>${one("questions", "question_id", row.question_id).question}<//>
        </a>
      </p>
      <h1 tabindex="-1"><${Text}>${title(row)}<//></h1>
      <${Rule} row=${row} />
      <p><${Copy} make=${() => text(row)} what="this disagreement" /></p>
      <div class="facing three">
        <${Side} id=${id} side="first" cards=${true} />
        <section class="between" aria-label="What studies found">
          <h3>What studies found</h3>
          ${[row.proposition_id, row.other_proposition_id]
            .filter(Boolean)
            .map((one) => html`<${Found} id=${one} />`)}
          <p class="small">
            Read from abstracts. Studies are not to be counted against each other.
          </p>
        </section>
        <${Side} id=${id} side="second" cards=${true} />
      </div>
      <${Address} kind="disagreement" id=${id} />
    `;
  };
  Object.assign(rmc.parts, { Disagreements, DisagreementLink, disagreementsOf });
  Object.assign(rmc.views, { Disagreements: Page, Disagreement });
})();
