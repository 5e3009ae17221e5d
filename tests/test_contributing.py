"""CONTRIBUTING: its worked example builds, added to a copy of the real curation as its steps say."""

import re
import shutil

from conftest import ROOT
from mini import filled_in
from pipeline.locating import fill
from pipeline.tokens import Text

TEXT = Text("Can rowing build calves? A coach says that rowing may work the calf muscles, and 12 rowers have large quads.")


def blocks():
    """The YAML examples, without their indent."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [re.sub(r"^   ", "", block, flags=re.M) for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]


def test_the_worked_example_builds(tmp_path):
    from pipeline import build

    root = tmp_path / "copy"
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    curation = root / "data/curation"
    passages, vocabulary, reading = blocks()
    head = f"""article: harbour-post
title: Rowing
site: Harbour Post
url: null
author: null
reviewer: null
language: en
rights: Invented for tests.
text: {{sha256: "{TEXT.sha256()}", characters: {len(TEXT.text)}, tokens: {len(TEXT.tokens)}}}
sections: {{s1: opening}}
passages:
"""
    draft, _, added = filled_in(head + passages.rstrip() + '\n- {words: "A coach says that", section: s1, role: attribution}\n', TEXT)
    assert added == 1  # "and"
    (curation / "articles/harbour-post.yaml").write_text(draft, encoding="utf-8")
    for where, rows in re.findall(r"# (\w+[.]yaml[^\n:]*)[^\n]*\n(.*?)(?=# \w+[.]yaml|$)", vocabulary, re.S):
        path = curation / where.split(",")[0]
        text = path.read_text(encoding="utf-8")
        part = re.search(r"under (\w+)", where)
        path.write_text(text.replace(f"\n{part[1]}:\n", f"\n{part[1]}:\n{rows}") if part else text + rows, encoding="utf-8")
    assert "says: Rowing may work the calves." in reading
    filled, complaints = fill(reading, TEXT)
    assert not complaints
    for reader in ("first", "second"):
        (curation / reader / "harbour-post.yaml").write_text(filled, encoding="utf-8")
    made = build.build(root)
    own = [row for row in made.tables["claims"].rows if row["claim_id"].startswith("harbour-post")]
    assert [row["proposition_id"] for row in own] == ["rowing-raises-calves-muscle-work", "rowers-usual-quadriceps-muscle-size"]
