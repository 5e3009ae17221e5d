"""The first screen as HTML, which shows without JavaScript; scripts take it over as it is."""

from __future__ import annotations

import base64
import csv
import html
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from pipeline.doors.explorer.asked import in_order
from pipeline.doors.explorer.first_rows import GROUPS, first_articles, first_studies
from pipeline.doors.explorer.frames import Frames
from pipeline.doors.explorer.payload import as_rows
from pipeline.doors.explorer.position_words import in_short
from pipeline.loader import plain
from pipeline.tables.rows import Row

_FIDELITY = {
    "accurate": "correctly",
    "overgeneralised": "beyond what it found",
    "misreported": "misreports it",
    "omits_key_result": "leaves out a key result",
    "not_assessed": "not assessed",
}
_CASES = 4  # cases that a cell names


def first_html(data: dict[str, Any], frames: Frames) -> str:
    """The first screen, from the payload and the tables: what leads, and a list of questions.

    A package without a question has its title and nothing else.
    """
    asked = {row["question_id"]: row for row in plain(frames["questions"])}
    title = html.escape(data["about"]["title"] or "")
    if data["leading"] is None:
        return f'<h1 tabindex="-1"><bdi>{title}</bdi></h1>'
    question = asked[data["leading"]]
    said = as_rows(data["positions"])
    articles = first_articles(
        frames, said, question["question_id"], data["gathered"][question["question_id"]]
    )
    studies = first_studies(frames, question)
    return "\n".join(
        [
            f'<h1 tabindex="-1">{_text(question["question"])}</h1>',
            '<p class="unscripted"><a href="#all-questions">Pick another question</a>, or search '
            "this text with your browser: the search of the page needs JavaScript.</p>",
            _lead(data, question, frames),
            _articles_table(articles),
            _studies_table(studies),
            _actions(data, question, articles, studies),
            _questions_table(asked, said, articles),
        ]
    )


def _text(text: str) -> str:
    """Text of the data; its direction of writing stays its own."""
    return f"<bdi>{html.escape(text)}</bdi>"


def _link(kind: str, name: str, text: str) -> str:
    return f'<a href="#{kind}/{quote(name, safe="")}">{_text(text)}</a>'


def _sign(kind: str) -> str:
    return f'<span class="sign {kind}" aria-hidden="true"></span>'


def _said(short: Sequence[Row]) -> str:
    """A cell: what an article answers, in words and with a sign."""
    if not short:
        return '<span class="unsaid">not said</span>'
    parts = [
        f"<li>{_sign(row['sign'])} {_text(row['text'])}"
        + (' <span class="tag">hedged</span>' if row["hedged"] else "")
        + "</li>"
        for row in short[:_CASES]
    ]
    if len(short) > _CASES:
        parts.append(f'<li class="small">and {len(short) - _CASES} more</li>')
    return f'<ul class="said">{"".join(parts)}</ul>'


def _lead(data: dict[str, Any], question: Row, frames: Frames) -> str:
    """The three sentences, and beside them who read what, and until when."""
    searched = frames["searches"]["searched_on"].dropna()
    until = f", searched until {max(searched):%Y-%m-%d}" if len(searched) else ""
    sentences = "".join(
        f"<li>{_sentence(one)}</li>" for one in data["sentences"][question["question_id"]]
    )
    return (
        f'<div class="beside"><ul class="lead plain sentences">{sentences}</ul>'
        '<p class="how">Read by language models from abstracts, not checked by an expert'
        f"{until}. What the articles say is in our words.</p></div>"
    )


def _sentence(text: str) -> str:
    """A sentence whose first words, up to the colon, say what it is about."""
    head, _, rest = text.partition(": ")
    return f"<bdi><strong>{html.escape(head)}:</strong> {html.escape(rest)}</bdi>"


