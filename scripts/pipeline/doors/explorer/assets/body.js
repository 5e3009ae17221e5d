/* The body, front and back, shaded by the number of claims or findings about each muscle. */
"use strict";
(() => {
  const { html, useEffect, useMemo, useRef, useState } = htmPreact;
  const { one, table, name, within, holding, around, termHref, plural } = rmc;
  const muscles = table("muscles").map((row) => row.muscle_id);
  const details = (id) => one("muscles", "muscle_id", id);
  /* A group shades its members. Groups as wide as the leg or the body shade nothing: they are in
     the list only. */
  const wide = (id) =>
    details(id)?.kind !== "muscle" && ["lower_limb", "whole_body"].includes(details(id)?.region);
  const shading = (id) => [...holding(id), ...around(id).filter((group) => !wide(group))];

  /* The muscle that a shape leads to: the one that people mean. A part that no claim names leads to
     the nearest muscle around it, or group of it, that a claim names; failing that, to the nearest
     of which a part is named. Groups as wide as the leg are left out. */
  const named = rmc.once(
    () => new Set(table("claims").flatMap((row) => [...rmc.termsOfClaim(row.claim_id)])),
  );
  const chain = (part) => {
    const found = [];
    for (let id = part; id && !wide(id); id = one("terms", "term_id", id)?.broader_id)
      found.push(id);
    return found;
  };
  const leadsTo = rmc.once((part) => {
    const up = chain(part);
    const groups = rmc.all("term_members", "member_id", part).map((row) => row.group_id);
    return (
      [...up, ...groups.filter((id) => !wide(id))].find((id) => named().has(id)) ??
      up.find((id) => holding(id).some((other) => named().has(other))) ??
      part
    );
  });

  const itemsOf = (what, exercise, outcome) => {
    const wanted = [exercise, outcome].filter(Boolean);
    const [rows, key, terms] =
      what === "findings"
        ? [table("findings"), "finding_id", rmc.termsOfFinding]
        : [table("claims"), "claim_id", rmc.termsOfClaim];
    return rows.filter((row) => rmc.about(terms(row[key]), wanted)).map((row) => terms(row[key]));
  };
  const tally = (items, terms) => {
    const wanted = new Set(terms);
    return items.filter((found) => [...wanted].some((term) => found.has(term))).length;
  };
  const options = (kind, what) => {
    const terms =
      what === "findings"
        ? table("findings").map((row) => rmc.termsOfFinding(row.finding_id))
        : table("claims").map((row) => rmc.termsOfClaim(row.claim_id));
    return table("terms")
      .filter((row) => row.kind === kind)
      .map((row) => [row.term_id, row.name, tally(terms, holding(row.term_id))])
      .filter((row) => row[2])
      .sort((a, b) => a[1].localeCompare(b[1]));
  };

  const Body = ({ settings, set }) => {
    const what = settings.what === "findings" ? "findings" : "claims";
    const kept = (kind) =>
      one("terms", "term_id", settings[kind])?.kind === kind ? settings[kind] : "";
    const exercise = kept("exercise");
    const outcome = kept("outcome");
    const box = useRef();
    const [lit, light] = useState("");
    const items = useMemo(() => itemsOf(what, exercise, outcome), [what, exercise, outcome]);
    const exercises = useMemo(() => options("exercise", what), [what]);
    const outcomes = useMemo(() => options("outcome", what), [what]);
    const drawn = useMemo(
      () => [
        ...new Set(
          [...document.getElementById("body-figure").content.querySelectorAll("[data-muscle]")].map(
            (path) => path.dataset.muscle,
          ),
        ),
      ],
      [],
    );
    const counts = useMemo(
      () => new Map(drawn.map((part) => [part, tally(items, shading(part))])),
      [items],
    );
    const most = Math.max(1, ...counts.values());
    const list = useMemo(
      () =>
        muscles
          .map((id) => [id, tally(items, holding(id)), tally(items, [id])])
          .filter((row) => row[1])
          .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
      [items],
    );
    const noun = (n) => (what === "findings" ? plural(n, "finding") : plural(n, "claim"));

    useEffect(() => {
      const figure = document
        .getElementById("body-figure")
        .content.firstElementChild.cloneNode(true);
      figure.setAttribute("role", "group");
      figure.setAttribute("aria-label", "Body from the front and from behind");
      const seen = new Set();
      for (const path of figure.querySelectorAll("[data-muscle]")) {
        path.dataset.part = path.dataset.muscle;
        const id = leadsTo(path.dataset.part);
        path.dataset.muscle = id;
        if (seen.has(id)) path.setAttribute("aria-hidden", "true");
        else {
          path.setAttribute("tabindex", "0");
          path.setAttribute("role", "link");
        }
        seen.add(id);
        path.addEventListener("click", () => {
          location.hash = termHref(id);
        });
        path.addEventListener("keydown", (event) => {
          if (event.key === "Enter") location.hash = termHref(id);
        });
        for (const start of ["mouseenter", "focus"]) path.addEventListener(start, () => light(id));
        for (const end of ["mouseleave", "blur"]) path.addEventListener(end, () => light(""));
      }
      box.current.replaceChildren(figure);
    }, []);
    useEffect(() => {
      const members = new Set(lit ? within(lit) : []);
      for (const path of box.current.querySelectorAll("[data-muscle]")) {
        const { muscle: id, part } = path.dataset;
        const count = counts.get(part);
        const label = `${name(id)}: ${noun(tally(items, holding(id)))}`;
        path.style.setProperty("--share", count ? 0.12 + 0.88 * Math.sqrt(count / most) : 0);
        path.dataset.count = count;
        path.classList.toggle("none", !count);
        path.classList.toggle("lit", members.has(id) || members.has(part));
        path.setAttribute("aria-label", label);
        path.replaceChildren(
          Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "title"), {
            textContent: label,
          }),
        );
      }
    }, [items, lit]);

    const select = (key, label, values) => html`<label>
      ${label} <select
        name=${`body-${key}`}
        value=${{ exercise, outcome }[key]}
        onChange=${(event) => set({ [key]: event.target.value })}
      >
        <option value="">any</option>
        ${values.map(([id, text, n]) => html`<option value=${id}>${text} (${n})</option>`)}
      </select>
    </label>`;
    return html`
      <div class="controls">
        <fieldset>
          <legend class="hidden">Shaded by</legend>
          ${[
            ["claims", "claims"],
            ["findings", "findings of studies"],
          ].map(
            ([value, label]) => html`<label>
              <input
                type="radio"
                name="what"
                value=${value}
                checked=${what === value}
                onChange=${() => set({ what: value, exercise: "", outcome: "" })}
              /> ${label}
            </label>`,
          )}
        </fieldset>
        ${select("exercise", "Exercise", exercises)} ${select("outcome", "Outcome", outcomes)}
      </div>
      <div class="body-view">
        <div>
          <div class="figure" ref=${box}></div>
          <p class="small told">
            ${
              lit
                ? `${name(lit)}: ${noun(tally(items, holding(lit)))} about it` +
                  `${within(lit).length > 1 ? " or a part of it" : ""}; ` +
                  `${tally(items, shading(lit))} with the groups that it belongs to`
                : `${noun(items.length)}; the stronger the colour, the more of them are about ` +
                  "the muscle, a part of it or a group of it " +
                  "(groups as wide as the leg left out). " +
                  `Strongest: ${noun(most)}; none: no colour.`
            }
          </p>
        </div>
        <div class="list">
          <table class="muscles">
            <caption>Muscles and groups, by ${what} about them or a part of them</caption>
            <thead>
              <tr>
                <th scope="col">muscle</th>
                <th scope="col">${what}</th>
                <th scope="col">by name</th>
              </tr>
            </thead>
            <tbody>
              ${list.map(
                ([id, n, own]) => html`<tr
                  class=${lit === id ? "lit" : ""}
                  onMouseEnter=${() => light(id)}
                  onMouseLeave=${() => light("")}
                >
                  <th scope="row">
                    <a href=${termHref(id)} onFocus=${() => light(id)} onBlur=${() => light("")}>
                      ${name(id)}
                    </a>
                    ${
                      !drawn.some((one) => within(id).includes(one)) &&
                      html` <span class="small">(not drawn)</span>`
                    }
                  </th>
                  <td>${n}</td>
                  <td>${own}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </div>
    `;
  };
  rmc.parts.Body = Body;
})();
