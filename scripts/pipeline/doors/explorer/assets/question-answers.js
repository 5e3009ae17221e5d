/* What each article answers to one question, in general and by case. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, table, all, href, name } = rmc;
  const { Text, Position } = rmc.parts;

  /* The cases that articles speak of: in general first, then those of several articles. */
  const cases = (id) => {
    const rows = all("positions", "question_id", id);
    return [...rmc.groupBy(rows, (row) => row.facet).values()].sort(
      (a, b) =>
        (a[0].facet !== "general") - (b[0].facet !== "general") ||
        b.length - a.length ||
        (a[0].case > b[0].case) - (a[0].case < b[0].case),
    );
  };

  const Choose = ({ label, field, rows, settings, set }) => {
    const terms = [...new Set(rows.map((row) => row[field]).filter(Boolean))].sort((a, b) =>
      name(a).localeCompare(name(b)),
    );
    const key = field === "muscle_id" ? "muscle" : "people";
    return (
      terms.length > 0 &&
      html`<label>
        ${label} <select
          name=${key}
          value=${terms.includes(settings[key]) ? settings[key] : ""}
          onChange=${(event) => set({ [key]: event.target.value })}
        >
          <option value="">all</option>
          ${terms.map((term) => html`<option value=${term}>${name(term)}</option>`)}
        </select>
      </label>`
    );
  };

  const Answers = ({ id, settings, set }) => {
    const rows = all("positions", "question_id", id);
    const used = (field, value) => value && rows.some((row) => row[field] === value);
    const muscle = used("muscle_id", settings.muscle) ? settings.muscle : "";
    const people = used("population_id", settings.people) ? settings.people : "";
    const shown = cases(id).filter(
      ([row]) =>
        row.facet === "general" ||
        ((!muscle || row.muscle_id === muscle) && (!people || row.population_id === people)),
    );
    const articles = table("articles");
    return html`<section>
      <h2>What each article answers</h2>
      <form class="controls" aria-label="Cases" onSubmit=${(event) => event.preventDefault()}>
        <${Choose} label="Muscle" field="muscle_id" rows=${rows} settings=${settings} set=${set} />
        <${Choose}
          label="People"
          field="population_id"
          rows=${rows}
          settings=${settings}
          set=${set}
        />
      </form>
      <div class="wide" tabindex="0" role="region" aria-label="Answers, scrolls sideways">
        <table class="rows positions">
          <caption class="small">
            In general, and for each case that an article speaks of: a form, a muscle, people or a
            condition. In our words, with the claims behind each answer.
          </caption>
          <thead>
            <tr>
              <th scope="col">Case</th>
              ${articles.map(
                (row) =>
                  html`<th scope="col">
                    <a href=${href("article", row.article_id)}>
                      <${Text}>${data.names[row.article_id]}<//>
                    </a>
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (group) => html`<tr key=${group[0].facet}>
                <th scope="row">
                  ${group[0].case ? html`<${Text}>${group[0].case}<//>` : "in general"}
                </th>
                ${articles.map(
                  ({ article_id: article }) =>
                    html`<td data-label=${data.names[article]}>
                      <${Position} row=${group.find((row) => row.article_id === article)} />
                    </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  };
  rmc.parts.QuestionAnswers = Answers;
})();
