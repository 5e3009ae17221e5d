/* Above the matrix: the choice of outcome, rows and columns, and the key to its signs. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { ROLES } = rmc.matrix;

  const DOES = {
    works: "work the muscle",
    enlarges: "enlarge it",
    strengthens: "strengthen it",
    stabilises: "make it stabilise",
    other: "change it in another way",
    any: "do something for it",
  };

  const Controls = ({ role, apart, every, set }) => html`<div class="controls">
    <label>
      Outcome <select
        name="role"
        value=${role}
        onChange=${(event) => set({ role: event.target.value, cell: "" })}
      >
        ${Object.entries(ROLES).map(
          ([value, label]) => html`<option value=${value}>${label}</option>`,
        )}
      </select>
    </label>
    <label>
      <input
        type="checkbox"
        name="apart"
        checked=${apart}
        onChange=${(event) => set({ apart: event.target.checked ? "1" : "", cell: "" })}
      /> each muscle apart
    </label>
    <label>
      <input
        type="checkbox"
        name="every"
        checked=${every}
        onChange=${(event) => set({ every: event.target.checked ? "1" : "", cell: "" })}
      /> exercises other than running, too
    </label>
  </div>`;

  const Legend = ({ role }) => html`<ul class="legend small">
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect class="for claims" width="12" height="12" />
      </svg> above the line: claims that it does (${DOES[role]})
    </li>
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect class="against claims" width="12" height="12" />
      </svg> below: claims that it does not, or does the reverse
    </li>
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect class="for claims" x="4" width="4" height="6" />
        <rect class="against claims" x="4" y="6" width="4" height="6" />
      </svg> narrow: more, or less, than another exercise
    </li>
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect class="for findings" width="12" height="12" />
      </svg> striped: findings of studies, higher above, lower below
    </li>
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <circle class="neither" cx="6" cy="6" r="4.5" />
      </svg> ring on the line: findings without a clear result, neither for nor against
    </li>
    <li class="key">
      <svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="3" /></svg> advice,
      beliefs reported, as much as another
    </li>
    <li>Bars grow with the root of the number.</li>
  </ul>`;
  Object.assign(rmc.matrix, { Controls, Legend });
})();
