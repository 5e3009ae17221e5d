/* The form above a list: search, filters and order. */
"use strict";
(() => {
  const { html, useRef } = htmPreact;
  const { name, table, words, FILTER_KINDS } = rmc;
  const { VIEWS, choices, termsOf } = rmc.lists;

  const capital = (word) => word[0].toUpperCase() + word.slice(1);

  const Filters = ({ view, settings, set }) => {
    const { pick, columns, evidence } = VIEWS[view];
    const search = useRef();
    const choose = (key, label, options) => html`<label>
      ${label} <select
        name=${key}
        value=${settings[key] ?? ""}
        onChange=${(event) => set({ [key]: event.target.value, page: "" })}
      >
        <option value="">any</option>
        ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select>
    </label>`;
    return html`<form
      class="controls filters"
      role="search"
      onSubmit=${(event) => event.preventDefault()}
    >
      <label class="search">
        Search <input
          type="search"
          name="q"
          ref=${search}
          value=${settings.q ?? ""}
          onInput=${(event) => set({ q: event.target.value, page: "" }, true)}
          placeholder="words and names in any order"
        />
      </label>
      ${
        view === "table" &&
        choose(
          "article",
          "Article",
          table("articles").map((row) => [row.article_id, row.site]),
        )
      }
      ${FILTER_KINDS.map((kind) =>
        choose(
          kind,
          capital(kind),
          termsOf(view, kind).map((term) => [term.term_id, term.name]),
        ),
      )}
      ${pick.map((field) =>
        choose(
          field,
          capital(rmc.field(field)),
          choices(view, field).map((value) => [value, words(value)]),
        ),
      )}
      ${
        evidence &&
        choose(
          "evidence",
          "Evidence",
          Object.keys(evidence)
            .filter((value) => choices(view, "evidence").includes(value))
            .map((value) => [value, evidence[value][0]]),
        )
      }
      ${
        settings.term &&
        html`<span class="tag">
          about ${name(settings.term)} <button
            type="button"
            class="quiet"
            onClick=${() => {
              set({ term: "" });
              search.current.focus();
            }}
          >
            drop
          </button>
        </span>`
      }
      <label>
        Sort by <select
          name="sort"
          value=${settings.sort}
          onChange=${(event) => set({ sort: event.target.value, page: "" })}
        >
          ${!VIEWS[view].order && html`<option value="">as listed</option>`}
          ${columns.flatMap(([id, label]) =>
            [
              [id, "up"],
              [`-${id}`, "down"],
            ].map(([value, way]) => html`<option value=${value}>${label ?? id}, ${way}</option>`),
          )}
        </select>
      </label>
      <button type="button" onClick=${() => set(null)}>Clear</button>
    </form>`;
  };
  rmc.lists.Filters = Filters;
})();
