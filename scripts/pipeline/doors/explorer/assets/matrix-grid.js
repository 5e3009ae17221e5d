/* The grid of the matrix: a row an exercise, a column a muscle, a button in each filled cell. */
"use strict";
(() => {
  const { html, useState } = htmPreact;
  const { name, data, termHref } = rmc;
  const { key, tally, side, labelOf, Bars } = rmc.matrix;

  const AXES = {
    running: "",
    slope: "By slope",
    speed: "By speed",
    duration: "By length",
    surface: "By ground",
    other: "In other ways",
    walking: "",
  };

  /* Rows and columns that have a filled cell; `every` adds exercises other than running. */
  const gridOf = (cells, apart, every) => {
    const places = [...cells.keys()].map((place) => place.split("\n"));
    const filled = new Set(places.map(([exercise]) => exercise));
    const rows = data.matrix.rows.filter(
      (row) => (every || row.axis in AXES) && filled.has(row.exercise_id),
    );
    const seen = new Set(rows.map((row) => row.exercise_id));
    const used = new Set(
      places.filter(([exercise]) => seen.has(exercise)).map(([, muscle]) => muscle),
    );
    const columns = data.matrix.columns
      .flatMap((column) => (apart ? column.members : [column.muscle_id]))
      .filter((muscle) => used.has(muscle));
    return { rows, columns };
  };

  /* The largest number of claims or findings on one side of a cell, for the scale of the bars. */
  const highest = (cells) =>
    Math.max(
      1,
      ...[...cells.values()].flatMap((found) =>
        [tally(found.claims), tally(found.findings)].flatMap((counts) => [
          side(counts, 1),
          side(counts, -1),
        ]),
      ),
    );

  /* A cell in an address and in the page: exercise/muscle. */
  const slugOf = (place) => place.replace("\n", "/");

  const Cell = ({ place, found, most, pressed, isStop, onKey, onFocus, set }) => {
    const [exercise, muscle] = place.split("\n");
    const label = labelOf(exercise, muscle, found);
    return html`<td>
      <button
        type="button"
        data-cell=${slugOf(place)}
        aria-label=${label}
        title=${label}
        aria-pressed=${pressed}
        tabindex=${isStop ? 0 : -1}
        onKeyDown=${onKey}
        onFocus=${onFocus}
        onClick=${() => set({ cell: pressed ? "" : slugOf(place) })}
      >
        <${Bars} claims=${tally(found.claims)} findings=${tally(found.findings)} most=${most} />
      </button>
    </td>`;
  };

  const Grid = ({ grid, table, cells, picked, set }) => {
    const { rows, columns } = grid;
    const seen = new Set(rows.map((row) => row.exercise_id));
    const most = highest(cells);
    const groups = [...new Set(rows.map((row) => row.axis))].map((axis) => [
      axis,
      rows.filter((row) => row.axis === axis),
    ]);
    const first = rows
      .flatMap((row) => columns.map((column) => key(row.exercise_id, column)))
      .find((place) => cells.has(place));
    const [current, setCurrent] = useState(null);
    const stop =
      current && cells.has(current) && seen.has(current.split("\n")[0]) ? current : first;
    /* The table is one tab stop. Arrow keys go to the next filled cell in their direction. */
    const move = (event, r, c) => {
      const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[
        event.key
      ];
      if (!step) return;
      event.preventDefault();
      for (
        let i = r + step[0], j = c + step[1];
        i >= 0 && i < rows.length && j >= 0 && j < columns.length;
        i += step[0], j += step[1]
      ) {
        const place = key(rows[i].exercise_id, columns[j]);
        if (!cells.has(place)) continue;
        setCurrent(place);
        table.current.querySelector(`[data-cell="${CSS.escape(slugOf(place))}"]`).focus();
        return;
      }
    };
    return html`<div class="wide tall" tabindex="0" role="region" aria-label="Matrix, scrolls">
      <table class="matrix" ref=${table}>
        <caption class="hidden">
          Exercises by muscles: claims and findings. Arrow keys move between filled cells, Enter
          opens one.
        </caption>
        <thead>
          <tr>
            <td></td>
            ${columns.map(
              (muscle) => html`<th scope="col">
                ${
                  muscle
                    ? html`<a href=${termHref(muscle)}>${name(muscle)}</a>`
                    : html`<span>${name(muscle)}</span>`
                }
              </th>`,
            )}
          </tr>
        </thead>
        ${groups.map(
          ([axis, mine]) =>
            html`<tbody>
              ${
                AXES[axis] !== "" &&
                html`<tr class="axis">
                  <th scope="rowgroup" colspan=${columns.length + 1}>
                    ${AXES[axis] ?? rmc.words(axis)}
                  </th>
                </tr>`
              }
              ${mine.map((row) => {
                const r = rows.indexOf(row);
                return html`<tr>
                  <th scope="row">
                    <a href=${termHref(row.exercise_id)}>${name(row.exercise_id)}</a>
                  </th>
                  ${columns.map((column, c) => {
                    const place = key(row.exercise_id, column);
                    const found = cells.get(place);
                    if (!found) return html`<td></td>`;
                    return html`<${Cell}
                      place=${place}
                      found=${found}
                      most=${most}
                      pressed=${picked === slugOf(place)}
                      isStop=${place === stop}
                      onKey=${(event) => move(event, r, c)}
                      onFocus=${() => setCurrent(place)}
                      set=${set}
                    />`;
                  })}
                </tr>`;
              })}
            </tbody>`,
        )}
      </table>
    </div>`;
  };
  Object.assign(rmc.matrix, { gridOf, Grid });
})();
