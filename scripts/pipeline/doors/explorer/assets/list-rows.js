/* The rows of the three lists, as they are shown and downloaded, with the fields that searches and
   filters use. */
"use strict";
(() => {
  const { table, all, one, articleOf, site } = rmc;

  const claims = rmc.once(() =>
    table("claims").map((row) => {
      const proposition = one("propositions", "proposition_id", row.proposition_id);
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
        claims_and_evidence: summary.claims_and_evidence,
        searches: summary.searches,
        evidence: rmc.standing(row.proposition_id),
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
        supporting: summary.supporting_direct + summary.supporting_indirect,
        disputing: summary.disputing_direct + summary.disputing_indirect,
        inconclusive: summary.inconclusive,
        claims_and_evidence: summary.claims_and_evidence,
        searches: summary.searches,
        evidence: rmc.standing(row.proposition_id),
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
        value: row.value,
        low: row.low,
        high: row.high,
        unit: row.unit,
        design: work.design,
        people: row.sample_size,
        supports: evidence.supports ?? 0,
        disputes: evidence.disputes ?? 0,
        reference_id: row.reference_id,
        terms: rmc.termsOfFinding(row.finding_id),
      };
    }),
  );
  Object.assign(rmc.lists, { claims, propositions, studies });
})();