def _table(name: str, caption: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{one}</th>' for one in heads)
    return (
        f'<table class="rows {name}"><caption>{caption}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _row(label: str, cells: Iterable[tuple[str, str]], name: str | None = None) -> str:
    anchor = f' id="{html.escape(name)}"' if name else ""
    return (
        f'<tr{anchor}><th scope="row">{label}</th>'
        + "".join(f'<td data-label="{html.escape(head)}">{cell}</td>' for head, cell in cells)
        + "</tr>"
    )


_STANDS = (
    ("supported", "supported"),
    ("against", "against"),
    ("open", "left open"),
    ("unchecked", "unchecked"),
)


def _articles_table(articles: list[Row]) -> str:
    rows = [
        _row(
            _link("article", row["article_id"], row["site"]),
            [
                ("says", _said(row["short"])),
                *((f"claims {word}", str(row[key])) for key, word in _STANDS),
                ("cites its studies correctly?", _cites(row)),
            ],
        )
        for row in articles
    ]
    return (
        '<h2>What each article says</h2><div class="wide">'
        + _table(
            "first-articles",
            "Each claim on the question counted once, by studies of what it says. Claims that "
            "misreport their study, or leave out a key result, are not counted; they stand in the "
            "last column. Left open: studies on both sides, or on neither. Unchecked: no study of "
            "it was found, or none was looked for.",
            (
                "Article",
                "Says",
                *(f"Claims {word}" for _, word in _STANDS),
                "Cites its studies correctly?",
            ),
            rows,
        )
        + "</div>"
    )


def _cites(row: Row) -> str:
    """How an article reports the studies that its claims cite, over all its claims."""
    if not row["cited"]:
        return "cites no study"
    parts = [
        f"{count} {_FIDELITY.get(kind, kind.replace('_', ' '))}"
        for kind, count in sorted(row["cited"].items())
    ]
    named = "".join(
        f"<br>{_sign('against')} {_link('claim', claim, claim)} "
        f"{_FIDELITY[kind]}{', set aside here' if claim in row['aside'] else ''}"
        for claim, kind in row["faithless"]
    )
    return f"{html.escape('; '.join(parts))}{named}"


def _studies_table(studies: list[dict[str, Any]]) -> str:
    heads = ("About just this, or a case of it", "About something wider or nearby")
    rows = [
        _row(
            html.escape(one["design"].replace("_", " ")),
            [(heads[0], _studies(one["close"])), (heads[1], _studies(one["far"]))],
        )
        for one in studies
    ]
    if not rows:
        return "<h2>What studies found</h2><p>No study of it was found.</p>"
    return (
        '<h2>What studies found, by design</h2><ul class="legend small">'
        + "".join(
            f"<li>{_sign(kind)} {words}</li>"
            for kind, words in (
                ("for", "yes"),
                ("against", "the reverse"),
                ("neither", "no clear effect"),
                ("mixed", "both"),
                ("open", "neither clearly"),
            )
        )
        + '</ul><div class="wide">'
        + _table(
            "first-studies",
            "Trials first, then other studies, then reviews. No clear effect, drawn as a ring, "
            "does not show that there is none. Signs are not to be counted against each other.",
            ("Design", *heads),
            rows,
        )
        + "</div>"
    )


def _studies(studies: list[Row]) -> str:
    if not studies:
        return ""
    return (
        '<ul class="said">'
        + "".join(
            f"<li>{_sign(row['sign'])} {_link('reference', row['reference_id'], row['name'])}"
            + (f" ({row['people']:,} people)" if row["people"] else "")
            + f": {_text(row['answer'])}</li>"
            for row in studies
        )
        + "</ul>"
    )


def _actions(
    data: dict[str, Any], question: Row, articles: list[Row], studies: list[dict[str, Any]]
) -> str:
    """What can be taken away: a text to quote with its citation, two CSV files, and a print."""
    address = f"{data['about']['id']}#question/{question['question_id']}"
    text = "\n".join(
        [
            question["question"],
            *data["sentences"][question["question_id"]],
            f"{data['citations']['dataset']} {address}",
        ]
    )
    files = (
        ("articles", "CSV: what articles say", _articles_csv(question, articles)),
        ("studies", "CSV: studies", _studies_csv(question, studies)),
    )
    links = "".join(
        f'<a class="button" download="{html.escape(question["question_id"])}-{name}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{base64.b64encode(raw.encode()).decode()}">'
        f"{label}</a>"
        for name, label, raw in files
    )
    return (
        '<p class="actions"><button type="button" class="scripted" data-copies="citation">'
        f"Copy with citation</button> {links} "
        '<button type="button" class="scripted" data-prints>Print</button>'
        '<span role="status" class="copied"></span></p>'
        f"<details><summary>The text with its citation</summary>"
        f'<p class="citation">{_text(text)}</p></details>'
    )


def _articles_csv(question: Row, articles: list[Row]) -> str:
    return _csv(
        ("question_id", "article_id", "site", "says", *GROUPS, "set_aside", "cites"),
        (
            [
                question["question_id"],
                row["article_id"],
                row["site"],
                "; ".join(one["text"] for one in row["short"]) or "not said",
                *(row[key] for key in GROUPS),
                "; ".join(row["aside"]),
                "; ".join(f"{kind}: {count}" for kind, count in sorted(row["cited"].items())),
            ]
            for row in articles
        ),
    )


def _studies_csv(question: Row, studies: list[dict[str, Any]]) -> str:
    return _csv(
        ("question_id", "reference_id", "study", "design", "people", "near", "found"),
        (
            [
                question["question_id"],
                row["reference_id"],
                row["name"],
                one["design"],
                row["people"],
                "just this or a case" if near == "close" else "wider or nearby",
                row["answer"],
            ]
            for one in studies
            for near in ("close", "far")
            for row in one[near]
        ),
    )


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()


def _questions_table(asked: dict[str, Row], said: list[Row], articles: list[Row]) -> str:
    """The questions that several articles answer: only for readers without JavaScript.

    Each has the id of its page, so that links to questions lead to it.
    """
    told: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in said:
        told[row["question_id"], row["article_id"]].append(row)
    shared = [row for row in asked.values() if row["articles"] > 1] or asked.values()
    rows = [
        _row(
            _text(row["question"]),
            (
                (one["site"], _said(in_short(told[row["question_id"], one["article_id"]])))
                for one in articles
            ),
            f"question/{row['question_id']}",
        )
        for row in in_order(shared)
    ]
    return (
        '<section class="unscripted" id="all-questions">'
        "<h2>All questions that several articles answer</h2>"
        "<p>With JavaScript, which is in the page itself, each question, claim and study has its "
        "own view, and everything can be searched.</p>"
        '<div class="wide">'
        + _table(
            "first-questions",
            "What each article answers, in our words",
            ("Question", *(_text(one["site"]) for one in articles)),
            rows,
        )
        + "</div></section>"
    )
