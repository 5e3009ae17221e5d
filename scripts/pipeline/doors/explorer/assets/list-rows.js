/* The rows of the three lists, as they are shown and downloaded, with the fields that searches and
   filters use. */
"use strict";
(() => {
  const { table, all, one, articleOf, site } = rmc;

  /* The columns of proposition_summary that tell of the evidence. */
  const columns = Object.keys(rmc.data.tables.proposition_summary);
  const PROFILE = columns.slice(columns.indexOf("agreement") + 1, columns.indexOf("searches"));

  const claims = rmc.once(() =>
    table("claims").map((row) => {
      const proposition = one("propositions", "proposition_id", row.proposition_id);
      const flat = one("claims_flat", "claim_id", row.claim_id);
      const summary = one("proposition_summary", "proposition_id", row.proposition_id);
      return {
        claim_id: row.claim_id,
        article: site(articleOf(row)),
        statement: row.statement,
        stance: row.stance,
        degree: row.degree,
        modality: row.modality,
        kind: row.kind,
        attributed_to: one("people", "person_id", row.attributed_to)?.name ?? null,
        proposition_id: row.proposition_id,
        proposition: proposition.statement,
        agreement: summary.agreement,
        claim_and_evidence: flat.claim_and_evidence,
        searches: summary.searches,
        evidence: rmc.standing(row.claim_id),
        article_id: articleOf(row),
        terms: rmc.termsOfClaim(row.claim_id),
      };
    }),
  );

  const propositions = rmc.once(() =>
    table("propositions").map((row) => {
      const summary = one("proposition_summary", "proposition_id", row.proposition_id);
      return {
        proposition_id: row.proposition_id,
        proposition: row.statement,
        relation: row.relation,
        claims: summary.claims,
        asserted_by: summary.asserted_by,
        denied_by: summary.denied_by,
        agreement: summary.agreement,
        ...Object.fromEntries(PROFILE.map((field) => [field, summary[field]])),
        studies: rmc.parts.profileTotal(summary, "studies"),
        reviews: rmc.parts.profileTotal(summary, "reviews"),
        searches: summary.searches,
        evidence: rmc.looked(row.proposition_id),
        terms: new Set(
          all("claims", "proposition_id", row.proposition_id).flatMap((claim) => [
            ...rmc.termsOfClaim(claim.claim_id),
          ]),
        ),
      };
    }),
  );

  /* Searches, with what became of the works that they showed and what they were for. */
  const searches = rmc.once(() =>
    table("searches").map((row) => {
      const works = all("search_works", "search_id", row.search_id);
      const made = all("search_propositions", "search_id", row.search_id);
      const kept = works.filter((work) => work.decision === "kept");
      return {
        ...row,
        kept: kept.length,
        left_out: works.length - kept.length,
        statements: made.length,
        kept_works: kept.map((work) => work.reference_id ?? work.title).join("; "),
        proposition_ids: made.map((one) => one.proposition_id).join("; "),
        outcomes: made.map((one) => `${one.proposition_id}: ${one.outcome}`).join("; "),
        date: row.searched_on,
        where: row.place,
        worded: row.wording,
        works: kept.length ? "some_kept" : works.length ? "none_kept" : "not_listed",
        shown: works,
        made,
        terms: new Set(
          made.flatMap((one) =>
            all("claims", "proposition_id", one.proposition_id).flatMap((claim) => [
              ...rmc.termsOfClaim(claim.claim_id),
            ]),
          ),
        ),
      };
    }),
  );
  Object.assign(rmc.lists, { PROFILE, claims, propositions, searches });
})();
