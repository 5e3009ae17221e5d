/* The first view. The page has it as HTML that shows without scripts; they take it over as it is
   and add the search, the picker of questions and the buttons. */
"use strict";
(() => {
  const { html, useEffect, useLayoutEffect, useRef } = htmPreact;
  const { table, href, plural } = rmc;
  const TOLD = 4000; // milliseconds for which it is said that something was copied

  const first = document.getElementById("first");
  first.remove();
  for (const part of first.querySelectorAll(".unscripted")) part.remove();
  const parts = document.createElement("div");
  parts.append(...first.childNodes);
  document.getElementById("app").replaceChildren();

  parts.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("prints" in button.dataset) print();
    if ("copies" in button.dataset) {
      await rmc.citing.write(parts.querySelector(`.${button.dataset.copies}`).textContent);
      button.focus();
      const status = parts.querySelector(".copied");
      status.textContent = "Copied.";
      setTimeout(() => {
        status.textContent = "";
      }, TOLD);
    }
  });

  const Picker = () => {
    const select = useRef();
    const several = rmc.questionsInOrder().filter((row) => row.articles > 1);
    const rows = several.length ? several : rmc.questionsInOrder();
    return (
      rows.length > 0 &&
      html`<form
        class="controls"
        aria-label="Questions"
        onSubmit=${(event) => {
          event.preventDefault();
          location.hash = href("question", select.current.value);
        }}
      >
        <label>
          Pick a question <select name="question" ref=${select}>
            ${rows.map(
              (row) => html`<option value=${row.question_id}>
                ${row.question} (${plural(row.articles, "article")})
              </option>`,
            )}
          </select>
        </label>
        <button type="submit">Show</button>
        <a href="#questions">All ${plural(table("questions").length, "question")}</a>
      </form>`
    );
  };

  const Home = () => {
    const box = useRef();
    useLayoutEffect(() => box.current.append(parts), []);
    useEffect(() => () => parts.remove(), []);
    const clashes = table("disagreements");
    const { leading } = rmc.data;
    return html`
      <div class="ask">
        <${rmc.parts.Search} />
        <${Picker} />
      </div>
      <div id="answer" ref=${box}></div>
      <h2>Read on</h2>
      <ul>
        ${
          leading &&
          html`<li>
            <a href=${href("question", leading)}>This question in full</a>: each article by muscle,
            people and condition, each study, and the claims
          </li>`
        }
        <li>
          <a href="#questions">${plural(table("questions").length, "question")}</a>, with what each
          article answers
        </li>
        <li>
          <a href="#disagreements">${plural(clashes.length, "disagreement")}</a>, with both sides
          and what studies found
        </li>
        <li><a href="#matrix">Running × muscle</a>: which running does what to which muscle</li>
        <li><a href="#body">The body</a>, as it is talked about and measured</li>
      </ul>
    `;
  };

  const MatrixPage = ({ settings, set }) => html`<section id="matrix">
    <h1 tabindex="-1">Which running does what to which muscle</h1>
    <${rmc.parts.Matrix} settings=${settings} set=${set} />
  </section>`;

  const BodyPage = ({ settings, set }) => html`<section id="body">
    <h1 tabindex="-1">The body, as it is talked about and measured</h1>
    <${rmc.parts.Body} settings=${settings} set=${set} />
  </section>`;
  Object.assign(rmc.views, { Home, MatrixPage, BodyPage });
})();
