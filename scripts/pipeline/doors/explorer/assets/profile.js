/* The profile of the evidence on a statement, counted by study. It has no score and no verdict. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { plural, words, meaning } = rmc;
  const { DIRECTIONS, Sign } = rmc.parts;

  /* The columns of proposition_summary for each direction. */
  const COLUMN = { supports: "supporting", opposes: "opposing" };
  const KINDS = ["studies", "reviews"];

  const counts = (profile, kind) =>
    Object.keys(DIRECTIONS).map(
      (direction) => profile[`${kind}_${COLUMN[direction] ?? direction}`],
    );
  const total = (profile, kind) => counts(profile, kind).reduce((sum, n) => sum + n, 0);

  const LABELS = {
    supports: "support it",
    opposes: "oppose it",
    no_clear_difference: "found no clear effect",
    mixed: "point both ways",
    unclear: "cannot be told",
  };

  const UNITS = {
    "{SMD}": "standardised mean differences",
    "{ratio}": "as ratios (1: no difference)",
    "{BW}": "× body weight",
    "{BW}/m": "× body weight per metre",
    "%{BW}": "% of body weight",
    "{beats}/min": "beats a minute",
    1: "as a proportion",
  };

  const range = (profile) =>
    `${profile.effect_low} to ${profile.effect_high} ` +
    `${UNITS[profile.effect_unit] ?? profile.effect_unit}, in ` +
    `${plural(profile.effects, "finding")}; above ` +
    `${profile.effect_unit === "{ratio}" ? "one" : "zero"}: more of the outcome. The range is no ` +
    "pooled effect.";

  /* Labels and values, without those that do not apply. */
  const about = (leftOut, searches, bias) =>
    [
      leftOut !== null && [
        "looked at and left out",
        leftOut ? `${plural(leftOut, "finding")}; the reasons stand below` : "none",
      ],
      searches !== null && ["searches", String(searches)],
      bias !== null && ["risk of bias", bias],
    ].filter(Boolean);

  const facts = (profile) => {
    const studies = total(profile, "studies");
    const works = studies + total(profile, "reviews");
    return [
      studies > 0 && ["randomised", `${profile.studies_randomised} of ${studies}`],
      studies > 0 && [
        "only compared groups at one time",
        `${profile.studies_groups_compared} of ${studies}`,
      ],
      studies > 0 && [
        "people in the studies",
        profile.people === null ? "not stated" : profile.people.toLocaleString("en"),
      ],
      works > 0 && ["best design", words(profile.best_design)],
      works > 0 && [
        "about just this",
        `${profile.works_own} of ${works}` +
          (profile.works_own < works ? "; the others are about a special case" : ""),
      ],
      profile.effects > 0 && ["range of effects", range(profile)],
      [
        "not counted above",
        `${profile.works_wider} about something wider, ` +
          `${profile.works_neighbour} about something nearby`,
      ],
    ].filter(Boolean);
  };

  const Profile = ({ profile, leftOut = null, searches = null, bias = null }) => {
    const works = KINDS.reduce((sum, kind) => sum + total(profile, kind), 0);
    return html`<div class="card profile">
      ${
        works === 0
          ? html`<p>No study of just this or of a case of it.</p>`
          : html`<table>
            <caption>Studies and reviews of it or of a case of it, each counted once</caption>
            <thead>
              <tr>
                <td></td>
                <th scope="col">studies</th>
                <th scope="col">reviews</th>
              </tr>
            </thead>
            <tbody>
              ${Object.entries(DIRECTIONS).map(
                ([direction, [, kind]], i) => html`<tr>
                  <th scope="row" title=${meaning("study_evidence", "direction", direction)}>
                    <${Sign} kind=${kind} /> ${LABELS[direction]}
                  </th>
                  ${KINDS.map((one) => html`<td>${counts(profile, one)[i]}</td>`)}
                </tr>`,
              )}
            </tbody>
          </table>`
      }
      <dl>
        ${[...facts(profile), ...about(leftOut, searches, bias)].map(
          ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
        )}
      </dl>
    </div>`;
  };
  Object.assign(rmc.parts, { Profile, profileTotal: total });
})();
