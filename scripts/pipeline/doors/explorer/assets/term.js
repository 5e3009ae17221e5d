/* A term (muscle, exercise or other) with all that is known about it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, table, all, one, href, viewHref, plural, words } = rmc;
  const { Text, Term, Outside, Finding, Tally } = rmc.parts;

  const MAX_PROPOSITIONS = 40;
  const MAX_FINDINGS = 30;

  const Heading = ({ term, muscle, exercise }) => {
    const axes = exercise ? rmc.constants.axes.filter((axis) => exercise[axis]) : [];
    return html`
      <p class="over">
        ${term.kind}
        ${muscle && muscle.kind !== term.kind && `: ${words(muscle.kind)}`}
      </p>
      <h1 tabindex="-1"><${Text}>${term.name}<//></h1>
      ${muscle?.latin_name && html`<p lang="la"><em><${Text}>${muscle.latin_name}<//></em></p>`}
      ${term.definition && html`<p><${Text}>${term.definition}<//></p>`}
      ${muscle?.action && html`<p>What it does: <${Text}>${muscle.action}<//></p>`}
      ${
        axes.length > 0 &&
        html`<p class="tags">
          ${axes.map((axis) => html`<span class="tag">${axis}: ${words(exercise[axis])}</span>`)}
        </p>`
      }
    `;
  };

  /* The terms around a term: wider, narrower, and those in its groups. */
  const Kin = ({ term, isMuscle }) => {
    const id = term.term_id;
    const parts = table("terms")
      .filter((row) => row.broader_id === id)
      .map((row) => row.term_id);
    const members = all("term_members", "group_id", id).map((row) => row.member_id);
    const groups = all("term_members", "member_id", id).map((row) => row.group_id);
    const contains = all("term_about", "term_id", id).map((row) => row.about_id);
    const held = all("term_about", "about_id", id).map((row) => row.term_id);
    const link = (other, i) => html`${i > 0 && ", "}<${Term} id=${other} />`;
    const terms = (label, list) => list.length > 0 && html`<p>${label}: ${list.map(link)}</p>`;
    return html`
      ${terms(isMuscle ? "Part of" : "A kind of", [term.broader_id].filter(Boolean))}
      ${terms("In the groups", groups)}
      ${terms(isMuscle ? "Its parts" : "Kinds of it", parts)}
      ${terms("Its members", members)} ${terms("Contains", contains)}
      ${terms("Contained in", held)}
    `;
  };

  /* The exercises of a muscle, or the muscles of an exercise. */
  const Partners = ({ id, isMuscle }) => {
    const entries = rmc
      .table("entries")
      .filter((row) => row[isMuscle ? "muscle_id" : "exercise_id"] === id);
    const others = rmc.count(entries, (row) => row[isMuscle ? "exercise_id" : "muscle_id"]);
    return (
      entries.length > 0 &&
      html`<section>
        <h2>
          ${
            isMuscle
              ? "Exercises that claims and findings tie to it"
              : "Muscles that claims and findings tie to it"
          }
        </h2>
        <ul class="inline">
          ${Object.entries(others)
            .sort((a, b) => b[1] - a[1])
            .map(
              ([other, n]) => html`<li>
                <a
                  href=${viewHref("matrix", {
                    role: "any",
                    apart: "1",
                    every: "1",
                    cell: isMuscle ? `${other}/${id}` : `${id}/${other}`,
                  })}
                >
                  ${name(other)}
                </a> (${n})
              </li>`,
            )}
        </ul>
      </section>`
    );
  };

  const Said = ({ claims, propositions, filter }) => html`<section>
    <h2>What is said of it</h2>
    <ul class="propositions">
      ${[...propositions]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MAX_PROPOSITIONS)
        .map(
          ([other, n]) => html`<li>
            <a href=${href("proposition", other)}>
              <${Text}>${one("propositions", "proposition_id", other).statement}<//>
            </a> <span class="small">${plural(n, "claim")}: <${rmc.parts.Who} id=${other} /></span>
          </li>`,
        )}
    </ul>
    <p><a href=${viewHref("table", filter)}>All ${claims.length} claims, in the table</a></p>
  </section>`;

  const Found = ({ id, findings }) => {
    const count = findings.length;
    return (
      count > 0 &&
      html`<section>
        <h2>What was found</h2>
        <div class="cards">
          ${findings.slice(0, MAX_FINDINGS).map(
            (row) => html`<${Finding}
              key=${row.finding_id}
              id=${row.finding_id}
              propositions=${true}
            />`,
          )}
        </div>
        ${
          count > MAX_FINDINGS &&
          html`<p><a href=${viewHref("studies", { term: id })}>All ${count} findings</a></p>`
        }
      </section>`
    );
  };

  const Mappings = ({ id }) => {
    const mappings = all("mappings", "subject_id", id);
    return (
      mappings.length > 0 &&
      html`<section>
        <h2>In other vocabularies</h2>
        <ul class="inline">
          ${mappings.map(
            (row) => html`<li>
              <span class="small">
                ${row.predicate_id.replace("skos:", "").replace("Match", " match")}
              </span> <${Outside} url=${row.url}><${Text}>${row.object_id}<//><//> ${
                row.object_label && html`<${Text}>${row.object_label}<//>`
              }
            </li>`,
          )}
        </ul>
      </section>`
    );
  };

  const EnergyCosts = ({ id }) => {
    const costs = all("energy_costs", "exercise_id", id);
    return (
      costs.length > 0 &&
      html`<section>
        <h2>Energy cost, by the Compendium of Physical Activities</h2>
        <ul>
          ${costs.map(
            (row) => html`<li>
              <${Text}>${row.activity}<//>: <strong>${row.met} MET</strong> <span class="small">
                ${row.code}, ${row.edition}
              </span>
            </li>`,
          )}
        </ul>
      </section>`
    );
  };

  const TermPage = ({ id }) => {
    const term = one("terms", "term_id", id);
    const muscle = one("muscles", "muscle_id", id);
    const exercise = one("exercises", "exercise_id", id);
    const claims = table("claims").filter((row) => rmc.about(rmc.termsOfClaim(row.claim_id), [id]));
    const findings = table("findings").filter((row) =>
      rmc.about(rmc.termsOfFinding(row.finding_id), [id]),
    );
    const propositions = new Map();
    for (const claim of claims)
      propositions.set(claim.proposition_id, (propositions.get(claim.proposition_id) ?? 0) + 1);
    const filter = rmc.FILTER_KINDS.includes(term.kind) ? { [term.kind]: id } : { term: id };
    return html`
      <${Heading} term=${term} muscle=${muscle} exercise=${exercise} />
      <${Kin} term=${term} isMuscle=${Boolean(muscle)} />
      <${rmc.parts.Actions} id=${id} />
      <${Tally}
        rows=${[
          ["claims", claims.length, "", viewHref("table", filter)],
          ["statements", propositions.size, "", viewHref("propositions", filter)],
          ["findings", findings.length, "", viewHref("studies", filter)],
        ]}
        of="about it, a part or a special case of it"
      />
      <${Partners} id=${id} isMuscle=${Boolean(muscle)} />
      <${Said} claims=${claims} propositions=${propositions} filter=${filter} />
      <${Found} id=${id} findings=${findings} />
      <${Mappings} id=${id} />
      <${EnergyCosts} id=${id} />
      <${rmc.parts.Address} kind="term" id=${id} />
    `;
  };
  rmc.views.TermPage = TermPage;
})();
