/* The page: which view for which address, and what stands around it. */
(() => {
  const { html, render, useEffect, useLayoutEffect, useRef, useState } = htmPreact;
  const { route, one, data, viewHref } = rmc;
  const V = rmc.views;
  const THINGS = { __proto__: null, proposition: V.Proposition, claim: V.ClaimPage, article: V.Article, reference: V.Reference, finding: V.FindingPage, muscle: V.TermPage, exercise: V.TermPage, term: V.TermPage };
  const SECTIONS = ["", "answer", "matrix", "body"];
  const NAV = [["answer", "The question"], ["matrix", "Matrix"], ["body", "Body"], ["propositions", "Propositions"], ["contradictions", "Contradictions"], ["articles", "Articles"], ["studies", "Studies"], ["table", "Claims"], ["words", "Words"]];

  const App = () => {
    const [at, go] = useState(route());
    const main = useRef(), before = useRef(null);
    useEffect(() => {
      let due;
      const follow = () => { clearTimeout(due); go(route()); };
      const remember = () => { const hash = location.hash; clearTimeout(due); due = setTimeout(() => hash === location.hash && history.replaceState({ y: scrollY }, ""), 100); };
      history.scrollRestoration = "manual"; // views are drawn after the browser would have scrolled
      addEventListener("hashchange", follow);
      addEventListener("scroll", remember, { passive: true });
      addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
      return () => removeEventListener("hashchange", follow);
    }, []);
    const home = SECTIONS.includes(at.kind) && !at.id, place = home ? "home" : `${at.kind}/${at.id}`;
    useEffect(() => {
      const title = main.current.querySelector("h1")?.textContent ?? "";
      document.title = home ? data.about.title : `${title} – ${data.about.title}`;
      const first = before.current === null;
      const moved = before.current !== place;
      before.current = place;
      if (history.state?.y !== undefined) scrollTo(0, history.state.y); // gone back to, or loaded anew
      else if (home && at.kind && at.kind !== "answer" && !at.settings.cell) document.getElementById(at.kind)?.scrollIntoView();
      else if (moved && !first) { scrollTo(0, 0); main.current.querySelector("h1")?.focus({ preventScroll: true }); }
    }, [place, at.kind]);
    useLayoutEffect(() => { rmc.shownAt = location.hash; }, [at]); // for those who wait for the view
    /* Settings live in the address; typing replaces it, once a pause is made, and choosing adds to the history. */
    const now = useRef(at), late = useRef();
    now.current = at;
    const set = (view) => (changes, typing = false) => {
      const settings = changes ? Object.fromEntries(Object.entries({ ...now.current.settings, ...changes }).filter(([, value]) => value)) : {};
      const write = () => { try { history[typing ? "replaceState" : "pushState"]({ y: scrollY }, "", viewHref(view, settings)); } catch { /* too many in a short time, for some browsers */ } };
      clearTimeout(late.current);
      now.current = { kind: view, id: "", settings };
      go(now.current);
      typing ? late.current = setTimeout(write, 250) : write();
    };
    const Thing = THINGS[at.kind], [tableName, key] = rmc.KINDS[at.kind] ?? [];
    return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>To the content</a>
      <header><p class="brand"><a href="#answer">${data.about.title}</a></p><nav aria-label="Views"><ul>${NAV.map(([view, label]) => html`<li>
        <a href=${`#${view}`} aria-current=${at.kind === view ? "page" : null}>${label}</a></li>`)}</ul></nav></header>
      <main id="main" tabindex="-1" ref=${main}>${home ? html`<${V.Home} settings=${at.settings} set=${set} />`
        : at.kind === "contradictions" ? html`<${V.Contradictions} />` : at.kind === "words" ? html`<${V.Words} />` : at.kind === "articles" ? html`<${V.Articles} />`
        : ["table", "propositions", "studies"].includes(at.kind) ? html`<${V.Table} key=${at.kind} view=${at.kind} settings=${at.settings} set=${set(at.kind)} />`
        : Thing && one(tableName, key, at.id) ? html`<${Thing} key=${place} id=${at.id} />` : html`<${V.Nothing} kind=${at.kind} id=${at.id} />`}</main>
      <footer><p>${data.about.title}, version ${data.about.version}, ${data.about.created?.slice(0, 10)}. Annotated by large language models under written rules, each article twice; no human expert has checked it yet. Findings are read from abstracts. No medical advice. Statements are in our words, the articles belong to their publishers.
        ${data.about.licenses?.map((one) => html` Data: <${rmc.parts.Outside} url=${one.path}>
          ${one.title}<//>.`)} Software on this page: ${data.libraries.map((one, i) => html`${i > 0 && ", "}${one.name} ${one.version} (${one.license})`)}; its licences stand in the source of the page. Figure of the body: ${data.figure}.</p></footer>`;
  };
  render(html`<${App} />`, document.getElementById("app"));
})();
