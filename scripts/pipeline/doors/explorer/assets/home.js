/* The first view: the question and its answer, the matrix, the body, and where articles clash. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { table, viewHref, plural } = rmc;
  const { Clashes, Matrix, Body, Question } = rmc.parts;

  const Home = ({ settings, set }) => {
    const pairs = table("contradictions").filter((row) => row.verdict === "contradiction");
    const tensions = table("contradictions").length - pairs.length;
    return html`
      <${Question} />
      <section id="matrix">
        <h2>Which running does what to which muscle</h2>
        <${Matrix} settings=${settings} set=${set("matrix")} />
      </section>
      <section id="body">
        <h2>The body, as it is talked about and measured</h2>
        <${Body} settings=${settings} set=${set("body")} />
      </section>
      <section id="contradictions">
        <h2>Where articles contradict each other</h2>
        <p>
          ${plural(pairs.length, "pair")} of claims of different articles that run against each
          other, found by a rule on what they say. One rule is that what is denied of muscle at
          large is denied of each muscle; whoever reads such a denial less strictly will see no
          contradiction between a whole and its part.${" "}
          ${tensions} more pairs are in tension: a degree or a special case sets them apart.
        </p>
        <${Clashes} rows=${pairs} />
        <p><a href=${viewHref("contradictions")}>All ${table("contradictions").length} pairs</a></p>
      </section>
    `;
  };

  const Contradictions = () => html`
    <h1 tabindex="-1">Contradictions and tensions</h1>
    <p>
      Pairs of claims of different articles, found by rules on what they say. In a tension, a degree
      or a special case may reconcile the two.
    </p>
    ${["contradiction", "tension"].map((verdict) => {
      const rows = table("contradictions").filter((row) => row.verdict === verdict);
      return (
        rows.length > 0 &&
        html`<h2>${plural(rows.length, `pair`)} in ${verdict}</h2><${Clashes} rows=${rows} />`
      );
    })}
  `;
  Object.assign(rmc.views, { Home, Contradictions });
})();
