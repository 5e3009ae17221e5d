/* One question: what each article answers, what studies found, and what is near it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, table, all, one, articleOf, site, href, plural } = rmc;
  const { Text, Claim, Copy, Disagreements, Address } = rmc.parts;

  const statements = (id) => data.gathered[id];
  const claimsOn = (id) => statements(id).flatMap((row) => all("claims", "proposition_id", row));
  const relationOf = (claim) =>
    one("propositions", "proposition_id", claim.proposition_id).relation;

  /* Advice, reports and needs answer nothing; they stand apart. */
  const isOwn = (claim) => ["asserts", "denies"].includes(claim.stance);
  const isAdvice = (claim) => relationOf(claim) === "advised";

  const Claims = ({ id }) => {
    const claims = claimsOn(id);
    const advice = claims.filter(isAdvice);
    const others = claims.filter((claim) => !isAdvice(claim));
    const told = others.filter((claim) => isOwn(claim));
    const reports = others.filter((claim) => !isOwn(claim));
    const cards = (rows) =>
      [...rmc.groupBy(rows, articleOf)].map(
        ([article, mine]) => html`
          <h3><${Text}>${site(article)}<//></h3>
          <div class="cards">
            ${mine.map((claim) => html`<${Claim} key=${claim.claim_id} id=${claim.claim_id} />`)}
          </div>
        `,
      );
    const part = (title, rows, kind) =>
      rows.length > 0 && html`<section class=${kind}><h2>${title}</h2>${cards(rows)}</section>`;
    return html`
      ${part("What they claim", told, "told")} ${part("What they advise", advice, "advice")}
      ${part("What they only report as what others believe", reports, "reports")}
    `;
  };

  const Searches = ({ id }) => {
    const rows = statements(id).flatMap((row) => all("search_propositions", "proposition_id", row));
    const once = [...rmc.groupBy(rows, (row) => row.search_id).values()].map(([row]) => row);
    return html`<section>
      <h2>What was searched</h2>
      ${
        once.length
          ? html`<${rmc.parts.Searches} searches=${once} isOpen=${false} />`
          : html`<p>Nothing: evidence was not looked for.</p>`
      }
    </section>`;
  };

  const linked = (id, mine) => {
    const found = { narrower: new Set(), wider: new Set() };
    const note = (way, question) => question && question !== id && found[way].add(question);
    for (const row of table("proposition_links")) {
      if (mine.has(row.wider_id)) note("narrower", rmc.questionOf(row.narrower_id));
      if (mine.has(row.narrower_id)) note("wider", rmc.questionOf(row.wider_id));
    }
    return found;
  };

  /* Questions that links between statements join to this one, and those on the same outcome. */
  const related = (id) => {
    const mine = new Set(statements(id));
    const found = { ...linked(id, mine), same: new Set() };
    const near = new Set([id, ...found.narrower, ...found.wider]);
    const { object_id: object } = one("questions", "question_id", id);
    for (const row of object ? rmc.questionsInOrder() : [])
      if (row.object_id === object && !near.has(row.question_id)) found.same.add(row.question_id);
    return found;
  };
  const Related = ({ id }) => {
    const found = related(id);
    const told = (ids) => rmc.questionsInOrder().filter((row) => ids.has(row.question_id));
    const list = (rows) => html`<ul>
      ${rows.map(
        (row) => html`<li>
          <a href=${href("question", row.question_id)}><${Text}>${row.question}<//></a>
          <span class="small"> (${plural(row.articles, "article")})</span>
        </li>`,
      )}
    </ul>`;
    const same = told(found.same);
    return html`<section>
      <h2>Related questions</h2>
      ${found.narrower.size > 0 && html`<h3>On cases of it</h3>${list(told(found.narrower))}`}
      ${found.wider.size > 0 && html`<h3>On something wider</h3>${list(told(found.wider))}`}
      ${
        same.length > 0 &&
        html`<details>
          <summary>${plural(same.length, "question")} on the same outcome</summary>
          ${list(same)}
        </details>`
      }
      <p>
        <a href=${rmc.viewHref("questions")}>All questions</a>
      </p>
    </section>`;
  };

  /* A sentence whose first words, up to the colon, say what it is about. */
  const Sentence = ({ text }) => {
    const at = text.indexOf(": ") + 1;
    return html`<${Text}><strong>${text.slice(0, at)}</strong>${text.slice(at)}<//>`;
  };

  const Question = ({ id, settings, set }) => {
    const row = one("questions", "question_id", id);
    const disputes = table("disagreements").filter((one) => one.question_id === id);
    return html`
      <p class="over">Question: ${rmc.FAMILIES[row.family]}</p>
      <h1 tabindex="-1"><${Text}>${row.question}<//></h1>
      <ul class="plain sentences">
        ${data.sentences[id].map((text) => html`<li><${Sentence} text=${text} /></li>`)}
      </ul>
      <p class="small">
        ${plural(row.claims, "claim")} of ${plural(row.articles, "article")} on${" "}
        ${plural(row.propositions, "statement")}. Read by language models from abstracts, not
        checked by an expert. What the articles say is in our words.
      </p>
      <p><${Copy} make=${() => rmc.citing.questionText(id)} what="this question" /></p>
      <${rmc.parts.QuestionAnswers} id=${id} settings=${settings} set=${set} />
      <${rmc.parts.QuestionStudies} id=${id} />
      ${
        disputes.length > 0 &&
        html`<section>
          <h2>Where articles disagree on it</h2>
          <${Disagreements} rows=${disputes} />
        </section>`
      }
      <${Claims} id=${id} />
      <section>
        <h2>The statements it gathers</h2>
        <ul>
          ${statements(id).map(
            (name) => html`<li>
              <a href=${href("proposition", name)}>
                <${Text}>${one("propositions", "proposition_id", name).statement}<//>
              </a> <span class="small"><${rmc.parts.Who} id=${name} /></span>
            </li>`,
          )}
        </ul>
      </section>
      <${Searches} id=${id} />
      <${Related} id=${id} />
      <${Address} kind="question" id=${id} />
    `;
  };
  rmc.views.Question = Question;
})();
