/* A claim and a finding, each as a card. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, articleOf, site, href, plural, words, meaning } = rmc;
  const { Text, STANCES, DIRECTIONS, BEARINGS, STANDINGS, Sign, Tag, short, Note, Copy } =
    rmc.parts;

  const Cited = ({ row }) => {
    const citation = one("citations", "citation_id", row.citation_id);
    const work = citation.reference_id && one("references", "reference_id", citation.reference_id);
    return html`
      cites ${
        work
          ? html`<a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//></a>`
          : html`a work that was not identified${citation.marker ? ` (${citation.marker})` : ""}`
      }:
      <span class="fidelity" title=${meaning("claim_citations", "fidelity", row.fidelity)}>
        ${" "}${words(row.fidelity)}
      </span>
      ${row.note && html` – <${Text}>${row.note}<//>`}
    `;
  };

  const Claim = ({ id, proposition = true }) => {
    const claim = one("claims", "claim_id", id);
    const [said, kind] = STANCES[claim.stance];
    const person = one("people", "person_id", claim.attributed_to);
    const quantities = all("claim_quantities", "claim_id", id).map((row) => row.as_stated);
    const cites = all("claim_citations", "claim_id", id);
    return html`<article class=${`card ${kind}`} aria-label=${`Claim ${id}`}>
      <p class="over">
        <${Sign} kind=${kind} /> <a href=${href("article", articleOf(claim))}>
          <${Text}>${site(articleOf(claim))}<//>
        </a> ${said}, in our words
      </p>
      <p class="statement"><a href=${href("claim", id)}><${Text}>${claim.statement}<//></a></p>
      <p class="tags">
        <${Tag} table="claims" field="kind" value=${claim.kind} />
        ${
          claim.degree &&
          html`<span class="tag" title=${meaning("claims", "degree", claim.degree)}>
            how much: ${claim.degree}
          </span>`
        }
        ${
          claim.modality === "hedged" &&
          html`<${Tag} table="claims" field="modality" value="hedged" />`
        }
        ${
          person &&
          html`<span class="tag">
            quoting <${Text}>
              ${person.name}
              ${person.credentials ? `, ${person.credentials}` : ""}
            <//>
          </span>`
        }
        ${
          quantities.length > 0 &&
          html`<span class="tag">figures: <${Text}>${quantities.join("; ")}<//></span>`
        }
        <span class="tag" title=${STANDINGS[rmc.standing(id)][1]}>
          evidence: ${rmc.parts.standingSaid(id)}
        </span>
      </p>
      ${
        cites.length > 0 &&
        html`<ul class="plain small">
          ${cites.map((row) => html`<li><${Cited} row=${row} /></li>`)}
        </ul>`
      }
      <${Note} text=${claim.note} />
      ${
        proposition &&
        html`<p class="small">
          on <a href=${href("proposition", claim.proposition_id)}>
            <${Text}>${one("propositions", "proposition_id", claim.proposition_id).statement}<//>
          </a>
        </p>`
      }
      <p class="foot">
        <span class="small">Read by language models, not checked by an expert.</span> <${Copy}
          make=${() => rmc.citing.claimText(id)}
          what=${`claim ${id}`}
        />
      </p>
    </article>`;
  };

  const number = (finding) => {
    if (finding.value === null) return null;
    const unit =
      {
        "{SMD}": " (standardised mean difference)",
        "{ratio}": " (ratio; 1 means no difference)",
        "{BW}": " × body weight",
        "{BW}/m": " × body weight per metre",
        "%{BW}": " % of body weight",
        "{beats}/min": " beats a minute",
        1: "",
      }[finding.unit] ?? ` ${finding.unit}`;
    const range =
      finding.low === null
        ? ""
        : `, 95 % ${finding.interval === "cri95" ? "credible" : "confidence"} interval ` +
          `${finding.low} to ${finding.high}`;
    const spread = finding.spread === null ? "" : ` ± ${finding.spread}`;
    return `${finding.value}${spread}${unit}${range}`;
  };

  /* What was compared with what, and of which outcome. */
  const contrast = (finding) =>
    ({
      before_after: "before and after",
      without_it: "with it and without it",
      other_exposure:
        `compared with ${rmc.name(finding.comparator_id)} in ` + rmc.name(finding.object_id),
      groups_compared: "groups compared at one time",
      not_said: "it is not said what was compared",
    })[finding.contrast] ?? "nothing was compared";

  /* The number of people on each side, where both or one are given. */
  const arms = ({ sample_size_subject: one, sample_size_comparator: other }) =>
    [one !== null && `${one} with it`, other !== null && `${other} on the other side`]
      .filter(Boolean)
      .join(", ");

  const FindingTags = ({ finding }) => {
    const work = one("references", "reference_id", finding.reference_id);
    const measure = one("measures", "measure_id", finding.measure_id);
    return html`<p class="tags">
      <a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//></a>
      ${work.design && html`<${Tag} table="references" field="design" value=${work.design} />`}
      ${
        finding.sample_size !== null &&
        html`<span class="tag">${plural(finding.sample_size, "person", "people")}</span>`
      }
      ${
        finding.studies !== null &&
        html`<span class="tag">${plural(finding.studies, "study", "studies")}</span>`
      }
      <span class="tag" title=${meaning("findings", "contrast", finding.contrast)}>
        ${contrast(finding)}
      </span>
      ${arms(finding) && html`<span class="tag">${arms(finding)}</span>`}
      ${
        measure?.stands_for === "proxy" &&
        html`<span class="tag" title=${measure.reason}>
          a proxy of ${rmc.name(measure.outcome_id)}
        </span>`
      }
      <span class="tag" title=${meaning("findings", "locator", finding.locator)}>
        read in the ${words(finding.locator)}
      </span>
    </p>`;
  };
  const Size = ({ finding }) => html`<p class="small">
    Measured: <${Text}>${finding.measure}<//>
    ${number(finding) && html`: <strong>${number(finding)}</strong>`}
    ${
      finding.p_value !== null &&
      `; p ${{ eq: "=", le: "≤", lt: "<", gt: ">" }[finding.p_relation]} ${finding.p_value}`
    }
  </p>`;

  const BEARS = {
    supports: "supports",
    opposes: "opposes",
    no_clear_difference: "no clear difference on",
    mixed: "points both ways on",
    unclear: "cannot be told on",
  };

  const SLOTS = {
    subject: "what was done",
    object: "the outcome",
    muscle: "the muscle",
    comparator: "the comparison",
    population: "the people",
    condition: "the condition",
  };
  const differs = (evidence) => rmc.listed(evidence.differs_in).map((slot) => SLOTS[slot]);

  /* The propositions that a finding bears on. */
  const Bearings = ({ id }) => {
    const bears = all("evidence", "finding_id", id);
    return (
      bears.length > 0 &&
      html`<ul class="plain small">
        ${bears.map(
          (row) => html`<li>
            <${Sign} kind=${DIRECTIONS[row.direction][1]} /> ${
              BEARS[row.direction]
            } (${BEARINGS[row.bearing]})${" "}
            <a href=${href("proposition", row.proposition_id)}>
              <${Text}>${one("propositions", "proposition_id", row.proposition_id).statement}<//>
            </a>
          </li>`,
        )}
      </ul>`
    );
  };

  /* What a person judged, before the reason. */
  const judged = (evidence) => {
    const what = [
      evidence?.judged_direction && "the direction",
      evidence?.judged_bearing && "the bearing",
    ].filter(Boolean);
    return what.length ? `A person judged ${what.join(" and ")}: ` : "Why it bears on it: ";
  };

  /* What a finding says of a statement or, without one, its result: in words and as a kind. */
  const saying = (finding, evidence) => {
    if (evidence) return DIRECTIONS[evidence.direction];
    const { result } = finding;
    return [words(result), result === "no_clear_difference" ? "neither" : "open"];
  };

  const Finding = ({ id, evidence = null, propositions = false }) => {
    const finding = one("findings", "finding_id", id);
    const [said, kind] = saying(finding, evidence);
    return html`<article
      class=${`card ${kind}`}
      aria-label=${`Finding ${id}`}
      id=${`finding-${id}`}
    >
      <p class="over">
        ${(evidence || kind === "neither") && html`<${Sign} kind=${kind} />`} ${said}
        ${evidence && `, ${BEARINGS[evidence.bearing]}`}
        ${evidence?.differs_in && `; differs in ${differs(evidence).join(", ")}`}
      </p>
      <p class="statement"><a href=${href("finding", id)}><${Text}>${finding.statement}<//></a></p>
      <${FindingTags} finding=${finding} />
      <${Size} finding=${finding} />
      <${Note} lead="Why it counts so: " text=${evidence?.explanation} />
      <${Note} lead=${judged(evidence)} text=${evidence?.reason} />
      <${Note} text=${finding.note} />
      <${Note} lead="Worked out: " text=${finding.derivation} />
      ${propositions && html`<${Bearings} id=${id} />`}
    </article>`;
  };
  Object.assign(rmc.parts, { Claim, Finding, number, contrast });
})();
