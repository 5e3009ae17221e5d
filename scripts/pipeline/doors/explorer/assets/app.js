/* The page: which view belongs to which address, and what surrounds it. */
"use strict";
(() => {
  const { html, render, useEffect, useLayoutEffect, useRef, useState } = htmPreact;
  const { route, one, data, viewHref } = rmc;
  const V = rmc.views;
  const SCROLL_PAUSE = 100; // milliseconds
  const TYPING_PAUSE = 250; // milliseconds
  const THINGS = {
    __proto__: null,
    proposition: V.Proposition,
    claim: V.ClaimPage,
    article: V.Article,
    reference: V.Reference,
    finding: V.FindingPage,
    muscle: V.TermPage,
    exercise: V.TermPage,
    term: V.TermPage,
    question: V.Question,
    disagreement: V.Disagreement,
  };
  const PAGES = {
    __proto__: null,
    questions: V.Questions,
    disagreements: V.Disagreements,
    matrix: V.MatrixPage,
    body: V.BodyPage,
    words: V.Words,
    gaps: V.Gaps,
    articles: V.Articles,
    studies: V.Studies,
    search: V.Search,
  };
  const HOME = ["", "answer"];
  const NAV = [
    ["questions", "Questions"],
    ["disagreements", "Disagreements"],
    ["propositions", "Statements"],
    ["matrix", "Running × muscle"],
    ["body", "Body"],
    ["articles", "Articles"],
    ["studies", "Studies"],
    ["searches", "Searches"],
    ["gaps", "Gaps"],
    ["table", "Claims"],
    ["words", "Glossary"],
  ];

  /* The view of the menu that a page of one thing belongs to. */
  const PARENTS = { __proto__: null, question: "questions", disagreement: "disagreements" };

  /* Follows the address, and keeps in the history how far each view was scrolled. */
  const useAddress = (go) =>
    useEffect(() => {
      let due;
      const follow = () => {
        clearTimeout(due);
        go(route());
      };
      const remember = () => {
        const hash = location.hash;
        clearTimeout(due);
        due = setTimeout(
          () => hash === location.hash && history.replaceState({ y: scrollY }, ""),
          SCROLL_PAUSE,
        );
      };
      history.scrollRestoration = "manual"; // views are drawn after the browser would have scrolled
      addEventListener("hashchange", follow);
      addEventListener("scroll", remember, { passive: true });
      addEventListener("beforeprint", () =>
        document.querySelectorAll("details:not(.facet)").forEach((part) => {
          part.open = true;
        }),
      );
      return () => removeEventListener("hashchange", follow);
    }, []);

  /* Scrolls a new view to its place, and moves the focus to its heading. */
  const arrive = (main, isNewPlace) => {
    if (history.state?.y !== undefined) {
      scrollTo(0, history.state.y); // the reader went back to it, or loaded it again
    } else if (isNewPlace) {
      scrollTo(0, 0);
      main.querySelector("h1")?.focus({ preventScroll: true });
    }
  };

  /* Settings of a view are in the address. Choosing adds to the history; typing replaces the
     address, after a pause. */
  const useSettings = (at, go) => {
    const now = useRef(at);
    const late = useRef();
    now.current = at;
    return (view, id = "") =>
      (changes, typing = false) => {
        const settings = changes
          ? Object.fromEntries(
              Object.entries({ ...now.current.settings, ...changes }).filter(([, value]) => value),
            )
          : {};
        const write = () => {
          const method = typing ? "replaceState" : "pushState";
          try {
            history[method](
              { y: scrollY },
              "",
              viewHref(id ? `${view}/${encodeURIComponent(id)}` : view, settings),
            );
          } catch {
            /* some browsers refuse too many changes in a short time */
          }
        };
        clearTimeout(late.current);
        now.current = { kind: view, id, settings };
        go(now.current);
        if (typing) late.current = setTimeout(write, TYPING_PAUSE);
        else write();
      };
  };

  const View = ({ at, home, place, set }) => {
    if (home) return html`<${V.Home} />`;
    const Page = PAGES[at.kind];
    if (Page) return html`<${Page} settings=${at.settings} set=${set(at.kind)} />`;
    if (Object.hasOwn(rmc.lists.VIEWS, at.kind))
      return html`<${V.Table}
        key=${at.kind}
        view=${at.kind}
        settings=${at.settings}
        set=${set(at.kind)}
      />`;
    const Thing = THINGS[at.kind];
    const [tableName, key] = rmc.KINDS[at.kind] ?? [];
    if (Thing && one(tableName, key, at.id))
      return html`<${Thing}
        key=${place}
        id=${at.id}
        settings=${at.settings}
        set=${set(at.kind, at.id)}
      />`;
    return html`<${V.Nothing} kind=${at.kind} id=${at.id} />`;
  };

  const App = () => {
    const [at, go] = useState(route());
    const main = useRef();
    const before = useRef(null);
    useAddress(go);
    const home = HOME.includes(at.kind) && !at.id;
    const place = home ? "home" : `${at.kind}/${at.id}`;
    useEffect(() => {
      const title = main.current.querySelector("h1")?.textContent ?? "";
      document.title = home ? data.about.title : `${title} – ${data.about.title}`;
      const isNewPlace = before.current !== null && before.current !== place;
      before.current = place;
      arrive(main.current, isNewPlace);
    }, [place, at.kind]);
    useLayoutEffect(() => {
      rmc.shownAt = location.hash; // the tests wait for this
    }, [at]);
    const set = useSettings(at, go);
    const opened = PARENTS[at.kind] ?? at.kind;
    return html`
      <a
        class="skip"
        href="#main"
        onClick=${(event) => {
          event.preventDefault();
          main.current.focus();
        }}
      >
        To the content
      </a>
      <header>
        <p class="brand"><a href="#">${data.about.title}</a></p>
        <nav aria-label="Views">
          <ul>
            ${NAV.map(
              ([view, label]) => html`<li>
                <a href=${`#${view}`} aria-current=${opened === view ? "page" : null}>${label}</a>
              </li>`,
            )}
          </ul>
        </nav>
      </header>
      <main id="main" tabindex="-1" ref=${main}>
        <${View} at=${at} home=${home} place=${place} set=${set} />
      </main>
      <footer>
        <p>
          ${data.about.title}, version ${data.about.version}, ${data.about.created?.slice(0, 10)}.
          Annotated by large language models under written rules, each article twice; no human
          expert has checked it yet. Findings are read from abstracts. No medical advice. Statements
          are in our words, the articles belong to their publishers.${data.about.licenses?.map(
            (one) => html` Data: <${rmc.parts.Outside} url=${one.path}>${one.title}<//>.`,
          )} Software on this page: ${data.libraries.map(
            (one, i) => html`${i > 0 && ", "}${one.name} ${one.version} (${one.license})`,
          )}; its licences stand in the source of the page. Figure of the body: ${data.figure}.
        </p>
      </footer>
    `;
  };
  render(html`<${App} />`, document.getElementById("app"));
})();
