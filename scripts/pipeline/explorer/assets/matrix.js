/* The matrix: exercise by muscle, in each cell what claims say (left, filled) and what studies found (right, striped); up is for, down is against. */
(() => {
  const { html, useState, useRef, useEffect } = htmPreact;
  const { data, name, termHref, plural } = rmc;
  const entries = rmc.rowsOf(data.matrix.entries);
  const ROLES = { "": "any outcome", works: "muscle work", enlarges: "muscle size", strengthens: "strength", stabilises: "stability", other: "another" };
  const AXES = { running: "", slope: "By slope", speed: "By speed", duration: "By length", surface: "By ground", other: "In other ways", walking: "" };
  const SIGNS = { asserts: 1, more: 1, denies: -1, less: -1, higher: 1, not_higher: -1 };
  const key = (exercise, muscle) => `${exercise}\n${muscle}`;

  /* Cells by exercise and column, for an outcome; apart: each muscle in a column of its own. */
  const cellsOf = (role, apart) => {
    const home = new Map(data.matrix.columns.flatMap((column) => column.members.map((member) => [member, apart ? member : column.muscle_id])));
    const cells = new Map();
    for (const entry of entries) {
      if (role && entry.role !== role) continue;
      const place = key(entry.exercise_id, home.get(entry.muscle_id));
      if (!cells.has(place)) cells.set(place, { claims: new Map(), findings: new Map() });
      const cell = cells.get(place);
      const [kind, id] = entry.claim_id ? ["claims", entry.claim_id] : ["findings", entry.finding_id];
      cell[kind].set(`${id}\n${entry.says}`, { id, says: entry.says });
    }
    return cells;
  };
  const tally = (found) => rmc.count([...found.values()], (row) => row.says);
  const side = (counts, sign) => Object.entries(counts).reduce((sum, [says, n]) => sum + (SIGNS[says] === sign ? n : 0), 0);
  const said = (counts, meanings) => Object.entries(meanings).filter(([says]) => counts[says]).map(([says, meaning]) => `${counts[says]} ${meaning}`).join(", ");
  const labelOf = (exercise, muscle, claims, findings) => `${name(exercise)}, ${name(muscle)}. Claims: ${said(claims, data.matrix.says) || "none"}. Findings: ${said(findings, data.matrix.found) || "none"}.`;

  const Bars = ({ claims, findings, most }) => {
    const bar = (x, counts, parts, kind) => {
      let filled = 0;
      return [1, -1].map((sign) => {
        filled = 0;
        const total = side(counts, sign), scale = total ? (3 + 11 * Math.sqrt(total / most)) / total : 0;
        return [...parts.filter((says) => SIGNS[says] === sign && counts[says]).map((says) => {
          const tall = counts[says] * scale, top = sign > 0 ? 23 - filled - tall : 25 + filled;
          filled += tall;
          return html`<rect class=${`${sign > 0 ? "for" : "against"} ${kind}${says === "more" || says === "less" ? " other" : ""}`} x=${x} y=${top} width="11" height=${tall} />`;
        }), total > 0 && html`<text x=${x + 5.5} y=${sign > 0 ? 21 - filled : 34.5 + filled}>${total}</text>`];
      });
    };
    const rest = (counts) => Object.entries(counts).reduce((sum, [says, n]) => sum + (says in SIGNS ? 0 : n), 0);
    return html`<svg class="bars" viewBox="0 0 40 52" aria-hidden="true"><line x1="2" x2="38" y1="24" y2="24" />
      ${bar(7, claims, ["asserts", "more", "denies", "less"], "claims")}${bar(22, findings, ["higher", "more", "not_higher", "less"], "findings")}
      ${rest(claims) > 0 && html`<circle cx="3.5" cy="24" r="2.2" />`}${rest(findings) > 0 && html`<circle cx="36.5" cy="24" r="2.2" />`}</svg>`;
  };

  const Details = ({ exercise, muscle, cell, role, close }) => {
    const group = (found, meanings, show) => Object.entries(meanings).flatMap(([says, meaning]) => {
      const rows = [...found.values()].filter((row) => row.says === says);
      return rows.length ? [html`<h4>${rows.length} ${meaning}</h4><div class="cards">${rows.map((row) => show(row.id))}</div>`] : [];
    });
    const title = useRef();
    useEffect(() => title.current?.focus(), [exercise, muscle]);
    const findings = [...new Set([...cell.findings.values()].map((row) => row.id))];
    return html`<section class="panel" aria-label="What is in the cell">
      <h3 tabindex="-1" ref=${title}><a href=${termHref(exercise)}>${name(exercise)}</a> and <a href=${termHref(muscle)}>${name(muscle)}</a>${role && `, ${ROLES[role]}`} <button type="button" class="quiet" onClick=${close}>close</button></h3>
      <p class="small">Claims and findings with just this exercise and this muscle, or a part of it that the column counts in. Of the exercise:</p>
      ${group(cell.claims, data.matrix.says, (id) => html`<${rmc.parts.Claim} key=${id} id=${id} />`)}
      ${findings.length > 0 && html`<h4>${plural(findings.length, "finding")}</h4>`}
      ${group(cell.findings, data.matrix.found, (id) => html`<${rmc.parts.Finding} key=${id} id=${id} propositions=${true} />`)}</section>`;
  };

  const Matrix = ({ settings, set }) => {
    const { role = "", apart = "", every = "", cell = "" } = settings;
    const table = useRef();
    const cells = cellsOf(role, apart);
    const shown = (exercise) => [...cells.keys()].some((place) => place.startsWith(`${exercise}\n`));
    const rows = data.matrix.rows.filter((row) => (every || row.axis in AXES) && shown(row.exercise_id));
    const used = new Set([...cells.keys()].filter((place) => rows.some((row) => place.startsWith(`${row.exercise_id}\n`))).map((place) => place.split("\n")[1]));
    const columns = data.matrix.columns.flatMap((column) => (apart ? column.members : [column.muscle_id])).filter((muscle) => used.has(muscle));
    const most = Math.max(1, ...[...cells.values()].flatMap((found) => [tally(found.claims), tally(found.findings)].flatMap((counts) => [side(counts, 1), side(counts, -1)])));
    const picked = cells.has(cell.replace("/", "\n")) ? cell : "";
    const [exercise, muscle] = picked.split("/");
    const groups = [...new Set(rows.map((row) => row.axis))].map((axis) => [axis, rows.filter((row) => row.axis === axis)]);
    const first = rows.flatMap((row) => columns.map((column) => key(row.exercise_id, column))).find((place) => cells.has(place));
    const [current, setCurrent] = useState(null);
    const stop = current && cells.has(current) && rows.some((row) => current.startsWith(`${row.exercise_id}\n`)) ? current : first;
    /* One tab stop; the arrow keys go to the next filled cell in their direction. */
    const move = (event, r, c) => {
      const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
      if (!step) return;
      event.preventDefault();
      for (let i = r + step[0], j = c + step[1]; i >= 0 && i < rows.length && j >= 0 && j < columns.length; i += step[0], j += step[1]) {
        const place = key(rows[i].exercise_id, columns[j]);
        if (!cells.has(place)) continue;
        setCurrent(place);
        table.current.querySelector(`[data-cell="${CSS.escape(place.replace("\n", "/"))}"]`).focus();
        return;
      }
    };
    return html`<div class="controls">
        <label>Outcome <select name="role" value=${role} onChange=${(event) => set({ role: event.target.value, cell: "" })}>${Object.entries(ROLES).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label>
        <label><input type="checkbox" name="apart" checked=${!!apart} onChange=${(event) => set({ apart: event.target.checked ? "1" : "", cell: "" })} /> each muscle apart</label>
        <label><input type="checkbox" name="every" checked=${!!every} onChange=${(event) => set({ every: event.target.checked ? "1" : "", cell: "" })} /> exercises other than running, too</label></div>
      <p class="legend small"><span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for claims" width="12" height="12" /></svg> claims that it does it</span>
        <span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for claims other" width="12" height="12" /></svg> … does it more than another exercise</span>
        <span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="against claims" width="12" height="12" /></svg> below the line: that it does not, or (lighter) does it less</span>
        <span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for findings" width="12" height="12" /></svg> striped: findings of studies, for above and against below</span>
        <span class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="3" /></svg> advice, or as much as another</span></p>
      <div class="wide" tabindex="0" role="region" aria-label="Matrix, scrolls sideways"><table class="matrix" ref=${table}><caption class="hidden">Exercises by muscles: claims and findings. Arrow keys move between filled cells, Enter opens one.</caption>
        <thead><tr><td></td>${columns.map((muscle) => html`<th scope="col"><a href=${termHref(muscle)}><span>${name(muscle)}</span></a></th>`)}</tr></thead>
        ${groups.map(([axis, mine]) => html`<tbody>${AXES[axis] !== "" && html`<tr class="axis"><th scope="rowgroup" colspan=${columns.length + 1}>${AXES[axis] ?? rmc.words(axis)}</th></tr>`}${mine.map((row) => {
          const r = rows.indexOf(row);
          return html`<tr><th scope="row"><a href=${termHref(row.exercise_id)}>${name(row.exercise_id)}</a></th>
            ${columns.map((column, c) => {
              const place = key(row.exercise_id, column), found = cells.get(place);
              if (!found) return html`<td></td>`;
              const claims = tally(found.claims), findings = tally(found.findings), slug = place.replace("\n", "/");
              return html`<td><button type="button" data-cell=${slug} aria-label=${labelOf(row.exercise_id, column, claims, findings)} title=${labelOf(row.exercise_id, column, claims, findings)}
                aria-pressed=${picked === slug} tabindex=${place === stop ? 0 : -1} onKeyDown=${(event) => move(event, r, c)} onFocus=${() => setCurrent(place)}
                onClick=${() => set({ cell: picked === slug ? "" : slug })}><${Bars} claims=${claims} findings=${findings} most=${most} /></button></td>`;
            })}</tr>`;
        })}</tbody>`)}</table></div>
      ${picked && html`<${Details} exercise=${exercise} muscle=${muscle} cell=${cells.get(cell.replace("/", "\n"))} role=${role} close=${() => set({ cell: "" })} />`}`;
  };
  rmc.parts.Matrix = Matrix;
})();
