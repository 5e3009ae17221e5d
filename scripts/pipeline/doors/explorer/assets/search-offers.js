/* Ways on where a search finds nothing: names that are near, wider terms, fewer words. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, viewHref, around } = rmc;
  const { Text } = rmc.parts;
  const { names, total } = rmc.find;
  const OFFERED = 6;

  /* How many letters two names differ by, a swap of neighbours counted once. */
  const distance = (a, b) => {
    const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j += 1) {
        const change = a[i - 1] === b[j - 1] ? 0 : 1;
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[a.length][b.length];
  };
  const nearest = (text) =>
    [...names().entries()]
      .filter(([key]) => Math.abs(key.length - text.length) <= 1 + text.length / 3)
      .map(([key, terms]) => [distance(text, key), [...terms][0]])
      .filter(([far]) => far <= 1 + text.length / 4)
      .sort((a, b) => a[0] - b[0])
      .map(([, term]) => term)
      .filter((term, i, terms) => terms.indexOf(term) === i)
      .slice(0, OFFERED);

  const again = (query, text = query) =>
    html`<a href=${viewHref("search", { q: query })}><${Text}>${text}<//></a>`;

  /* Ways on where a query finds nothing: other spellings, wider terms, fewer words. */
  const offers = (parts) => {
    const near = parts
      .filter((part) => !part.terms.length)
      .flatMap((part) => nearest(part.key).map(name));
    const wide = [...new Set(parts.flatMap((part) => part.terms.flatMap(around)))].map(name);
    const fewer =
      parts.length > 1
        ? parts
            .map((left) =>
              parts
                .filter((part) => part !== left)
                .map((part) => part.text)
                .join(" "),
            )
            .filter((query) => total(query))
        : [];
    return [
      ["Names that are near", near],
      ["Wider terms", wide],
      ["With fewer words", fewer],
    ].filter(([, list]) => list.length);
  };

  const Offers = ({ parts }) => {
    const ways = offers(parts);
    return ways.length
      ? html`<ul class="offers">
          ${ways.map(
            ([label, list]) =>
              html`<li>
                ${label}: ${list.map(
                  (query, i) => html`${i > 0 && ", "}${again(query)} (${total(query)})`,
                )}
              </li>`,
          )}
        </ul>`
      : html`<p>
          The <a href="#words">glossary</a> has the words of the annotation, and${" "}
          <a href="#questions">the questions</a> what the articles are about.
        </p>`;
  };

  rmc.parts.Offers = Offers;
})();
