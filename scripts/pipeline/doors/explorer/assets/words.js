/* What the words of the annotation mean, from the descriptor. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { data, words } = rmc;

  const WORDS = [
    ["claims", "kind", "Kinds of claims"],
    ["claims", "stance", "Whether a claim says so (stance)"],
    ["claims", "degree", "How much of it (degree)"],
    ["claims", "modality", "How firmly (modality)"],
    ["propositions", "relation", "Relations"],
    ["proposition_summary", "agreement", "Agreement of articles"],
    ["claims_flat", "claim_and_evidence", "Claims and evidence"],
    ["evidence", "direction", "Directions of evidence"],
    ["evidence", "bearing", "Bearing of evidence"],
    ["study_evidence", "direction", "Directions of studies"],
    ["findings", "result", "Results"],
    ["findings", "point", "Where an estimate lies"],
    ["findings", "contrast", "What was compared"],
    ["findings", "estimand", "What an effect estimates"],
    ["measures", "stands_for", "What a measure stands for"],
    ["references", "design", "Designs of studies"],
    ["claim_citations", "fidelity", "Fidelity of citations"],
    ["citations", "basis", "Basis of citations"],
    ["positions", "position", "What articles answer to a question"],
    ["question_evidence", "answer", "What studies answer to a question"],
    ["disagreements", "verdict", "Disagreements"],
    ["disagreements", "rule", "Rules of disagreements"],
    ["disagreements", "softened_by", "What may reconcile two sides"],
    ["passages", "role", "Roles of passages"],
  ];

  const Words = () => html`
    <h1 tabindex="-1">Glossary</h1>
    <p>
      The lists of values that describe claims, statements and evidence. The codebook of
      the dataset has every field.
    </p>
    <div class="columns words">
      ${WORDS.map(
        ([tableName, field, label]) => html`<section>
          <h2>${label}</h2>
          <p class="small">${data.meanings[tableName][field].says}</p>
          <dl>
            ${Object.entries(data.meanings[tableName][field].values).map(
              ([value, meaning]) => html`<dt>${words(value)}</dt><dd>${meaning}</dd>`,
            )}
          </dl>
        </section>`,
      )}
    </div>
  `;
  rmc.views.Words = Words;
})();
