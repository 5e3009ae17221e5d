/* A term (muscle, exercise or other) and an article, each with all that is known of it. */
(() => {
  const { html } = htmPreact;
  const { all, one, table, name, href, viewHref, plural, words, articleOf, data } = rmc;
  const { Sign, Text, Term, Outside, Finding, Tally, Chart, short } = rmc.parts;

  const TermPage = ({ id }) => {
    const term = one("terms", "term_id", id), muscle = one("muscles", "muscle_id", id), exercise = one("exercises", "exercise_id", id);
    const claims = table("claims").filter((row) => rmc.about(rmc.termsOfClaim(row.claim_id), [id])), findings = table("findings").filter((row) => rmc.about(rmc.termsOfFinding(row.finding_id), [id]));
    const parts = table("terms").filter((row) => row.broader_id === id).map((row) => row.term_id), members = all("term_members", "group_id", id).map((row) => row.member_id);
    const groups = all("term_members", "member_id", id).map((row) => row.group_id);
    const propositions = new Map();
    for (const claim of claims) propositions.set(claim.proposition_id, (propositions.get(claim.proposition_id) ?? 0) + 1);
    const entries = rmc.table("entries").filter((row) => row[muscle ? "muscle_id" : "exercise_id"] === id);
    const others = rmc.count(entries, (row) => row[muscle ? "exercise_id" : "muscle_id"]);
    const axes = exercise ? ["speed", "slope", "surface", "duration", "purpose", "load"].filter((axis) => exercise[axis]) : [];
    const filter = ["muscle", "exercise", "outcome"].includes(term.kind) ? { [term.kind]: id } : { term: id };
    const terms = (label, list) => list.length > 0 && html`<p>${label}: ${list.map((other, i) => html`${i > 0 && ", "}<${Term} id=${other} />`)}</p>`;
    const mappings = all("mappings", "subject_id", id), costs = all("energy_costs", "exercise_id", id);
    return html`<p class="over">${term.kind}${muscle && muscle.kind !== term.kind && `: ${words(muscle.kind)}`}</p><h1 tabindex="-1"><${Text}>${term.name}<//></h1>
      ${muscle?.latin_name && html`<p lang="la"><em><${Text}>${muscle.latin_name}<//></em></p>`}
      ${term.definition && html`<p><${Text}>${term.definition}<//></p>`}${muscle?.action && html`<p>What it does: <${Text}>${muscle.action}<//></p>`}
      ${axes.length > 0 && html`<p class="tags">${axes.map((axis) => html`<span class="tag">${axis}: ${words(exercise[axis])}</span>`)}</p>`}
      ${terms(muscle ? "Part of" : "A kind of", [term.broader_id].filter(Boolean))}${terms("In the groups", groups)}${terms(muscle ? "Its parts" : "Kinds of it", parts)}${terms("Its members", members)}
      <${Tally} rows=${[["claims", claims.length, "", viewHref("table", filter)], ["propositions", propositions.size], ["findings", findings.length]]} of="about it, a part or a special case of it" />
      ${entries.length > 0 && html`<section><h2>${muscle ? "Exercises that claims and findings tie to it" : "Muscles that claims and findings tie to it"}</h2><ul class="inline">
        ${Object.entries(others).sort((a, b) => b[1] - a[1]).map(([other, n]) => html`<li>
        <a href=${viewHref("matrix", { role: "any", apart: "1", every: "1", cell: muscle ? `${other}/${id}` : `${id}/${other}` })}>${name(other)}</a> (${n})</li>`)}</ul></section>`}
      <section><h2>What is said of it</h2><ul class="propositions">${[...propositions].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([other, n]) => html`<li>
        <a href=${href("proposition", other)}><${Text}>${one("propositions", "proposition_id", other).statement}<//></a> <span class="small">
        ${plural(n, "claim")}: <${rmc.parts.Who} id=${other} /></span></li>`)}</ul>
        <p><a href=${viewHref("table", filter)}>All ${claims.length} claims, in the table</a></p></section>
      ${findings.length > 0 && html`<section><h2>What was found</h2><div class="cards">
        ${findings.slice(0, 30).map((row) => html`<${Finding} key=${row.finding_id} id=${row.finding_id} propositions=${true} />`)}</div>${findings.length > 30 && html`<p>
        <a href=${viewHref("studies", { term: id })}>All ${findings.length} findings</a></p>`}</section>`}
      ${mappings.length > 0 && html`<section><h2>In other vocabularies</h2><ul class="inline">${mappings.map((row) => html`<li><span class="small">
        ${row.predicate_id.replace("skos:", "").replace("Match", " match")}</span> <${Outside} url=${row.url}><${Text}>${row.object_id}<//><//> ${row.object_label && html`<${Text}>
        ${row.object_label}<//>`}</li>`)}</ul></section>`}
      ${costs.length > 0 && html`<section><h2>Energy cost, by the Compendium of Physical Activities</h2><ul>${costs.map((row) => html`<li><${Text}>${row.activity}<//>: <strong>
        ${row.met} MET</strong> <span class="small">${row.code}, ${row.edition}</span></li>`)}</ul></section>`}
      <${rmc.parts.Address} kind="term" id=${id} />`;
  };

  const strip = (articles) => table("strips").filter((row) => articles.includes(row.article_id)).map((row) => ({ ...row, article: data.names[row.article_id] }));
  const toPassage = (row) => row.passage_id && document.getElementById(`at-${row.passage_id}`)?.scrollIntoView({ block: "center" });

  const Article = ({ id }) => {
    const article = one("articles", "article_id", id), passages = all("passages", "article_id", id), person = (key) => one("people", "person_id", key)?.name;
    const claims = table("claims").filter((row) => articleOf(row) === id), inPassage = rmc.groupBy(claims, (row) => row.passage_id);
    const roles = rmc.count(passages.filter((row) => row.role !== "claim"), (row) => row.role), standing = rmc.count(claims, (row) => rmc.standing(row.proposition_id));
    const citations = all("citations", "article_id", id);
    let section; // none yet, which is another than outside of all
    return html`<p class="over">Article, <${Text}>${article.site}<//></p><h1 tabindex="-1"><${Text}>${article.title}<//></h1>
      <p>${article.author_id && html`By <${Text}>${person(article.author_id)}<//>. `}${article.reviewer_id && html`Reviewed by <${Text}>
        ${person(article.reviewer_id)}<//>. `}${article.published_on && `Published ${article.published_on}. `}${article.updated_on && `Updated ${article.updated_on}. `}
        ${article.url ? html`<${Outside} url=${article.url}>On its site<//>.` : "Its address was not found."} ${plural(article.text_tokens, "word")}, ${plural(claims.length, "claim")}.</p>
      ${article.note && html`<p class="note"><${Text}>${article.note}<//></p>`}
      <section><h2>From first word to last</h2>
        <${Chart} name="strip" rows=${strip([id])} onPick=${toPassage} label=${`The article as a strip: ${passages.filter((row) => row.role === "claim").length} passages make claims, ${passages.length - inPassage.size} do not. The list below has them all.`} />
        <p class="small">Every word lies in a passage. Click the strip to find the passage below. Without a claim are ${Object.entries(roles).sort((a, b) => b[1] - a[1]).map(([role, n], i) => html`${i > 0 && ", "}<span title=${rmc.meaning("passages", "role", role)}>${n} ${words(role)}</span>`)}.</p></section>
      <section><h2>How its claims stand against the evidence</h2><p class="small">Each claim counted, by the tally of its proposition, whatever its degree.</p>
        <${Tally} rows=${[["with", "for"], ["mixed", "open"], ["against", "against"], ["inconclusive", "open"], ["reported_only", "open"], ["no_evidence", ""], ["not_looked_for", ""]].filter(([value]) => standing[value]).map(([value, kind]) => [rmc.parts.STANDINGS[value], standing[value], kind, viewHref("table", { article: id, evidence: value })])} /></section>
      <section><h2>What it cites, and how faithfully</h2>${citations.length === 0 ? html`<p>Nothing.</p>` : html`<ul>${citations.map((row) => {
        const uses = all("claim_citations", "citation_id", row.citation_id), work = row.reference_id && one("references", "reference_id", row.reference_id);
        return html`<li>${work ? html`<a href=${href("reference", work.reference_id)}><${Text}>${short(work)}${work.title && `: ${work.title}`}<//>
          </a>` : html`A work that was not identified${row.marker && html` (<${Text}>${row.marker}<//>)`}`} <span class="small">${words(row.basis)}, ${words(row.status)}</span>
          <ul>${uses.map((use) => html`<li><a href=${href("claim", use.claim_id)}>${use.claim_id}</a>: <span title=${rmc.meaning("claim_citations", "fidelity", use.fidelity)}>
            ${words(use.fidelity)}</span>${use.note && html` – <${Text}>${use.note}<//>`}</li>`)}</ul></li>`;
      })}</ul>`}</section>
      <section><h2>All of it, in order</h2><ol class="passages">${passages.map((row) => {
        const starts = row.section !== section;
        section = row.section;
        return html`${starts && html`<li class="section"><h3>${words(row.section) || "outside the article proper"}</h3>
          </li>`}<li id=${`at-${row.passage_id}`} class=${row.role === "claim" ? "claim" : "none"}><span class="place">${row.start}–${row.end}</span>
          ${row.role === "claim" ? html`<ul class="plain">${(inPassage.get(row.passage_id) ?? []).map((claim) => html`<li>
            <${Sign} kind=${rmc.parts.STANCES[claim.stance][1]} /> <a href=${href("claim", claim.claim_id)}><${Text}>${claim.statement}<//></a>
            </li>`)}</ul>`
            : html`<span title=${rmc.meaning("passages", "role", row.role)}>${words(row.role)}, ${plural(row.token_count, "word")}</span>`}</li>`;
      })}</ol></section><${rmc.parts.Address} kind="article" id=${id} />`;
  };

  const Articles = () => html`<h1 tabindex="-1">The articles, from first word to last</h1>
    <p>${plural(table("articles").length, "article")}, ${plural(table("articles").reduce((sum, row) => sum + row.text_tokens, 0), "word")}: each lies in a passage that makes claims, or that says why it makes none.</p>
    <${Chart} name="strips" rows=${strip(table("articles").map((row) => row.article_id))} onPick=${(row) => row.article_id && (location.hash = href("article", row.article_id))} />
    <ul class="articles">${table("articles").map((row) => html`<li><a href=${href("article", row.article_id)}><${Text}>${row.title}<//></a> <${Text}>
      ${row.site}<//>, ${plural(table("claims").filter((claim) => articleOf(claim) === row.article_id).length, "claim")}</li>`)}</ul>`;
  /* What the words of the annotation mean, from the descriptor. */
  const WORDS = [["claims", "kind", "Kinds of claims"], ["claims", "stance", "Stances"], ["claims", "degree", "Degrees"], ["claims", "modality", "Modality"], ["propositions", "relation", "Relations"], ["proposition_summary", "agreement", "Agreement of articles"],
    ["proposition_summary", "claims_and_evidence", "Claims and evidence"], ["evidence", "direction", "Directions of evidence"], ["evidence", "directness", "Directness of evidence"], ["findings", "result", "Results"], ["references", "design", "Designs of studies"],
    ["claim_citations", "fidelity", "Fidelity of citations"], ["citations", "basis", "Basis of citations"], ["contradictions", "rule", "Rules of contradictions"], ["passages", "role", "Roles of passages"]];
  const Words = () => html`<h1 tabindex="-1">What the words mean</h1>
    <p>The lists of values that claims, propositions and evidence are described with. The codebook of the dataset has every field.</p>
    <div class="columns words">${WORDS.map(([tableName, field, label]) => html`<section><h2>${label}</h2><p class="small">${data.meanings[tableName][field].says}</p><dl>
      ${Object.entries(data.meanings[tableName][field].values).map(([value, meaning]) => html`<dt>${words(value)}</dt><dd>${meaning}</dd>`)}</dl></section>`)}</div>`;
  Object.assign(rmc.views, { Words, TermPage, Article, Articles });
})();
