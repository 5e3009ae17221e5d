/* A proposition: who says it, and what the evidence is. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, articleOf, site, href, plural, words } = rmc;
  const {
    Text,
    AGREEMENTS,
    BEARINGS,
    LOOKED,
    Term,
    Tag,
    Claim,
    Finding,
    Clashes,
    contradictionsOf,
    Effects,
    Directions,
    Profile,
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

  const Evidence = ({ id, summary, evidence, searches }) => {
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
      <p>${AGREEMENTS[summary.agreement]}; ${LOOKED[rmc.looked(id)][1]}.</p>
      <${Note} text=${row.note} />
      <${Stands} claims=${claims} />
      <${Evidence} id=${id} summary=${summary} evidence=${evidence} searches=${searches} />
      ${
        clashes.length > 0 &&
        html`<section><h2>What stands against it</h2><${Clashes} rows=${clashes} /></section>`
      }
      <${Address} kind="proposition" id=${id} />
    `;
  };
  rmc.views.Proposition = Proposition;
})();
