/* A proposition: who says it, and what the evidence is. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, articleOf, site, href, plural, words } = rmc;
  const {
    Text,
    agreed,
    BEARINGS,
    LOOKED,
    Term,
    Tag,
    Claim,
    Finding,
    Disagreements,
    disagreementsOf,
    Effects,
    Directions,
    Profile,
    short,
    Address,
    Note,
  } = rmc.parts;

  /* What the slots are called here, where that is not their name. */
  const SLOT_WORDS = { comparator: "compared with", population: "in", condition: "given" };

  /* The question that a statement answers, as a link. */
  const OnQuestion = ({ proposition }) => {
    const id = rmc.questionOf(proposition);
    return (
      id &&
      html`, on the question <a href=${href("question", id)}>
          <${Text}>${one("questions", "question_id", id).question}<//>
        </a>`
    );
  };
  rmc.parts.OnQuestion = OnQuestion;

  const Slots = ({ row }) => {
    const [subject, ...others] = rmc.constants.slots.map((slot) => [
      SLOT_WORDS[slot] ?? slot,
      row[`${slot}_id`],
    ]);
    const slots = [subject, ["relation", null], ...others];
    return html`<dl class="slots">
      ${slots.map(
        ([label, term]) =>
          (label === "relation" || term) &&
          html`<div>
            <dt>${label}</dt>
            <dd>
              ${
                label === "relation"
                  ? html`<${Tag} table="propositions" field="relation" value=${row.relation} />`
                  : html`<${Term} id=${term} />`
              }
            </dd>
          </div>`,
      )}
    </dl>`;
  };

  const Stands = ({ claims }) => html`<section>
    <h2>Who says it, who denies it</h2>
    ${[
      ["asserts", "Saying so"],
      ["denies", "Denying it"],
      ["reports", "Reporting it as what others believe"],
    ].map(([stance, label]) => {
      const mine = claims.filter((claim) => claim.stance === stance);
      return (
        mine.length > 0 &&
        html`
          <h3>${label}: ${[...new Set(mine.map((claim) => site(articleOf(claim))))].join(", ")}</h3>
          <div class="cards">
            ${mine.map(
              (claim) => html`<${Claim}
                key=${claim.claim_id}
                id=${claim.claim_id}
                proposition=${false}
              />`,
            )}
          </div>
        `
      );
    })}
  </section>`;

  /* A work that a search showed: a work of the package, or the title of another. */
  const LookedAt = ({ row }) => html`<li>
    ${
      row.reference_id
        ? html`<a href=${href("reference", row.reference_id)}>
            <${Text}>${short(one("references", "reference_id", row.reference_id))}<//>
          </a>`
        : html`<${Text}>${row.title}<//>`
    }
    ${row.identifier && html` (<${Text}>${row.identifier}<//>)`}
    ${row.decision === "kept" ? ": kept" : html`, left out: <${Text}>${row.reason}<//>`}
  </li>`;

  const Searches = ({ searches, isOpen }) =>
    searches.length > 0 &&
    html`<details open=${isOpen}>
      <summary>${plural(searches.length, "search", "searches")} made</summary>
      <ul>
        ${searches.map((made) => {
          const row = one("searches", "search_id", made.search_id);
          const works = all("search_works", "search_id", made.search_id);
          return html`<li>
            ${row.searched_on}: <${Text}>${row.query}<//> – ${words(made.outcome)}
            ${row.wording === "opposing" && " (worded to find the opposite)"}
            ${row.note && html`. <${Text}>${row.note}<//>`}
            ${
              works.length > 0 &&
              html`<ul>
                ${works.map((work) => html`<${LookedAt} key=${work.ordinal} row=${work} />`)}
              </ul>`
            }
          </li>`;
        })}
      </ul>
    </details>`;

  const Evidence = ({ id, summary, evidence, searches }) => {
    if (rmc.looked(id) === "anatomy") return null;
    const leftOut = all("evidence_left_out", "proposition_id", id);
    const points = all("points", "proposition_id", id);
    const of = (row) => evidence.find((one) => one.finding_id === row.finding_id);
    return html`<section>
      <h2>What the evidence is</h2>
      ${
        evidence.length === 0 &&
        html`<p>
          ${searches.length ? "None, though it was looked for." : "None: it was not looked for."}
        </p>`
      }
      ${
        evidence.length > 0 &&
        html`
          <${Profile}
            profile=${summary}
            leftOut=${leftOut.length}
            searches=${searches.length}
            bias=${rmc.parts.biasJudged(evidence)}
          />
          <h3>Study by study</h3>
          <${Directions} points=${points} />
          <${Effects} evidence=${points.map(of)} />
          ${Object.entries(BEARINGS).map(([bearing, said]) => {
            const mine = points.filter((row) => row.bearing === bearing);
            return (
              mine.length > 0 &&
              html`
                <h3>${plural(mine.length, "finding")} ${said}</h3>
                <div class="cards">
                  ${mine.map(
                    (row) => html`<${Finding}
                      key=${row.finding_id}
                      id=${row.finding_id}
                      evidence=${of(row)}
                    />`,
                  )}
                </div>
              `
            );
          })}
        `
      }
      ${
        leftOut.length > 0 &&
        html`<details>
          <summary>
            ${plural(leftOut.length, "finding")} looked at and left out, with the reason
          </summary>
          <ul>
            ${leftOut.map(
              (row) => html`<li>
                <a href=${href("finding", row.finding_id)}>
                  <${Text}>${one("findings", "finding_id", row.finding_id).statement}<//>
                </a> – <${Text}>${row.reason}<//>
              </li>`,
            )}
          </ul>
        </details>`
      }
      <${Searches} searches=${searches} isOpen=${evidence.length === 0} />
    </section>`;
  };

  /* What is said of a proposition that no study could decide. */
  const UNTESTABLE = {
    definitional: "No study is needed: the words, or the way the exercise is made, decide it.",
    too_vague: "No study could decide it: it leaves open what would have to be observed.",
    advice: "No study could decide it alone: it says what to do or to value.",
  };

  const Proposition = ({ id }) => {
    const row = one("propositions", "proposition_id", id);
    const summary = one("proposition_summary", "proposition_id", id);
    const claims = all("claims", "proposition_id", id);
    const evidence = all("evidence", "proposition_id", id);
    const searches = all("search_propositions", "proposition_id", id);
    const disputes = disagreementsOf(new Set(claims.map((claim) => claim.claim_id)));
    return html`
      <p class="over">Statement<${rmc.parts.OnQuestion} proposition=${id} /></p>
      <h1 tabindex="-1"><${Text}>${row.statement}<//></h1>
      <${Slots} row=${row} />
      <p>${agreed(summary)}; ${LOOKED[rmc.looked(id)][1]}.</p>
      <${Note} text=${row.note} />
      ${
        UNTESTABLE[row.testability] &&
        html`<p>${UNTESTABLE[row.testability]} <${Text}>${row.testability_reason ?? ""}<//></p>`
      }
      <${Stands} claims=${claims} />
      <${rmc.parts.Textbooks} id=${id} />
      <${Evidence} id=${id} summary=${summary} evidence=${evidence} searches=${searches} />
      ${
        disputes.length > 0 &&
        html`<section>
          <h2>Where articles disagree on it</h2>
          <${Disagreements} rows=${disputes} />
        </section>`
      }
      <${Address} kind="proposition" id=${id} />
    `;
  };
  rmc.views.Proposition = Proposition;
  rmc.parts.Searches = Searches;
})();
