/* One search over everything: questions, statements, claims, studies, findings and terms. */
"use strict";
(() => {
  const { html, useState } = htmPreact;
  const { one, name, href, termHref, viewHref, plural, words } = rmc;
  const { Text, short } = rmc.parts;
  const { read, found, total } = rmc.find;
  const SHOWN = 5; // results of each kind before the rest is asked for

  const site = (id) => rmc.site(rmc.articleOf(one("claims", "claim_id", id)));
  const statement = (from, key) => (id) => one(from, key, id).statement;
  const findingOf = (id) => one("findings", "finding_id", id);
  const workOf = (id) => one("references", "reference_id", id);

  /* The kinds in their order, with the view that lists one kind, where there is one. */
  const KINDS = {
    question: {
      noun: "question",
      title: "Questions",
      text: (id) => one("questions", "question_id", id).question,
      more: (id) => plural(one("questions", "question_id", id).articles, "article"),
    },
    proposition: {
      noun: "statement",
      title: "Statements",
      view: "propositions",
      text: statement("propositions", "proposition_id"),
      more: (id) => plural(one("proposition_summary", "proposition_id", id).claims, "claim"),
    },
    claim: {
      noun: "claim",
      title: "Claims",
      view: "table",
      text: statement("claims", "claim_id"),
      more: (id) => `${site(id)}, in our words`,
    },
    finding: {
      noun: "finding",
      title: "Findings of studies",
      view: "studies",
      text: statement("findings", "finding_id"),
      more: (id) => {
        const work = workOf(findingOf(id).reference_id);
        return [short(work), words(work.design)].filter(Boolean).join(", ");
      },
    },
    reference: {
      noun: "study",
      many: "studies",
      title: "Studies and reviews",
      text: (id) => workOf(id).title ?? short(workOf(id)),
      more: (id) => [short(workOf(id)), words(workOf(id).design)].filter(Boolean).join(", "),
    },
    term: {
      noun: "term",
      title: "Terms",
      text: name,
      more: (id) => one("terms", "term_id", id).kind,
      link: termHref,
    },
    article: {
      noun: "article",
      title: "Articles",
      text: (id) => one("articles", "article_id", id).title,
      more: (id) => one("articles", "article_id", id).site,
    },
  };

  /* The box: a form that leads to the results. On the page of results it searches while one
     types. */
  const Search = ({ value = "", onType = null }) => {
    const [typed, type] = useState(value);
    const text = onType ? value : typed;
    return html`<form
      role="search"
      class="controls find"
      onSubmit=${(event) => {
        event.preventDefault();
        if (text.trim()) location.hash = viewHref("search", { q: text.trim() });
      }}
    >
      <label>
        Search everything <input
          type="search"
          name="q"
          value=${text}
          placeholder="calves, hypertrophy, randomised trial …"
          onInput=${(event) => (onType ?? type)(event.target.value)}
        />
      </label>
      <button type="submit">Search</button>
    </form>`;
  };

  const Meant = ({ parts }) => {
    const known = parts.filter((part) => part.terms.length);
    return (
      known.length > 0 &&
      html`<p class="small">
        Read as ${known.map(
          (part, i) => html`
            ${i > 0 && "; "}“${part.text}”: ${part.terms.map(
              (term, j) =>
                html`${j > 0 && (j === part.terms.length - 1 ? " or " : ", ")}<a
                    href=${termHref(term)}
                    >${name(term)}</a
                  >`,
            )}
          `,
        )}, each with its parts and special cases. Other words are looked for in the text.
      </p>`
    );
  };

  const Group = ({ kind, query, whole }) => {
    const { title, noun, many, view, text, more, link } = KINDS[kind];
    const ids = found(kind, query);
    const count = plural(ids.length, noun, many);
    const rest = view ? viewHref(view, { q: query }) : viewHref("search", { q: query, kind });
    return html`<section class="found" data-kind=${kind}>
      <h2>${title} (${ids.length})</h2>
      <ul>
        ${(whole ? ids : ids.slice(0, SHOWN)).map(
          (id) => html`<li key=${id}>
            <a href=${link ? link(id) : href(kind, id)}><${Text}>${text(id)}<//></a>${" "}
            <span class="small"><${Text}>${more(id)}<//></span>
          </li>`,
        )}
      </ul>
      ${
        ((!whole && ids.length > SHOWN) || view) &&
        html`<p><a href=${rest}>All ${count}${view && ", in a table"}</a></p>`
      }
      ${kind === "finding" && html`<${rmc.parts.TrialsOf} parts=${read(query)} />`}
    </section>`;
  };

  const Counts = ({ hits, query }) => html`<ul class="tally">
    ${hits.map((kind) => {
      const { noun, many } = KINDS[kind];
      const count = found(kind, query).length;
      return html`<li>
        <strong>${count}</strong> <a href=${viewHref("search", { q: query, kind })}>
          ${plural(count, noun, many).replace(/^\S+ /, "")}
        </a>
      </li>`;
    })}
  </ul>`;

  /* What is asked for, the kinds that have results, and the only one that is wanted. */
  const asked = (settings) => {
    const query = (settings.q ?? "").trim();
    const parts = read(query);
    const hits = parts.length ? Object.keys(KINDS).filter((kind) => found(kind, query).length) : [];
    return { query, parts, hits, only: hits.includes(settings.kind) ? settings.kind : "" };
  };

  const Results = ({ settings, set }) => {
    const { query, parts, hits, only } = asked(settings);
    const said = parts.length ? plural(total(query), "result") : "";
    const thin = parts.length > 0 && !hits.some((kind) => kind !== "term");
    const told = rmc.lists.useTold(said);
    return html`
      <h1 tabindex="-1">Search${query && html`: <${Text}>${query}<//>`}</h1>
      <${Search}
        value=${settings.q ?? ""}
        onType=${(q) => set({ q, kind: "" }, true)}
      />
      <p class="hidden" role="status">${told}</p>
      <${Meant} parts=${parts} />
      ${
        said &&
        html`<p><strong class="count" data-count=${total(query)}>${said}</strong> ${
          only && html`<a href=${viewHref("search", { q: query })}>all kinds</a>`
        }</p>`
      }
      ${hits.length > 1 && !only && html`<${Counts} hits=${hits} query=${query} />`}
      ${thin && html`<${rmc.parts.Offers} parts=${parts} />`}
      ${hits
        .filter((kind) => !only || kind === only)
        .map(
          (kind) =>
            html`<${Group} key=${kind} kind=${kind} query=${query} whole=${kind === only} />`,
        )}
    `;
  };
  rmc.parts.Search = Search;
  rmc.views.Search = Results;
})();
