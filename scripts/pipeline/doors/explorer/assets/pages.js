/* Pages of long lists, and all rows of them on paper. */
"use strict";
(() => {
  const { html, useEffect, useState } = htmPreact;

  const PAGE = 50;

  /* Whether the page is being printed: then lists show all their rows. */
  const usePrinting = () => {
    const paper = matchMedia("print");
    const [printing, set] = useState(paper.matches);
    useEffect(() => {
      const follow = () => set(paper.matches);
      const start = () => set(true);
      const end = () => set(false);
      paper.addEventListener("change", follow);
      addEventListener("beforeprint", start);
      addEventListener("afterprint", end);
      return () => {
        paper.removeEventListener("change", follow);
        removeEventListener("beforeprint", start);
        removeEventListener("afterprint", end);
      };
    }, []);
    return printing;
  };

  const PAUSE = 600; // milliseconds

  /* What a screen reader tells: a count after a pause, not at every key. */
  const useTold = (said) => {
    const [told, tell] = useState("");
    useEffect(() => {
      const wait = setTimeout(() => tell(said), PAUSE);
      return () => clearTimeout(wait);
    }, [said]);
    return told;
  };

  /* The number of pages for a number of rows, and the page of an address, from 0. */
  const paged = (rows, given) => {
    const pages = Math.max(1, Math.ceil(rows / PAGE));
    return { pages, page: Math.min(pages, Math.max(1, Number.parseInt(given, 10) || 1)) - 1 };
  };

  const Pages = ({ page, pages, turn }) =>
    pages > 1 &&
    html`<nav class="pages" aria-label="Pages">
      <button type="button" disabled=${page === 0} onClick=${() => turn(page - 1)}>Previous</button>
      ${" "}page ${page + 1} of ${pages}${" "}
      <button type="button" disabled=${page + 1 >= pages} onClick=${() => turn(page + 1)}>
        Next
      </button>
    </nav>`;
  Object.assign(rmc.lists, { PAGE, usePrinting, useTold, paged, Pages });
})();
