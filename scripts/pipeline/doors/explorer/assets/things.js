/* One thing a view: proposition, claim, finding, reference, and the names that have gone. */
(() => {
  const { html } = htmPreact;
  const { all, one, table, href, plural, words, site, articleOf } = rmc;
  const { Text, Term, Tag, Outside, Claim, Finding, Clashes, contradictionsOf, Effects, Tally, AGREEMENTS, STANDINGS, short } = rmc.parts;
  const Address = ({ kind, id }) => html`<p class="address small">Address: <code>${rmc.data.about.id}#${kind}/${id}</code></p>`;

  const Proposition = ({ id }) => {
    const row = one("propositions", "proposition_id", id), summary = one("proposition_summary", "proposition_id", id);
    const claims = all("claims", "proposition_id", id), evidence = all("evidence", "proposition_id", id), searches = all("searches", "proposition_id", id);
    const clashes = contradictionsOf(new Set(claims.map((claim) => claim.claim_id)));
    const slots = [["subject", row.subject_id], ["relation", null], ["object", row.object_id], ["muscle", row.muscle_id], ["compared with", row.comparator_id], ["in", row.population_id], ["given", row.condition_id]];
    const of = (direction) => evidence.filter((one) => one.direction === direction);
    return html`<p class="over">Proposition</p><h1 tabindex="-1"><${Text}>${row.statement}<//></h1>
      <dl class="slots">${slots.map(([label, term]) => (label === "relation" || term) && html`<div><dt>${label}</dt><dd>
        ${label === "relation" ? html`<${Tag} table="propositions" field="relation" value=${row.relation} />` : html`<${Term} id=${term} />`}</dd></div>`)}</dl>
      <p>${AGREEMENTS[summary.agreement]}; ${STANDINGS[rmc.standing(id)]}.</p>
      ${row.note && html`<p class="note"><${Text}>${row.note}<//></p>`}
      <section><h2>Who says it, who denies it</h2>${[["asserts", "Saying so"], ["denies", "Denying it"], ["reports", "Reporting it as what others believe"]].map(([stance, label]) => {
        const mine = claims.filter((claim) => claim.stance === stance);
        return mine.length > 0 && html`<h3>${label}: ${[...new Set(mine.map((claim) => site(articleOf(claim))))].join(", ")}</h3><div class="cards">
          ${mine.map((claim) => html`<${Claim} key=${claim.claim_id} id=${claim.claim_id} proposition=${false} />`)}</div>`;
      })}</section>
      <section><h2>What the evidence is</h2>
        ${evidence.length === 0 && html`<p>${searches.length ? "None, though it was looked for." : "None: it was not looked for."}</p>`}
        ${evidence.length > 0 && html`<${Tally} rows=${[["support it", of("supports").length, "for"], ["dispute it", of("disputes").length, "against"], ["inconclusive", of("inconclusive").length, "open"]]} of=${`${plural(evidence.length, "finding")}. No significant difference counts as disputing.`} />
          <${Effects} evidence=${evidence} /><div class="cards">
            ${["supports", "disputes", "inconclusive"].flatMap(of).map((row) => html`<${Finding} key=${row.finding_id} id=${row.finding_id} evidence=${row} />`)}</div>`}
        ${searches.length > 0 && html`<details open=${evidence.length === 0}><summary>${plural(searches.length, "search", "searches")} made</summary><ul>${searches.map((row) => html`<li>
          ${row.searched_on}: <${Text}>${row.query}<//> – ${words(row.outcome)}${row.note && html`. <${Text}>${row.note}<//>`}</li>`)}</ul></details>`}</section>
      ${clashes.length > 0 && html`<section><h2>What stands against it</h2><${Clashes} rows=${clashes} /></section>`}
      <${Address} kind="proposition" id=${id} />`;
  };

  const ClaimPage = ({ id }) => {
    const claim = one("claims", "claim_id", id), article = articleOf(claim), passage = one("passages", "passage_id", claim.passage_id);
    const siblings = table("claims").filter((row) => articleOf(row) === article).map((row) => row.claim_id), place = siblings.indexOf(id);
    const clashes = contradictionsOf(new Set([id]));
    return html`<p class="over">Claim ${id}, in <a href=${href("article", article)}><${Text}>${site(article)}: ${one("articles", "article_id", article).title}<//>
      </a> (<${Outside} url=${one("articles", "article_id", article).url}>${one("articles", "article_id", article).url ? "on its site" : "its address was not found"}<//>)</p>
      <h1 tabindex="-1"><${Text}>${claim.statement}<//></h1>
      <p class="small">In our words. It stands in the section <em>
        ${passage.section ?? "outside the article proper"}</em>, characters ${passage.start} to ${passage.end} of the captured text, ${plural(passage.token_count, "word")}.</p>
      <${Claim} id=${id} />
      <h2>What it is about</h2><ul class="inline">${all("claim_terms", "claim_id", id).map((row) => html`<li><${Term} id=${row.term_id} />
        ${row.surface_form ? html` <span class="small">as <${Text}>“${row.surface_form}”<//></span>` : html` <span class="small">implied</span>`}</li>`)}</ul>
      ${clashes.length > 0 && html`<h2>What stands against it</h2><${Clashes} rows=${clashes} />`}
      <p>${place > 0 && html`<a rel="prev" href=${href("claim", siblings[place - 1])}>claim before</a>`} ${place < siblings.length - 1 && html`<a rel="next" href=${href("claim", siblings[place + 1])}>next claim</a>`}</p>
      <${Address} kind="claim" id=${id} />`;
  };

  const Reference = ({ id, finding = null }) => {
    const work = one("references", "reference_id", id), findings = all("findings", "reference_id", id);
    const citations = all("citations", "reference_id", id);
    const identifiers = [["DOI", work.doi, work.doi && `https://doi.org/${work.doi}`], ["PMID", work.pmid, work.pmid && `https://pubmed.ncbi.nlm.nih.gov/${work.pmid}/`], ["PMCID", work.pmcid, work.pmcid && `https://pmc.ncbi.nlm.nih.gov/articles/${work.pmcid}/`], ["address", work.url, work.url]].filter(([, value]) => value);
    const drawn = findings.filter((row) => !finding || row.finding_id === finding);
    return html`<p class="over">${finding ? html`Finding of <a href=${href("reference", id)}><${Text}>${short(work)}<//>
      </a>` : work.type === "article-journal" ? "Journal article" : words(work.type)}</p>
      <h1 tabindex="-1"><${Text}>${finding ? one("findings", "finding_id", finding).statement : work.title ?? "A work whose title was not seen"}<//></h1>
      <p><${Text}>${work.authors ?? "Authors not seen"}<//> (${work.year ?? "no date"}). ${finding && work.title && html`<${Text}>${work.title}. <//>`}${work.container && html`<em><${Text}>
        ${work.container}<//></em> `}${[work.volume && `${work.volume}${work.issue ? ` (${work.issue})` : ""}`, work.pages].filter(Boolean).join(", ")}</p>
      <ul class="inline">${identifiers.map(([label, value, url]) => html`<li>${label} <${Outside} url=${url}><${Text}>${value}<//><//></li>`)}</ul>
      <p class="tags">${work.design && html`<${Tag} table="references" field="design" value=${work.design} />`}${work.sample_size !== null && html`<span class="tag">
        ${plural(work.sample_size, "person", "people")}</span>`}${work.studies !== null && html`<span class="tag">${plural(work.studies, "study", "studies")}</span>`}
        ${work.participants && html`<span class="tag"><${Text}>${work.participants}<//></span>`}<${Tag} table="references" field="status" value=${work.status} /></p>
      ${work.note && html`<p class="note"><${Text}>${work.note}<//></p>`}
      ${findings.length > 0 && html`<section><h2>${finding ? "The finding" : `What it found (${findings.length})`}</h2><${Effects} evidence=${drawn} />
        <div class="cards">${drawn.map((row) => html`<${Finding} key=${row.finding_id} id=${row.finding_id} propositions=${true} />`)}</div></section>`}
      ${!finding && html`<section><h2>Who cites it</h2>${citations.length === 0 ? html`<p>None of the articles.</p>` : citations.map((row) => html`<p>
        <a href=${href("article", row.article_id)}><${Text}>${site(row.article_id)}<//></a>: ${words(row.basis)}, ${words(row.status)}.${row.note && html` <${Text}>${row.note}<//>`}</p>
        <div class="cards">${all("claim_citations", "citation_id", row.citation_id).map((cites) => html`<${Claim} id=${cites.claim_id} />`)}</div>`)}</section>`}
      ${finding ? html`<${Address} kind="finding" id=${finding} />` : html`<${Address} kind="reference" id=${id} />`}`;
  };
  const FindingPage = ({ id }) => html`<${Reference} id=${one("findings", "finding_id", id).reference_id} finding=${id} />`;

  /* A name that is not there: retired, or near to others. */
  const Nothing = ({ kind, id }) => {
    const [tableName, key] = rmc.KINDS[kind] ?? [];
    const gone = table("retired_ids").find((row) => row.old_id === id && row.table_name === tableName);
    const near = tableName ? table(tableName).map((row) => row[key]).filter((other) => id.split("-").some((word) => word.length > 3 && other.includes(word))).slice(0, 8) : [];
    return html`<h1 tabindex="-1">There is nothing at this address</h1><p>${tableName ? html`No ${kind} has the id <code><${Text}>${id}<//></code>.` : html`There is no view <code><${Text}>
      ${kind}<//></code>.`}</p>
      ${gone && html`<p>It went in version ${gone.version}: <${Text}>${gone.reason}<//> ${gone.replaced_by ? html`Instead there is <a href=${href(kind, gone.replaced_by)}>
        ${gone.replaced_by}</a>.` : "Nothing replaces it."}</p>`}
      ${near.length > 0 && html`<p>Near to it:</p><ul>${near.map((other) => html`<li><a href=${href(kind, other)}>${other}</a></li>`)}</ul>`}<p><a href="#answer">To the first view</a></p>`;
  };
  Object.assign(rmc.views, { Proposition, ClaimPage, Reference, FindingPage, Nothing });
  Object.assign(rmc.parts, { Address });
})();
