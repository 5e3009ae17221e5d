/* The cells of the list of searches: what was kept, what was left out and why, what it was for. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { one, href, plural, words } = rmc;
  const { Text, short } = rmc.parts;

  const Work = ({ work }) =>
    work.reference_id
      ? html`<a href=${href("reference", work.reference_id)}>
          <${Text}>${short(one("references", "reference_id", work.reference_id))}<//>
        </a>`
      : html`<${Text}>${work.title ?? work.identifier}<//>`;

  const Asked = ({ row }) =>
    html`<${Text}>${row.query}<//>${
      row.note && html`<br /><span class="small"><${Text}>${row.note}<//></span>`
    }`;

  const Kept = ({ row }) =>
    row.shown
      .filter((work) => work.decision === "kept")
      .map((work, i) => html`${i > 0 && "; "}<${Work} work=${work} />`);

  const LeftOut = ({ row }) => {
    const works = row.shown.filter((work) => work.decision !== "kept");
    return (
      works.length > 0 &&
      html`<details>
        <summary>${plural(works.length, "work")}</summary>
        <ul>
          ${works.map(
            (work) =>
              html`<li><${Work} work=${work} />: <${Text}>${work.reason ?? "no reason"}<//></li>`,
          )}
        </ul>
      </details>`
    );
  };

  const LookedFor = ({ row }) => html`<details>
    <summary>${plural(row.made.length, "statement")}</summary>
    <ul>
      ${row.made.map(
        ({ proposition_id: id, outcome }) => html`<li>
          <a href=${href("proposition", id)}>
            <${Text}>${one("propositions", "proposition_id", id).statement}<//>
          </a> <span class="small">${words(outcome)}</span>
        </li>`,
      )}
    </ul>
  </details>`;
  Object.assign(rmc.lists, { Asked, Kept, LeftOut, LookedFor });
})();
