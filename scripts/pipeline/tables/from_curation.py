"""Curation to tables: every row with its origin, derived columns filled, nothing judged yet.

What cannot be turned into a row at all (an address that is none, a word that resolves to no term)
is a problem here; everything else is left to the row schemas and the rules.
"""

from __future__ import annotations

from collections import Counter

from pipeline.base.hints import closest
from pipeline.base.problems import Problem, Refused
from pipeline.curation.read import Curation
from pipeline.curation.yaml_values import Map
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.from_mappings import add_mappings
from pipeline.tables.rows import Origin, Rows
from pipeline.tables.statements import SLOTS, compose, term_names
from pipeline.text.locate_words import CUE
from pipeline.text.passage_address import Address, joined, words

_SLOT_KEYS = {f"{slot}_id": slot for slot in SLOTS}


def make_tables(curation: Curation, schemas: dict[str, TableSchema]) -> dict[str, Rows]:
    """The tables that people write, as the schemas define them; derived tables stay empty. Refused carries every problem found on the way."""
    return _Maker(curation, schemas).make()


class _Maker:
    def __init__(self, curation: Curation, schemas: dict[str, TableSchema]):
        self.curation = curation
        self.tables = {name: Rows(table) for name, table in schemas.items()}
        self.problems: list[Problem] = []
        self.names: dict[str, dict] = {}
        self.name_lines: dict[str, int] = {}
        self.meanings: dict[str, list[str]] = {}
        self.known: set[str] = set()
        self.keys: dict[tuple, dict[str, str]] = {}

    def make(self) -> dict[str, Rows]:
        self.terms()
        add_mappings(self)
        self.simple(
            "people",
            "people",
            {
                "person_id": "id",
                "name": "name",
                "role": "role",
                "credentials": "credentials",
                "affiliation": "affiliation",
            },
        )
        self.propositions()
        self.references()
        self.simple(
            "citations",
            "citations",
            {
                "citation_id": "id",
                "article_id": "article",
                "marker": "marker",
                "reference_id": "reference",
                "basis": "basis",
                "status": "status",
                "note": "note",
            },
        )
        self.simple(
            "evidence",
            "evidence",
            {
                "proposition_id": "proposition",
                "finding_id": "finding",
                "direction": "direction",
                "directness": "directness",
                "explanation": "because",
            },
        )
        self.looked_for()
        file, document = self.curation.single["retired"]
        number = lambda text: [int(part) for part in str(text).split(".") if part.isdecimal()]
        for entry in document["retired"]:
            if number(entry["version"]) > number(self.curation.package["version"]):
                self.fail(
                    "retired-later",
                    f"It is to have gone in version {entry['version']}; this is {self.curation.package['version']}.",
                    file,
                    entry.lines["version"],
                    "Name the first version without it.",
                    "retired_ids",
                    entry["id"],
                    "version",
                )
        self.simple(
            "retired_ids",
            "retired",
            {
                "table_name": "table",
                "old_id": "id",
                "replaced_by": "replaced_by",
                "version": "version",
                "reason": "reason",
            },
        )
        for file, article in self.curation.many["articles"]:
            self.article(file, article)
        for reader in ("first", "second"):
            for file, reading in self.curation.many[reader]:
                self.reading(file, reading, reader)
        if self.problems:
            raise Refused(self.problems)
        return self.tables

    def add(self, table: str, file: str, entry: Map, keys: dict[str, str], **more) -> dict:
        """Add a row: `keys` maps columns to keys of the entry; `more` gives further columns."""
        row = {column: entry.get(key) for column, key in keys.items()} | more
        keys = self.keys.setdefault(tuple(keys.items()), keys)  # one for all rows of a kind
        self.tables[table].add(row, Origin(file, entry.line, entry.lines, keys))
        return row

    def simple(self, table: str, kind: str, keys: dict[str, str]) -> None:
        file, document = self.curation.single[kind]
        for entry in document[kind]:
            self.add(table, file, entry, keys)

    # terms, names, muscles, exercises

    def terms(self) -> None:
        file, document = self.curation.single["terms"]
        for entry in document["terms"]:
            self.add(
                "terms",
                file,
                entry,
                {
                    "term_id": "id",
                    "name": "name",
                    "kind": "kind",
                    "broader_id": "broader",
                    "definition": "definition",
                },
                plural=entry.get("plural", False),
            )
            for form, line in self.forms(entry):
                self.name(file, line, form, entry["id"], "accepted", None)
            for member in entry.get("members", ()):
                self.add(
                    "term_members",
                    file,
                    member,
                    {"member_id": "id", "source": "source"},
                    group_id=entry["id"],
                )
            for detail, table in (("muscle", "muscles"), ("exercise", "exercises")):
                if detail in entry:
                    part = entry[detail]
                    columns = {
                        column: column
                        for column in self.tables[table].schema.columns
                        if column in part
                    }
                    self.add(
                        table,
                        file,
                        part,
                        columns | ({"place_source": "place"} if "place" in part else {}),
                        **{f"{detail}_id": entry["id"], "name": entry["name"]},
                    )
                if (entry["kind"] == detail) != (detail in entry):
                    self.fail(
                        "term-detail",
                        f"A term of the kind {detail} has a {detail} entry, and no other term has."
                        if detail in entry
                        else f"A term of the kind {detail} needs a {detail} entry.",
                        file,
                        entry.line,
                        "Correct the kind, or add or remove the entry.",
                        "terms",
                        entry["id"],
                    )
        self.known.update(self.tables["terms"].column("term_id"))
        for status in ("ambiguous", "ignored", "watched"):
            for entry in document.get(status, ()):
                self.name(file, entry.line, entry["name"], None, status, entry["note"])
                for i, term in enumerate(entry.get("means", ())):
                    self.tables["name_meanings"].add(
                        {"name": joined(entry["name"]), "term_id": term},
                        Origin(file, entry["means"].lines[i]),
                    )
                    self.meanings.setdefault(joined(entry["name"]), []).append(term)

    @staticmethod
    def forms(entry: Map):
        """The preferred name and the further names of a term, each once, with its line."""
        preferred = joined(entry["name"])
        yield entry["name"], entry.lines["name"]
        for i, form in enumerate(entry.get("names", ())):
            line = entry["names"].lines[i]
            if joined(form) != preferred:
                yield form, line

    def name(
        self, file: str, line: int, form: str, term: str | None, status: str, note: str | None
    ) -> None:
        name = joined(form)
        if name in self.names:
            first = self.names[name]
            self.fail(
                "name-twice",
                f"The name {form!r} has a meaning already, in line {self.name_lines[name]}: {first['term_id'] or first['status']}.",
                file,
                line,
                "One form has one meaning; list it under ambiguous if it has several.",
                "term_names",
                name,
            )
            return
        self.names[name] = {"name": name, "term_id": term, "status": status, "note": note}
        self.name_lines[name] = line
        self.tables["term_names"].add(self.names[name], Origin(file, line))

    # propositions, references

    def propositions(self) -> None:
        file, document = self.curation.single["propositions"]
        names = term_names(self.tables["terms"].rows)
        for entry in document["propositions"]:
            keys = {
                "proposition_id": "id",
                "relation": "relation",
                "statement": "statement",
                "note": "note",
            } | _SLOT_KEYS
            row = self.add("propositions", file, entry, keys)
            typed, composed = entry.get("statement"), compose(row, names)
            if (typed is None) == (row["relation"] == "other"):
                self.fail(
                    "statement-typed",
                    "Only a proposition with the relation other has a statement of its own, and it must have one.",
                    file,
                    entry.lines.get("statement", entry.line),
                    "Remove the statement; it is composed from the slots."
                    if typed
                    else "Add a statement.",
                    "propositions",
                    entry["id"],
                )
            if composed:
                self.tables["propositions"].rows[-1]["statement"] = composed
            elif typed is None:
                # an unknown term or relation, which the rows and rules report; the id keeps them from stumbling over it
                self.tables["propositions"].rows[-1]["statement"] = f"({entry['id']})."

    def references(self) -> None:
        file, document = self.curation.single["references"]
        for entry in document["references"]:
            columns = [
                c
                for c in self.tables["references"].schema.columns
                if c not in ("reference_id", "authors", "seen_at")
            ]
            authors = (
                "; ".join(f"{a['family']}, {a['given']}" for a in entry["authors"])
                if "authors" in entry
                else None
            )
            self.add(
                "references",
                file,
                entry,
                {"reference_id": "id"} | {c: c for c in columns},
                authors=authors,
                seen_at=" ".join(entry["seen_at"]),
            )
            for finding in entry.get("findings", ()):
                same = [
                    c
                    for c in self.tables["findings"].schema.columns
                    if c not in _SLOT_KEYS and c not in ("finding_id", "reference_id", "statement")
                ]
                keys = (
                    {"finding_id": "id", "statement": "says"}
                    | {c: k for c, k in _SLOT_KEYS.items() if k != "condition"}
                    | {c: c for c in same}
                )
                self.add("findings", file, finding, keys, reference_id=entry["id"])

    def looked_for(self) -> None:
        """Searches, numbered by proposition, and the two readings of evidence."""
        file, document = self.curation.single["evidence"]
        made: Counter = Counter()
        for entry in document["searches"]:
            made[entry["proposition"]] += 1
            self.add(
                "searches",
                file,
                entry,
                {
                    "proposition_id": "proposition",
                    "searched_on": "searched_on",
                    "query": "query",
                    "outcome": "outcome",
                    "note": "note",
                },
                ordinal=made[entry["proposition"]],
            )
        for i, entry in enumerate(document["readings"], 1):
            first, second = entry["first"], entry["second"] or (None, None)
            self.add(
                "evidence_readings",
                file,
                entry,
                {"proposition_id": "proposition", "reference_id": "reference"},
                ordinal=i,
                first_direction=first[0],
                first_directness=first[-1],
                second_direction=second[0],
                second_directness=second[-1],
            )

    # articles

    def article(self, file: str, article: Map) -> None:
        article_id = article["article"]
        keys = {
            c: c
            for c in (
                "title",
                "site",
                "url",
                "url_seen_at",
                "published_on",
                "updated_on",
                "language",
                "rights",
                "note",
            )
        }
        text = article["text"]
        self.add(
            "articles",
            file,
            article,
            keys
            | {
                "article_id": "article",
                "author_id": "author",
                "reviewer_id": "reviewer",
                "text_sha256": "text",
            },
            text_sha256=text["sha256"],
            text_characters=text["characters"],
            text_tokens=text["tokens"],
        )
        before = -1, -1
        for passage in article["passages"]:
            address = self.address(file, passage)
            if address is None:
                continue
            if (address.start, address.end) < before:
                self.fail(
                    "passage-order",
                    "The passages do not stand in reading order.",
                    file,
                    passage.line,
                    "Sort them by start, then end.",
                )
            before = address.start, address.end
            if len(words(passage.get("cue", ""))) > CUE:
                self.fail(
                    "cue",
                    f"The cue has more than {CUE} words; more would let a reader put the article together again.",
                    file,
                    passage.lines["cue"],
                    "Keep the first word or two.",
                )
            section = passage.get("section")
            if section is not None and section not in article["sections"]:
                self.fail(
                    "unknown-section",
                    f"The section {section!r} is not listed under sections. {closest(section, article['sections'])}",
                    file,
                    passage.lines["section"],
                )
            passage_id = f"{article_id}:{address.start}-{address.end}"
            self.add(
                "passages",
                file,
                passage,
                {"role": "role"},
                passage_id=passage_id,
                article_id=article_id,
                section=article["sections"].get(section),
                role="claim" if "claims" in passage else passage.get("role"),
                **vars(address),
            )
            if passage.get("role") == "claim":
                self.fail(
                    "passage-role",
                    "The role claim is given by the claims of a passage.",
                    file,
                    passage.lines["role"],
                    "List the claims, or choose another role.",
                )
            for claim in passage.get("claims", ()):
                self.claim(file, passage_id, claim)

    def address(self, file: str, entry: Map) -> Address | None:
        try:
            return Address.parse(entry["at"])
        except ValueError as error:
            self.fail(
                "passage-address",
                f"{str(error).capitalize()}.",
                file,
                entry.lines["at"],
                "Print it anew with scripts/locate.py.",
            )
            return None

    def claim(self, file: str, passage_id: str, claim: Map) -> None:
        claim_id = claim["id"]
        keys = {
            "claim_id": "id",
            "statement": "says",
            "kind": "kind",
            "modality": "modality",
            "stance": "stance",
            "degree": "degree",
            "proposition_id": "proposition",
            "attributed_to": "attributed_to",
            "note": "note",
        }
        self.add(
            "claims",
            file,
            claim,
            keys,
            passage_id=passage_id,
            modality=claim.get("modality", "asserted"),
            stance=claim.get("stance", "asserts"),
        )
        for i, form in enumerate(claim.get("terms", ())):
            line = claim["terms"].lines[i]
            term, surface = self.resolve(file, line, claim_id, form)
            if term:
                self.tables["claim_terms"].add(
                    {"claim_id": claim_id, "term_id": term, "surface_form": surface},
                    Origin(file, line),
                )
        for i, term in enumerate(claim.get("implied", ())):
            self.tables["claim_terms"].add(
                {"claim_id": claim_id, "term_id": term, "surface_form": None},
                Origin(file, claim["implied"].lines[i]),
            )
        same = ("measure", "bound", "low", "high", "unit", "as_stated")
        for i, quantity in enumerate(claim.get("quantities", ()), 1):
            self.add(
                "claim_quantities",
                file,
                quantity,
                {c: c for c in same},
                claim_id=claim_id,
                ordinal=i,
            )
        for cite in claim.get("cites", ()):
            self.add(
                "claim_citations",
                file,
                cite,
                {"citation_id": "citation", "fidelity": "fidelity", "note": "note"},
                claim_id=claim_id,
            )

    def resolve(self, file: str, line: int, claim_id: str, form) -> tuple[str | None, str]:
        """Term and surface form of one item under `terms`."""
        surface, chosen = (form, None) if isinstance(form, str) else next(iter(form.items()))
        name = self.names.get(joined(surface))
        fail = lambda rule, message, mend: self.fail(
            rule, message, file, line, mend, "claims", claim_id, "terms"
        )
        if name is None:
            hint = (
                f"There is a term {surface!r}, but the word is not among its names."
                if surface in self.known
                else closest(surface, self.names)
            )
            fail(
                "unknown-name",
                f"No term has the name {surface!r}. {hint}",
                "Correct it; or, if it is the article's word, add it in data/curation/terms.yaml: under names of its term, under ambiguous, or under ignored."
                if chosen is None
                else "A word whose meaning a claim chooses stands under ambiguous in data/curation/terms.yaml: add it there.",
            )
        elif name["status"] in ("ignored", "watched"):
            fail(
                "ignored-name",
                f"{surface!r} is listed as standing for no term: {name['note']}",
                f"Remove it here, or from {name['status']}.",
            )
        elif name["status"] == "ambiguous" and chosen is None:
            fail(
                "ambiguous-name",
                f"{surface!r} has several meanings: {name['note']}",
                f"Say which is meant: {{{surface}: term-id}}.",
            )
        elif name["status"] == "accepted" and chosen not in (None, name["term_id"]):
            fail(
                "name-meaning",
                f"{surface!r} always stands for {name['term_id']}, not for {chosen}.",
                "Correct it, or list the form under ambiguous in data/curation/terms.yaml.",
            )
        elif (
            chosen is not None
            and chosen not in self.meanings.get(name["name"], [chosen])
            and self.known >= set(self.meanings[name["name"]])
        ):
            fail(
                "name-meaning",
                f"{surface!r} may stand for {', '.join(self.meanings[name['name']])}, not for {chosen}.",
                "Correct it, or add the term under means of this form in data/curation/terms.yaml.",
            )
        else:
            return chosen or name["term_id"], surface
        return None, surface

    def reading(self, file: str, reading: Map, reader: str) -> None:
        for i, entry in enumerate(reading["readings"], 1):
            address = self.address(file, entry)
            if address:
                self.add(
                    "readings",
                    file,
                    entry,
                    {"kind": "kind", "stance": "stance", "statement": "says"},
                    article_id=reading["article"],
                    reader=reader,
                    ordinal=i,
                    **vars(address),
                )

    def fail(
        self,
        rule: str,
        message: str,
        file: str,
        line: int,
        mend: str = "",
        table: str | None = None,
        row: str | None = None,
        field: str | None = None,
    ) -> None:
        self.problems.append(
            Problem(rule, message, mend, "curation", file, line, table, row, field)
        )
