"""locate: finds the addresses of words, reports ambiguity, fills in drafts."""

import pytest

import locate as command
import mini as mini_package
from pipeline.annotate.draft import fill, in_order
from pipeline.text.locate_words import NotFound, is_glue, locate
from pipeline.text.passage_address import Text

pytestmark = pytest.mark.usefixtures("frictionless_once")

TEXT = Text(
    "Rowing builds calves. Still, rowing builds no quads; "
    "it may, however, build backs. Rowing builds."
)


def test_words_are_found_whatever_case_and_signs():
    assert locate(TEXT, "ROWING builds, calves") == (0, 3)
    assert locate(TEXT, "rowing builds ... quads @2") == (4, 8)
    assert locate(TEXT, "still >> rowing builds") == (4, 6)
    assert locate(TEXT, "rowing builds @3") == (13, 15)


@pytest.mark.parametrize(
    "wanted, told",
    [
        ("rowing builds", "3 places"),
        ("rowing built", "'rowing' but not 'built'"),
        ("quads >> calves", "not followed"),
        ("still ... knees", "last words"),
        ("...", "no words"),
        ("rowing builds @4", "no place number 4"),
    ],
)
def test_what_cannot_be_found_is_told(wanted, told):
    with pytest.raises(NotFound, match=told):
        locate(TEXT, wanted)


def test_draft_is_filled_and_complaints_name_the_line():
    draft = (
        'passages:\n- words: "no quads"\n  role: glue\n'
        '- {words: "may ... backs", role: glue}\n- {words: "knees", role: glue}\n'
    )
    filled, complaints = fill(draft, TEXT)
    assert f'- at: "{TEXT.address(6, 8)}"\n  cue: "no quads"' in filled
    assert f'- {{at: "{TEXT.address(9, 13)}", cue: "may, however", role: glue}}' in filled
    assert complaints == [
        "line 5: the words are not in the text; it has '' but not 'knees' after it"
    ]
    assert '- {words: "knees"' in filled


def test_a_raw_reading_gets_addresses_without_cues():
    filled, complaints = fill('article: x\nreadings:\n- words: "no quads"\n  kind: effect\n', TEXT)
    assert complaints == [] and "cue" not in filled and str(TEXT.address(6, 8)) in filled
    assert in_order(filled) == filled


def test_passages_are_put_in_order_with_their_claims():
    filled, _ = fill(
        'article: x\npassages:\n- words: "no quads"\n  claims:\n  - id: b\n'
        '# about calves\n- words: "builds calves"\n  claims:\n  - id: a\n',
        TEXT,
    )
    assert [
        line.strip() for line in in_order(filled).splitlines() if "id:" in line or "#" in line
    ] == ["# about calves", "- id: a", "- id: b"]


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
    status, out, _ = run(
        capsys, "harbour-post", "--captures", mini_captures, "--file", file, "a study of 12 rowers"
    )
    assert status == 0 and '- at: "' in out and 'cue: "a study"' in out and "section: s2" in out
    assert (
        run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "rowers")[0] == 1
    )
    status, out, _ = run(
        capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--gaps"
    )
    words = len(Text(mini_package.TEXT).tokens)
    assert (status, out) == (0, f"{words} of {words} words are accounted for.\n")


def test_command_lists_gaps(mini, mini_captures, capsys):
    file = mini / "data/curation/articles/harbour-post.yaml"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "role: question" not in line))
    status, out, _ = run(
        capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--gaps"
    )
    assert status == 1 and "Can rowing build calves" in out and "4 are missing" in out


def test_command_with_nothing_to_do_says_so(mini_captures, capsys):
    with pytest.raises(SystemExit) as stop:
        command.main(["harbour-post", "--captures", str(mini_captures)])
    assert stop.value.code == 2 and "give words" in capsys.readouterr().err


def test_command_without_captures_or_article(mini_captures, capsys, monkeypatch):
    monkeypatch.delenv("CAPTURES", raising=False)
    assert run(capsys, "harbour-post", "x")[0] == 2
    status, _, err = run(capsys, "nowhere-post", "--captures", mini_captures, "x")
    assert status == 2 and "nowhere-post.txt" in err


