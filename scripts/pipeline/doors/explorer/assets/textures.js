/* The shares of topics, told apart without colour: textures of their bars, and the numbers. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, termHref } = rmc;

  /* The texture of a shade in the charts of topics. The others are plain: dark, middle, light. */
  const TEXTURES = {
    __proto__: null,
    "#9AC7E4": "rising",
    "#D55E00": "crossed",
    "#521B4B": "dotted",
    "#F0C29A": "falling",
    "#BDBDBD": "level",
    "#33475B": "upright",
  };
  const TEXTURED = ["agreement", "standing"];

  const textured = (chart, text) =>
    TEXTURED.includes(chart)
      ? text.replace(/#[0-9A-F]{6}/g, (hex) =>
          TEXTURES[hex] ? `url(#texture-${TEXTURES[hex]})` : hex,
        )
      : text;

  /* The numbers behind a chart of topics, as a table. */
  const Numbers = ({ chart, rows, field, counted, label }) => {
    const parts = [...new Set(rows.map((row) => row[field]))];
    const said = new Map(
      Object.keys(rmc.data.shares[chart]).map((value) => [value, rmc.data.shares[chart][value]]),
    );
    const shown = [...said.keys()].filter((value) => parts.includes(value));
    const topics = rmc.groupBy(rows, (row) => row.topic);
    return html`<details class="numbers">
      <summary>The numbers</summary>
      <div class="wide" tabindex="0" role="region" aria-label=${`${label}, scrolls sideways`}>
        <table class="shares">
          <caption class="hidden">${label}</caption>
          <thead>
            <tr>
              <th scope="col">topic</th>
              ${shown.map((value) => html`<th scope="col">${said.get(value)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${[...topics].map(
              ([topic, mine]) => html`<tr>
                <th scope="row">
                  ${
                    mine[0].term_id
                      ? html`<a href=${termHref(mine[0].term_id)}>${name(mine[0].term_id)}</a>`
                      : topic
                  }
                </th>
                ${shown.map(
                  (value) =>
                    html`<td class="number">
                      ${mine.find((row) => row[field] === value)?.[counted] ?? 0}
                    </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  };
  Object.assign(rmc.parts, { textured, Numbers });
})();
