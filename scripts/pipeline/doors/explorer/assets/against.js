/* The studies that a claim runs against: how many, on how many people, by which design. */
"use strict";
(() => {
  const { data, plural, words } = rmc;
  const { STANDINGS } = rmc.parts;

  const designs = (works) =>
    Object.entries(rmc.count(works, (work) => words(work.design)))
      .map(([design, n]) => (works.length > 1 ? `${n} ${design}` : design))
      .join(", ");

  const opposing = (claim) => {
    const works = data.against[claim] ?? [];
    if (!works.length) return "";
    const sizes = works.map((work) => work.people).filter((n) => n !== null);
    const people = sizes.length
      ? plural(
          sizes.reduce((sum, n) => sum + n, 0),
          "person",
          "people",
        )
      : "people not stated";
    return `${plural(works.length, "study", "studies")}, ${people}: ${designs(works)}`;
  };

  /* How a claim stands to the evidence in short, with the studies that it runs against. */
  const standingSaid = (claim) => {
    const against = opposing(claim);
    return STANDINGS[rmc.standing(claim)][0] + (against && ` (${against})`);
  };
  Object.assign(rmc.parts, { opposing, standingSaid });
})();
