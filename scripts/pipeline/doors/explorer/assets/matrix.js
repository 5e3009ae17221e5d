/* The matrix: exercise by muscle. In each cell, claims are on the left (filled) and findings on the
   right (striped). Bars upwards are for, bars downwards against. A ring on the line stands for
   findings without a clear result. */
"use strict";
(() => {
  const { html, useRef, useMemo } = htmPreact;
  const { plural } = rmc;
  const { entries, ROLES, cellsOf, gridOf, Controls, Details, Grid, Legend, Versus } = rmc.matrix;

  const CELL = /^[^/\n]+\/[^/\n]*$/; // exercise/muscle; no muscle: none named

  const Matrix = ({ settings, set }) => {
    const role = Object.hasOwn(ROLES, settings.role ?? "") ? settings.role : "works";
    const apart = settings.apart === "1";
    const every = settings.every === "1";
    const table = useRef();
    const cells = useMemo(() => cellsOf(role, apart), [role, apart]);
    const grid = useMemo(() => gridOf(cells, apart, every), [cells, apart, every]);
    const inside = (which) =>
      new Set(
        entries
          .filter((row) => row[which] && (role === "any" || row.role === role))
          .map((row) => row[which]),
      ).size;
    const cell = settings.cell ?? "";
    const picked = CELL.test(cell) && cells.has(cell.replace("/", "\n")) ? cell : "";
    const [exercise, muscle] = picked.split("/");
    const back = () => {
      const slug = picked;
      set({ cell: "" });
      requestAnimationFrame(() =>
        table.current?.querySelector(`[data-cell="${CSS.escape(slug)}"]`)?.focus(),
      );
    };
    const claims = plural(inside("claim_id"), "claim");
    const findings = plural(inside("finding_id"), "finding");
    return html`
      <p>
        Rows are forms of running, columns muscles from the trunk down. In each cell claims stand to
        the left and findings of studies to the right. ${claims} and ${findings} are about an
        exercise and ${ROLES[role]}; all others stand in the tables. Open a cell for what is in it.
      </p>
      <${Controls} role=${role} apart=${apart} every=${every} set=${set} />
      <${Legend} role=${role} />
      <${Grid} grid=${grid} table=${table} cells=${cells} picked=${picked} set=${set} />
      ${
        picked &&
        html`<${Details}
          exercise=${exercise}
          muscle=${muscle}
          cell=${cells.get(cell.replace("/", "\n"))}
          role=${role}
          close=${back}
        />`
      }
      <${Versus} settings=${settings} set=${set} />
    `;
  };
  rmc.parts.Matrix = Matrix;
})();
