/* All questions: what each article answers. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { table, all, one, href, plural, holding, name } = rmc;
  const { Text, Says } = rmc.parts;

  const FAMILIES = {
    effect: "Does it bring something about?",
    comparison: "Which of two does more?",
    advice: "Is it recommended?",
    frequency: "How common is it?",
    kind: "What is it?",
    meaning: "What does a word mean?",
    sign: "What does a measure show?",
    action: "What does a muscle do?",
    focus: "What do people work on?",
  };

  /* The terms that the claims on a question name or imply. */
  const termsOf = rmc.once(
    (id) =>
      new Set(
        rmc.data.gathered[id].flatMap((row) =>
          all("claims", "proposition_id", row).flatMap((claim) => [
            ...rmc.termsOfClaim(claim.claim_id),
          ]),
        ),
      ),
  );
  const isAbout = (id, term) => holding(term).some((one) => termsOf(id).has(one));
  const muscles = rmc.once(() =>
    table("terms")
      .filter(
        (term) =>
          term.kind === "muscle" &&
          table("questions").some((row) => isAbout(row.question_id, term.term_id)),
      )
      .sort((a, b) => a.name.localeCompare(b.name)),
  );

  const filtered = ({ family, muscle, q }) => {
    const asked = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    return rmc
      .questionsInOrder()
      .filter(
        (row) =>
          (!family || row.family === family) &&
          (!muscle || isAbout(row.question_id, muscle)) &&
          asked.every((word) => row.question.toLowerCase().includes(word)),
      );
  };
  /* The settings that fit: others would filter without a control that shows it. */
  const known = ({ family, muscle, q }) => ({
    family: Object.hasOwn(FAMILIES, family ?? "") ? family : "",
    muscle: one("terms", "term_id", muscle)?.kind === "muscle" ? muscle : "",
    q: q ?? "",
  });

  const Filters = ({ settings, set }) => {
    const used = new Set(table("questions").map((row) => row.family));
    return html`<form
      class="controls filters"
      role="search"
      onSubmit=${(event) => event.preventDefault()}
    >
      <label class="search">
        Words of the question <input
          type="search"
          name="q"
          value=${settings.q}
          onInput=${(event) => set({ q: event.target.value }, true)}
        />
      </label>
      <label>
        Kind of question <select
          name="family"
          value=${settings.family}
          onChange=${(event) => set({ family: event.target.value })}
        >
          <option value="">any</option>
          ${Object.entries(FAMILIES)
            .filter(([family]) => used.has(family))
            .map(([family, text]) => html`<option value=${family}>${text}</option>`)}
        </select>
      </label>
      <label>
        Muscle <select
          name="muscle"
          value=${settings.muscle}
          onChange=${(event) => set({ muscle: event.target.value })}
        >
          <option value="">any</option>
          ${muscles().map((term) => html`<option value=${term.term_id}>${term.name}</option>`)}
        </select>
      </label>
      <button type="button" onClick=${() => set(null)}>Clear</button>
    </form>`;
  };

  const Legend = () => html`<ul class="legend small">
    ${[
      ["for", "yes"],
      ["against", "no, not much, or the reverse"],
      ["mixed", "both"],
      ["neither", "the same"],
      ["open", "something else"],
      ["up", "more on the first side"],
      ["down", "more on the other side"],
    ].map(([kind, text]) => html`<li class="key"><${rmc.parts.Sign} kind=${kind} /> ${text}</li>`)}
  </ul>`;

  const Questions = ({ settings, set }) => {
    const wanted = known(settings);
    const rows = filtered(wanted);
    const articles = table("articles");
    const said = `${rows.length} of ${plural(table("questions").length, "question")}`;
    return html`
      <h1 tabindex="-1">Questions, and what each article answers</h1>
      <p>
        Questions that several articles answer come first. An answer is what the claims of an
        article say in general or, where it says nothing in general, on special cases.${" "}
        <em>Hedged</em> means that each of these claims is put with caution. <em>Not said</em> means
        that the article makes no claim on it.
      </p>
      <${Filters} settings=${wanted} set=${set} />
      <p role="status">
        <strong class="count" data-count=${rows.length}>${said}</strong>
        ${wanted.muscle && ` about ${name(wanted.muscle)}`}
      </p>
      <${Legend} />
      <div class="wide" tabindex="0" role="region" aria-label="Questions, scrolls sideways">
        <table class="rows questions">
          <caption class="hidden">Questions by articles, as filtered</caption>
          <thead>
            <tr>
              <th scope="col">Question</th>
              ${articles.map(
                (row) => html`<th scope="col"><${Text}>${rmc.data.names[row.article_id]}<//></th>`,
              )}
              <th scope="col">Studies</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) => html`<tr key=${row.question_id}>
                <th scope="row">
                  <a href=${href("question", row.question_id)}><${Text}>${row.question}<//></a>
                </th>
                ${articles.map(
                  ({ article_id: article }) =>
                    html`<td data-label=${rmc.data.names[article]}>
                      <${Says} rows=${rmc.told(row.question_id).get(article) ?? []} />
                    </td>`,
                )}
                <td data-label="studies">${row.works}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="small">
        Studies: how many studies and reviews of it, of a case of it or of something wider were
        found. In a comparison, the first side is the one that the question names first.
        ${rows.length === 0 && "No question fits; clear a filter."}
      </p>
    `;
  };
  rmc.views.Questions = Questions;
  rmc.FAMILIES = FAMILIES;
})();
