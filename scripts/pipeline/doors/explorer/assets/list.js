/* A list to search, filter, sort, page and take away. TanStack Table keeps order and pages. */
"use strict";
(() => {
  const { html, useEffect, useRef, useState, useMemo } = htmPreact;
  const { table, plural, words } = rmc;
  const { Text, Chart } = rmc.parts;
  const { VIEWS, known, filtered, compare, save, Filters } = rmc.lists;

  const PAGE = 50;

  const Table = ({ view, settings: given, set }) => {
    const { title, noun, rows, columns } = VIEWS[view];
    const settings = known(view, given);
    const asked = JSON.stringify(settings);
    const found = useMemo(() => filtered(view, settings), [view, asked]);
    const top = useRef();
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number.parseInt(given.page, 10) || 1)) - 1;
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
    /* Screen readers read the count after a pause, not at every key. */
    const [told, tell] = useState("");
    useEffect(() => {
      const wait = setTimeout(() => tell(`${found.length} of ${plural(rows().length, noun)}`), 600);
      return () => clearTimeout(wait);
    }, [found.length]);
    return html`
      <h1 tabindex="-1">${title}</h1>
      ${
        view === "propositions" &&
        html`<div class="columns">
          <figure>
            <figcaption>How the articles agree, by topic (in brackets the statements)</figcaption>
            <${Chart} name="agreement" rows=${table("topics")} />
          </figure>
          <figure>
            <figcaption>How claims stand to the evidence (in brackets the claims)</figcaption>
            <${Chart} name="standing" rows=${table("topic_standings")} />
          </figure>
        </div>`
      }
      <${Filters} view=${view} settings=${settings} set=${set} />
      <p class="hidden" role="status">${told}</p>
      <p>
        <strong class="count" tabindex="-1" ref=${top} data-count=${found.length}>
          ${found.length} of ${plural(rows().length, noun)}
        </strong> <button
          type="button"
          class="save"
          onClick=${() =>
            save(
              view,
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
            ${model.getRowModel().rows.map(
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
      ${
        pages > 1 &&
        html`<nav class="pages" aria-label="Pages">
          <button type="button" disabled=${page === 0} onClick=${() => turn(page - 1)}>
            Previous
          </button> page ${page + 1} of ${pages} <button
            type="button"
            disabled=${page + 1 >= pages}
            onClick=${() => turn(page + 1)}
          >
            Next
          </button>
        </nav>`
      }
    `;
  };
  rmc.views.Table = Table;
})();
