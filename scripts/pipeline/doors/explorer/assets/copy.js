/* Copying a sentence with its source and the citation of the dataset. */
"use strict";
(() => {
  const { html, useState } = htmPreact;
  const { data, one, articleOf, site } = rmc;
  const TOLD = 4000; // milliseconds for which it is said that something was copied

  const address = (kind, id) => `${data.about.id}#${kind}/${id}`;
  const cited = (kind, id) => `${data.citations.dataset} ${address(kind, id)}`;

  /* A claim: our words, the article behind it, and the claim in the dataset. */
  const claimText = (id) => {
    const claim = one("claims", "claim_id", id);
    const says = rmc.parts.STANCES[claim.stance][2];
    return [
      `${claim.statement} (${site(articleOf(claim))} ${says}, in our words)`,
      `Source: ${data.citations.articles[articleOf(claim)]}`,
      `Claim ${id}: ${cited("claim", id)}`,
    ].join("\n");
  };

  const questionText = (id) =>
    [
      one("questions", "question_id", id).question,
      ...data.sentences[id],
      cited("question", id),
    ].join("\n");

  /* Browsers that have no clipboard here take what is selected. */
  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
  };

  /* `make` gives the text when it is wanted; `what` tells the buttons of a page apart. */
  const Copy = ({ make, what }) => {
    const [told, tell] = useState("");
    return html`<span class="copy">
      <button
        type="button"
        class="small"
        aria-label=${`Copy ${what} with citation`}
        onClick=${async (event) => {
          const button = event.currentTarget;
          await write(make());
          button.focus();
          tell("Copied.");
          setTimeout(() => tell(""), TOLD);
        }}
      >
        Copy with citation
      </button> <span role="status" class="small">${told}</span>
    </span>`;
  };
  Object.assign(rmc.parts, { Copy });
  Object.assign(rmc, { citing: { claimText, questionText, cited, write } });
})();
