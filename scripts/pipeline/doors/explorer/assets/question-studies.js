/* What studies found on one question: by design, and study by study. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, all, one, words } = rmc;
  const { Directions, Effects } = rmc.parts;

  /* The words for the sides of a plot: yes and the reverse, or the sides of a comparison. */
  const sides = (id) => {
    const { yes, the_reverse: reverse } = data.answers[id] ?? data.answers[""];
    return data.answers[id]
      ? { for: yes, against: reverse, short: yes }
      : { for: "yes", against: "the reverse", short: "yes" };
  };

  const REACH = ["own", "special_case", "wider", "neighbour"];
  const HEADS = ["of just this", "of a case of it", "of something wider", "of something nearby"];

  /* How many studies of each design come how near. */
  const Designs = ({ rows }) => {
    const designs = [...rmc.groupBy(rmc.byDesign(rows), (row) => row.design)];
    return html`<div class="wide" tabindex="0" role="region" aria-label="Studies by design">
      <table class="designs">
      <caption class="small">
        Studies and reviews by design, each counted once, by how near it comes
      </caption>
      <thead>
        <tr>
          <th scope="col">Design</th>
          ${HEADS.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${designs.map(
          ([design, mine]) => html`<tr>
            <th scope="row">${words(design)}</th>
            ${REACH.map(
              (reach) => html`<td>${mine.filter((row) => row.reach === reach).length || "–"}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
    </div>`;
  };

  const Evidence = ({ id }) => {
    const rows = all("question_evidence", "question_id", id);
    const points = all("question_points", "question_id", id);
    if (!rows.length) {
      const { searches } = one("questions", "question_id", id);
      return html`<section>
        <h2>What studies found</h2>
        <p>${searches ? "No study of it was found." : "No study of it was looked for."}</p>
      </section>`;
    }
    // each finding once, without the direction that it has towards one statement
    const drawn = points.map((row) => ({ finding_id: row.finding_id }));
    return html`<section>
      <h2>What studies found</h2>
      <${Designs} rows=${rows} />
      <h3>Study by study</h3>
      <${Directions} points=${points} of="question" sides=${sides(id)} />
      <p class="small">
        Read from abstracts. A plot of directions tells neither how large an effect is nor how well
        a study was done. Marks are not to be counted against each other. A study that comes by a
        link was held against the statement that is named, which is a case of one here, or wider.
      </p>
      <details>
        <summary>How large the effects are</summary>
        <${Effects} evidence=${drawn} legend=${false} />
      </details>
    </section>`;
  };
  rmc.parts.QuestionStudies = Evidence;
})();
