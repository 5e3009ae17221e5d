/* What is searched, and which rows a query finds. */
"use strict";
(() => {
  const { table, all, one, once, words, constants } = rmc;
  const { fold, stem, read } = rmc.find;

  /* Designs as people call them, besides their own name. */
  const DESIGNS = {
    randomised_trial: "randomised controlled trial RCT",
    randomised_crossover: "randomised crossover trial",
    crossover: "crossover trial",
    uncontrolled_trial: "trial without control group",
    meta_analysis: "systematic review",
    network_meta_analysis: "systematic review",
  };
  const designWords = (design) => `${words(design)} ${DESIGNS[design] ?? ""}`;

  const workText = (work) =>
    [
      work.reference_id,
      rmc.parts.short(work),
      work.title,
      work.authors,
      work.year,
      work.container,
      work.doi,
      work.pmid,
      work.pmcid,
      work.participants,
      designWords(work.design),
    ].join(" ");
  const slotsOf = (row) => constants.slots.map((slot) => row[`${slot}_id`]).filter(Boolean);
  const ofClaims = (rows) => new Set(rows.flatMap((row) => [...rmc.termsOfClaim(row.claim_id)]));
  const claimsOn = (proposition) => all("claims", "proposition_id", proposition);

  /* What is searched: the table and key of each kind, the text and the terms of a row, and its
     weight among the rows that are found. */
  const KINDS = {
    term: {
      table: "terms",
      key: "term_id",
      text: (row) =>
        [
          row.name,
          one("muscles", "muscle_id", row.term_id)?.latin_name,
          ...all("term_names", "term_id", row.term_id).map((other) => other.name),
        ].join(" | "),
      terms: (row) => new Set([row.term_id]),
    },
    question: {
      table: "questions",
      key: "question_id",
      text: (row) => row.question,
      own: slotsOf,
      terms: (row) =>
        new Set([
          ...slotsOf(row),
          ...ofClaims((rmc.data.gathered[row.question_id] ?? []).flatMap(claimsOn)),
        ]),
      weight: (row) => row.articles * 1000 + row.claims,
    },
    proposition: {
      table: "propositions",
      key: "proposition_id",
      text: (row) => `${row.proposition_id} ${row.statement}`,
      own: slotsOf,
      terms: (row) => ofClaims(claimsOn(row.proposition_id)),
      weight: (row) => claimsOn(row.proposition_id).length,
    },
    claim: {
      table: "claims",
      key: "claim_id",
      text: (row) =>
        [
          row.claim_id,
          row.statement,
          one("propositions", "proposition_id", row.proposition_id).statement,
          one("people", "person_id", row.attributed_to)?.name,
        ].join(" "),
      terms: (row) => rmc.termsOfClaim(row.claim_id),
    },
    finding: {
      table: "findings",
      key: "finding_id",
      text: (row) =>
        [
          row.finding_id,
          row.statement,
          row.measure,
          one("measures", "measure_id", row.measure_id)?.name,
        ].join(" "),
      also: (row) => items("reference").get(row.reference_id).text,
      terms: (row) => rmc.termsOfFinding(row.finding_id),
    },
    reference: {
      table: "references",
      key: "reference_id",
      text: workText,
      terms: (row) =>
        new Set(
          all("findings", "reference_id", row.reference_id).flatMap((found) => [
            ...rmc.termsOfFinding(found.finding_id),
          ]),
        ),
      weight: (row) => row.year ?? 0,
    },
    article: {
      table: "articles",
      key: "article_id",
      text: (row) => `${row.site} ${row.title}`,
      terms: () => new Set(),
    },
    search: {
      table: "searches",
      key: "search_id",
      text: (row) => [row.search_id, row.query, row.note].join(" "),
      terms: (row) =>
        ofClaims(
          all("search_propositions", "search_id", row.search_id).flatMap((made) =>
            claimsOn(made.proposition_id),
          ),
        ),
    },
  };

  /* Text to look in: the words as they are, and their stems. */
  const lookedIn = (text) => {
    const plain = fold(text);
    return ` ${plain} | ${plain.split(" ").map(stem).join(" ")} `;
  };
  const items = once((kind) => {
    const { table: from, key, text, also = () => "", terms, own = () => [] } = KINDS[kind];
    return new Map(
      table(from).map((row) => [
        row[key],
        {
          id: row[key],
          row,
          text: lookedIn(text(row)) + also(row),
          terms: terms(row),
          own: own(row),
        },
      ]),
    );
  });

  /* Names are looked for as whole words, so that all names of a term find the same; other words at
     the beginnings of words. */
  const inText = (part, item) =>
    part.terms.length
      ? part.called.some((name) => item.text.includes(name))
      : item.text.includes(` ${part.text}`) || item.text.includes(` ${part.key}`);
  const meant = (part, item) => [...item.terms].some((term) => part.wanted.has(term));

  /* Whether a row of a kind is found by a query; every part of the query has to be. */
  const matcher = (kind, query) => {
    const parts = read(query ?? "");
    if (!parts.length) return () => true; // nothing is indexed before somebody searches
    return (id) => {
      const item = items(kind).get(id);
      return parts.every((part) => meant(part, item) || inText(part, item));
    };
  };

  /* The ids of a kind that a query finds, each by weight: first the terms that it names, then what
     is about them or has its words, then what only touches on them. */
  const found = once((kind, query) => {
    const parts = read(query);
    if (!parts.length) return [];
    const fits = matcher(kind, query);
    const { weight = () => 0 } = KINDS[kind];
    const rank = (item) =>
      kind === "term" && parts.every((part) => part.terms.includes(item.id))
        ? 0
        : parts.every(
              (part) => inText(part, item) || item.own.some((term) => part.wanted.has(term)),
            )
          ? 1
          : 2;
    return [...items(kind).values()]
      .filter((item) => fits(item.id))
      .map((item) => [item.id, rank(item), weight(item.row)])
      .sort((a, b) => a[1] - b[1] || b[2] - a[2])
      .map(([id]) => id);
  });
  /* All kinds but searches, which are no results of their own. */
  const total = (query) =>
    Object.keys(KINDS)
      .filter((kind) => kind !== "search")
      .reduce((sum, kind) => sum + found(kind, query).length, 0);
  Object.assign(rmc.find, { matcher, found, total });
})();
