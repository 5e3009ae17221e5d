/* The three lists: their titles, columns and filters. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { Text, STANDINGS, LOOKED } = rmc.parts;
  const { site, href, listed } = rmc;
  const { PROFILE, claims, propositions, searches } = rmc.lists;
  const standingWord = (_, row) => rmc.parts.standingSaid(row.claim_id);
  const lookedWord = (value) => LOOKED[value][0];

  const link = (kind, key) => (value, row) =>
    html`<a href=${href(kind, row[key])}><${Text}>${value}<//></a>`;

  const sites = (cell) => listed(cell).map(site).join(", ");

  const VIEWS = {
    table: {
      title: "All claims",
      noun: "claim",
      rows: claims,
      kind: "claim",
      pick: ["kind", "stance", "agreement"],
      evidence: STANDINGS,
      columns: [
        ["statement", "claim", link("claim", "claim_id")],
        ["article", "article", link("article", "article_id")],
        ["stance", rmc.field("stance")],
        ["degree", rmc.field("degree")],
        ["modality", rmc.field("modality")],
        ["kind", rmc.field("kind")],
        ["proposition", "general statement", link("proposition", "proposition_id")],
        ["agreement", rmc.field("agreement")],
        ["evidence", "evidence", standingWord],
      ],
      save: [
        "claim_id",
        "article_id",
        "article",
        "statement",
        "stance",
        "degree",
        "modality",
        "kind",
        "attributed_to",
        "proposition_id",
        "proposition",
        "agreement",
        "claim_and_evidence",
        "searches",
      ],
    },
    propositions: {
      title: "All statements",
      noun: "statement",
      rows: propositions,
      order: "-claims",
      kind: "proposition",
      pick: ["relation", "agreement"],
      evidence: LOOKED,
      columns: [
        ["proposition", "statement", link("proposition", "proposition_id")],
        ["claims"],
        ["asserted_by", "asserted by", sites],
        ["denied_by", "denied by", sites],
        ["agreement", rmc.field("agreement")],
        ["evidence", "evidence", lookedWord],
        ["studies"],
        ["reviews"],
        ["best_design", "best design"],
      ],
      save: [
        "proposition_id",
        "proposition",
        "relation",
        "claims",
        "asserted_by",
        "denied_by",
        "agreement",
        ...PROFILE,
        "searches",
      ],
    },
    searches: {
      title: "What was searched, when and where",
      noun: "search",
      many: "searches",
      rows: searches,
      order: "-date",
      kind: "search",
      pick: ["date", "where", "worded", "works"],
      columns: [
        ["query", "words", (_, row) => html`<${rmc.lists.Asked} row=${row} />`],
        ["date"],
        ["where"],
        ["worded"],
        ["results", "results shown"],
        ["kept", "works kept", (_, row) => html`<${rmc.lists.Kept} row=${row} />`],
        ["left_out", "left out", (_, row) => html`<${rmc.lists.LeftOut} row=${row} />`],
        ["statements", "looked for", (_, row) => html`<${rmc.lists.LookedFor} row=${row} />`],
      ],
      save: [
        ...Object.keys(rmc.data.tables.searches),
        ...["kept", "left_out", "kept_works", "proposition_ids", "outcomes"],
      ],
    },
  };
  rmc.lists.VIEWS = VIEWS;
})();
