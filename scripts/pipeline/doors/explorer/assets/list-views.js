/* The three lists: their titles, columns and filters. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { Text, STANDINGS, LOOKED } = rmc.parts;
  const { site, href, listed } = rmc;
  const { PROFILE, claims, propositions, studies } = rmc.lists;
  const standingWord = (value) => STANDINGS[value][0];
  const lookedWord = (value) => LOOKED[value][0];

  const link = (kind, key) => (value, row) =>
    html`<a href=${href(kind, row[key])}><${Text}>${value}<//></a>`;

  const sites = (cell) => listed(cell).map(site).join(", ");

  const VIEWS = {
    table: {
      title: "All claims",
      noun: "claim",
      rows: claims,
      text: ["claim_id", "statement", "proposition", "attributed_to"],
      pick: ["kind", "stance", "agreement"],
      evidence: STANDINGS,
      columns: [
        ["statement", "claim", link("claim", "claim_id")],
        ["article", "article", link("article", "article_id")],
        ["stance"],
        ["degree"],
        ["modality"],
        ["kind"],
        ["proposition", "general statement", link("proposition", "proposition_id")],
        ["agreement"],
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
      text: ["proposition_id", "proposition"],
      pick: ["relation", "agreement"],
      evidence: LOOKED,
      columns: [
        ["proposition", "statement", link("proposition", "proposition_id")],
        ["claims"],
        ["asserted_by", "asserted by", sites],
        ["denied_by", "denied by", sites],
        ["agreement"],
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
    studies: {
      title: "All findings of studies",
      noun: "finding",
      rows: studies,
      text: ["finding_id", "study", "finding"],
      pick: ["result", "design"],
      columns: [
        ["finding", "finding", link("finding", "finding_id")],
        ["study", "study", link("reference", "reference_id")],
        ["result"],
        ["value"],
        ["unit"],
        ["design"],
        ["people"],
        ["contrast", "compared"],
        ["supports", "statements it supports"],
        ["opposes", "it opposes"],
        ["no_clear_difference", "no clear difference on"],
      ],
      save: [
        "finding_id",
        "reference_id",
        "study",
        "finding",
        "result",
        "value",
        "low",
        "high",
        "unit",
        "design",
        "people",
        "point",
        "contrast",
        "measure",
        "supports",
        "opposes",
        "no_clear_difference",
      ],
    },
  };
  rmc.lists.VIEWS = VIEWS;
})();
