/* The cells of the matrix: which claims and findings are in each, and the bars that show them. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, data, one } = rmc;

  const entries = rmc.table("entries");

  const ROLES = {
    works: "muscle work",
    enlarges: "muscle size",
    strengthens: "strength",
    stabilises: "stability",
    other: "other outcomes",
    any: "any outcome",
  };

  const SIGNS = data.matrix.signs;

  const key = (exercise, muscle) => `${exercise}\n${muscle}`;

  /* Cells by exercise and column, for an outcome. With `apart`, each muscle has its own column. */
  const cellsOf = (role, apart) => {
    const home = new Map(
      data.matrix.columns.flatMap((column) =>
        column.members.map((member) => [member, apart ? member : column.muscle_id]),
      ),
    );
    const cells = new Map();
    for (const entry of entries) {
      if (role !== "any" && entry.role !== role) continue;
      const place = key(entry.exercise_id, home.get(entry.muscle_id));
      if (!cells.has(place)) cells.set(place, { claims: new Map(), findings: new Map() });
      const cell = cells.get(place);
      const [kind, id] = entry.claim_id
        ? ["claims", entry.claim_id]
        : ["findings", entry.finding_id];
      cell[kind].set(`${id}\n${entry.says}\n${entry.than}`, {
        id,
        says: entry.says,
        than: entry.than,
      });
    }
    return cells;
  };

  const tally = (found) => rmc.count([...found.values()], (row) => row.says);

  const side = (counts, sign) =>
    Object.entries(counts).reduce((sum, [says, n]) => sum + (SIGNS[says] === sign ? n : 0), 0);

  /* In words: how many say what, compared with what, and which results are not clear. */
  const RESULTS = {
    no_clear_difference: "no clear effect",
    equivalent: "shown to be alike",
    mixed: "mixed",
    unclear: "unclear",
  };

  /* What a claim is about, and what a finding measured: an outcome, and by which measure. */
  const outcomeOf = (id) => {
    const finding = one("findings", "finding_id", id);
    if (!finding) {
      const { proposition_id: of } = one("claims", "claim_id", id);
      return name(one("propositions", "proposition_id", of).object_id);
    }
    const measure = one("measures", "measure_id", finding.measure_id)?.name ?? finding.measure;
    return `${name(finding.object_id)} (${measure})`;
  };
  const COMPARED = ["more", "less", "alike", "not_told_apart"];
  const outcomes = (says, ids) =>
    COMPARED.includes(says) ? [...new Set(ids.map(outcomeOf))].join(", ") : "";

  const said = (found, meanings) =>
    Object.entries(meanings)
      .flatMap(([says, meaning]) => {
        const rows = [...found.values()].filter((row) => row.says === says);
        if (!rows.length) return [];
        const than = [...new Set(rows.map((row) => row.than).filter(Boolean))].map(name);
        const results =
          says === "not_clear"
            ? rmc.count(rows, (row) => RESULTS[one("findings", "finding_id", row.id).result])
            : {};
        const more = [...than, ...Object.entries(results).map(([result, n]) => `${n} ${result}`)];
        const what = outcomes(
          says,
          rows.map((row) => row.id),
        );
        return [
          `${rows.length} ${meaning}${more.length ? ` (${more.join(", ")})` : ""}` +
            `${what && ` [${what}]`}`,
        ];
      })
      .join("; ");

  const labelOf = (exercise, muscle, cell) =>
    `${name(exercise)}, ${name(muscle)}. ` +
    `Claims: ${said(cell.claims, data.matrix.says) || "none"}. ` +
    `Findings: ${said(cell.findings, data.matrix.found) || "none"}.`;

  const Bars = ({ claims, findings, most }) => {
    const bar = (x, counts, parts, kind) => {
      let filled = 0;
      return [1, -1].map((sign) => {
        filled = 0;
        const total = side(counts, sign);
        const scale = total ? (3 + 11 * Math.sqrt(total / most)) / total : 0;
        return [
          ...parts
            .filter((says) => SIGNS[says] === sign && counts[says])
            .map((says) => {
              const tall = counts[says] * scale;
              const top = sign > 0 ? 23 - filled - tall : 25 + filled;
              filled += tall;
              const compared = says === "more" || says === "less"; // a narrow bar
              return html`<rect
                class=${`${sign > 0 ? "for" : "against"} ${kind}`}
                x=${x + (compared ? 3.25 : 0)}
                y=${top}
                width=${compared ? 4.5 : 11}
                height=${tall}
              />`;
            }),
          total > 0 &&
            html`<text x=${x + 5.5} y=${sign > 0 ? 21 - filled : 34.5 + filled}>${total}</text>`,
        ];
      });
    };
    const rest = (counts) =>
      Object.entries(counts).reduce((sum, [says, n]) => sum + (says in SIGNS ? 0 : n), 0);
    const open = side(findings, 0);
    return html`<svg class="bars" viewBox="0 0 48 52" aria-hidden="true">
      <line x1="2" x2="46" y1="24" y2="24" />
      ${bar(7, claims, ["asserts", "more", "denies", "less"], "claims")}
      ${bar(22, findings, ["higher", "more", "lower", "less"], "findings")}
      ${rest(claims) > 0 && html`<circle cx="3.5" cy="24" r="2.2" />`}
      ${rest(findings) > 0 && html`<circle cx="36.5" cy="24" r="2.2" />`}
      ${
        open > 0 &&
        html`<circle class="neither" cx="43" cy="24" r="3" />
          <text class="neither" x="43" y="36">${open}</text>`
      }
    </svg>`;
  };
  Object.assign(rmc.matrix, {
    entries,
    ROLES,
    key,
    cellsOf,
    tally,
    side,
    labelOf,
    outcomeOf,
    outcomes,
    Bars,
  });
})();
