/* What several views show alike: links, claims, findings, contradictions. Text goes in as text nodes only; no string of the data is ever read as markup. */
(() => {
  const { html } = htmPreact;
  const { all, one, name, href, termHref, words, plural, site, articleOf, safe, meaning } = rmc;

  const STANCES = { asserts: ["says so", "for"], denies: ["denies it", "against"], reports: ["reports it", "open"] };
  const DIRECTIONS = { supports: ["supports", "for"], disputes: ["disputes", "against"], inconclusive: ["inconclusive", "open"] };
  const AGREEMENTS = { unanimous: "Two or more articles are of one mind", contested: "Articles stand against each other", single_source: "One article alone takes a stand", reported_only: "Articles only report it" };
  const STANDINGS = { with: "claims run with the evidence", against: "claims run against the evidence", mixed: "articles or findings stand on both sides", inconclusive: "the evidence points neither way",
    no_evidence: "evidence was looked for and none found", not_looked_for: "evidence was not looked for", reported_only: "there is evidence, but no article takes a stand" };

  const Sign = ({ kind, indirect = false }) => html`<span class=${`sign ${kind}${indirect ? " hollow" : ""}`} aria-hidden="true"></span>`;
  const Text = ({ children }) => html`<bdi>${children}</bdi>`;
  const Term = ({ id }) => html`<a class="term" href=${termHref(id)}><${Text}>${name(id)}<//></a>`;
  const Tag = ({ table, field, value }) => html`<span class="tag" title=${meaning(table, field, value)}>${words(value)}</span>`;
  const Outside = ({ url, children }) => (safe(url) ? html`<a href=${url} rel="noreferrer">${children}</a>` : children);

  const Claim = ({ id, proposition = true }) => {
    const claim = one("claims", "claim_id", id);
    const [said, kind] = STANCES[claim.stance];
    const person = one("people", "person_id", claim.attributed_to);
    const quantities = all("claim_quantities", "claim_id", id).map((row) => row.as_stated);
    const cites = all("claim_citations", "claim_id", id);
    return html`<article class=${`card ${kind}`} aria-label=${`Claim ${id}`}>
      <p class="over"><${Sign} kind=${kind} /> <a href=${href("article", articleOf(claim))}><${Text}>${site(articleOf(claim))}<//></a> ${said}</p>
      <p class="statement"><a href=${href("claim", id)}><${Text}>${claim.statement}<//></a></p>
      <p class="tags"><${Tag} table="claims" field="kind" value=${claim.kind} />
        ${claim.degree && html`<span class="tag" title=${meaning("claims", "degree", claim.degree)}>degree: ${claim.degree}</span>`}
        ${claim.modality === "hedged" && html`<${Tag} table="claims" field="modality" value="hedged" />`}
        ${person && html`<span class="tag">quoting <${Text}>${person.name}${person.credentials ? `, ${person.credentials}` : ""}<//></span>`}
        ${quantities.length > 0 && html`<span class="tag">figures: <${Text}>${quantities.join("; ")}<//></span>`}</p>
      ${cites.length > 0 && html`<ul class="plain small">${cites.map((row) => html`<li><${Cited} row=${row} /></li>`)}</ul>`}
      ${claim.note && html`<p class="note"><${Text}>${claim.note}<//></p>`}
      ${proposition && html`<p class="small">on <a href=${href("proposition", claim.proposition_id)}><${Text}>${one("propositions", "proposition_id", claim.proposition_id).statement}<//></a>
        </p>`}
    </article>`;
  };

  const Cited = ({ row }) => {
    const citation = one("citations", "citation_id", row.citation_id);
    const work = citation.reference_id && one("references", "reference_id", citation.reference_id);
    return html`cites ${work ? html`<a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//>
      </a>` : html`a work that was not identified${citation.marker ? ` (${citation.marker})` : ""}`}:
      <span class="fidelity" title=${meaning("claim_citations", "fidelity", row.fidelity)}> ${words(row.fidelity)}</span>${row.note && html` – <${Text}>${row.note}<//>`}`;
  };

  const short = (work) => (work.authors ? `${work.authors.split(",")[0]} ${work.year ?? "n.d."}` : work.reference_id);
  const number = (finding) => {
    if (finding.value === null) return null;
    const unit = { "{SMD}": " (standardised mean difference)", "{BW}": " × body weight", "{BW}/m": " × body weight per metre", "%{BW}": " % of body weight", "{beats}/min": " beats a minute", 1: "" }[finding.unit] ?? ` ${finding.unit}`;
    const range = finding.low === null ? "" : `, ${finding.interval === "cri95" ? "95 % credible" : "95 % confidence"} interval ${finding.low} to ${finding.high}`;
    return `${finding.value}${finding.spread === null ? "" : ` ± ${finding.spread}`}${unit}${range}`;
  };

  const Finding = ({ id, evidence = null, propositions = false }) => {
    const finding = one("findings", "finding_id", id);
    const work = one("references", "reference_id", finding.reference_id);
    const [said, kind] = evidence ? DIRECTIONS[evidence.direction] : [words(finding.result), "open"];
    const bears = propositions ? all("evidence", "finding_id", id) : [];
    return html`<article class=${`card ${kind}`} aria-label=${`Finding ${id}`} id=${`finding-${id}`}>
      <p class="over">${evidence && html`<${Sign} kind=${kind} indirect=${evidence.directness === "indirect"} />`} ${said}${evidence && `, ${evidence.directness} evidence`}</p>
      <p class="statement"><a href=${href("finding", id)}><${Text}>${finding.statement}<//></a></p>
      <p class="tags"><a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//></a>
        ${work.design && html`<${Tag} table="references" field="design" value=${work.design} />`}
        ${finding.sample_size !== null && html`<span class="tag">${plural(finding.sample_size, "person", "people")}</span>`}
        ${finding.studies !== null && html`<span class="tag">${plural(finding.studies, "study", "studies")}</span>`}
        <span class="tag" title=${meaning("findings", "locator", finding.locator)}>read in the ${words(finding.locator)}</span></p>
      <p class="small"><${Text}>${finding.measure}<//>${number(finding) && html`: <strong>
        ${number(finding)}</strong>`}${finding.p_value !== null && `; p ${{ eq: "=", lt: "<", gt: ">" }[finding.p_relation]} ${finding.p_value}`}</p>
      ${evidence?.explanation && html`<p class="note">Why it counts so: <${Text}>${evidence.explanation}<//></p>`}
      ${finding.note && html`<p class="note"><${Text}>${finding.note}<//></p>`}
      ${finding.derivation && html`<p class="note">Worked out: <${Text}>${finding.derivation}<//></p>`}
      ${bears.length > 0 && html`<ul class="plain small">${bears.map((row) => html`<li>
        <${Sign} kind=${DIRECTIONS[row.direction][1]} indirect=${row.directness === "indirect"} /> ${row.direction === "inconclusive" ? "inconclusive on" : row.direction} (${row.directness})${" "}
         <a href=${href("proposition", row.proposition_id)}><${Text}>${one("propositions", "proposition_id", row.proposition_id).statement}<//></a></li>`)}</ul>`}
    </article>`;
  };

  /* Pairs that rest on the same two propositions say one thing; what sets whole propositions apart comes before what sets a part against its whole. */
  const clashes = (rows) => {
    const found = rmc.groupBy(rows, (row) => [row.verdict, ...[row.claim_id, row.other_claim_id].map((id) => one("claims", "claim_id", id).proposition_id).sort()].join("\n"));
    return [...found.values()].sort((a, b) => (a[0].verdict > b[0].verdict) - (a[0].verdict < b[0].verdict) || !!a[0].nested - !!b[0].nested || b.length - a.length);
  };
  const Line = ({ id }) => {
    const claim = one("claims", "claim_id", id), article = articleOf(claim);
    return html`<a href=${href("article", article)}><${Text}>${site(article)}<//></a> ${STANCES[claim.stance][0]}: <a href=${href("claim", id)}><${Text}>${claim.statement}<//></a>`;
  };
  const Clash = ({ rows }) => {
    const [first, ...more] = rows, part = first.nested && ` between a whole and its part (${words(first.nested)})`;
    return html`<div class="pair"><p class="over">${first.verdict === "contradiction" ? "Contradiction" : "Tension"}${part}</p>
      <div class="columns"><${Claim} id=${first.claim_id} /><${Claim} id=${first.other_claim_id} /></div>
      <details><summary>${more.length > 0 && `${plural(more.length, "more pair")} on the same two propositions, and `}the rule</summary><p class="small">
        ${meaning("contradictions", "rule", first.rule)}</p>
        ${more.length > 0 && html`<ul>${more.map((row) => html`<li><${Line} id=${row.claim_id} /> – against – <${Line} id=${row.other_claim_id} /></li>`)}</ul>`}</details></div>`;
  };
  const Clashes = ({ rows }) => clashes(rows).map((group) => html`<${Clash} rows=${group} />`);
  const contradictionsOf = (claims) => rmc.table("contradictions").filter((row) => claims.has(row.claim_id) || claims.has(row.other_claim_id));

  /* Effects on a common axis, one chart for each unit. */
  const UNITS = { "{SMD}": "standardised mean difference (0: no difference)", "%": "per cent, of what each measure says", "{BW}": "multiples of body weight", "{BW}/m": "multiples of body weight per metre",
    "{beats}/min": "heart beats a minute", 1: "proportion" };
  const RESULTS = { higher: "higher", lower: "lower", no_difference: "no significant difference", inconclusive: "left open by the authors" };
  const Effects = ({ evidence, legend = true }) => {
    const rows = evidence.flatMap((row) => (one("effects", "finding_id", row.finding_id) ? [{ ...one("effects", "finding_id", row.finding_id), ...(row.direction && { direction: row.direction, directness: row.directness }) }] : []));
    if (!rows.length) return null;
    const units = Object.keys(rmc.count(rows, (row) => row.unit)), cut = rows.filter((row) => row.cut);
    const mute = rmc.count(evidence.filter((row) => !one("effects", "finding_id", row.finding_id)), (row) => one("findings", "finding_id", row.finding_id).result), left = evidence.length - rows.length;
    return html`${units.map((unit) => html`<${rmc.parts.Chart} key=${unit} name="effects" axis=${UNITS[unit] ?? unit} rows=${rows.filter((row) => row.unit === unit)} onPick=${(row) => row.finding_id && (location.hash = href("finding", row.finding_id))} />`)}
      <p class="small">${legend && html`<${Sign} kind="for" /> supports <${Sign} kind="against" /> disputes <${Sign} kind="open" /> inconclusive; hollow: indirect${rows.some((row) => row.direction === "differs") ? "; triangle: differs by proposition" : ""}. `}
        ${left > 0 && `Drawn are the ${rows.length} of ${evidence.length} findings that give a number. The other ${left} give none: ${Object.entries(mute).map(([result, n]) => `${n} ${RESULTS[result]}`).join(", ")}. `}
        ${rows.some((row) => row.low !== null) && "A line is the interval that the paper gives. "}${rows.length > 1 && "Each study measured something of its own, and the numbers cannot be averaged. "}
        ${cut.map((row) => html`The interval of <${Text}>${row.label}<//> ends at ${row[row.cut]} in print and is cut short. `)}</p>`;
  };

  /* Who takes which stand on a proposition, in short. */
  const Who = ({ id }) => {
    const summary = one("proposition_summary", "proposition_id", id);
    return [["asserted_by", "asserts"], ["denied_by", "denies"], ["reported_by", "reports"]].filter(([field]) => summary[field]).map(([field, stance], i) => html`${i > 0 && "; "}<${Sign} kind=${STANCES[stance][1]} /> ${rmc.listed(summary[field]).map(site).join(", ")} ${rmc.listed(summary[field]).length > 1 ? { asserts: "say so", denies: "deny it", reports: "report it" }[stance] : STANCES[stance][0]}`);
  };

  const Tally = ({ rows, of }) => html`<ul class="tally">${rows.map(([label, value, kind, link]) => html`<li class=${kind ?? ""}><strong>${value}</strong> ${link ? html`<a href=${link}>
    ${label}</a>` : label}</li>`)}${of && html`<li class="small">${of}</li>`}</ul>`;
  Object.assign(rmc.parts, { STANCES, DIRECTIONS, AGREEMENTS, STANDINGS, Sign, Text, Term, Tag, Outside, Claim, Finding, Clashes, contradictionsOf, Effects, Who, Tally, short, number });
})();
