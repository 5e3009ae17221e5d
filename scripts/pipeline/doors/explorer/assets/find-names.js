/* What a search means: each name of a term stands for the term, its parts and special cases, in any
   spelling and number. Other words are looked for at the beginnings of words. */
"use strict";
(() => {
  const { table, once, holding } = rmc;

  /* Plain lower-case words: no accents, signs or hyphens. "don't" is one word. */
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\p{M}'’]/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}%]+/gu, " ")
      .trim();

  /* American spellings, then endings. Both sides of a comparison are treated alike, so it does not
     matter that a stem may be no word. */
  const SPELLINGS = [
    [/([^s])iz(e|ed|es|er|ing|ations?)$/, "$1is$2"],
    [/fiber/, "fibre"],
    [/center/, "centre"],
    [/(kilo|centi|milli)meter/, "$1metre"],
    [/(behavi|fav|lab|col)or/, "$1our"],
  ];
  const ENDINGS = [
    [/ves$/, "f"],
    [/ies$/, "y"],
    [/([a-z]{2}[^sui])s$/, "$1"],
  ];
  const known = new Map();
  const stem = (word) => {
    if (!known.has(word)) known.set(word, stemmed(word));
    return known.get(word);
  };
  const stemmed = (word) => {
    let found = word;
    for (const [old, now] of SPELLINGS) found = found.replace(old, now);
    const ending = ENDINGS.find(([old]) => old.test(found));
    return ending ? found.replace(...ending) : found;
  };

  const keyOf = (name) =>
    fold(name ?? "")
      .split(" ")
      .map(stem)
      .join(" ");

  /* Names as stems: those that a term alone has, by term, and those that may mean several terms
     ("muscle" may be short for any muscle). */
  const own = once(() => [
    ...table("terms").map((row) => [keyOf(row.name), row.term_id]),
    ...table("muscles").map((row) => [keyOf(row.latin_name), row.muscle_id]),
    ...table("term_names").map((row) => [keyOf(row.name), row.term_id]),
  ]);
  const ambiguous = once(() => table("name_meanings").map((row) => [keyOf(row.name), row.term_id]));
  const gather = (pairs) => {
    const found = new Map();
    for (const [key, value] of pairs)
      if (key && value) found.set(key, (found.get(key) ?? new Set()).add(value));
    return found;
  };
  const names = once(() => gather([...own(), ...ambiguous()]));
  const namesOf = once(() => gather(own().map(([key, term]) => [term, key])));
  const longest = once(() =>
    Math.max(1, ...[...names().keys()].map((key) => key.split(" ").length)),
  );

  /* The parts of a query: the longest names in it, with all names of the same terms, and the other
     words. */
  const read = once((query) => {
    const said = fold(query).split(" ").filter(Boolean);
    const parts = [];
    for (let at = 0; at < said.length;) {
      let size = Math.min(longest(), said.length - at);
      const key = () =>
        said
          .slice(at, at + size)
          .map(stem)
          .join(" ");
      while (size > 1 && !names().has(key())) size -= 1;
      const terms = [...(names().get(key()) ?? [])];
      parts.push({
        text: said.slice(at, at + size).join(" "),
        key: key(),
        terms,
        wanted: new Set(terms.flatMap(holding)),
        called: [key(), ...terms.flatMap((term) => [...namesOf().get(term)])].map(
          (name) => ` ${name} `,
        ),
      });
      at += size;
    }
    return parts;
  });
  rmc.find = { fold, stem, names, read };
})();
