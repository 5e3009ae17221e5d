/* The effect direction plot: one row a study, one mark for each thing that it measured. A mark
   shows on which side of the statement the estimate lies, whatever its significance. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { one, href, plural, words } = rmc;
  const { Text, BEARINGS, short } = rmc.parts;

  const SHAPES = {
    for: "M6 1 L11.5 11 H0.5 Z",
    against: "M6 11 L11.5 1 H0.5 Z",
    zero: "M6 0.5 L11.5 6 L6 11.5 L0.5 6 Z",
    none: "M1 6 H11",
  };

  /* What the sides are called: on a statement, and on a question. */
  const SIDES = {
    statement: {
      for: "on the side of the statement",
      against: "on the other side",
      short: "on its side",
    },
    question: { for: "yes", against: "the reverse", short: "yes" },
  };
  const says = (words) => ({ ...words, zero: "zero", none: "not given, or on no side" });

  const Mark = ({ side, clear }) => html`<svg
    class=${`mark ${side} ${clear ? "clear" : "unclear"}`}
    viewBox="0 0 12 12"
    aria-hidden="true"
  >
    <path d=${SHAPES[side]} />
  </svg>`;

  const Legend = ({ words }) => html`<ul class="legend small marks-key">
    ${[
      ["for", true, `clearly ${words.for}`],
      ["for", false, `${words.short}, not clearly`],
      ["against", true, `clearly ${words.against}`],
      ["against", false, `${words.against}, not clearly`],
      ["zero", false, "zero"],
      ["none", false, "not given, or on no side"],
    ].map(
      ([side, clear, text]) =>
        html`<li class="key"><${Mark} side=${side} clear=${clear} /> ${text}</li>`,
    )}
  </ul>`;

  /* What a mark says, for its title and for screen readers. */
  const told = ({ side, clear, finding_id: id }, words) =>
    `${clear || side === "none" ? "" : "not clearly "}${says(words)[side]}: ` +
    one("findings", "finding_id", id).statement;

  /* The statements by which a study of another question comes here. */
  const ByLink = ({ rows }) => {
    const ids = [...new Set(rows.map((row) => row.proposition_id))];
    return html`<br /><span class="small">
        by a link, held against${" "}
        ${ids.map(
          (id, i) =>
            html`
              ${i > 0 && ", "}<a href=${href("proposition", id)}>
                “<${Text}>${one("propositions", "proposition_id", id).statement}<//>”
              </a>
            `,
        )}
      </span>`;
  };

  const Study = ({ rows, words: sides }) => {
    const work = one("references", "reference_id", rows[0].reference_id);
    const sizes = rows.map((row) => one("findings", "finding_id", row.finding_id).sample_size ?? 0);
    const people = Math.max(...sizes) || work.sample_size || 0;
    return html`<tr>
      <th scope="row">
        <a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//></a>
        ${rows[0].by_link && html`<${ByLink} rows=${rows} />`}
      </th>
      <td class="design">
        ${words(work.design)}${
          people > 0 && html`<span class="small">, ${plural(people, "person", "people")}</span>`
        }
      </td>
      <td>
        <ul>
          ${rows.map(
            (row) => html`<li>
              <a
                href=${href("finding", row.finding_id)}
                title=${told(row, sides)}
                data-side=${row.side}
                data-clear=${row.clear}
              >
                <${Mark} side=${row.side} clear=${row.clear} /> <span class="what">
                  ${row.outcome}
                </span>
                <span class="hidden">, ${told(row, sides)}</span>
              </a>
            </li>`,
          )}
        </ul>
      </td>
    </tr>`;
  };

  /* `points` are rows of the payload's points, in their order: by bearing, design and study.
     `of` is what the sides are of: a statement, or a question with its own words for them. */
  const Directions = ({ points, of = "statement", sides = null }) => {
    if (!points.length) return null;
    const said = sides ?? SIDES[of];
    const groups = rmc.groupBy(points, (row) => row.bearing);
    return html`
      <${Legend} words=${said} />
      <table class="directions">
        <caption>
          One row a study, one mark for each thing that it measured. A mark shows on which side of
          the ${of} the estimate lies, whatever its significance. Filled: the result is clear.
          Hollow: it is not. Sorted by design, not by result.
        </caption>
        <thead>
          <tr>
            <th scope="col">Study</th>
            <th scope="col">Design</th>
            <th scope="col">What it measured, and on which side it lies</th>
          </tr>
        </thead>
        ${[...groups].map(
          ([bearing, rows]) =>
            html`<tbody>
              <tr class="bearing">
                <th scope="rowgroup" colspan="3">
                  ${BEARINGS[bearing][0].toUpperCase()}${BEARINGS[bearing].slice(1)}
                </th>
              </tr>
              ${[...rmc.groupBy(rows, (row) => row.reference_id).values()].map(
                (mine) => html`<${Study} rows=${mine} words=${said} />`,
              )}
            </tbody>`,
        )}
      </table>
    `;
  };
  Object.assign(rmc.parts, { Directions });
})();
