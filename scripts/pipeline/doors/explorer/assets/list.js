/* A list to search, filter, sort, page and take away. TanStack Table keeps order and pages. */
"use strict";
(() => {
  const { html, useRef, useMemo } = htmPreact;
  const { table, plural, words } = rmc;
  const { Text, Chart, Numbers } = rmc.parts;
  const { VIEWS, known, filtered, compare, save, Filters } = rmc.lists;
  const { usePrinting, useTold, paged, Pages, PAGE } = rmc.lists;

  const Table = ({ view, settings: given, set }) => {
    const { title, noun, many, rows, columns } = VIEWS[view];
    const settings = known(view, given);
    const asked = JSON.stringify(settings);
    const found = useMemo(() => filtered(view, settings), [view, asked]);
    const top = useRef();
    const { pages, page } = paged(found.length, given.page);
    const printing = usePrinting();
    const said = `${found.length.toLocaleString("en")} of ${plural(rows().length, noun, many)}`;
    const sorting = settings.sort
      ? [{ id: settings.sort.replace(/^-/, ""), desc: settings.sort.startsWith("-") }]
      : [];
    const model = useMemo(
      () =>
        TableCore.createTable({
          data: found,
          columns: columns.map(([id]) => ({
            id,
            accessorFn: (row) => row[id] ?? undefined,
            sortUndefined: "last",
            sortingFn: compare,
          })),
          state: {
            sorting,
            pagination: { pageIndex: page, pageSize: PAGE },
            columnPinning: {},
            globalFilter: "",
          },
          onStateChange: () => {},
          renderFallbackValue: null,
          getCoreRowModel: TableCore.getCoreRowModel(),
          getSortedRowModel: TableCore.getSortedRowModel(),
          getPaginationRowModel: TableCore.getPaginationRowModel(),
        }),
      [found, settings.sort, page],
    );
    const turn = (to) => {
      set({ page: String(to + 1) });
      top.current.focus();
      top.current.scrollIntoView();
    };
    const told = useTold(said);
    return html`
      <h1 tabindex="-1">${title}</h1>
      ${
        view === "propositions" &&
        html`<div class="columns">
          <figure>
            <figcaption>How the articles agree, by topic (in brackets the statements)</figcaption>
            <${Chart} name="agreement" rows=${table("topics")} />
            <${Numbers}
              chart="agreement"
              rows=${table("topics")}
              field="agreement"
              counted="propositions"
              label="Statements of each topic, by how the articles agree"
            />
          </figure>
          <figure>
            <figcaption>How claims stand to the evidence (in brackets the claims)</figcaption>
            <${Chart} name="standing" rows=${table("topic_standings")} />
            <${Numbers}
              chart="standing"
              rows=${table("topic_standings")}
              field="standing"
              counted="claims"
              label="Claims of each topic, by how they stand to the evidence"
            />
          </figure>
        </div>`
      }
      <${Filters} view=${view} settings=${settings} set=${set} />
      <p class="hidden" role="status">${told}</p>
      <p>
        <strong class="count" tabindex="-1" ref=${top} data-count=${found.length}>
          ${said}
        </strong> <button
          type="button"
          class="save"
          onClick=${() =>
            save(
              many ?? `${noun}s`,
              VIEWS[view].save,
              model.getSortedRowModel().rows.map((row) => row.original),
            )}
        >
          Download these as CSV
        </button>
      </p>
      <div class="wide" tabindex="0" role="region" aria-label=${`${title}, scrolls sideways`}>
        <table class="rows">
          <caption class="hidden">${title}, as filtered</caption>
          <thead>
            <tr>
              ${columns.map(([id, label]) => {
                const way =
                  sorting[0]?.id === id ? (sorting[0].desc ? "descending" : "ascending") : "none";
                return html`<th scope="col" aria-sort=${way}>
                  <button
                    type="button"
                    class="quiet"
                    onClick=${() =>
                      set({
                        sort:
                          way === "ascending"
                            ? `-${id}`
                            : way === "descending" && !VIEWS[view].order
                              ? ""
                              : id,
                        page: "",
                      })}
                  >
                    ${label ?? id} <span aria-hidden="true">
                      ${{ ascending: "▲", descending: "▼", none: "" }[way]}
                    </span>
                  </button>
                </th>`;
              })}
            </tr>
          </thead>
          <tbody>
            ${(printing ? model.getSortedRowModel() : model.getRowModel()).rows.map(
              ({ original: row }) => html`<tr key=${row[VIEWS[view].save[0]]}>
                ${columns.map(
                  ([id, label, show]) =>
                    html`<td data-label=${label ?? id}>
                      ${
                        show
                          ? show(row[id], row)
                          : typeof row[id] === "string"
                            ? html`<${Text}>${words(row[id])}<//>`
                            : row[id]
                      }
                    </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <${Pages} page=${page} pages=${pages} turn=${turn} />
    `;
  };
  rmc.views.Table = Table;
})();
