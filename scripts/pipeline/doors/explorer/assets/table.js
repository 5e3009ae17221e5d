/* Tables to search, filter, sort, page and take away: claims, propositions, studies. TanStack Table keeps order and pages, d3-dsv writes CSV. */
(() => {
  const { html, useEffect, useMemo, useRef, useState } = htmPreact;
  const { table, one, all, name, within, href, words, plural, site, articleOf, listed } = rmc;
  const { Text, Chart } = rmc.parts;

  /* Rows as they are shown and downloaded, with what they are found and filtered by. */
  const claims = rmc.once(() => table("claims").map((row) => {
    const proposition = one("propositions", "proposition_id", row.proposition_id), summary = one("proposition_summary", "proposition_id", row.proposition_id);
    return { claim_id: row.claim_id, article: site(articleOf(row)), statement: row.statement, stance: row.stance, degree: row.degree, modality: row.modality, kind: row.kind, attributed_to: one("people", "person_id", row.attributed_to)?.name ?? null,
      proposition_id: row.proposition_id, proposition: proposition.statement, agreement: summary.agreement, claims_and_evidence: summary.claims_and_evidence, searches: summary.searches, evidence: rmc.standing(row.proposition_id), article_id: articleOf(row), terms: rmc.termsOfClaim(row.claim_id) };
  }));
  const propositions = rmc.once(() => table("propositions").map((row) => {
    const summary = one("proposition_summary", "proposition_id", row.proposition_id);
    return { proposition_id: row.proposition_id, proposition: row.statement, relation: row.relation, claims: summary.claims, asserted_by: summary.asserted_by, denied_by: summary.denied_by, agreement: summary.agreement,
      supporting: summary.supporting_direct + summary.supporting_indirect, disputing: summary.disputing_direct + summary.disputing_indirect, inconclusive: summary.inconclusive, claims_and_evidence: summary.claims_and_evidence, searches: summary.searches, evidence: rmc.standing(row.proposition_id),
      terms: new Set(all("claims", "proposition_id", row.proposition_id).flatMap((claim) => [...rmc.termsOfClaim(claim.claim_id)])) };
  }));
  const studies = rmc.once(() => table("findings").map((row) => {
    const work = one("references", "reference_id", row.reference_id), evidence = rmc.count(all("evidence", "finding_id", row.finding_id), (one) => one.direction);
    return { finding_id: row.finding_id, study: rmc.parts.short(work), finding: row.statement, result: row.result, value: row.value, low: row.low, high: row.high, unit: row.unit, design: work.design, people: row.sample_size,
      supports: evidence.supports ?? 0, disputes: evidence.disputes ?? 0, reference_id: row.reference_id, terms: rmc.termsOfFinding(row.finding_id) };
  }));
  const link = (kind, key) => (value, row) => html`<a href=${href(kind, row[key])}><${Text}>${value}<//></a>`;
  const sites = (cell) => listed(cell).map(site).join(", ");
  const VIEWS = {
    table: { title: "All claims", noun: "claim", rows: claims, text: ["claim_id", "statement", "proposition", "attributed_to"], pick: ["kind", "stance", "agreement"],
      columns: [["statement", "claim", link("claim", "claim_id")], ["article", "article", link("article", "article_id")], ["stance"], ["degree"], ["modality"], ["kind"], ["proposition", "proposition", link("proposition", "proposition_id")], ["agreement"], ["evidence", "evidence", rmc.standingWord]],
      save: ["claim_id", "article_id", "article", "statement", "stance", "degree", "modality", "kind", "attributed_to", "proposition_id", "proposition", "agreement", "claims_and_evidence", "searches"] },
    propositions: { title: "All propositions", noun: "proposition", rows: propositions, order: "-claims", text: ["proposition_id", "proposition"], pick: ["relation", "agreement"],
      columns: [["proposition", "proposition", link("proposition", "proposition_id")], ["claims"], ["asserted_by", "asserted by", sites], ["denied_by", "denied by", sites], ["agreement"], ["supporting"], ["disputing"], ["inconclusive"], ["evidence", "evidence", rmc.standingWord]],
      save: ["proposition_id", "proposition", "relation", "claims", "asserted_by", "denied_by", "agreement", "supporting", "disputing", "inconclusive", "claims_and_evidence", "searches"] },
    studies: { title: "All findings of studies", noun: "finding", rows: studies, text: ["finding_id", "study", "finding"], pick: ["result", "design"],
      columns: [["finding", "finding", link("finding", "finding_id")], ["study", "study", link("reference", "reference_id")], ["result"], ["value"], ["unit"], ["design"], ["people"], ["supports", "propositions it supports"], ["disputes", "it disputes"]],
      save: ["finding_id", "reference_id", "study", "finding", "result", "value", "low", "high", "unit", "design", "people", "supports", "disputes"] } };
  const KINDS = ["muscle", "exercise", "outcome"], PAGE = 50;

  const choices = rmc.once((view, field) => [...new Set(VIEWS[view].rows().map((row) => row[field]))].filter(Boolean).sort());
  const termsOf = rmc.once((view, kind) => table("terms").filter((term) => term.kind === kind && VIEWS[view].rows().some((row) => within(term.term_id).some((id) => row.terms.has(id)))).sort((a, b) => a.name.localeCompare(b.name)));
  /* Of what stands in the address, only what this table knows: its filters, with values that they have. */
  const known = (view, settings) => {
    const { pick, columns, order } = VIEWS[view], listed = [...pick, ...(view === "table" ? ["article_id", "evidence"] : view === "propositions" ? ["evidence"] : [])];
    const keys = [...listed.map((field) => [field === "article_id" ? "article" : field, (value) => choices(view, field).includes(value)]), ...KINDS.map((kind) => [kind, (value) => termsOf(view, kind).some((term) => term.term_id === value)]),
      ["term", (value) => !!one("terms", "term_id", value)], ["q", () => true], ["sort", (value) => columns.some(([id]) => id === value.replace(/^-/, ""))]];
    const found = Object.fromEntries(keys.filter(([key, fits]) => settings[key] && fits(settings[key])).map(([key]) => [key, settings[key]]));
    return { ...found, sort: found.sort ?? order ?? "" };
  };
  const filtered = (view, settings) => {
    const { rows, text, pick } = VIEWS[view];
    const asked = (settings.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = [...KINDS, "term"].map((kind) => settings[kind]).filter(Boolean).map((term) => new Set(within(term)));
    return rows().filter((row) => pick.every((field) => !settings[field] || row[field] === settings[field]) && (!settings.article || row.article_id === settings.article)
      && (!settings.evidence || row.evidence === settings.evidence) && wanted.every((terms) => [...row.terms].some((term) => terms.has(term)))
      && asked.every((word) => text.some((field) => (row[field] ?? "").toLowerCase().includes(word))));
  };
  const compare = (a, b, id) => (typeof a.getValue(id) === "number" ? a.getValue(id) - b.getValue(id) : a.getValue(id) < b.getValue(id) ? -1 : a.getValue(id) > b.getValue(id) ? 1 : 0);
  const csv = (view, rows) => d3.csvFormat(rows, VIEWS[view].save);
  const save = (view, rows) => {
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([csv(view, rows)], { type: "text/csv;charset=utf-8" }));
    a.download = `running-muscle-claims-${VIEWS[view].noun}s.csv`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  };

  const Table = ({ view, settings: given, set }) => {
    const { title, noun, rows, pick, columns } = VIEWS[view], settings = known(view, given), asked = JSON.stringify(settings);
    const found = useMemo(() => filtered(view, settings), [view, asked]), top = useRef(), search = useRef();
    const pages = Math.max(1, Math.ceil(found.length / PAGE)), page = Math.min(pages, Math.max(1, Number.parseInt(given.page, 10) || 1)) - 1;
    const sorting = settings.sort ? [{ id: settings.sort.replace(/^-/, ""), desc: settings.sort.startsWith("-") }] : [];
    const model = useMemo(() => TableCore.createTable({ data: found, columns: columns.map(([id]) => ({ id, accessorFn: (row) => row[id] ?? undefined, sortUndefined: "last", sortingFn: compare })), state: { sorting, pagination: { pageIndex: page, pageSize: PAGE }, columnPinning: {}, globalFilter: "" },
      onStateChange: () => {}, renderFallbackValue: null, getCoreRowModel: TableCore.getCoreRowModel(), getSortedRowModel: TableCore.getSortedRowModel(), getPaginationRowModel: TableCore.getPaginationRowModel() }), [found, settings.sort, page]);
    const choose = (key, label, options) => html`<label>${label} <select name=${key} value=${settings[key] ?? ""} onChange=${(event) => set({ [key]: event.target.value, page: "" })}>
      <option value="">any</option>${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>`;
    const turn = (to) => { set({ page: String(to + 1) }); top.current.focus(); top.current.scrollIntoView(); };
    /* Read out when a pause is made, not at every key. */
    const [told, tell] = useState("");
    useEffect(() => { const wait = setTimeout(() => tell(`${found.length} of ${plural(rows().length, noun)}`), 600); return () => clearTimeout(wait); }, [found.length]);
    return html`<h1 tabindex="-1">${title}</h1>
      ${view === "propositions" && html`<div class="columns"><figure><figcaption>How the articles agree, by topic (in brackets the propositions)</figcaption>
        <${Chart} name="agreement" rows=${table("topics")} /></figure><figure><figcaption>How claims stand to the evidence</figcaption><${Chart} name="standing" rows=${table("topics")} />
        </figure></div>`}
      <form class="controls filters" role="search" onSubmit=${(event) => event.preventDefault()}>
        <label class="search">Search <input type="search" name="q" ref=${search} value=${settings.q ?? ""} onInput=${(event) => set({ q: event.target.value, page: "" }, true)} placeholder="words in any order" /></label>
        ${view === "table" && choose("article", "Article", table("articles").map((row) => [row.article_id, row.site]))}
        ${KINDS.map((kind) => choose(kind, kind[0].toUpperCase() + kind.slice(1), termsOf(view, kind).map((term) => [term.term_id, term.name])))}
        ${pick.map((field) => choose(field, field[0].toUpperCase() + field.slice(1), choices(view, field).map((value) => [value, words(value)])))}
        ${view !== "studies" && choose("evidence", "Evidence", choices(view, "evidence").map((value) => [value, rmc.standingWord(value)]))}
        ${settings.term && html`<span class="tag">about ${name(settings.term)} <button type="button" class="quiet" onClick=${() => { set({ term: "" }); search.current.focus(); }}>drop</button></span>`}
        <label>Sort by <select name="sort" value=${settings.sort} onChange=${(event) => set({ sort: event.target.value, page: "" })}>
          ${!VIEWS[view].order && html`<option value="">as listed</option>`}${columns.flatMap(([id, label]) => [[id, "up"], [`-${id}`, "down"]].map(([value, way]) => html`<option value=${value}>${label ?? id}, ${way}</option>`))}</select></label>
        <button type="button" onClick=${() => set(null)}>Clear</button></form>
      <p class="hidden" role="status">${told}</p>
      <p><strong class="count" tabindex="-1" ref=${top} data-count=${found.length}>
        ${found.length} of ${plural(rows().length, noun)}</strong> <button type="button" class="save" onClick=${() => save(view, model.getSortedRowModel().rows.map((row) => row.original))}>Download these as CSV</button></p>
      <div class="wide" tabindex="0" role="region" aria-label=${`${title}, scrolls sideways`}><table class="rows"><caption class="hidden">${title}, as filtered</caption><thead><tr>
        ${columns.map(([id, label]) => {
        const way = sorting[0]?.id === id ? (sorting[0].desc ? "descending" : "ascending") : "none";
        return html`<th scope="col" aria-sort=${way}>
          <button type="button" class="quiet" onClick=${() => set({ sort: way === "ascending" ? `-${id}` : way === "descending" && !VIEWS[view].order ? "" : id, page: "" })}>
          ${label ?? id} <span aria-hidden="true">${{ ascending: "▲", descending: "▼", none: "" }[way]}</span></button></th>`;
      })}</tr></thead><tbody>${model.getRowModel().rows.map(({ original: row }) => html`<tr key=${row[VIEWS[view].save[0]]}>
        ${columns.map(([id, label, show]) => html`<td data-label=${label ?? id}>${show ? show(row[id], row) : typeof row[id] === "string" ? html`<${Text}>
        ${words(row[id])}<//>` : row[id]}</td>`)}</tr>`)}</tbody></table></div>
      ${pages > 1 && html`<nav class="pages" aria-label="Pages">
        <button type="button" disabled=${page === 0} onClick=${() => turn(page - 1)}>Previous</button> page ${page + 1} of ${pages} <button type="button" disabled=${page + 1 >= pages} onClick=${() => turn(page + 1)}>Next</button></nav>`}`;
  };
  rmc.views.Table = Table;
  Object.assign(rmc.parts, { filtered, csv });
})();
