/* What an article answers to a question, as a cell of a table. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { grouped, listed, href } = rmc;
  const { Text, Sign } = rmc.parts;
  const CAUTION = "Every claim that says so is put with caution: may, can, probably.";
  const CASES = 4; // cases that a cell names

  const told = rmc.once((question) =>
    rmc.groupBy(grouped("positions", "question_id").get(question) ?? [], (row) => row.article_id),
  );
  const Hedged = ({ row }) => row.hedged && html` <span class="tag" title=${CAUTION}>hedged</span>`;

  /* A cell of the table of questions. */
  const Says = ({ rows }) => {
    const short = rows.filter((row) => row.in_short);
    if (!short.length) return html`<span class="unsaid">not said</span>`;
    return html`<ul class="said">
      ${short.slice(0, CASES).map(
        (row) => html`<li>
            <${Sign} kind=${row.sign} /> <${Text}>${row.text}<//><${Hedged} row=${row} />
          </li>`,
      )}
      ${short.length > CASES && html`<li class="small">and ${short.length - CASES} more</li>`}
    </ul>`;
  };

  /* A cell of the table of one question: one case, with the claims behind it. */
  const Position = ({ row }) => {
    if (!row) return html`<span class="unsaid">not said</span>`;
    return html`
      <${Sign} kind=${row.sign} /> <${Text}>${row.says}<//><${Hedged} row=${row} />
      ${
        row.only_if && html`<br /><span class="small">only with: <${Text}>${row.only_if}<//></span>`
      }
      ${
        row.claim_ids &&
        html`<br /><span class="small">
            ${listed(row.claim_ids).map(
              (id, i) => html`${i > 0 && ", "}<a href=${href("claim", id)}>${id}</a>`,
            )}
          </span>`
      }
    `;
  };
  Object.assign(rmc.parts, { Says, Position });
  Object.assign(rmc, { told });
})();
