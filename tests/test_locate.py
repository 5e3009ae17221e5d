"""locate: finds the addresses of words, reports ambiguity, fills in drafts."""

import re

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


ROWERS = Text(
    "Rowing: a study. In a study of 12 rowers it added 5 percent to the quads over ten weeks... "
    "or so. In a study of 20 people, in a study of nobody, more. See? Well...maybe ten weeks."
)
RANGE = (3, 19)


@pytest.mark.parametrize(
    "points", ["...", "…", "[...]", "[…]", "(...)", "(…)", ". . .", "....", "[ … ]"]
)
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "  "])
def test_an_ellipsis_is_understood_in_every_form(points, space):
    wanted = f"In a study of 12 rowers{space}{points}{space}ten weeks"
    assert locate(ROWERS, wanted) == RANGE


@pytest.mark.parametrize(
    "wanted",
    ["12 rowers...ten weeks", "12 rowers…ten weeks", "12 rowers… ten weeks", "12 rowers …ten weeks",
     "12 rowers[...]ten weeks"],
)  # fmt: skip
def test_an_ellipsis_may_touch_the_words(wanted):
    assert locate(ROWERS, wanted) == (7, 19)


@pytest.mark.parametrize("wanted", ["ten weeks... or so", "ten weeks… or so", "Well...maybe ten"])
def test_points_of_the_article_itself_are_no_range(wanted):
    first, stop = locate(ROWERS, wanted)
    assert stop - first == len(wanted.replace("...", " ").replace("…", " ").split())


@pytest.mark.parametrize(
    "sign",
    [
        ">>",
        " >> ",
        "> >",
        " > > ",
        "»",
        " » ",
        "\u00a0»\u00a0",
        "≫",
        "＞＞",
        " &gt;&gt; ",
        ">>\u00a0",
    ],
)
def test_the_words_before_are_understood_in_every_form(sign):
    assert locate(ROWERS, f"a study.{sign}In a study") == (3, 6)


@pytest.mark.parametrize("sign", ["@2", " @2", " @ 2", "\u00a0@2", " ＠2", " @2 "])
def test_the_number_of_a_place_is_understood_in_every_form(sign):
    assert locate(ROWERS, f"in a study{sign}") == (21, 24)


@pytest.mark.parametrize(
    "wanted, told",
    [
        ("in a study ... 12 ... ten", "more than one ..."),
        ("in a study [...]", "no words after"),
        ("… ten weeks", "no words before"),
        ("in a study …", "no words after"),
        ("rowing >> a study >> in a study", "more than one >>"),
        ("» in a study", "no words before >>"),
        (">> in a study", "no words before >>"),
        ("a study > in a study", "a single < or >"),
        ("in a study @0", "no place number 0"),
        ("in a study @99", "no place number 99"),
        ("a study >>", "no words to look for"),
        ("…", "no words to look for"),
    ],
)
def test_a_sign_that_cannot_be_read_is_never_left_out(wanted, told):
    with pytest.raises(NotFound, match=told):
        locate(ROWERS, wanted)


def test_french_quotation_marks_stay_quotation_marks():
    text = Text("He calls « rowing » a sport. Rowing is hard.")
    assert locate(text, "calls « rowing » a sport") == (1, 5)
    assert locate(text, "rowing » a sport") == (2, 5)


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
        run(capsys, "harbour-post", "--captures", mini_captures, "--file", file, "--new")[0] == 2
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
    for key, value in (("title", "Rowing and your calves"), ("site", "Harbour Post")):
        edited = re.sub(f"(?m)^{key}: .*$", f"{key}: {value}", edited)
    file.write_text(edited)
    assert validate(mini_package.build(root), mini_captures).exit_code == 0


@pytest.mark.parametrize(
    "article",
    ["two words", "Harbour", "a/b", "../x", ".", "..", "a.b", "a--b", "a-", "1a", "", "a\n",
     "naïve", "a_b", "/etc/passwd", "x" * 70 + "."],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["--new", "--fill", "--gaps"])
def test_what_is_no_id_is_refused_before_anything_is_read(tmp_path, capsys, article, mode):
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "x.txt").write_text("one two")
    file = tmp_path / "x.yaml"
    status, _, err = run(capsys, "--captures", folder, "--file", file, mode, "--", article)
    assert status == 2 and "is no id of an article" in err and "harbour-post" in err
    assert not file.exists()


def test_an_id_that_exists_or_is_retired_is_refused(mini, mini_captures, capsys):
    curation = mini / "data/curation"
    (curation / "retired.yaml").write_text(
        "retired:\n- {table: articles, id: old-post, version: '0.1.0', reason: Gone.}\n"
        "- {table: terms, id: new-post, version: '0.1.0', reason: Gone.}\n"
    )
    for name in ("old-post", "new-post", "mens-health"):
        (mini_captures / f"{name}.txt").write_text("One two.")

    def new(article, file):
        return run(capsys, article, "--captures", mini_captures, "--file", file, "--new")

    status, _, err = new("harbour-post", curation / "articles/other.yaml")
    assert status == 2 and "exists already" in err
    status, _, err = new("old-post", curation / "articles/old-post.yaml")
    assert status == 2 and "a retired id" in err
    status, _, err = new("mens-health", mini / "draft.yaml")
    assert status == 2 and "exists already" in err
    assert new("new-post", curation / "articles/new-post.yaml")[0] == 0
    assert not (mini / "draft.yaml").exists()
    assert len(list((curation / "articles").iterdir())) == 3


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
