/* A claim in its article. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { table, all, one, articleOf, site, href, plural } = rmc;
  const { Text, Term, Outside, Claim, Disagreements, disagreementsOf, Address, Sign, STANDINGS } =
    rmc.parts;

  const Stands = ({ claim }) => {
    const standing = rmc.standing(claim.claim_id);
    const against = rmc.parts.opposing(claim.claim_id);
    const [, said, kind] = STANDINGS[standing];
    const proposition = one("propositions", "proposition_id", claim.proposition_id);
    return html`
      <h2>How it stands to the evidence</h2>
      <p class="stands">
        <${Sign} kind=${kind} /> ${said[0].toUpperCase()}${said.slice(1)}.
        ${against && ` Against it: ${against}.`}
        ${
          one("claims_flat", "claim_id", claim.claim_id).only_cited_works &&
          " The claim itself cites all the studies that count."
        }${" "}
        ${
          standing !== "not_looked_for" &&
          html`
            ${standing === "anatomy" ? "They" : "The studies"} are on the page of the
            statement${" "}
            <a href=${href("proposition", claim.proposition_id)}>
              <${Text}>${proposition.statement}<//>
            </a> `
        }
      </p>
    `;
  };

  const ClaimPage = ({ id }) => {
    const claim = one("claims", "claim_id", id);
    const article = articleOf(claim);
    const passage = one("passages", "passage_id", claim.passage_id);
    const siblings = table("claims")
      .filter((row) => articleOf(row) === article)
      .map((row) => row.claim_id);
    const place = siblings.indexOf(id);
    const disputes = disagreementsOf(new Set([id]));
    return html`
      <p class="over">
        Claim ${id}, in <a href=${href("article", article)}>
          <${Text}>${site(article)}: ${one("articles", "article_id", article).title}<//>
        </a> (<${Outside} url=${one("articles", "article_id", article).url}>
          ${
            one("articles", "article_id", article).url ? "on its site" : "its address was not found"
          }
        <//>)<${rmc.parts.OnQuestion} proposition=${claim.proposition_id} />
      </p>
      <h1 tabindex="-1"><${Text}>${claim.statement}<//></h1>
      <p class="small">
        In our words. It stands in the
        section <em>${passage.section ?? "outside the article proper"}</em>,
        characters ${passage.start} to ${passage.end} of the captured
        text, ${plural(passage.token_count, "word")}.
      </p>
      <${Claim} id=${id} />
      <${Stands} claim=${claim} />
      <h2>What it is about</h2>
      <ul class="inline">
        ${all("claim_terms", "claim_id", id).map(
          (row) => html`<li>
            <${Term} id=${row.term_id} />
            ${
              row.surface_form
                ? html` <span class="small">as <${Text}>“${row.surface_form}”<//></span>`
                : html` <span class="small">implied</span>`
            }
          </li>`,
        )}
      </ul>
      ${
        disputes.length > 0 &&
        html`<section>
          <h2>Where articles disagree on it</h2>
          <${Disagreements} rows=${disputes} />
        </section>`
      }
      <p>
        ${
          place > 0 &&
          html`<a rel="prev" href=${href("claim", siblings[place - 1])}>claim before</a>`
        } ${
          place < siblings.length - 1 &&
          html`<a rel="next" href=${href("claim", siblings[place + 1])}>next claim</a>`
        }
      </p>
      <${Address} kind="claim" id=${id} />
    `;
  };
  rmc.views.ClaimPage = ClaimPage;
})();
