/* The form above the evidence table: presets, filters with counts, and what is chosen. */
"use strict";
(() => {
  const { html, useState } = htmPreact;
  const { name, viewHref } = rmc;
  const { Text } = rmc.parts;
  const { FILTERS, PRESETS, SEPARATOR, counted } = rmc.studies;
  const MANY = 12; // values of a filter from which it has a search of its own

  const joined = (values) => values.join(SEPARATOR);

  const Options = ({ filter, chosen, others, choose }) => {
    const [asked, ask] = useState("");
    const { label, say } = FILTERS[filter];
    const values = counted(filter, others);
    const shown = values.filter(
      ([value, n]) =>
        (n || chosen.includes(value)) && rmc.find.fold(say(value)).includes(rmc.find.fold(asked)),
    );
    return html`<fieldset>
      <legend class="hidden">${label}: any of these</legend>
      ${
        values.length > MANY &&
        html`<input
          type="search"
          aria-label=${`Find in ${label}`}
          placeholder="find in this list"
          value=${asked}
          onInput=${(event) => ask(event.target.value)}
        />`
      }
      ${shown.map(
        ([value, n]) => html`<label>
          <input
            type="checkbox"
            name=${filter}
            value=${value}
            checked=${chosen.includes(value)}
            onChange=${(event) =>
              choose(
                event.target.checked
                  ? [...chosen, value]
                  : chosen.filter((other) => other !== value),
              )}
          /> <span><${Text}>${say(value)}<//> (${n})</span>
        </label>`,
      )}
      ${shown.length === 0 && html`<p class="small">Nothing to choose.</p>`}
    </fieldset>`;
  };

  const Facet = ({ filter, chosen, others, choose }) => {
    const [open, setOpen] = useState(false);
    const { label } = FILTERS[filter];
    return html`<details
      class="facet"
      name="facet"
      data-filter=${filter}
      onToggle=${(event) => setOpen(event.currentTarget.open)}
      onKeyDown=${(event) => {
        if (event.key !== "Escape") return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector("summary").focus();
      }}
    >
      <summary>${label}${chosen.length > 0 && `: ${chosen.length} chosen`}</summary>
      ${
        open &&
        html`<${Options} filter=${filter} chosen=${chosen} others=${others} choose=${choose} />`
      }
    </details>`;
  };

  const Presets = ({ settings }) => html`<p class="presets">
    Start from${" "}
    ${PRESETS.map(([label, preset], i) => {
      const wanted = Object.fromEntries(
        Object.entries(preset).map(([key, values]) => [key, joined(values)]),
      );
      const on = Object.entries(wanted).every(([key, value]) => settings[key] === value);
      return html`${i > 0 && ", "}<a
          href=${viewHref("studies", { ...settings, ...wanted, page: "" })}
          aria-current=${on ? "true" : null}
          >${label}</a
        >`;
    })}.
  </p>`;

  /* What is chosen, each with a button that drops it. */
  const Chosen = ({ asked, set }) => {
    const drop = (key, value) =>
      set({ [key]: joined(asked.chosen[key].filter((other) => other !== value)), page: "" });
    const one = (text, what, onClick) => html`<li class="tag">
      <${Text}>${text}<//> <button
        type="button"
        class="quiet"
        aria-label=${`drop ${what}`}
        onClick=${onClick}
      >
        drop
      </button>
    </li>`;
    const rows = [
      ...Object.entries(asked.chosen).flatMap(([key, values]) =>
        values.map((value) => {
          const text = `${FILTERS[key].label}: ${FILTERS[key].say(value)}`;
          return one(text, text, () => drop(key, value));
        }),
      ),
      asked.term &&
        one(`about ${name(asked.term)}`, name(asked.term), () => set({ term: "", page: "" })),
    ].filter(Boolean);
    return rows.length > 0 && html`<ul class="inline chosen" aria-label="Chosen">${rows}</ul>`;
  };

  const Years = ({ asked, set }) =>
    [
      ["from", "From year"],
      ["to", "to year"],
    ].map(
      ([key, label]) => html`<label>
        ${label} <input
          type="text"
          inputmode="numeric"
          size="4"
          maxlength="4"
          name=${key}
          value=${asked[key] ?? ""}
          onChange=${(event) => set({ [key]: event.target.value.trim(), page: "" })}
        />
      </label>`,
    );

  const Form = ({ settings, asked, others, sorts, set }) => html`
    <${Presets} settings=${settings} />
    <form class="controls filters" role="search" onSubmit=${(event) => event.preventDefault()}>
      <label class="search">
        Search the findings <input
          type="search"
          name="q"
          value=${asked.q}
          onInput=${(event) => set({ q: event.target.value, page: "" }, true)}
          placeholder="calves, hypertrophy, randomised …"
        />
      </label>
      <${Years} asked=${asked} set=${set} />
      <label>
        Sort by <select
          name="sort"
          value=${settings.sort ?? ""}
          onChange=${(event) => set({ sort: event.target.value, page: "" })}
        >
          <option value="">design, then year</option>
          ${sorts.flatMap(([id, label]) =>
            [
              [id, "up"],
              [`-${id}`, "down"],
            ].map(([value, way]) => html`<option value=${value}>${label}, ${way}</option>`),
          )}
        </select>
      </label>
      <button type="button" onClick=${() => set(null)}>Clear</button>
      <div class="facets" role="group" aria-label="Filters">
        ${Object.keys(FILTERS).map(
          (filter) => html`<${Facet}
            key=${filter}
            filter=${filter}
            chosen=${asked.chosen[filter] ?? []}
            others=${others}
            choose=${(values) => set({ [filter]: joined(values), page: "" })}
          />`,
        )}
      </div>
    </form>
    <${Chosen} asked=${asked} set=${set} />
  `;
  rmc.studies.Form = Form;
})();
