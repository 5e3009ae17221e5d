/* What the articles claim much and studies have hardly looked at, and how much of all that can be
   tested has evidence. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { table, all, href, plural, data } = rmc;
  const { Text, Term } = rmc.parts;
  const SLOTS = [
    ["object", "Outcomes"],
    ["subject", "Causes"],
  ];
  const STATES = [
    ["own", "of just this"],
    ["special_case", "of a case of it"],
    ["wider", "of something wider"],
    ["neighbour", "only of something nearby"],
    ["searched", "looked for, none used"],
    ["neither", "not looked for"],
  ];
  const fits = (id) =>
    all("evidence", "proposition_id", id).some((row) => row.bearing !== "neighbour");
  const isNear = (id) => all("evidence", "proposition_id", id).length > 0;
  const open = (slot, term) =>
    table("propositions").filter(
      (row) =>
        row[`${slot}_id`] === term &&
        row.testability === "testable" &&
        data.effect_relations.includes(row.relation) &&
        !fits(row.proposition_id),
    );

  const Gaps = ({ slot, label }) => {
    const rows = data.studied_little.filter((row) => row.grouped_by === slot);
    return (
      rows.length > 0 &&
      html`
        <h2>${label}</h2>
        <div class="wide">
          <table class="gaps">
            <thead>
              <tr>
                <th scope="col">${slot === "object" ? "Outcome" : "Cause"}</th>
                <th scope="col">Claims</th>
                <th scope="col">With evidence that fits</th>
                <th scope="col">Statements without</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (row) =>
                  html`<tr key=${row.group_name}>
                    <th scope="row"><${Term} id=${row.group_name} /></th>
                    <td class="number">${row.claims}</td>
                    <td class="number">${row.claims_fitting}</td>
                    <td>
                      <details>
                        <summary>${plural(open(slot, row.group_name).length, "statement")}</summary>
                        <ul>
                          ${open(slot, row.group_name).map(
                            ({ proposition_id: id, statement }) => html`<li>
                              <a href=${href("proposition", id)}><${Text}>${statement}<//></a>
                              <span class="small">
                                (${isNear(id) ? "only nearby" : "none found"})
                              </span>
                            </li>`,
                          )}
                        </ul>
                      </details>
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      `
    );
  };

  const Coverage = () => {
    const rows = table("evidence_coverage")
      .filter((row) => row.grouped_by === "all")
      .reverse();
    return html`<table class="gaps">
      <caption>Statements by their closest evidence</caption>
      <thead>
        <tr>
          <th></th>
          ${rows.map(
            (row) =>
              html`<th scope="col">
                ${row.among === "testable" ? "Judged testable" : "All effects, comparisons, needs"}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${[...STATES, ["propositions", "all"]].map(
          ([state, label]) => html`<tr>
            <th scope="row">${label}</th>
            ${rows.map((row) => html`<td class="number">${row[state]}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>`;
  };

  const Page = () => html`
    <h1 tabindex="-1">Claimed much, studied little</h1>
    <p>
      The articles often make claims about the causes and outcomes below, but few of the studies
      that were found look at them. Each has at least ${data.least_claims} claims that can be
      tested, and less than half of these have evidence of just what they say, of a case of it or
      of something wider. Evidence was looked for on every statement that was judged testable. That
      none was found does not mean that there is none, nor that the claim is wrong.
    </p>
    ${SLOTS.map(([slot, label]) => html`<${Gaps} slot=${slot} label=${label} />`)}
    <h2>How far the evidence reaches</h2>
    <${Coverage} />
  `;
  rmc.views.Gaps = Page;
})();
