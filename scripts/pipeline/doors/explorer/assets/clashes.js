/* Pairs of claims that contradict each other. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { one, articleOf, site, href, plural, words, meaning } = rmc;
  const { Text, STANCES, Claim } = rmc.parts;

  /* Groups pairs that rest on the same two statements. Contradictions come before tensions, and
     pairs of whole propositions before pairs of a whole and its part. */
  const clashes = (rows) => {
    const found = rmc.groupBy(rows, (row) =>
      [
        row.verdict,
        ...[row.claim_id, row.other_claim_id]
          .map((id) => one("claims", "claim_id", id).proposition_id)
          .sort(),
      ].join("\n"),
    );
    return [...found.values()].sort(
      (a, b) =>
        (a[0].verdict > b[0].verdict) - (a[0].verdict < b[0].verdict) ||
        !!a[0].nested - !!b[0].nested ||
        b.length - a.length,
    );
  };

  const Line = ({ id }) => {
    const claim = one("claims", "claim_id", id);
    const article = articleOf(claim);
    return html`
      <a href=${href("article", article)}><${Text}>${site(article)}<//></a> ${
        STANCES[claim.stance][0]
      }: <a href=${href("claim", id)}><${Text}>${claim.statement}<//></a>
    `;
  };

  const Clash = ({ rows }) => {
    const [first, ...more] = rows;
    const part = first.nested && ` between a whole and its part (${words(first.nested)})`;
    return html`<div class="pair">
      <p class="over">${first.verdict === "contradiction" ? "Contradiction" : "Tension"}${part}</p>
      <div class="columns">
        <${Claim} id=${first.claim_id} />
        <${Claim} id=${first.other_claim_id} />
      </div>
      <details>
        <summary>
          ${
            more.length > 0 &&
            `${plural(more.length, "more pair")} on the same two statements, and `
          }the rule
        </summary>
        <p class="small">${meaning("contradictions", "rule", first.rule)}</p>
        ${
          more.length > 0 &&
          html`<ul>
            ${more.map(
              (row) => html`<li>
                <${Line} id=${row.claim_id} /> – against – <${Line} id=${row.other_claim_id} />
              </li>`,
            )}
          </ul>`
        }
      </details>
    </div>`;
  };

  const Clashes = ({ rows }) => clashes(rows).map((group) => html`<${Clash} rows=${group} />`);

  const contradictionsOf = (claims) =>
    rmc
      .table("contradictions")
      .filter((row) => claims.has(row.claim_id) || claims.has(row.other_claim_id));
  Object.assign(rmc.parts, { Clashes, contradictionsOf });
})();