def test_a_new_article_from_head_to_valid_package(tmp_path, mini_captures, capsys):
    """The steps of CONTRIBUTING: head, draft, fill, rebuild, validate."""
    from pipeline.validate import validate

    root = mini_package.build(mini_package.make(tmp_path))
    file = root / "data/curation/articles/harbour-post.yaml"
    before = file.read_text()
    assert (
        run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--new")[0] == 1
        and file.read_text() == before
    )
    file.unlink()
    assert run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--new")[0] == 0
    head = file.read_text()
    assert Text(mini_package.TEXT).sha256() in head and head.index("passages:") > 0
    body = mini_package.ARTICLE.partition("passages:\n")[2]
    file.write_text(
        head.partition("passages:\n")[0].replace("{s1: opening}", "{s1: opening, s2: body}")
        + "passages:\n"
        + body
    )
    status, out, err = run(
        capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--fill"
    )
    assert status == 0 and "words are accounted for" in out, (out, err)
    edited = file.read_text().replace("author: null", "author: harbour-staff")
    file.write_text(edited)
    assert validate(mini_package.build(root), mini_captures).exit_code == 0


def test_fill_leaves_out_cues_that_give_a_run_of_the_text(tmp_path, mini_captures, capsys):
    """Passages of one word each, with that word as the cue, would repeat the text."""
    from pipeline.curation.strict_yaml import parse_yaml

    root = mini_package.make(tmp_path)
    file = root / "data/curation/articles/tide-times.yaml"
    head = file.read_text().partition("passages:\n")[0]
    (mini_captures / "tide-times.txt").write_text(
        "one two three four five six seven eight nine ten"
    )
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    body = "".join(
        f'- words: "{word}"\n  section: s1\n  role: teaser\n'
        if i % 2
        else f'- {{words: "{word}", role: teaser}}\n'
        for i, word in enumerate(words)
    )
    file.write_text(head + "passages:\n" + body)
    status, _, err = run(
        capsys, "tide-times", "--captures", mini_captures, "--file", file, "--fill"
    )
    assert status == 0, err
    entries = parse_yaml(file.read_bytes(), "x")["passages"]
    assert [entry.get("cue") for entry in entries] == [*words[:7], None, *words[8:]]


def indented(text):
    head, _, body = text.partition("passages:\n")
    return head + "passages:\n" + "".join(f"  {line}\n" for line in body.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    "change",
    [
        indented,
        lambda text: text + "note: a key behind the passages\n",
        lambda text: text.replace("passages:\n", "passages:  # by hand\n").replace(
            '- {at: "0-22', '- {words: "few \\x rowers", role: glue}\n- {at: "0-22'
        ),
        lambda text: text.replace(
            "    kind: observation\n",
            "    kind: observation\n    note: 'In other words: \"Few rowers\"'\n",
        ),
        lambda text: text + "- words: few rowers\n  role: glue\n",
        lambda text: text + "- words: 'few rowers'\n  role: glue\n",
        lambda text: text + '- words: "few \\x rowers"\n  role: glue\n',
        lambda text: text + '- words: "no such words"\n  role: glue\n',
        lambda text: text.partition("passages:\n")[0] + "passages: null\n",
        lambda text: text.partition("passages:\n")[0] + "passages: [1]\n",
        lambda text: text + "\x01",
    ],
)
def test_fill_never_loses_what_was_there(mini, mini_captures, capsys, change):
    """An indented list was once emptied. A draft that cannot be filled in is left unchanged."""
    from pipeline.curation.strict_yaml import parse_yaml

    file = mini / "data/curation/articles/harbour-post.yaml"
    file.write_text(change(file.read_text()))
    before = file.read_bytes()
    try:
        status, _, err = run(
            capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--fill"
        )
    except SystemExit as stop:
        status, err = stop.code, capsys.readouterr().err
    if status:
        assert err.strip() and file.read_bytes() == before
    else:
        first, second = (parse_yaml(raw, "x") for raw in (before, file.read_bytes()))
        assert len(first["passages"]) == len(second["passages"])
        assert {k: v for k, v in first.items() if k != "passages"} == {
            k: v for k, v in second.items() if k != "passages"
        }
        assert sorted(
            c["id"] + str(c.get("note")) for p in first["passages"] for c in p.get("claims", ())
        ) == sorted(
            c["id"] + str(c.get("note")) for p in second["passages"] for c in p.get("claims", ())
        )
