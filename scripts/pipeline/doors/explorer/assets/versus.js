/* One exercise against another: the claims and findings that compare the two, one row a muscle. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, data, one, termHref } = rmc;
  const { entries } = rmc.matrix;

  const Versus = ({ settings, set }) => {
    const compared = entries.filter((row) => row.than && row.role !== "other");
    const home = new Map(
      data.matrix.columns.flatMap((column) =>
        column.members.map((member) => [member, column.muscle_id]),
      ),
    );
    const sides = [...new Set(compared.map((row) => row.exercise_id))].sort((a, b) =>
      name(a).localeCompare(name(b)),
    );
    const known = (id, otherwise) => (sides.includes(id) ? id : otherwise);
    const a = known(settings.one, "uphill-running");
    const b = known(settings.other, "downhill-running");
    const mine = compared.filter(
      (row) => rmc.within(a).includes(row.exercise_id) && rmc.within(b).includes(row.than),
    );
    const muscles = data.matrix.columns
      .map((column) => column.muscle_id)
      .filter((muscle) => mine.some((row) => home.get(row.muscle_id) === muscle));
    // Another package may compare neither of them.
    if (!sides.includes(a) || !sides.includes(b)) return null;
    const ways = ["more", "alike", "not_told_apart", "less"].filter(
      (says) => ["more", "less"].includes(says) || mine.some((row) => row.says === says),
    );
    const list = (muscle, says, key) => [
      ...new Set(
        mine
          .filter((row) => home.get(row.muscle_id) === muscle && row.says === says && row[key])
          .map((row) => row[key]),
      ),
    ];
    const cell = (muscle, says) => {
      const claims = list(muscle, says, "claim_id");
      const findings = list(muscle, says, "finding_id");
      return html`<td>
        ${claims.map(
          (id) => html`
            <a href=${rmc.href("claim", id)} title=${one("claims", "claim_id", id).statement}>
              <span class="chip filled">
                ${rmc.site(rmc.articleOf(one("claims", "claim_id", id)))}
              </span>
            </a> `,
        )}
        ${findings.map(
          (id) => html`
            <a href=${rmc.href("finding", id)} title=${one("findings", "finding_id", id).statement}>
              <span class="chip striped">
                ${rmc.parts.short(
                  one("references", "reference_id", one("findings", "finding_id", id).reference_id),
                )}
              </span>
            </a> `,
        )}
      </td>`;
    };
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
      <h3>${name(a)[0].toUpperCase()}${name(a).slice(1)} or ${name(b)}?</h3>
      <div class="controls">
        ${choose("one", a, "One")} ${choose("other", b, "against the other")}
      </div>
      ${
        mine.length === 0
          ? html`<p>No claim and no finding compares the two.</p>`
          : html`<div
            class="wide"
            tabindex="0"
            role="region"
            aria-label="Comparison, scrolls sideways"
          >
            <table class="versus">
              <caption>
                Claims (filled) and findings (striped) that compare the two, forms of them included
              </caption>
              <thead>
                <tr>
                  <td></td>
                  ${ways.map(
                    (says) => html`<th scope="col">
                      ${
                        {
                          more: `more with ${name(a)}`,
                          alike: "as much",
                          not_told_apart: "no clear difference",
                          less: `more with ${name(b)}`,
                        }[says]
                      }
                    </th>`,
                  )}
                </tr>
              </thead>
              <tbody>
                ${muscles.map(
                  (muscle) => html`<tr>
                    <th scope="row">
                      ${
                        muscle
                          ? html`<a href=${termHref(muscle)}>${name(muscle)}</a>`
                          : name(muscle)
                      }
                    </th>
                    ${ways.map((says) => cell(muscle, says))}
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`
      }
    `;
  };
  rmc.matrix.Versus = Versus;
})();
