/* A work that articles cite or that was found by a search, and one finding of it. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { all, one, site, href, plural, words } = rmc;
  const { Text, Tag, Outside, Claim, Finding, Effects, short, Address, Note } = rmc.parts;

  const Title = ({ work, finding }) => {
    if (finding)
      return html`
        <p class="over">
          Finding of <a href=${href("reference", work.reference_id)}><${Text}>${short(work)}<//></a>
        </p>
        <h1 tabindex="-1"><${Text}>${one("findings", "finding_id", finding).statement}<//></h1>
      `;
    return html`
      <p class="over">${work.type === "article-journal" ? "Journal article" : words(work.type)}</p>
      <h1 tabindex="-1"><${Text}>${work.title ?? "A work whose title was not seen"}<//></h1>
    `;
  };

  /* The link of a DOI. Old DOIs have signs that addresses may not have, or read otherwise. */
  const doiLink = (doi) =>
    `https://doi.org/${encodeURI(doi).replaceAll("#", "%23").replaceAll("?", "%3F")}`;

  const Identifiers = ({ work }) => {
    const identifiers = [
      ["DOI", work.doi, work.doi && doiLink(work.doi)],
      ["PMID", work.pmid, work.pmid && `https://pubmed.ncbi.nlm.nih.gov/${work.pmid}/`],
      ["PMCID", work.pmcid, work.pmcid && `https://pmc.ncbi.nlm.nih.gov/articles/${work.pmcid}/`],
      ["address", work.url, work.url],
    ].filter(([, value]) => value);
    return html`<ul class="inline">
      ${identifiers.map(
        ([label, value, url]) => html`<li>
          ${label} <${Outside} url=${url}><${Text}>${value}<//><//>
        </li>`,
      )}
    </ul>`;
  };

  const WorkTags = ({ work }) => html`<p class="tags">
    ${work.design && html`<${Tag} table="references" field="design" value=${work.design} />`}
    ${
      work.sample_size !== null &&
      html`<span class="tag">${plural(work.sample_size, "person", "people")}</span>`
    }
    ${
      work.studies !== null &&
      html`<span class="tag">${plural(work.studies, "study", "studies")}</span>`
    }
    ${work.participants && html`<span class="tag"><${Text}>${work.participants}<//></span>`}
    <${Tag} table="references" field="status" value=${work.status} />
    ${
      work.standing !== "not_checked" &&
      html`<${Tag} table="references" field="standing" value=${work.standing} />`
    }
  </p>`;

  const SEXES = { male: "men", female: "women", both: "women and men" };

  const age = (work) =>
    [
      work.age_mean !== null && `mean ${work.age_mean} years`,
      work.age_low !== null &&
        work.age_high !== null &&
        `${work.age_low} to ${work.age_high} years`,
      work.age_low !== null && work.age_high === null && `from ${work.age_low} years`,
      work.age_low === null && work.age_high !== null && `up to ${work.age_high} years`,
    ]
      .filter(Boolean)
      .join(", ");

  /* Who took part in a study, and what was done. */
  const Details = ({ work }) => {
    const details = [
      ["sex", SEXES[work.sex]],
      ["age", age(work)],
      ["training status", words(work.training_status)],
      ["duration", work.duration_weeks !== null && plural(work.duration_weeks, "week")],
      ["dose", work.dose],
      ["arms", work.arms],
    ].filter(([, value]) => value);
    return (
      details.length > 0 &&
      html`<dl class="slots">
        ${details.map(
          ([label, value]) => html`<div><dt>${label}</dt><dd><${Text}>${value}<//></dd></div>`,
        )}
      </dl>`
    );
  };

  const Bibliography = ({ work, finding }) => html`
    <p>
      <${Text}>${work.authors ?? "Authors not seen"}<//> (${work.year ?? "no date"}). ${
        finding && work.title && html`<${Text}>${work.title}. <//>`
      }
      ${work.container && html`<em><${Text}>${work.container}<//></em> `}
      ${[work.volume && `${work.volume}${work.issue ? ` (${work.issue})` : ""}`, work.pages]
        .filter(Boolean)
        .join(", ")}
    </p>
    <${Identifiers} work=${work} />
    <${WorkTags} work=${work} />
    <${Details} work=${work} />
  `;

  const Citing = ({ id }) => {
    const citations = all("citations", "reference_id", id);
    return html`<section>
      <h2>Who cites it</h2>
      ${
        citations.length === 0
          ? html`<p>None of the articles.</p>`
          : citations.map(
              (row) => html`
                <p>
                  <a href=${href("article", row.article_id)}>
                    <${Text}>${site(row.article_id)}<//>
                  </a>: ${words(row.basis)}, ${words(row.status)}.
                  ${row.note && html` <${Text}>${row.note}<//>`}
                </p>
                <div class="cards">
                  ${all("claim_citations", "citation_id", row.citation_id).map(
                    (cites) => html`<${Claim} id=${cites.claim_id} />`,
                  )}
                </div>
              `,
            )
      }
    </section>`;
  };

  const Reference = ({ id, finding = null }) => {
    const work = one("references", "reference_id", id);
    const findings = all("findings", "reference_id", id);
    const drawn = findings.filter((row) => !finding || row.finding_id === finding);
    return html`
      <${Title} work=${work} finding=${finding} />
      <${Bibliography} work=${work} finding=${finding} />
      <${Note} text=${work.note} />
      ${
        findings.length > 0 &&
        html`<section>
          <h2>${finding ? "The finding" : `What it found (${findings.length})`}</h2>
          <${Effects} evidence=${drawn} />
          <div class="cards">
            ${drawn.map(
              (row) => html`<${Finding}
                key=${row.finding_id}
                id=${row.finding_id}
                propositions=${true}
              />`,
            )}
          </div>
          ${finding && html`<${rmc.parts.Bias} id=${finding} />`}
        </section>`
      }
      ${!finding && html`<${Citing} id=${id} />`}
      <${Address} kind=${finding ? "finding" : "reference"} id=${finding ?? id} />
    `;
  };

  const FindingPage = ({ id }) =>
    html`<${Reference} id=${one("findings", "finding_id", id).reference_id} finding=${id} />`;
  Object.assign(rmc.views, { Reference, FindingPage });
})();
