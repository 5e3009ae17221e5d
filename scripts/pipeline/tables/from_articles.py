"""Curation to the tables of articles, passages and claims, and of the readers' raw readings."""

from __future__ import annotations

from pipeline.base.hints import closest
from pipeline.curation.yaml_values import Map
from pipeline.tables.from_terms import Names, find_term
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.rows import Origin
from pipeline.text.locate_words import CUE
from pipeline.text.passage_address import Address, words

_ARTICLE_KEYS = same_names(
    (
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
) | {
    "article_id": "article",
    "author_id": "author",
    "reviewer_id": "reviewer",
    "text_sha256": "text",
}
_CLAIM_KEYS = {
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
_QUANTITY_KEYS = same_names(("measure", "bound", "low", "high", "unit", "as_stated"))
_CITED_KEYS = {"citation_id": "citation", "fidelity": "fidelity", "note": "note"}


def add_article(maker: TableMaker, names: Names, file: str, article: Map) -> None:
    """Add the rows of one article: itself, its passages and its claims."""
    text = article["text"]
    maker.add(
        "articles",
        file,
        article,
        _ARTICLE_KEYS,
        text_sha256=text["sha256"],
        text_characters=text["characters"],
        text_tokens=text["tokens"],
    )
    before = -1, -1
    for passage in article["passages"]:
        address = _address(maker, file, passage)
        if address is None:
            continue
        if (address.start, address.end) < before:
            maker.fail(
                "passage-order",
                "The passage belongs before the one above it: passages are in reading order.",
                file,
                passage.line,
                "Sort the passages by start, then end.",
            )
        before = address.start, address.end
        _check_cue(maker, file, passage)
        _add_passage(maker, names, file, article, passage, address)


def _address(maker: TableMaker, file: str, entry: Map) -> Address | None:
    """The address of a passage; None, and a problem, where it is not one."""
    try:
        return Address.parse(entry["at"])
    except ValueError as error:
        maker.fail(
            "passage-address",
            f"{str(error).capitalize()}.",
            file,
            entry.lines["at"],
            "Print it again with scripts/locate.py.",
        )
        return None


def _check_cue(maker: TableMaker, file: str, passage: Map) -> None:
    if len(words(passage.get("cue", ""))) > CUE:
        maker.fail(
            "cue",
            f"The cue has more than {CUE} words; with longer cues a reader could put the article "
            "together again.",
            file,
            passage.lines["cue"],
            "Keep the first word or two.",
        )


def _add_passage(
    maker: TableMaker, names: Names, file: str, article: Map, passage: Map, address: Address
) -> None:
    section, sections = passage.get("section"), article["sections"]
    if section is not None and section not in sections:
        maker.fail(
            "unknown-section",
            f"The section {section!r} is not listed under sections. {closest(section, sections)}",
            file,
            passage.lines["section"],
        )
    passage_id = f"{article['article']}:{address.start}-{address.end}"
    maker.add(
        "passages",
        file,
        passage,
        {"role": "role"},
        passage_id=passage_id,
        article_id=article["article"],
        section=sections.get(section),
        role="claim" if "claims" in passage else passage.get("role"),
        **vars(address),
    )
    if passage.get("role") == "claim":
        maker.fail(
            "passage-role",
            "A passage has the role claim because it has claims. Do not write that role.",
            file,
            passage.lines["role"],
            "List the claims, or choose another role.",
        )
    for claim in passage.get("claims", ()):
        _add_claim(maker, names, file, passage_id, claim)


def _add_claim(maker: TableMaker, names: Names, file: str, passage_id: str, claim: Map) -> None:
    claim_id = claim["id"]
    maker.add(
        "claims",
        file,
        claim,
        _CLAIM_KEYS,
        passage_id=passage_id,
        modality=claim.get("modality", "asserted"),
        stance=claim.get("stance", "asserts"),
    )
    _add_claim_terms(maker, names, file, claim)
    for i, quantity in enumerate(claim.get("quantities", ()), 1):
        maker.add("claim_quantities", file, quantity, _QUANTITY_KEYS, claim_id=claim_id, ordinal=i)
    for cited in claim.get("cites", ()):
        maker.add("claim_citations", file, cited, _CITED_KEYS, claim_id=claim_id)


def _add_claim_terms(maker: TableMaker, names: Names, file: str, claim: Map) -> None:
    """Add the terms that the article names, with the words that it uses, and those it implies."""
    rows, claim_id = maker.tables["claim_terms"], claim["id"]
    for i, item in enumerate(claim.get("terms", ())):
        origin = Origin(file, claim["terms"].lines[i])
        term, surface = find_term(maker, names, origin, claim_id, item)
        if term:
            rows.add({"claim_id": claim_id, "term_id": term, "surface_form": surface}, origin)
    for i, term in enumerate(claim.get("implied", ())):
        origin = Origin(file, claim["implied"].lines[i])
        rows.add({"claim_id": claim_id, "term_id": term, "surface_form": None}, origin)


def add_reading(maker: TableMaker, file: str, reading: Map, reader: str) -> None:
    """Add the claims that one reader marked in one article; `reader` is first or second."""
    for i, entry in enumerate(reading["readings"], 1):
        address = _address(maker, file, entry)
        if address:
            maker.add(
                "readings",
                file,
                entry,
                {"kind": "kind", "stance": "stance", "statement": "says"},
                article_id=reading["article"],
                reader=reader,
                ordinal=i,
                **vars(address),
            )
