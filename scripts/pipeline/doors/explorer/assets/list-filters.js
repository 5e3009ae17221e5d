/* Filters and order of the lists. */
"use strict";
(() => {
  const { table, one, holding, FILTER_KINDS } = rmc;
  const { VIEWS } = rmc.lists;

  const choices = rmc.once((view, field) =>
    [...new Set(VIEWS[view].rows().map((row) => row[field]))].filter(Boolean).sort(),
  );

  const termsOf = rmc.once((view, kind) =>
    table("terms")
      .filter(
        (term) =>
          term.kind === kind &&
          VIEWS[view].rows().some((row) => holding(term.term_id).some((id) => row.terms.has(id))),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  );

  /* The settings in the address that this list knows: its filters, with values that occur. */
  const known = (view, settings) => {
    const { pick, columns, order, evidence } = VIEWS[view];
    const listed = [
      ...pick,
      ...(view === "table" ? ["article_id"] : []),
      ...(evidence ? ["evidence"] : []),
    ];
    const keys = [
      ...listed.map((field) => [
        field === "article_id" ? "article" : field,
        (value) => choices(view, field).includes(value),
      ]),
      ...FILTER_KINDS.map((kind) => [
        kind,
        (value) => termsOf(view, kind).some((term) => term.term_id === value),
      ]),
      ["term", (value) => !!one("terms", "term_id", value)],
      ["q", () => true],
      ["sort", (value) => columns.some(([id]) => id === value.replace(/^-/, ""))],
    ];
    const found = Object.fromEntries(
      keys
        .filter(([key, fits]) => settings[key] && fits(settings[key]))
        .map(([key]) => [key, settings[key]]),
    );
    return { ...found, sort: found.sort ?? order ?? "" };
  };

  const filtered = (view, settings) => {
    const { rows, kind, save, pick } = VIEWS[view];
    const fits = rmc.find.matcher(kind, settings.q);
    const wanted = [...FILTER_KINDS, "term"]
      .map((kind) => settings[kind])
      .filter(Boolean)
      .map((term) => new Set(holding(term)));
    return rows().filter(
      (row) =>
        pick.every((field) => !settings[field] || row[field] === settings[field]) &&
        (!settings.article || row.article_id === settings.article) &&
        (!settings.evidence || row.evidence === settings.evidence) &&
        wanted.every((terms) => [...row.terms].some((term) => terms.has(term))) &&
        fits(row[save[0]]),
    );
  };

  const compare = (a, b, id) =>
    typeof a.getValue(id) === "number"
      ? a.getValue(id) - b.getValue(id)
      : a.getValue(id) < b.getValue(id)
        ? -1
        : a.getValue(id) > b.getValue(id)
          ? 1
          : 0;

  Object.assign(rmc.lists, { choices, termsOf, known, filtered, compare });
})();
