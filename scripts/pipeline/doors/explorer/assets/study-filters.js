/* The filters of the evidence table: several values in each, and several filters at once. */
"use strict";
(() => {
  const { table, all, one, name, words, holding, data } = rmc;
  const { rows, RESULTS, TRIALS } = rmc.studies;
  const SEPARATOR = ",";

  const inOrder = (tableName, field) =>
    Object.keys(data.meanings[tableName]?.[field]?.values ?? {}).filter(Boolean);

  /* A filter on one cell: its values, in the order of their list. */
  const onCell = (label, cell, [tableName, field] = [], say = words) => ({
    label,
    say,
    values: (row) => [cell(row)].filter(Boolean),
    order: tableName && inOrder(tableName, field),
  });
  /* A filter on terms: each term stands for its parts and special cases, too. */
  const onTerms = (label, kind, terms = (row) => row.terms) => ({
    label,
    say: name,
    members: () => {
      const mine = rows().map((row) => [row.at, terms(row)]);
      return table("terms")
        .filter((term) => !kind || term.kind === kind)
        .map(({ term_id: id }) => {
          const wanted = new Set(holding(id));
          return [
            id,
            new Set(
              mine.filter(([, own]) => [...own].some((one) => wanted.has(one))).map(([at]) => at),
            ),
          ];
        });
    },
  });

  const questionsOf = rmc.once(() => {
    const found = new Map();
    for (const row of table("question_evidence"))
      for (const proposition of rmc.listed(row.proposition_ids)) {
        const key = `${row.reference_id}\n${proposition}`;
        found.set(key, [...(found.get(key) ?? []), row.question_id]);
      }
    return found;
  });
  const ofQuestion = (row) => [
    ...new Set(
      all("evidence", "finding_id", row.finding_id).flatMap(
        (bears) => questionsOf().get(`${row.reference_id}\n${bears.proposition_id}`) ?? [],
      ),
    ),
  ];

  const FILTERS = {
    design: onCell("Design", (row) => row.design, ["references", "design"]),
    source: onCell(
      "Study or review",
      (row) => row.source,
      [],
      (value) => (value === "review" ? "reviews" : "studies of people"),
    ),
    exercise: onTerms("Exercise", "exercise"),
    comparator: onTerms(
      "Compared with",
      "",
      ({ finding }) => new Set([finding.comparator_id].filter(Boolean)),
    ),
    contrast: onCell("How compared", (row) => row.finding.contrast, ["findings", "contrast"]),
    muscle: onTerms("Muscle", "muscle"),
    outcome: onTerms("Outcome", "outcome"),
    population: onTerms("People", "population"),
    training: onCell("Training status", (row) => row.training, ["references", "training_status"]),
    result: onCell(
      "Result",
      (row) => row.finding.result,
      ["findings", "result"],
      (value) => RESULTS[value] ?? words(value),
    ),
    effect: {
      label: "Effect",
      say: (value) =>
        ({ given: "a number is given", interval: "with an interval", none: "no number" })[value],
      order: ["given", "interval", "none"],
      values: ({ finding }) =>
        finding.value === null ? ["none"] : ["given", ...(finding.interval ? ["interval"] : [])],
    },
    question: {
      label: "Question",
      say: (id) => one("questions", "question_id", id).question,
      values: ofQuestion,
    },
    read: onCell("Read from", (row) => row.finding.locator, ["findings", "locator"]),
    standing: onCell("Standing", (row) => row.work.standing, ["references", "standing"]),
  };

  /* The rows of each value of a filter, by their place; values without rows are left out. */
  const membersOf = rmc.once((key) => {
    const { members, values, order, say } = FILTERS[key];
    let found;
    if (members) found = members();
    else {
      const sets = new Map();
      for (const row of rows())
        for (const value of values(row)) {
          if (!sets.has(value)) sets.set(value, new Set());
          sets.get(value).add(row.at);
        }
      found = [...sets];
    }
    const at = (value) => (order ? order.indexOf(value) : 0);
    return new Map(
      found
        .filter(([, set]) => set.size)
        .sort((a, b) => at(a[0]) - at(b[0]) || say(a[0]).localeCompare(say(b[0]))),
    );
  });

  const year = (value) => (/^\d{4}$/.test(value ?? "") ? Number(value) : null);

  /* The settings of an address that fit: chosen values by filter, years, words, and a term. */
  const known = (settings) => {
    const chosen = Object.keys(FILTERS)
      .filter((key) => settings[key])
      .map((key) => [
        key,
        settings[key].split(SEPARATOR).filter((value) => membersOf(key).has(value)),
      ])
      .filter(([, values]) => values.length);
    return {
      chosen: Object.fromEntries(chosen),
      from: year(settings.from),
      to: year(settings.to),
      term: one("terms", "term_id", settings.term) ? settings.term : "",
      q: settings.q ?? "",
    };
  };

  /* The rows that meet everything, and for each filter those that meet everything else. */
  const filtered = ({ chosen, from, to, term, q }) => {
    const fits = rmc.find.matcher("finding", q);
    const wanted = term && new Set(holding(term));
    const base = rows().filter(
      (row) =>
        (from === null || (row.year !== null && row.year >= from)) &&
        (to === null || (row.year !== null && row.year <= to)) &&
        (!wanted || [...row.terms].some((one) => wanted.has(one))) &&
        fits(row.finding_id),
    );
    const meets = (key, row) => chosen[key].some((value) => membersOf(key).get(value).has(row.at));
    const others = (but) =>
      base.filter((row) => Object.keys(chosen).every((key) => key === but || meets(key, row)));
    return { found: others(""), others };
  };

  /* How many rows each value of a filter has, beside what else is chosen. */
  const counted = (key, others) => {
    const mine = others(key).map((row) => row.at);
    return [...membersOf(key)].map(([value, set]) => [
      value,
      mine.reduce((sum, at) => sum + set.has(at), 0),
    ]);
  };

  const PRESETS = [
    ["Trials, randomised or controlled", { design: TRIALS }],
    ["Randomised trials", { design: TRIALS.filter((one) => one.startsWith("randomised")) }],
    ["Effects with an interval", { effect: ["interval"] }],
    ["Reviews", { source: ["review"] }],
  ];
  Object.assign(rmc.studies, { FILTERS, PRESETS, SEPARATOR, membersOf, known, filtered, counted });
})();
