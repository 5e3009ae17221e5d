/* What one article answers, and where it disagrees. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { href, plural } = rmc;
  const { Text } = rmc.parts;

  /* The questions that the article answers, those of several articles first. */
  const Answers = ({ id }) => {
    const rows = rmc.questionsInOrder().filter((row) => rmc.told(row.question_id).has(id));
    const shared = rows.filter((row) => row.articles > 1);
    const list = (some) =>
      html`<table class="rows answers-of">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">What it answers</th>
          </tr>
        </thead>
        <tbody>
          ${some.map(
            (row) => html`<tr key=${row.question_id}>
              <th scope="row">
                <a href=${href("question", row.question_id)}><${Text}>${row.question}<//></a>
              </th>
              <td data-label="answers">
                <${rmc.parts.Says} rows=${rmc.told(row.question_id).get(id)} />
              </td>
            </tr>`,
          )}
        </tbody>
      </table>`;
    return (
      rows.length > 0 &&
      html`<section>
        <h2>The questions it answers</h2>
        ${shared.length > 0 && list(shared)}
        ${
          rows.length > shared.length &&
          html`<details>
            <summary>
              ${plural(rows.length - shared.length, "question")} that no other article answers
            </summary>
            ${list(rows.filter((row) => row.articles === 1))}
          </details>`
        }
      </section>`
    );
  };

  const Disputes = ({ claims }) => {
    const rows = rmc.parts.disagreementsOf(new Set(claims.map((row) => row.claim_id)));
    return (
      rows.length > 0 &&
      html`<section>
        <h2>Where it disagrees</h2>
        <ul>
          ${rows.map((row) => html`<li><${rmc.parts.DisagreementLink} row=${row} /></li>`)}
        </ul>
      </section>`
    );
  };
  Object.assign(rmc.parts, { AnswersOf: Answers, DisputesOf: Disputes });
})();
