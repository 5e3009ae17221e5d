/* Data, indexes and addresses. The files of the page share one object, rmc. */
"use strict";
/* eslint-disable-next-line no-implicit-globals, no-unused-vars -- all files share this one name */
const rmc = (() => {
  const packed = atob(document.getElementById("data").textContent.trim());
  const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
  const data = JSON.parse(fflate.strFromU8(fflate.unzlibSync(bytes)));
  const { constants } = data;
  const rowsOf = (columns) => {
    const names = Object.keys(columns);
    return names.length
      ? columns[names[0]].map((_, i) =>
          Object.fromEntries(names.map((name) => [name, columns[name][i]])),
        )
      : [];
  };
  const groupBy = (rows, key) => {
    const found = new Map();
    for (const row of rows) {
      const name = key(row);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(row);
    }
    return found;
  };
  const once = (make) => {
    const made = new Map();
    return (...key) => {
      const name = key.join("\n");
      if (!made.has(name)) made.set(name, make(...key));
      return made.get(name);
    };
  };
  const table = once((name) =>
    rowsOf(name === "entries" ? data.matrix.entries : (data.tables[name] ?? data[name])),
  );
  const by = once((name, key) => new Map(table(name).map((row) => [row[key], row])));
  const grouped = once((name, key) => groupBy(table(name), (row) => row[key]));
  const all = (name, key, value) => grouped(name, key).get(value) ?? [];
  const one = (name, key, value) => by(name, key).get(value);

  /* Terms: names, and the narrower and wider terms of a term, by tree and group. */
  const name = (term) => one("terms", "term_id", term)?.name ?? (term || "no muscle named");
  const below = new Map(Object.entries(data.within));
  const within = (term) => [term, ...(below.get(term) ?? [])];
  const compounds = new Map(Object.entries(data.compounds));
  const holding = (term) => [...within(term), ...(compounds.get(term) ?? [])];
  const around = once((term) =>
    [...below].filter(([, narrow]) => narrow.includes(term)).map(([wide]) => wide),
  );
  const articleOf = (claim) => claim.passage_id.split(":")[0];
  const site = (article) => one("articles", "article_id", article)?.site ?? article;

  /* A claim is about each term that it names or implies, a finding about the terms in its slots,
     and both about what a compound among these contains (calf training: the calves).
     The functions claims_about and evidence_about of the Python package count in the same way. */
  const termsOfClaim = (id) => termSets().get(id) ?? new Set();
  const termSets = once(
    () =>
      new Map(
        [...grouped("claim_terms", "claim_id")].map(([id, rows]) => [
          id,
          new Set(rows.map((row) => row.term_id)),
        ]),
      ),
  );
  const termsOfFinding = once(
    (id) =>
      new Set(
        constants.finding_slots
          .map((slot) => one("findings", "finding_id", id)[slot])
          .filter(Boolean),
      ),
  );
  const about = (terms, wanted) =>
    wanted.every((term) => holding(term).some((other) => terms.has(other)));

  /* Addresses: #proposition/…, #claim/… and so on. Views have settings: #table?muscle=calves. */
  const KINDS = {
    __proto__: null,
    proposition: ["propositions", "proposition_id"],
    claim: ["claims", "claim_id"],
    article: ["articles", "article_id"],
    reference: ["references", "reference_id"],
    finding: ["findings", "finding_id"],
    muscle: ["terms", "term_id"],
    exercise: ["terms", "term_id"],
    term: ["terms", "term_id"],
    question: ["questions", "question_id"],
    disagreement: ["disagreements", "disagreement_id"],
  };
  /* The kinds of terms that lists have a filter for. */
  const FILTER_KINDS = ["muscle", "exercise", "outcome"];
  const href = (kind, id) => `#${kind}/${encodeURIComponent(id)}`;
  const termHref = (id) =>
    href(
      { muscle: "muscle", exercise: "exercise" }[one("terms", "term_id", id)?.kind] ?? "term",
      id,
    );
  const viewHref = (view, settings = {}) => {
    const said = new URLSearchParams(
      Object.entries(settings).filter(([, value]) => value),
    ).toString();
    return `#${view}${said ? `?${said}` : ""}`;
  };
  /* Addresses of earlier versions, and those that people guess. */
  const ALIASES = {
    __proto__: null,
    contradictions: "disagreements",
    claims: "table",
    statements: "propositions",
  };
  const route = () => {
    const [, path, query] = location.hash.slice(1).match(/^([^?]*)[?]?(.*)$/s);
    const [kind, ...rest] = path.split("/");
    let id = rest.join("/");
    try {
      id = decodeURIComponent(id);
    } catch {
      /* a stray % is part of the name */
    }
    return {
      kind: ALIASES[kind] ?? kind,
      id,
      settings: Object.fromEntries(new URLSearchParams(query)),
    };
  };

  const plural = (count, what, many = `${what}s`) =>
    `${count.toLocaleString("en")} ${count === 1 ? what : many}`;
  /* Values that say more in other words. */
  const PLAIN = {
    unanimous: "none denies it",
    contested: "articles disagree",
    single_source: "one article alone",
    reported_only: "only reported",
    exceeds: "does more than",
    resolved: "this study",
    partly_resolved: "probably this study",
    unresolved: "not identified",
    described: "not named in the text",
    marker: "cited by a number",
    listed_only: "listed, but tied to no sentence",
  };
  const words = (value) => PLAIN[value] ?? (value ?? "").replaceAll("_", " ");
  /* Fields that need other words where people read them. */
  const FIELDS = {
    stance: "says or denies",
    degree: "how much",
    modality: "how firmly",
    agreement: "do articles agree",
    kind: "kind of claim",
  };
  const field = (id) => FIELDS[id] ?? words(id);
  const listed = (cell) => (cell ? cell.split("; ") : []);
  const safe = (url) => (/^https?:\/\//.test(url ?? "") ? url : null);
  const count = (rows, key) =>
    rows.reduce((tally, row) => ({ ...tally, [key(row)]: (tally[key(row)] ?? 0) + 1 }), {});
  /* How a claim stands to the evidence, and what evidence there is on a proposition. Where there is
     none, both tell apart "looked for, none found" and "not looked for". */
  const standing = (claim) => data.standings[claim];
  const lookedFor = once(
    () =>
      new Map(table("proposition_summary").map((row, i) => [row.proposition_id, data.looked[i]])),
  );
  const looked = (proposition) => lookedFor().get(proposition);
  /* The question that a statement belongs to, if any. */
  const questionOf = (proposition) => questionsByStatement().get(proposition);
  const questionsByStatement = once(
    () =>
      new Map(Object.entries(data.gathered).flatMap(([id, rows]) => rows.map((row) => [row, id]))),
  );
  const questionsInOrder = once(() =>
    [...table("questions")].sort((a, b) => b.articles - a.articles || b.claims - a.claims),
  );
  /* Where a design stands in lists: trials first, then other studies, then reviews. */
  const placeOfDesign = once((design) => {
    const known = Object.keys(data.meanings.references.design.values);
    const { trials, reviews } = constants;
    if (!design) return 3 * known.length;
    if (trials.includes(design)) return trials.indexOf(design);
    return (reviews.includes(design) ? 2 : 1) * known.length + known.indexOf(design);
  });
  const byDesign = (rows) =>
    [...rows].sort((a, b) => placeOfDesign(a.design) - placeOfDesign(b.design));
  const meaning = (tableName, field, value) =>
    data.meanings[tableName]?.[field]?.values[value] ?? "";
  return {
    data,
    groupBy,
    once,
    table,
    by,
    all,
    one,
    grouped,
    name,
    within,
    holding,
    around,
    articleOf,
    site,
    termsOfClaim,
    termsOfFinding,
    about,
    KINDS,
    FILTER_KINDS,
    href,
    termHref,
    viewHref,
    route,
    plural,
    words,
    listed,
    safe,
    count,
    field,
    questionOf,
    questionsInOrder,
    byDesign,
    placeOfDesign,
    meaning,
    standing,
    looked,
    constants,
    views: {},
    parts: {},
    matrix: {},
    lists: {},
  };
})();
