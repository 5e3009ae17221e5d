/* A proposition: who says it, and what the evidence is. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, articleOf, site, plural, words } = rmc;
  const {
    Text,
    AGREEMENTS,
    DIRECTIONS,
    STANDINGS,
    Term,
    Tag,
    Claim,
    Finding,
    Clashes,
    contradictionsOf,
    Effects,
    Tally,
    Address,
    Note,
  } = rmc.parts;

  /* What the slots are called here, where that is not their name. */
  const SLOT_WORDS = { comparator: "compared with", population: "in", condition: "given" };

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

  const Evidence = ({ evidence, searches }) => {
    const of = (direction) => evidence.filter((one) => one.direction === direction);
    const counted = plural(evidence.length, "finding");
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
          <${Tally}
            rows=${[
              ["support it", of("supports").length, "for"],
              ["dispute it", of("disputes").length, "against"],
              ["inconclusive", of("inconclusive").length, "open"],
            ]}
            of=${`${counted}. No significant difference counts as disputing.`}
          />
          <${Effects} evidence=${evidence} />
          <div class="cards">
            ${Object.keys(DIRECTIONS)
              .flatMap(of)
              .map(
                (row) => html`<${Finding}
                  key=${row.finding_id}
                  id=${row.finding_id}
                  evidence=${row}
                />`,
              )}
          </div>
        `
      }
      ${
        searches.length > 0 &&
        html`<details open=${evidence.length === 0}>
          <summary>${plural(searches.length, "search", "searches")} made</summary>
          <ul>
            ${searches.map(
              (row) => html`<li>
                ${row.searched_on}: <${Text}>${row.query}<//> – ${words(row.outcome)}
                ${row.note && html`. <${Text}>${row.note}<//>`}
              </li>`,
            )}
          </ul>
        </details>`
      }
    </section>`;
  };

  const Proposition = ({ id }) => {
    const row = one("propositions", "proposition_id", id);
    const summary = one("proposition_summary", "proposition_id", id);
    const claims = all("claims", "proposition_id", id);
    const evidence = all("evidence", "proposition_id", id);
    const searches = all("searches", "proposition_id", id);
    const clashes = contradictionsOf(new Set(claims.map((claim) => claim.claim_id)));
    return html`
      <p class="over">Statement</p>
      <h1 tabindex="-1"><${Text}>${row.statement}<//></h1>
      <${Slots} row=${row} />
      <p>${AGREEMENTS[summary.agreement]}; ${STANDINGS[rmc.standing(id)]}.</p>
      <${Note} text=${row.note} />
      <${Stands} claims=${claims} />
      <${Evidence} evidence=${evidence} searches=${searches} />
      ${
        clashes.length > 0 &&
        html`<section><h2>What stands against it</h2><${Clashes} rows=${clashes} /></section>`
      }
      <${Address} kind="proposition" id=${id} />
    `;
  };
  rmc.views.Proposition = Proposition;
})();
