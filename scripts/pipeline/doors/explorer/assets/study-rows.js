/* The rows of the evidence table: one a finding, with what its study and its measure say. */
"use strict";
(() => {
  const { table, all, one, name, words, constants } = rmc;
  const { short, number } = rmc.parts;

  const RESULTS = {
    higher: "higher",
    lower: "lower",
    no_clear_difference: "no clear effect",
    equivalent: "shown to be alike",
    mixed: "mixed",
    unclear: "cannot be told",
  };
  const isReview = (design) => constants.reviews.includes(design);
  // trials with people who do something else
  const TRIALS = constants.trials.filter((design) => design !== "uncontrolled_trial");

  const termName = (id) => (id ? name(id) : null);
  const P_SIGNS = { eq: "=", le: "≤", lt: "<", gt: ">" };

  /* The number of people: of the finding or, where it says none, of its study. */
  const people = (finding, work) => {
    if (finding.sample_size !== null) return [finding.sample_size, "finding"];
    return work.sample_size === null ? [null, null] : [work.sample_size, "study"];
  };

  /* How it was compared, where it is not with something else. */
  const COMPARED = {
    before_after: "before and after",
    without_it: "with and without it",
    groups_compared: "groups at one time",
    not_said: "not said with what",
  };

  const row = (finding) => {
    const work = one("references", "reference_id", finding.reference_id);
    const measure = one("measures", "measure_id", finding.measure_id);
    const [n, nOf] = people(finding, work);
    return {
      finding,
      work,
      measure,
      finding_id: finding.finding_id,
      reference_id: finding.reference_id,
      terms: rmc.termsOfFinding(finding.finding_id),
      study: short(work),
      year: work.year,
      design: work.design,
      rank: rmc.placeOfDesign(work.design),
      source: isReview(work.design) ? "review" : "primary",
      n,
      n_of: nOf,
      people: work.participants ?? termName(finding.population_id),
      training: work.training_status,
      exercise: name(finding.subject_id),
      comparator: termName(finding.comparator_id),
      compared: COMPARED[finding.contrast],
      condition: termName(finding.condition_id),
      muscle: termName(finding.muscle_id),
      outcome: name(finding.object_id),
      result: RESULTS[finding.result] ?? words(finding.result),
      effect: number(finding),
      value: finding.value,
      p: finding.p_value,
      p_said:
        finding.p_value === null ? null : `${P_SIGNS[finding.p_relation] ?? ""} ${finding.p_value}`,
    };
  };
  const rows = rmc.once(() =>
    table("findings")
      .map(row)
      .map((one, i) => ({ ...one, at: i })),
  );

  /* The columns of the CSV file. Those of findings keep their names; those of references and
     measures too, unless the name is taken. */
  const columnsOf = (tableName, prefix, taken) =>
    Object.keys(rmc.data.tables[tableName])
      .filter((column) => !["reference_id", "measure_id"].includes(column))
      .map((column) => [column, taken.includes(column) ? `${prefix}_${column}` : column]);
  const SLOTS = constants.finding_slots.map((slot) => [slot, slot.replace(/_id$/, "")]);
  const FINDING = Object.keys(rmc.data.tables.findings);
  const WORK = columnsOf("references", "reference", FINDING);
  const MEASURE = columnsOf("measures", "measure", [...FINDING, ...WORK.map(([, to]) => to)]);
  const COLUMNS = [
    ...FINDING,
    ...["n", "n_of"],
    ...SLOTS.map(([, to]) => to),
    ...WORK.map(([, to]) => to),
    ...MEASURE.map(([, to]) => to),
    "risk_of_bias",
  ];
  const bias = (id) =>
    all("risk_of_bias", "finding_id", id)
      .map((row) => `${row.tool} ${row.domain}: ${row.judgement} (${row.reader})`)
      .join("; ");
  const saved = ({ finding, work, measure, n, n_of: nOf }) => ({
    ...finding,
    n,
    n_of: nOf,
    ...Object.fromEntries(SLOTS.map(([from, to]) => [to, termName(finding[from])])),
    ...Object.fromEntries(WORK.map(([from, to]) => [to, work[from]])),
    ...Object.fromEntries(MEASURE.map(([from, to]) => [to, measure?.[from]])),
    risk_of_bias: bias(finding.finding_id),
  });
  rmc.studies = { rows, COLUMNS, saved, RESULTS, TRIALS };
})();
