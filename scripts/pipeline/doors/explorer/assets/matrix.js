/* The matrix: exercise by muscle, in each cell what claims say (left, filled) and what studies found (right, striped); up is for, down is against. */
(() => {
  const { html, useState, useRef, useEffect, useMemo } = htmPreact;
  const { data, name, one, termHref, plural } = rmc;
  const entries = rmc.table("entries");
  const ROLES = { works: "muscle work", enlarges: "muscle size", strengthens: "strength", stabilises: "stability", other: "other outcomes", any: "any outcome" };
  const DOES = { works: "work the muscle", enlarges: "enlarge it", strengthens: "strengthen it", stabilises: "make it stabilise", other: "change it in another way", any: "do something for it" };
  const AXES = { running: "", slope: "By slope", speed: "By speed", duration: "By length", surface: "By ground", other: "In other ways", walking: "" };
  const SIGNS = data.matrix.signs;
  const key = (exercise, muscle) => `${exercise}\n${muscle}`;

  /* Cells by exercise and column, for an outcome; apart: each muscle in a column of its own. */
  const cellsOf = (role, apart) => {
    const home = new Map(data.matrix.columns.flatMap((column) => column.members.map((member) => [member, apart ? member : column.muscle_id])));
    const cells = new Map();
    for (const entry of entries) {
      if (role !== "any" && entry.role !== role) continue;
      const place = key(entry.exercise_id, home.get(entry.muscle_id));
      if (!cells.has(place)) cells.set(place, { claims: new Map(), findings: new Map() });
      const cell = cells.get(place);
      const [kind, id] = entry.claim_id ? ["claims", entry.claim_id] : ["findings", entry.finding_id];
      cell[kind].set(`${id}\n${entry.says}\n${entry.than}`, { id, says: entry.says, than: entry.than });
    }
    return cells;
  };
  const tally = (found) => rmc.count([...found.values()], (row) => row.says);
  const side = (counts, sign) => Object.entries(counts).reduce((sum, [says, n]) => sum + (SIGNS[says] === sign ? n : 0), 0);
  /* In words: how many say what, compared with what, and how findings that are not higher came out. */
  const RESULTS = { lower: "lower", no_difference: "no significant difference", inconclusive: "left open", higher: "higher" };
  const said = (found, meanings) => Object.entries(meanings).flatMap(([says, meaning]) => {
    const rows = [...found.values()].filter((row) => row.says === says);
    if (!rows.length) return [];
    const than = [...new Set(rows.map((row) => row.than).filter(Boolean))].map(name), results = says === "not_higher" ? rmc.count(rows, (row) => RESULTS[one("findings", "finding_id", row.id).result]) : {};
    const more = [...than, ...Object.entries(results).map(([result, n]) => `${n} ${result}`)];
    return [`${rows.length} ${meaning}${more.length ? ` (${more.join(", ")})` : ""}`];
  }).join("; ");
  const labelOf = (exercise, muscle, cell) => `${name(exercise)}, ${name(muscle)}. Claims: ${said(cell.claims, data.matrix.says) || "none"}. Findings: ${said(cell.findings, data.matrix.found) || "none"}.`;

  const Bars = ({ claims, findings, most }) => {
    const bar = (x, counts, parts, kind) => {
      let filled = 0;
      return [1, -1].map((sign) => {
        filled = 0;
        const total = side(counts, sign), scale = total ? (3 + 11 * Math.sqrt(total / most)) / total : 0;
        return [...parts.filter((says) => SIGNS[says] === sign && counts[says]).map((says) => {
          const tall = counts[says] * scale, top = sign > 0 ? 23 - filled - tall : 25 + filled;
          filled += tall;
          const compared = says === "more" || says === "less"; // narrow
          return html`<rect class=${`${sign > 0 ? "for" : "against"} ${kind}`} x=${x + (compared ? 3.25 : 0)} y=${top} width=${compared ? 4.5 : 11} height=${tall} />`;
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
      const rows = [...found.values()].filter((row) => row.says === says), ids = [...new Set(rows.map((row) => row.id))];
      const than = [...new Set(rows.map((row) => row.than).filter(Boolean))].map(name);
      return rows.length ? [html`<h4>${ids.length} ${meaning}${than.length > 0 && ` (${than.join(", ")})`}</h4><div class="cards">${ids.map(show)}</div>`] : [];
    });
    const title = useRef();
    useEffect(() => title.current?.focus(), [exercise, muscle]);
    const escape = (event) => event.key === "Escape" && close();
    const findings = [...new Set([...cell.findings.values()].map((row) => row.id))];
    return html`<section class="panel" aria-label="What is in the cell" onKeyDown=${escape}>
      <h3 tabindex="-1" ref=${title}><a href=${termHref(exercise)}>${name(exercise)}</a> and ${muscle ? html`<a href=${termHref(muscle)}>
        ${name(muscle)}</a>` : name(muscle)}: ${ROLES[role]} <button type="button" class="quiet" onClick=${close}>close</button></h3>
      <p class="small">Claims and findings with just this exercise, and with ${muscle ? "this muscle or a part of it that the column counts in" : "no muscle named"}. What the claims say of the exercise:</p>
      ${group(cell.claims, data.matrix.says, (id) => html`<${rmc.parts.Claim} key=${id} id=${id} />`)}
      ${findings.length > 0 && html`<h4>${plural(findings.length, "finding")}</h4>`}
      ${group(cell.findings, data.matrix.found, (id) => html`<${rmc.parts.Finding} key=${id} id=${id} propositions=${true} />`)}</section>`;
  };

  /* One exercise against another: what claims and findings that compare the two say, a muscle a row. */
  const Versus = ({ settings, set }) => {
    const compared = entries.filter((row) => row.than && row.role !== "other"), home = new Map(data.matrix.columns.flatMap((column) => column.members.map((member) => [member, column.muscle_id])));
    const sides = [...new Set(compared.map((row) => row.exercise_id))].sort((a, b) => name(a).localeCompare(name(b)));
    const known = (id, otherwise) => (sides.includes(id) ? id : otherwise), a = known(settings.one, "uphill-running"), b = known(settings.other, "downhill-running");
    const mine = compared.filter((row) => rmc.within(a).includes(row.exercise_id) && rmc.within(b).includes(row.than));
    const muscles = data.matrix.columns.map((column) => column.muscle_id).filter((muscle) => mine.some((row) => home.get(row.muscle_id) === muscle));
    if (!sides.includes(a) || !sides.includes(b)) return null; // another package, which compares nothing of the kind
    const ways = ["more", "alike", "less"].filter((says) => says !== "alike" || mine.some((row) => row.says === says));
    const list = (muscle, says, key) => [...new Set(mine.filter((row) => home.get(row.muscle_id) === muscle && row.says === says && row[key]).map((row) => row[key]))];
    const cell = (muscle, says) => {
      const claims = list(muscle, says, "claim_id"), findings = list(muscle, says, "finding_id");
      return html`<td>${claims.map((id) => html`<a href=${rmc.href("claim", id)} title=${one("claims", "claim_id", id).statement}><span class="chip filled">
        ${rmc.site(rmc.articleOf(one("claims", "claim_id", id)))}</span></a> `)}
        ${findings.map((id) => html`<a href=${rmc.href("finding", id)} title=${one("findings", "finding_id", id).statement}><span class="chip striped">
          ${rmc.parts.short(one("references", "reference_id", one("findings", "finding_id", id).reference_id))}</span></a> `)}</td>`;
    };
    const choose = (key, value, label) => html`<label>${label} <select name=${`versus-${key}`} value=${value} onChange=${(event) => set({ [key]: event.target.value })}>
      ${sides.map((id) => html`<option value=${id}>${name(id)}</option>`)}</select></label>`;
    return html`<h3>${name(a)[0].toUpperCase()}${name(a).slice(1)} or ${name(b)}?</h3><div class="controls">${choose("one", a, "One")} ${choose("other", b, "against the other")}</div>
      ${mine.length === 0 ? html`<p>No claim and no finding compares the two.</p>` : html`<div class="wide" tabindex="0" role="region" aria-label="Comparison, scrolls sideways">
        <table class="versus"><caption>Claims (filled) and findings (striped) that compare the two, forms of them included</caption>
        <thead><tr><td></td>${ways.map((says) => html`<th scope="col">${{ more: `more with ${name(a)}`, alike: "as much", less: `more with ${name(b)}` }[says]}</th>`)}</tr></thead>
        <tbody>${muscles.map((muscle) => html`<tr><th scope="row">${muscle ? html`<a href=${termHref(muscle)}>${name(muscle)}</a>` : name(muscle)}</th>
          ${ways.map((says) => cell(muscle, says))}</tr>`)}</tbody></table></div>`}`;
  };

  const Matrix = ({ settings, set }) => {
    const role = Object.hasOwn(ROLES, settings.role ?? "") ? settings.role : "works", apart = settings.apart === "1", every = settings.every === "1";
    const table = useRef();
    const cells = useMemo(() => cellsOf(role, apart), [role, apart]);
    const filled = useMemo(() => new Set([...cells.keys()].map((place) => place.split("\n")[0])), [cells]), shown = (exercise) => filled.has(exercise);
    const rows = data.matrix.rows.filter((row) => (every || row.axis in AXES) && shown(row.exercise_id));
    const seen = new Set(rows.map((row) => row.exercise_id)), used = new Set([...cells.keys()].map((place) => place.split("\n")).filter(([exercise]) => seen.has(exercise)).map(([, muscle]) => muscle));
    const columns = data.matrix.columns.flatMap((column) => (apart ? column.members : [column.muscle_id])).filter((muscle) => used.has(muscle));
    const inside = (which) => new Set(entries.filter((row) => row[which] && (role === "any" || row.role === role)).map((row) => row[which])).size;
    const most = Math.max(1, ...[...cells.values()].flatMap((found) => [tally(found.claims), tally(found.findings)].flatMap((counts) => [side(counts, 1), side(counts, -1)])));
    const cell = settings.cell ?? "", picked = /^[^/\n]+\/[^/\n]*$/.test(cell) && cells.has(cell.replace("/", "\n")) ? cell : "";
    const [exercise, muscle] = picked.split("/");
    const groups = [...new Set(rows.map((row) => row.axis))].map((axis) => [axis, rows.filter((row) => row.axis === axis)]);
    const first = rows.flatMap((row) => columns.map((column) => key(row.exercise_id, column))).find((place) => cells.has(place));
    const [current, setCurrent] = useState(null);
    const stop = current && cells.has(current) && seen.has(current.split("\n")[0]) ? current : first;
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
    const back = () => { const slug = picked; set({ cell: "" }); requestAnimationFrame(() => table.current?.querySelector(`[data-cell="${CSS.escape(slug)}"]`)?.focus()); };
    return html`<p>Rows are forms of running, columns muscles from the trunk down. In each cell claims stand to the left and findings of studies to the right. ${plural(inside("claim_id"), "claim")} and ${plural(inside("finding_id"), "finding")} are about an exercise and ${ROLES[role]}; all others stand in the tables. Open a cell for what is in it.</p>
      <div class="controls">
        <label>Outcome <select name="role" value=${role} onChange=${(event) => set({ role: event.target.value, cell: "" })}>
          ${Object.entries(ROLES).map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select></label>
        <label><input type="checkbox" name="apart" checked=${apart} onChange=${(event) => set({ apart: event.target.checked ? "1" : "", cell: "" })} /> each muscle apart</label>
        <label><input type="checkbox" name="every" checked=${every} onChange=${(event) => set({ every: event.target.checked ? "1" : "", cell: "" })} /> exercises other than running, too</label></div>
      <ul class="legend small"><li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for claims" width="12" height="12" />
        </svg> above the line: claims that it does (${DOES[role]})</li>
        <li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="against claims" width="12" height="12" /></svg> below: claims that it does not, or does the reverse</li>
        <li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for claims" x="4" width="4" height="6" /><rect class="against claims" x="4" y="6" width="4" height="6" />
          </svg> narrow: more, or less, than another exercise</li>
        <li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="for findings" width="12" height="12" />
          </svg> striped: findings of studies, higher above; lower, no different or unclear below</li>
        <li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="3" /></svg> advice, beliefs reported, as much as another</li>
          <li>Bars grow with the root of the number.</li></ul>
      <div class="wide tall" tabindex="0" role="region" aria-label="Matrix, scrolls"><table class="matrix" ref=${table}>
        <caption class="hidden">Exercises by muscles: claims and findings. Arrow keys move between filled cells, Enter opens one.</caption>
        <thead><tr><td></td>${columns.map((muscle) => html`<th scope="col">${muscle ? html`<a href=${termHref(muscle)}>${name(muscle)}</a>` : html`<span>${name(muscle)}</span>`}</th>`)}</tr>
          </thead>
        ${groups.map(([axis, mine]) => html`<tbody>${AXES[axis] !== "" && html`<tr class="axis"><th scope="rowgroup" colspan=${columns.length + 1}>${AXES[axis] ?? rmc.words(axis)}</th>
          </tr>`}${mine.map((row) => {
          const r = rows.indexOf(row);
          return html`<tr><th scope="row"><a href=${termHref(row.exercise_id)}>${name(row.exercise_id)}</a></th>
            ${columns.map((column, c) => {
              const place = key(row.exercise_id, column), found = cells.get(place);
              if (!found) return html`<td></td>`;
              const slug = place.replace("\n", "/"), label = labelOf(row.exercise_id, column, found);
              return html`<td><button type="button" data-cell=${slug} aria-label=${label} title=${label}
                aria-pressed=${picked === slug} tabindex=${place === stop ? 0 : -1} onKeyDown=${(event) => move(event, r, c)} onFocus=${() => setCurrent(place)}
                onClick=${() => set({ cell: picked === slug ? "" : slug })}><${Bars} claims=${tally(found.claims)} findings=${tally(found.findings)} most=${most} /></button></td>`;
            })}</tr>`;
        })}</tbody>`)}</table></div>
      ${picked && html`<${Details} exercise=${exercise} muscle=${muscle} cell=${cells.get(cell.replace("/", "\n"))} role=${role} close=${back} />`}
      <${Versus} settings=${settings} set=${set} />`;
  };
  rmc.parts.Matrix = Matrix;
})();
