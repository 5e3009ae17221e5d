/* The first view: the question and its answer, the matrix, the body, and where articles clash. */
(() => {
  const { html } = htmPreact;
  const { data, table, one, all, site, href, plural, viewHref } = rmc;
  const { Sign, Text, Matrix, Body, Contradiction, Effects } = rmc.parts;
  const ANSWERS = [["yes", "for", "yes"], ["depends", "open", "it depends"], ["no", "against", "no"]];

  const Question = () => {
    const { articles, evidence, propositions, bound, answers } = data.question;
    const studies = new Set(evidence.map((row) => one("findings", "finding_id", row.finding_id).reference_id)).size;
    const of = (direction, directness) => evidence.filter((row) => row.direction === direction && (!directness || row.directness === directness)).length;
    const silent = articles.filter((row) => row.answer === "silent");
    const order = ["supports", "disputes", "inconclusive"];
    const sorted = [...evidence].sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction) || a.directness.localeCompare(b.directness));
    const findings = (direction, verb) => html`<strong>${of(direction)}</strong> ${verb} (${of(direction, "direct")} of them directly)`;
    if (!propositions.length) return html`<section id="answer"><h1 tabindex="-1"><${Text}>${data.about.title}<//></h1></section>`; // another package, which does not ask it
    return html`<section class="question" id="answer"><h1 tabindex="-1">Does running build leg muscle?</h1>
      <p class="lead">Of ${plural(articles.length, "article")} that people read about it, ${ANSWERS.map(([answer, , label], i) => html`${i > 0 && (i === 2 ? " and " : ", ")}<strong>${articles.filter((row) => row.answer === answer).length}</strong> say ${label}`)}. Of ${plural(evidence.length, "finding")} that bear on it,
        from ${plural(studies, "study", "studies")}, ${findings("supports", "support it")}, ${findings("disputes", "dispute it")} and <strong>${of("inconclusive")}</strong> point neither way.</p>
      <div class="answers">${ANSWERS.map(([answer, kind, label]) => {
        const rows = articles.filter((row) => row.answer === answer);
        return html`<div class=${kind}><p class="big"><span>${rows.length}</span> ${rows.length === 1 ? "says" : "say"} ${label}</p><p class="small">${answers[answer]}</p>
          <ul class="plain">${rows.map((row) => html`<li><a href=${href("article", row.article_id)}><${Text}>${site(row.article_id)}<//></a><details><summary>${plural(row.claims.length, "claim")}</summary>
            <ul>${row.claims.map((id) => { const claim = one("claims", "claim_id", id); return html`<li><${Sign} kind=${rmc.parts.STANCES[claim.stance][1]} /> ${claim.stance}${claim.degree && ` (${claim.degree})`}: <a href=${href("claim", id)}><${Text}>${claim.statement}<//></a></li>`; })}</ul></details></li>`)}</ul></div>`;
      })}</div>
      ${silent.length > 0 && html`<p class="small">${plural(silent.length, "article")} take no stand.</p>`}
      <h2>The studies, one mark a finding</h2>
      <ul class="marks" aria-label="Findings">${sorted.map((row) => html`<li><a href=${href("finding", row.finding_id)} title=${`${row.direction} (${row.directness}): ${one("findings", "finding_id", row.finding_id).statement}`}>
        <${Sign} kind=${rmc.parts.DIRECTIONS[row.direction][1]} indirect=${row.directness === "indirect"} /><span class="hidden">${row.direction}, ${row.directness}: ${one("findings", "finding_id", row.finding_id).statement}</span></a></li>`)}</ul>
      <p class="small"><${Sign} kind="for" /> supports <${Sign} kind="against" /> disputes <${Sign} kind="open" /> inconclusive; filled: direct, hollow: indirect. No significant difference counts as disputing. Read from abstracts; a tally is no verdict.</p>
      <${Effects} evidence=${evidence} legend=${false} />
      <p>Counted are ${plural(propositions.length, "proposition")}: ${propositions.map((id, i) => html`${i > 0 && "; "}<a href=${href("proposition", id)}><${Text}>${one("propositions", "proposition_id", id).statement}<//></a>`)}.
        The articles tie it besides, in <strong>${bound.length}</strong> more propositions, to a form of running, a muscle, to people or to a condition:</p>
      <details><summary>What it is made to depend on (${bound.length})</summary><ul>${bound.map((id) => { const row = one("proposition_summary", "proposition_id", id); return html`<li><a href=${href("proposition", id)}><${Text}>${one("propositions", "proposition_id", id).statement}<//></a>
        <span class="small"> ${[["asserted_by", "says so"], ["denied_by", "denies it"]].filter(([field]) => row[field]).map(([field, said]) => `${rmc.listed(row[field]).map(site).join(", ")} ${said}`).join("; ")}</span></li>`; })}</ul></details></section>`;
  };

  const Home = ({ set, own }) => {
    const clashes = table("contradictions").filter((row) => row.verdict === "contradiction"), tensions = table("contradictions").length - clashes.length;
    return html`<${Question} />
      <section id="matrix"><h2>Which running works which muscle</h2><p>Rows are forms of running, columns muscles from the trunk down. Left of each cell, claims; right, findings of studies. Click a cell for what is in it.</p><${Matrix} settings=${own("matrix")} set=${set("matrix")} /></section>
      <section id="body"><h2>The body, as it is talked about and measured</h2><${Body} settings=${own("body")} set=${set("body")} /></section>
      <section id="contradictions"><h2>Where articles contradict each other</h2><p>${plural(clashes.length, "pair")} of claims that cannot both hold, derived by rule and not by opinion; ${tensions} more pairs are in tension, because a degree or a special case sets them apart.</p>
        ${clashes.map((row) => html`<${Contradiction} row=${row} />`)}<p><a href=${viewHref("contradictions")}>All ${table("contradictions").length} pairs</a></p></section>`;
  };
  const Contradictions = () => html`<h1 tabindex="-1">Contradictions and tensions</h1><p>Pairs of claims of different articles. A contradiction cannot be had both ways; in a tension, degree or a special case may reconcile the two.</p>
    ${["contradiction", "tension"].map((verdict) => html`<h2>${plural(table("contradictions").filter((row) => row.verdict === verdict).length, verdict)}</h2>${table("contradictions").filter((row) => row.verdict === verdict).map((row) => html`<${Contradiction} row=${row} />`)}`)}`;
  Object.assign(rmc.views, { Home, Contradictions });
})();
