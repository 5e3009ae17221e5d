/* The question of the articles' titles, its answers and the findings that bear on it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, table, one, site, href, plural } = rmc;
  const { Text, STANCES, Sign, Effects, Directions, Profile, profileTotal } = rmc.parts;

  const ANSWERS = [
    ["yes", "for", "yes"],
    ["depends", "open", "it depends"],
    ["no", "against", "no"],
  ];

  /* The articles' answers, each with the claims behind it. */
  const Answer = ({ answer, kind, label }) => {
    const rows = data.question.articles.filter((row) => row.answer === answer);
    const claims = (ids) =>
      html`<ul>
        ${ids.map((id) => {
          const claim = one("claims", "claim_id", id);
          return html`<li>
            <${Sign} kind=${STANCES[claim.stance][1]} /> ${claim.stance}
            ${claim.degree && ` (${claim.degree})`}: <a href=${href("claim", id)}>
              <${Text}>${claim.statement}<//>
            </a>
          </li>`;
        })}
      </ul>`;
    return html`<div class=${kind}>
      <p class="big"><span>${rows.length}</span> ${rows.length === 1 ? "says" : "say"} ${label}</p>
      <p class="small">${data.question.answers[answer]}</p>
      <ul class="plain">
        ${rows.map(
          (row) => html`<li>
            <a href=${href("article", row.article_id)}><${Text}>${site(row.article_id)}<//></a>
            <details>
              <summary>
                ${plural(row.claims.length, "claim")} on the question in general
                ${row.bound.length > 0 && `, ${row.bound.length} about a special case`}
              </summary>
              ${claims(row.claims)}
              ${
                row.bound.length > 0 &&
                html`
                  <p class="small">About a form of running, a muscle, people or a condition:</p>
                  ${claims(row.bound)}
                `
              }
            </details>
          </li>`,
        )}
      </ul>
    </div>`;
  };

  const Question = () => {
    const { articles, evidence, propositions, bound, points, profile } = data.question;
    // Another package may not ask it.
    if (!propositions.length)
      return html`<section id="answer">
        <h1 tabindex="-1"><${Text}>${data.about.title}<//></h1>
      </section>`;
    const answered = (answer) => articles.filter((row) => row.answer === answer).length;
    const silent = answered("silent");
    const looked = table("proposition_summary").filter(
      (row) => !["anatomy", "not_looked_for"].includes(rmc.looked(row.proposition_id)),
    ).length;
    const studies = profileTotal(profile, "studies");
    const reviews = profileTotal(profile, "reviews");
    return html`<section class="question" id="answer">
      <h1 tabindex="-1">Does running build leg muscle?</h1>
      <p class="lead">
        Of ${plural(articles.length, "popular web article")} taken apart here, ${ANSWERS.map(
          ([answer, , label], i) => html`
            ${i > 0 && (i === 2 ? " and " : ", ")}
            <strong>${answered(answer)}</strong> ${answered(answer) === 1 ? "says" : "say"} ${label}
          `,
        )}. For it or a special case of it, <strong>${plural(studies, "study", "studies")}</strong>
        ${reviews > 0 && html` and <strong>${plural(reviews, "review")}</strong>`} were found.${" "}
        ${profile.studies_randomised} of the studies allocated people at
        random; ${profile.studies_groups_compared} only compared groups of people at one time.
      </p>
      <div class="answers">
        ${ANSWERS.map(
          ([answer, kind, label]) =>
            html`<${Answer} answer=${answer} kind=${kind} label=${label} />`,
        )}
      </div>
      ${silent > 0 && html`<p class="small">${plural(silent, "article")} without an answer.</p>`}
      <h2>What the studies found, study by study</h2>
      <${Directions} points=${points} />
      <p class="small">
        Read from abstracts. A plot of directions tells neither how large an effect is nor how well
        a study was done. Marks are not to be counted against each other.
      </p>
      <h3>The studies in numbers</h3>
      <${Profile} profile=${profile} bias=${rmc.parts.biasJudged(evidence)} />
      <h3>How large the effects are</h3>
      <${Effects} evidence=${evidence} />
      <p>
        This counts ${plural(propositions.length, "sentence")}, ${propositions.map(
          (id, i) => html`
            ${i > 0 && " and "}
            <a href=${href("proposition", id)}>
              “<${Text}>${one("propositions", "proposition_id", id).statement}<//>”
            </a>
          `,
        )}. ${bound.length} more are about a special case: a form of running, a muscle, people or a
        condition.${" "}Of all ${table("propositions").length} statements, evidence was looked for
        on ${looked}.
      </p>
      <details>
        <summary>The ${bound.length} statements about a special case</summary>
        <ul>
          ${bound.map(
            (id) => html`<li>
              <a href=${href("proposition", id)}>
                <${Text}>${one("propositions", "proposition_id", id).statement}<//>
              </a> <span class="small"><${rmc.parts.Who} id=${id} /></span>
            </li>`,
          )}
        </ul>
      </details>
    </section>`;
  };
  rmc.parts.Question = Question;
})();
