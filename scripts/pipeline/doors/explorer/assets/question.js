/* The question of the articles' titles, its answers and the findings that bear on it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, table, one, site, href, plural, words } = rmc;
  const { Text, STANCES, DIRECTIONS, Sign, Effects } = rmc.parts;

  const ANSWERS = [
    ["yes", "for", "yes"],
    ["depends", "open", "it depends"],
    ["no", "against", "no"],
  ];

  const SIDES = { supports: "in support", disputes: "in dispute", inconclusive: "inconclusive" };

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

  /* The findings by what was studied, one mark each. */
  const Marks = ({ evidence }) => {
    const finding = (row) => one("findings", "finding_id", row.finding_id);
    const order = Object.keys(DIRECTIONS);
    const sorted = [...evidence].sort(
      (a, b) =>
        order.indexOf(a.direction) - order.indexOf(b.direction) ||
        a.directness.localeCompare(b.directness),
    );
    const done = rmc.groupBy(sorted, (row) => finding(row).subject_id);
    const share = (rows) => rows.filter((row) => row.direction === "supports").length / rows.length;
    return html`<table class="marks">
      <caption class="hidden">Findings by what was studied</caption>
      <tbody>
        ${[...done]
          .sort((a, b) => share(b[1]) - share(a[1]) || b[1].length - a[1].length)
          .map(
            ([subject, rows]) => html`<tr>
              <th scope="row"><${rmc.parts.Term} id=${subject} /></th>
              <td>
                <ul>
                  ${rows.map((row) => {
                    const { design } = one("references", "reference_id", finding(row).reference_id);
                    const kind = words(design ?? "design not seen");
                    const text =
                      `${row.direction} (${row.directness}, ${kind}): ` + finding(row).statement;
                    return html`<li>
                      <a href=${href("finding", row.finding_id)} title=${text}>
                        <${Sign}
                          kind=${DIRECTIONS[row.direction][1]}
                          indirect=${row.directness === "indirect"}
                        />
                        <span class="hidden">${text}</span>
                      </a>
                    </li>`;
                  })}
                </ul>
              </td>
            </tr>`,
          )}
      </tbody>
    </table>`;
  };

  const Question = () => {
    const { articles, evidence, propositions, bound } = data.question;
    // Another package may not ask it.
    if (!propositions.length)
      return html`<section id="answer">
        <h1 tabindex="-1"><${Text}>${data.about.title}<//></h1>
      </section>`;
    const finding = (row) => one("findings", "finding_id", row.finding_id);
    const study = (row) => one("references", "reference_id", finding(row).reference_id);
    const of = (direction) => evidence.filter((row) => row.direction === direction);
    const direct = (rows) => rows.filter((row) => row.directness === "direct").length;
    const null_ = of("disputes").filter((row) => finding(row).result === "no_difference").length;
    const answered = (answer) => articles.filter((row) => row.answer === answer).length;
    const silent = answered("silent");
    const trials = evidence.filter((row) => study(row).design === "randomised_trial");
    const looked = table("proposition_summary").filter(
      (row) => rmc.standing(row.proposition_id) !== "not_looked_for",
    ).length;
    const tally = (rows) =>
      Object.entries(rmc.count(rows, (row) => row.direction))
        .map(([direction, n]) => `${n} ${SIDES[direction]}`)
        .join(", ");
    return html`<section class="question" id="answer">
      <h1 tabindex="-1">Does running build leg muscle?</h1>
      <p class="lead">
        Of ${plural(articles.length, "popular web article")} taken apart here, ${ANSWERS.map(
          ([answer, , label], i) => html`
            ${i > 0 && (i === 2 ? " and " : ", ")}
            <strong>${answered(answer)}</strong> ${answered(answer) === 1 ? "says" : "say"} ${label}
          `,
        )}. Of ${plural(evidence.length, "finding")} in ${plural(
          new Set(evidence.map((row) => finding(row).reference_id)).size,
          "study",
          "studies",
        )} that bear on it, <strong>${of("supports").length}</strong> support it
        (${direct(of("supports"))} directly), <strong>${of("disputes").length}</strong> dispute it
        (${direct(of("disputes"))} directly; ${null_} of them found no clear effect)
        and <strong>${of("inconclusive").length}</strong> point neither way.
      </p>
      <div class="answers">
        ${ANSWERS.map(
          ([answer, kind, label]) =>
            html`<${Answer} answer=${answer} kind=${kind} label=${label} />`,
        )}
      </div>
      ${silent > 0 && html`<p class="small">${plural(silent, "article")} without an answer.</p>`}
      <h2>What the studies found, by what was studied</h2>
      <${Marks} evidence=${evidence} />
      <p class="small">
        <${Sign} kind="for" /> supports <${Sign} kind="against" /> disputes, which includes no clear
        effect <${Sign} kind="open" /> inconclusive. Filled: direct, of the
        proposition itself; hollow: <a href="#words">indirect</a>, of something near it.${" "}
        ${
          trials.length > 0 &&
          `Of the findings, ${trials.length} come from randomised trials: ${tally(trials)}. `
        }Read from abstracts; a tally is no verdict.
      </p>
      <${Effects} evidence=${evidence} legend=${false} />
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
