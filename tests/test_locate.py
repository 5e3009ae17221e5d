"""locate: words to addresses, ambiguity told, drafts filled in."""

import pytest

import locate as command
import mini as mini_package
from pipeline.locating import NotFound, fill, in_order, is_glue, locate
from pipeline.tokens import Text

TEXT = Text("Rowing builds calves. Still, rowing builds no quads; it may, however, build backs. Rowing builds.")


def test_words_are_found_whatever_case_and_signs():
    assert locate(TEXT, "ROWING builds, calves") == (0, 3)
    assert locate(TEXT, "rowing builds ... quads @2") == (4, 8)
    assert locate(TEXT, "still >> rowing builds") == (4, 6)
    assert locate(TEXT, "rowing builds @3") == (13, 15)


@pytest.mark.parametrize("wanted, told", [
    ("rowing builds", "3 places"),
    ("rowing built", "'rowing' but not 'built'"),
    ("quads >> calves", "not followed"),
    ("still ... knees", "last words"),
    ("...", "no words"),
    ("rowing builds @4", "no place number 4"),
])
def test_what_cannot_be_found_is_told(wanted, told):
    with pytest.raises(NotFound, match=told):
        locate(TEXT, wanted)


def test_draft_is_filled_and_complaints_name_the_line():
    draft = 'passages:\n- words: "no quads"\n  role: glue\n- {words: "may ... backs", role: glue}\n- {words: "knees", role: glue}\n'
    filled, complaints = fill(draft, TEXT)
    assert f'- at: "{TEXT.address(6, 8)}"\n  cue: "no quads"' in filled
    assert f'- {{at: "{TEXT.address(9, 13)}", cue: "may, however", role: glue}}' in filled
    assert complaints == ["line 5: the words are not in the text; it has '' but not 'knees' after it"]
    assert '- {words: "knees"' in filled


def test_a_raw_reading_gets_addresses_without_cues():
    filled, complaints = fill('article: x\nreadings:\n- words: "no quads"\n  kind: effect\n', TEXT)
    assert complaints == [] and "cue" not in filled and str(TEXT.address(6, 8)) in filled
    assert in_order(filled) == filled


def test_passages_are_put_in_order_with_their_claims():
    filled, _ = fill('article: x\npassages:\n- words: "no quads"\n  claims:\n  - id: b\n# about calves\n- words: "builds calves"\n  claims:\n  - id: a\n', TEXT)
    assert [line.strip() for line in in_order(filled).splitlines() if "id:" in line or "#" in line] == ["# about calves", "- id: a", "- id: b"]


def test_glue_is_short_and_inside_a_sentence():
    assert is_glue(TEXT, 3, 4)  # Still: begins its sentence
    assert is_glue(TEXT, 8, 10)  # it may
    assert not is_glue(TEXT, 2, 4)  # calves. Still: runs over a sentence end
    assert not is_glue(TEXT, 4, 9)  # too long
    assert not is_glue(TEXT, 0, 1)  # nothing before it


def run(capsys, *arguments):
    status = command.main(list(map(str, arguments)))
    out = capsys.readouterr()
    return status, out.out, out.err


def test_command_prints_yaml_with_section(mini, mini_captures, capsys):
    file = mini / "data/curation/articles/harbour-post.yaml"
    status, out, _ = run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "a study of 12 rowers")
    assert status == 0 and '- at: "' in out and 'cue: "a study"' in out and "section: s2" in out
    assert run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "rowers")[0] == 1
    assert run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--gaps")[:2] == (0, f"{len(Text(mini_package.TEXT).tokens)} of {len(Text(mini_package.TEXT).tokens)} words are accounted for.\n")


def test_command_lists_gaps(mini, mini_captures, capsys):
    file = mini / "data/curation/articles/harbour-post.yaml"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "role: question" not in line))
    status, out, _ = run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--gaps")
    assert status == 1 and "Can rowing build calves" in out and "4 are missing" in out


def test_command_without_captures_or_article(mini_captures, capsys, monkeypatch):
    monkeypatch.delenv("CAPTURES", raising=False)
    assert run(capsys, "harbour-post", "x")[0] == 2
    status, _, err = run(capsys, "nowhere-post", "--captures", mini_captures, "x")
    assert status == 2 and "nowhere-post.txt" in err


def test_a_new_article_from_head_to_valid_package(tmp_path, mini_captures, capsys):
    """The way that CONTRIBUTING describes: head, draft, fill, rebuild, validate."""
    from pipeline.validation import validate

    root = mini_package.build(mini_package.make(tmp_path))
    file = root / "data/curation/articles/harbour-post.yaml"
    before = file.read_text()
    assert run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--new")[0] == 1 and file.read_text() == before
    file.unlink()
    assert run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--new")[0] == 0
    head = file.read_text()
    assert Text(mini_package.TEXT).sha256() in head and head.index("passages:") > 0
    body = mini_package.ARTICLE.partition("passages:\n")[2]
    file.write_text(head.partition("passages:\n")[0].replace("{s1: opening}", "{s1: opening, s2: body}") + "passages:\n" + body)
    status, out, err = run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--fill")
    assert status == 0 and "words are accounted for" in out, (out, err)
    edited = file.read_text().replace("author: null", "author: harbour-staff")
    file.write_text(edited)
    assert validate(mini_package.build(root), mini_captures).exit_code == 0
