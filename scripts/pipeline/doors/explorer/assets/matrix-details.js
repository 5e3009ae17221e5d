/* What is in an open cell of the matrix. */
"use strict";
(() => {
  const { html, useEffect, useRef } = htmPreact;
  const { name, data, termHref, plural } = rmc;
  const { ROLES, outcomes } = rmc.matrix;

  const Details = ({ exercise, muscle, cell, role, close }) => {
    const group = (found, meanings, show) =>
      Object.entries(meanings).flatMap(([says, meaning]) => {
        const rows = [...found.values()].filter((row) => row.says === says);
        const ids = [...new Set(rows.map((row) => row.id))];
        const than = [...new Set(rows.map((row) => row.than).filter(Boolean))].map(name);
        return rows.length
          ? [
              html`
                <h4>
                  ${ids.length} ${meaning}${than.length > 0 && ` (${than.join(", ")})`}
                  ${outcomes(says, ids) && ` in ${outcomes(says, ids)}`}
                </h4>
                <div class="cards">${ids.map(show)}</div>
              `,
            ]
          : [];
      });
    const title = useRef();
    useEffect(() => title.current?.focus(), [exercise, muscle]);
    const escape = (event) => event.key === "Escape" && close();
    const findings = [...new Set([...cell.findings.values()].map((row) => row.id))];
    const which = muscle
      ? "this muscle or a part of it that the column counts in"
      : "no muscle named";
    return html`<section class="panel" aria-label="What is in the cell" onKeyDown=${escape}>
      <h3 tabindex="-1" ref=${title}>
        <a href=${termHref(exercise)}>${name(exercise)}</a> and ${
          muscle ? html`<a href=${termHref(muscle)}>${name(muscle)}</a>` : name(muscle)
        }: ${ROLES[role]} <button type="button" class="quiet" onClick=${close}>close</button>
      </h3>
      <p class="small">
        Claims and findings with just this exercise, and with ${which}. What the claims say of the
        exercise:
      </p>
      ${group(
        cell.claims,
        data.matrix.says,
        (id) => html`<${rmc.parts.Claim} key=${id} id=${id} />`,
      )}
      ${findings.length > 0 && html`<h4>${plural(findings.length, "finding")}</h4>`}
      ${group(
        cell.findings,
        data.matrix.found,
        (id) => html`<${rmc.parts.Finding} key=${id} id=${id} propositions=${true} />`,
      )}
    </section>`;
  };
  rmc.matrix.Details = Details;
})();
