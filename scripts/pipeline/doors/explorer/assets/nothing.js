/* An address without a page: says whether its id was retired, and which ids are like it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { Text } = rmc.parts;
  const { table, href } = rmc;

  const Nothing = ({ kind, id }) => {
    const [tableName, key] = rmc.KINDS[kind] ?? [];
    const gone = table("retired_ids").find(
      (row) => row.old_id === id && row.table_name === tableName,
    );
    const near = tableName
      ? table(tableName)
          .map((row) => row[key])
          .filter((other) => id.split("-").some((word) => word.length > 3 && other.includes(word)))
          .slice(0, 8)
      : [];
    return html`
      <h1 tabindex="-1">There is nothing at this address</h1>
      <p>
        ${
          tableName
            ? html`No ${kind} has the id <code><${Text}>${id}<//></code>.`
            : html`There is no view <code><${Text}>${kind}<//></code>.`
        }
      </p>
      ${
        gone &&
        html`<p>
          It went in version ${gone.version}: <${Text}>${gone.reason}<//> ${
            gone.replaced_by
              ? html`
                Instead there is <a href=${href(kind, gone.replaced_by)}>${gone.replaced_by}</a>.
              `
              : "Nothing replaces it."
          }
        </p>`
      }
      ${
        near.length > 0 &&
        html`
          <p>Near to it:</p>
          <ul>${near.map((other) => html`<li><a href=${href(kind, other)}>${other}</a></li>`)}</ul>
        `
      }
      <p><a href="#">To the first view</a></p>
    `;
  };
  rmc.views.Nothing = Nothing;
})();
