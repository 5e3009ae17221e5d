/* The evidence table of studies: one row a finding, to filter, sort, print and take away. */
"use strict";
(() => {
  const { html, useMemo, useRef } = htmPreact;
  const { table, href, viewHref, plural, words, one } = rmc;
  const { Text } = rmc.parts;
  const { usePrinting, useTold, paged, Pages, PAGE, save } = rmc.lists;
  const { rows, COLUMNS, saved, TRIALS, SEPARATOR, known, filtered, membersOf, Form } = rmc.studies;

  const figure = (n) => n.toLocaleString("en");
  const text = (value) => value && html`<${Text}>${value}<//>`;
  const small = (value) => value && html` <span class="small">${value}</span>`;

  /* How it was compared, and what was given besides. */
  const setting = ({ compared, condition }) =>
    [compared, condition && `with ${condition}`].filter(Boolean).join(", ");

  /* The columns on screen: id, heading, cell and, where it is another, the value to sort by. */
  const SHOWN = [
    [
      "study",
      "study",
      (row) => html`<a href=${href("reference", row.reference_id)}>${text(row.study)}</a>`,
    ],
    ["year", "year", (row) => row.year],
    ["design", "design", (row) => words(row.design), (row) => row.rank],
    ["n", "n", (row) => html`${row.n}${row.n_of === "study" && small("of the study")}`],
    ["people", "people", (row) => text(row.people)],
    [
      "exercise",
      "exercise vs comparison",
      (row) =>
        html`${text(row.exercise)}${
          row.comparator && html` <span class="small">vs</span> ${text(row.comparator)}`
        }${small(setting(row))}`,
    ],
    ["muscle", "muscle", (row) => text(row.muscle)],
    [
      "outcome",
      "outcome, measure",
      (row) => html`${text(row.outcome)}<br />${small(text(row.finding.measure))}`,
    ],
    [
      "result",
      "result",
      (row) =>
        html`<a href=${href("finding", row.finding_id)} title=${row.finding.statement}>
          ${row.result}
        </a>`,
    ],
    ["effect", "effect, interval", (row) => text(row.effect), (row) => row.value],
    ["p", "p", (row) => row.p_said],
  ];

  const valueOf = (id) => SHOWN.find(([other]) => other === id)[3] ?? ((row) => row[id]);
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  const byDefault = (a, b) => a.rank - b.rank || (b.year ?? 0) - (a.year ?? 0) || a.at - b.at;

  /* Rows in order. Empty cells come last in either direction. */
  const sorted = (found, sort) => {
    const id = (sort ?? "").replace(/^-/, "");
    if (!SHOWN.some(([other]) => other === id)) return [...found].sort(byDefault);
    const value = valueOf(id);
    const isEmpty = (row) => value(row) === null || value(row) === undefined || value(row) === "";
    const way = sort.startsWith("-") ? -1 : 1;
    return [
      ...found
        .filter((row) => !isEmpty(row))
        .sort((a, b) => way * compare(value(a), value(b)) || a.at - b.at),
      ...found.filter(isEmpty),
    ];
  };

  const Heading = ({ id, label, sort, set }) => {
    const way = sort === id ? "ascending" : sort === `-${id}` ? "descending" : "none";
    return html`<th scope="col" aria-sort=${way}>
      <button
        type="button"
        class="quiet"
        onClick=${() =>
          set({ sort: { none: id, ascending: `-${id}`, descending: "" }[way], page: "" })}
      >
        ${label} <span aria-hidden="true">
          ${{ ascending: "▲", descending: "▼", none: "" }[way]}
        </span>
      </button>
    </th>`;
  };

  const Studies = ({ settings, set }) => {
    const asked = known(settings);
    const wanted = JSON.stringify(asked);
    const { found, others } = useMemo(() => filtered(asked), [wanted]);
    const inOrder = useMemo(() => sorted(found, settings.sort), [found, settings.sort]);
    const printing = usePrinting();
    const { page, pages } = paged(found.length, settings.page);
    const shown = printing ? inOrder : inOrder.slice(page * PAGE, (page + 1) * PAGE);
    const top = useRef();
    const turn = (to) => {
      set({ page: String(to + 1) });
      top.current.focus();
      top.current.scrollIntoView();
    };
    const works = new Set(found.map((row) => row.reference_id)).size;
    const said =
      `${figure(found.length)} of ${plural(rows().length, "finding")}, ` +
      `from ${figure(works)} of ${plural(table("references").length, "study", "studies")}`;
    const told = useTold(said);
    return html`
      <h1 tabindex="-1">Evidence table: what studies found</h1>
      <p>
        One row a finding. Most are read from abstracts. The result is that of the measure; what it
        means for a statement stands on the page of the finding. <em>n</em> is the number of people
        of the finding or, where it gives none, of its study.
      </p>
      <${Form} settings=${settings} asked=${asked} others=${others} sorts=${SHOWN} set=${set} />
      <p class="hidden" role="status">${told}</p>
      <p>
        <strong
          class="count"
          tabindex="-1"
          ref=${top}
          data-count=${found.length}
          data-studies=${works}
        >
          ${said}
        </strong> <button
          type="button"
          class="save"
          onClick=${() => save("findings", COLUMNS, inOrder.map(saved))}
        >
          Download these with all columns (CSV)
        </button>
      </p>
      <div class="wide" tabindex="0" role="region" aria-label="Evidence table, scrolls sideways">
        <table class="rows evidence">
          <caption class="hidden">Findings of studies, as filtered</caption>
          <thead>
            <tr>
              ${SHOWN.map(
                ([id, label]) =>
                  html`<${Heading} id=${id} label=${label} sort=${settings.sort} set=${set} />`,
              )}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (row) => html`<tr key=${row.finding_id} data-id=${row.finding_id}>
                ${SHOWN.map(([, label, show]) => html`<td data-label=${label}>${show(row)}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <${Pages} page=${page} pages=${pages} turn=${turn} />
    `;
  };

  /* The filter that terms belong to, with those of the terms that have findings. */
  const filterOf = (terms) =>
    rmc.FILTER_KINDS.map((kind) => [
      kind,
      terms.filter((id) => one("terms", "term_id", id).kind === kind && membersOf(kind).has(id)),
    ]).find(([, values]) => values.length) ?? ["", []];

  /* For a search: the trials among the findings on its terms, as filters of the table. */
  const TrialsOf = ({ parts }) => {
    const settings = { design: TRIALS.join(SEPARATOR) };
    for (const part of parts) {
      const [key, values] = filterOf(part.terms);
      if (!key || settings[key]) return null;
      settings[key] = values.join(SEPARATOR);
    }
    const { found } = filtered(known(settings));
    return (
      found.length > 0 &&
      html`<p>
        <a href=${viewHref("studies", settings)}>
          Trials among them, randomised or controlled: ${plural(found.length, "finding")}
        </a>
      </p>`
    );
  };
  rmc.parts.TrialsOf = TrialsOf;
  rmc.views.Studies = Studies;
})();
