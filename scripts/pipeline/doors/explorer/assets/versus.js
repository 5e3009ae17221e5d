/* One exercise against another: the claims and findings that compare the two, one row a muscle and
   outcome. A finding says by which measure, on how many people and by which design. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, data, one, termHref, words, plural } = rmc;
  const { entries, ROLES } = rmc.matrix;
  const { Text, short } = rmc.parts;

  const WAYS = ["more", "alike", "not_told_apart", "less"];

  const objectOf = (row) =>
    row.finding_id
      ? one("findings", "finding_id", row.finding_id).object_id
      : one(
          "propositions",
          "proposition_id",
          one("claims", "claim_id", row.claim_id).proposition_id,
        ).object_id;

  /* The column of the matrix that a muscle stands in. */
  const home = rmc.once(
    () =>
      new Map(
        data.matrix.columns.flatMap((column) =>
          column.members.map((member) => [member, column.muscle_id]),
        ),
      ),
  );

  /* Rows of the table: a muscle and an outcome, with the entries that are about them. */
  const linesOf = (mine) => {
    const place = data.matrix.columns.map((column) => column.muscle_id);
    const groups = rmc.groupBy(
      mine,
      (row) => `${home().get(row.muscle_id) ?? row.muscle_id}\n${objectOf(row)}`,
    );
    return [...groups]
      .map(([key, rows]) => {
        const [muscle, outcome] = key.split("\n");
        return { muscle, outcome, rows };
      })
      .sort(
        (a, b) =>
          place.indexOf(a.muscle) - place.indexOf(b.muscle) ||
          name(a.outcome).localeCompare(name(b.outcome)),
      );
  };

  const ClaimChip = ({ id }) => {
    const claim = one("claims", "claim_id", id);
    return html`<a href=${rmc.href("claim", id)} title=${claim.statement}>
      <span class="chip filled"><${Text}>${rmc.site(rmc.articleOf(claim))}<//></span>
    </a>`;
  };

  const FindingChip = ({ id, clear }) => {
    const finding = one("findings", "finding_id", id);
    const work = one("references", "reference_id", finding.reference_id);
    const n = finding.sample_size ?? work.sample_size;
    const measure = one("measures", "measure_id", finding.measure_id)?.name ?? finding.measure;
    const about = [measure, n !== null && plural(n, "person", "people"), words(work.design)];
    return html`<a href=${rmc.href("finding", id)} title=${finding.statement}>
        <span class=${`chip striped${clear ? "" : " unclear"}`}><${Text}>${short(work)}<//></span>
      </a> <span class="small">${about.filter(Boolean).join(", ")}</span>`;
  };

  const Cell = ({ rows, says }) => {
    const mine = rows.filter((row) => row.says === says);
    const ids = (key) => [...new Set(mine.map((row) => row[key]).filter(Boolean))];
    const chips = [
      ...ids("claim_id").map((id) => html`<${ClaimChip} id=${id} />`),
      ...ids("finding_id").map(
        (id) => html`<${FindingChip} id=${id} clear=${says !== "not_told_apart"} />`,
      ),
    ];
    const items = chips.map((chip) => html`<li>${chip}</li>`);
    return html`<td>${chips.length > 0 && html`<ul class="plain">${items}</ul>`}</td>`;
  };

  /* The exercises that can be chosen, and the two that are: those of the address or, where it names
     none, the two slopes; another package may compare neither. */
  const chosen = (settings) => {
    const compared = entries.filter((row) => row.than);
    const sides = [...new Set(compared.map((row) => row.exercise_id))].sort((a, b) =>
      name(a).localeCompare(name(b)),
    );
    const known = (id, otherwise) => (sides.includes(id) ? id : otherwise);
    const a = known(settings.one, "uphill-running");
    const b = known(settings.other, "downhill-running");
    return {
      sides,
      a,
      b,
      mine: compared.filter(
        (row) => rmc.within(a).includes(row.exercise_id) && rmc.within(b).includes(row.than),
      ),
    };
  };

  const Muscle = ({ id }) =>
    id ? html`<a href=${termHref(id)}>${name(id)}</a>` : html`<span>${name(id)}</span>`;

  const Lines = ({ lines, a, b, says }) => {
    const heads = {
      more: `more with ${name(a)}`,
      alike: "as much",
      not_told_apart: "no clear effect",
      less: `more with ${name(b)}`,
    };
    return html`<div
      class="wide"
      tabindex="0"
      role="region"
      aria-label="Comparison, scrolls sideways"
    >
      <table class="versus">
        <caption>
          Claims (filled) and findings (striped; dashed and grey where the result is not clear) that
          compare the two, forms of them included. Each row says of what.
        </caption>
        <thead>
          <tr>
            <th scope="col">muscle: outcome</th>
            ${says.map((one) => html`<th scope="col">${heads[one]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ muscle, outcome, rows }) => html`<tr>
              <th scope="row">
                <${Muscle} id=${muscle} />: <a href=${termHref(outcome)}>${name(outcome)}</a>
              </th>
              ${says.map((one) => html`<${Cell} rows=${rows} says=${one} />`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  };

  const Versus = ({ settings, set }) => {
    const { sides, a, b, mine } = chosen(settings);
    if (!sides.includes(a) || !sides.includes(b)) return null;
    const role = Object.hasOwn(ROLES, settings.role ?? "") ? settings.role : "works";
    const near = role === "any" ? mine : mine.filter((row) => row.role === role);
    const others = Object.keys(ROLES).filter(
      (one) => one !== role && mine.some((row) => row.role === one),
    );
    const says = WAYS.filter(
      (one) => ["more", "less"].includes(one) || near.some((row) => row.says === one),
    );
    const choose = (key, value, label) => html`<label>
      ${label} <select
        name=${`versus-${key}`}
        value=${value}
        onChange=${(event) => set({ [key]: event.target.value })}
      >
        ${sides.map((id) => html`<option value=${id}>${name(id)}</option>`)}
      </select>
    </label>`;
    return html`
      <h3>${name(a)[0].toUpperCase()}${name(a).slice(1)} or ${name(b)}: ${ROLES[role]}?</h3>
      <div class="controls">
        ${choose("one", a, "One")} ${choose("other", b, "against the other")}
      </div>
      ${
        near.length === 0
          ? html`<p>No claim and no finding compares the two in ${ROLES[role]}.</p>`
          : html`<${Lines} lines=${linesOf(near)} a=${a} b=${b} says=${says} />`
      }
      ${
        others.length > 0 &&
        html`<p class="small">
          The two are compared in${" "}
          ${others.map(
            (one, i) => html`${i > 0 && ", "}<a
                href=${rmc.viewHref("matrix", { ...settings, role: one, cell: "" })}
                >${ROLES[one]}</a
              >`,
          )}${" "}as well.
        </p>`
      }
    `;
  };
  rmc.matrix.Versus = Versus;
})();
