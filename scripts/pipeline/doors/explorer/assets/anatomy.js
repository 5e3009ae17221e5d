/* What muscles do, and what is known of the risk of bias: both by who says so. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, words, meaning, safe } = rmc;
  const { Text, Outside } = rmc.parts;

  const Source = ({ id }) => {
    const source = one("anatomy_sources", "source_id", id);
    const weak = ["general_encyclopaedia", "copy"].includes(source.kind);
    const authors = source.authors?.split("; ") ?? [];
    const who = [authors[0]?.split(",")[0], authors.length > 1 && "and others"]
      .filter(Boolean)
      .join(" ");
    const title = source.container ? `${source.container}, ${source.title}` : source.title;
    const text = html`<${Text}>
      ${[who, title].filter(Boolean).join(", ")}${source.year ? ` (${source.year})` : ""}
    <//>`;
    return html`${safe(source.url) ? html`<${Outside} url=${source.url}>${text}<//>` : text}${
      weak && html` <span class="small">(a weak source)</span>`
    }`;
  };

  const said = (row) =>
    `${words(row.joint)} ${words(row.movement)}` +
    `${row.part === "whole" ? "" : ` (${row.part})`}` +
    `${row.circumstance ? `, ${row.circumstance}` : ""}`;

  /* The movements of a muscle by joint, and which source names each. */
  const Actions = ({ id }) => {
    const rows = all("muscle_actions", "muscle_id", id);
    const bySource = rmc.groupBy(rows, (row) => row.source_id);
    return (
      rows.length > 0 &&
      html`<section>
        <h2>What it does, by source</h2>
        <ul>
          ${[...bySource].map(
            ([source, mine]) => html`<li key=${source}>
              <${Source} id=${source} />,${" "}
              ${[...new Set(mine.map((row) => row.locator))].join("; ")}:${" "}
              <${Text}>${mine.map(said).join("; ")}<//>
            </li>`,
          )}
        </ul>
      </section>`
    );
  };

  /* What each source of anatomy says about a statement on what a muscle does. */
  const Textbooks = ({ id }) => {
    const rows = all("anatomy_evidence", "proposition_id", id);
    return (
      rows.length > 0 &&
      html`<section>
        <h2>What sources of anatomy say</h2>
        <ul>
          ${rows.map(
            (row) => html`<li key=${row.source_id}>
              <${Source} id=${row.source_id} />, ${row.locator}:
              ${row.actions && html` <strong><${Text}>${row.actions}<//></strong>.`}
              <span class="small">
                ${" "}${meaning("anatomy_evidence", "answer", row.answer)}
              </span>
            </li>`,
          )}
        </ul>
      </section>`
    );
  };

  /* Judgements of the risk of bias behind a finding, or that there are none. */
  const Bias = ({ id }) => {
    const rows = all("risk_of_bias", "finding_id", id);
    return rows.length === 0
      ? html`<p class="small">Risk of bias: not judged.</p>`
      : html`<details>
          <summary>Risk of bias: judged by ${new Set(rows.map((row) => row.reader)).size}</summary>
          <ul>
            ${rows.map(
              (row) => html`<li>
                ${row.reader} (${words(row.reader_kind)}), ${meaning(
                  "risk_of_bias",
                  "tool",
                  row.tool,
                )} ${words(row.domain)}: <strong>${words(row.judgement)}</strong>.${" "}
                <${Text}>${row.reason}<//>
              </li>`,
            )}
          </ul>
        </details>`;
  };
  const biasJudged = (evidence) => {
    const judged = evidence.filter(
      (row) => all("risk_of_bias", "finding_id", row.finding_id).length,
    );
    return judged.length
      ? `judged for ${judged.length} of ${evidence.length} findings`
      : "not judged: abstracts do not tell enough";
  };
  Object.assign(rmc.parts, { Actions, Textbooks, Bias, biasJudged });
})();
