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

  const studies = rmc.once(() =>
    table("findings").map((row) => {
      const work = one("references", "reference_id", row.reference_id);
      const evidence = rmc.count(
        all("evidence", "finding_id", row.finding_id),
        (one) => one.direction,
      );
      return {
        finding_id: row.finding_id,
        study: rmc.parts.short(work),
        finding: row.statement,
        result: row.result,
        point: row.point,
        contrast: row.contrast,
        measure: one("measures", "measure_id", row.measure_id)?.name ?? null,
        value: row.value,
        low: row.low,
        high: row.high,
        unit: row.unit,
        design: work.design,
        people: row.sample_size,
        supports: evidence.supports ?? 0,
        opposes: evidence.opposes ?? 0,
        no_clear_difference: evidence.no_clear_difference ?? 0,
        reference_id: row.reference_id,
        terms: rmc.termsOfFinding(row.finding_id),
      };
    }),
  );
  Object.assign(rmc.lists, { PROFILE, claims, propositions, studies });
})();
