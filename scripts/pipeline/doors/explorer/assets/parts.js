/* Small parts that several views share: signs, links, words, counts. Text of the data goes in as
   text nodes only, never as markup. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { name, one, site, termHref, words, safe, meaning } = rmc;

  const STANCES = {
    asserts: ["says so", "for", "says so"],
    denies: ["denies it", "against", "says so, against it"],
    reports: ["reports it", "open", "reports it as what others believe"],
  };

  const DIRECTIONS = {
    supports: ["supports it", "for"],
    opposes: ["opposes it", "against"],
    no_clear_difference: ["found no clear effect", "neither"],
    mixed: ["points both ways", "mixed"],
    unclear: ["cannot be told", "open"],
  };

  /* How closely a finding is about a statement. */
  const BEARINGS = {
    own: "about just this",
    special_case: "about a special case",
    wider: "about something wider",
    neighbour: "about something nearby",
  };

  /* How many articles say a statement, and how many deny it. */
  const agreed = (summary) => {
    const count = (field) => rmc.listed(summary[field]).length;
    const [yes, no, others] = ["asserted_by", "denied_by", "reported_by"].map(count);
    const articles = rmc.table("articles").length;
    const of = `of ${rmc.plural(articles, "article")}`;
    if (!yes && !no)
      return (
        `${others} ${of} ${others === 1 ? "reports" : "report"} it as what others believe; ` +
        "none says so itself"
      );
    return (
      `${yes} ${of} ${yes === 1 ? "says" : "say"} so; ` +
      `${no || "none"} ${no > 1 ? "deny" : "denies"} it`
    );
  };

  /* How a claim stands to the evidence: in short, at length, and its sign. */
  const STANDINGS = {
    with: ["studies go with it", "studies of what it says go with it, and none against it", "for"],
    both: ["studies on both sides", "there are studies on both sides of it", "mixed"],
    against: [
      "studies go against it",
      "studies of what it says go against it, and none with it",
      "against",
    ],
    unclear: [
      "studies leave it open",
      "there are studies of what it says, but none goes with it or against it",
      "neither",
    ],
    unfaithful: [
      "misreports its study",
      "it misreports the study that it cites, or leaves out a key result, and is set aside",
      "open",
    ],
    reported: ["only reports a belief", "it reports a belief of others and takes no side", "open"],
    none: [
      "none found",
      "evidence was looked for; no study of just this or of a case of it was found",
      "open",
    ],
    anatomy: ["sources of anatomy", "it was held against sources of anatomy", "open"],
    not_looked_for: ["not looked for", "evidence was not looked for", "open"],
  };

  /* What evidence there is on a statement: in short and at length. */
  const LOOKED = {
    studied: ["studies of it", "there are studies of it or of a case of it"],
    nearby: [
      "only wider or nearby",
      "there are only studies of something wider or of something nearby",
    ],
    none: ["none found", "evidence was looked for and none found"],
    anatomy: ["sources of anatomy", "it was held against sources of anatomy"],
    not_looked_for: ["not looked for", "evidence was not looked for"],
  };

  const Sign = ({ kind }) => html`<span class=${`sign ${kind}`} aria-hidden="true"></span>`;

  const Text = ({ children }) => html`<bdi>${children}</bdi>`;

  const Term = ({ id }) => html`<a class="term" href=${termHref(id)}><${Text}>${name(id)}<//></a>`;

  const Tag = ({ table, field, value }) =>
    html`<span class="tag" title=${meaning(table, field, value)}>${words(value)}</span>`;

  const Note = ({ lead, text }) => text && html`<p class="note">${lead}<${Text}>${text}<//></p>`;
  const Outside = ({ url, children }) =>
    safe(url) ? html`<a href=${url} rel="noreferrer">${children}</a>` : children;

  const named = (work) =>
    work.authors
      ? `${work.authors.split(";")[0].split(",")[0]} ${work.year ?? "n.d."}`
      : [work.title ?? work.reference_id, work.year].filter(Boolean).join(", ");

  /* A work in a few words. They say so if it was corrected, doubted or retracted. */
  const short = (work) =>
    ["not_checked", "in_force"].includes(work.standing)
      ? named(work)
      : `${named(work)} [${words(work.standing)}]`;

  /* Which articles assert, deny or report a proposition. */
  const Who = ({ id }) => {
    const summary = one("proposition_summary", "proposition_id", id);
    return [
      ["asserted_by", "asserts"],
      ["denied_by", "denies"],
      ["reported_by", "reports"],
    ]
      .filter(([field]) => summary[field])
      .map(
        ([field, stance], i) =>
          html`
            ${i > 0 && "; "}
            <${Sign} kind=${STANCES[stance][1]} /> ${rmc
              .listed(summary[field])
              .map(site)
              .join(", ")} ${
              rmc.listed(summary[field]).length > 1
                ? { asserts: "say so", denies: "deny it", reports: "report it" }[stance]
                : STANCES[stance][0]
            }
          `,
      );
  };

  const Tally = ({ rows, of }) =>
    html`<ul class="tally">
      ${rows.map(
        ([label, value, kind, link]) =>
          html`<li class=${kind ?? ""}>
            <strong>${value}</strong> ${link ? html`<a href=${link}>${label}</a>` : label}
          </li>`,
      )}
      ${of && html`<li class="small">${of}</li>`}
    </ul>`;

  const Address = ({ kind, id }) =>
    html`<p class="address small">Address: <code>${rmc.data.about.id}#${kind}/${id}</code></p>`;
  Object.assign(rmc.parts, {
    STANCES,
    DIRECTIONS,
    BEARINGS,
    agreed,
    STANDINGS,
    LOOKED,
    Sign,
    Text,
    Term,
    Tag,
    Note,
    Outside,
    short,
    Who,
    Tally,
    Address,
  });
})();
