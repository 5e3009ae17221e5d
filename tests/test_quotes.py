"""The articles' own words for each passage, from a reader's own copies."""

import os
import time
import unicodedata
import warnings

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from mini import TEXT, TEXTS
from pipeline.text.passage_address import LEAD_TOKENS, Text


def quotes(folder, captures, **more):
    """Claims with quotes, and the warnings."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        rows = rmc.attach_quotes(captures, folder=folder, **more)
    return rows.set_index("claim_id") if "claim_id" in rows else rows, [
        str(one.message) for one in told
    ]


def test_the_words_stand_where_the_offsets_say(mini, mini_captures):
    rows, told = quotes(mini, mini_captures)
    assert not told and set(rows["quote_by"]) == {"offsets"}
    assert rows.loc["harbour-post-004", "quote"] == "more than cycling did"
    assert str(rows["quote"].dtype) == "string" and "quote" not in rmc.load("claims", folder=mini)


def test_another_version_is_filled_by_fingerprint_and_says_what_is_lost(mini, mini_captures):
    moved = "Accept our cookies.\n" + TEXT.replace("Few rowers have", "Few people have").replace(
        "calves?", "calves ?!"
    )
    (mini_captures / "harbour-post.txt").write_text(moved)
    rows, told = quotes(mini, mini_captures)
    assert rows["quote"].isna().sum() == 1 and rows.loc["harbour-post-001", "quote"] is not None
    assert rows.loc["harbour-post-004", ["quote", "quote_by"]].tolist() == [
        "more than cycling did",
        "fingerprint",
    ]
    assert rows.loc["tide-times-001", "quote_by"] == "offsets"
    assert len(told) == 1 and told[0].startswith(
        "harbour-post.txt is another version of the article: "
        "3 of 4 passages were found by their fingerprint. Not found: harbour-post:"
    )


def test_words_in_two_places_are_told_apart_by_those_before(mini, mini_captures):
    (mini_captures / "harbour-post.txt").write_text("More than cycling did, they say.\n" + TEXT)
    rows, told = quotes(mini, mini_captures)
    assert rows.loc["harbour-post-004", "quote"] == "more than cycling did" and "4 of 4" in told[0]
    (mini_captures / "harbour-post.txt").write_text(
        TEXT.replace("weeks, which is more", "weeks. And it is more")
        + " Oh, more than cycling did."
    )
    rows, told = quotes(mini, mini_captures)
    assert rows.loc[["harbour-post-004"], "quote"].isna().all() and "3 of 4" in told[0]


def test_a_word_or_two_elsewhere_is_no_find(mini, mini_captures):
    """A short passage whose place is gone is not found by chance in another sentence."""
    passages = rmc.load("passages", folder=mini)
    short = passages[
        (passages["article_id"] == "harbour-post") & (passages["role"] == "advertisement")
    ]
    (mini_captures / "harbour-post.txt").write_text("This is an advertisement, no less.")
    rows, _ = quotes(mini, mini_captures, rows=short)
    assert rows["quote"].isna().all()
    (mini_captures / "harbour-post.txt").write_text(
        TEXT.replace("Advertisement", "ADVERTISEMENT") + "\n"
    )
    rows, _ = quotes(mini, mini_captures, rows=short)
    assert rows["quote"].tolist() == ["ADVERTISEMENT"]


def test_line_ends_and_a_byte_order_mark_are_another_version(mini, mini_captures):
    (mini_captures / "harbour-post.txt").write_bytes(
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    )
    rows, told = quotes(mini, mini_captures)
    assert "4 of 4" in told[0] and rows["quote"].notna().all()


def test_missing_texts_are_told_and_none_at_all_is_an_error(mini, mini_captures, tmp_path):
    (mini_captures / "tide-times.txt").unlink()
    (mini_captures / "harbour-post.txt").write_bytes(b"\xff\xfe")
    rows, told = quotes(mini, mini_captures)
    assert rows["quote"].isna().all()
    assert (
        "tide-times.txt is not there: 1 passage without a quote." in told[0]
        and "harbour-post.txt cannot be read" in told[0]
    )
    (mini_captures / "harbour-post.txt").unlink()
    with pytest.raises(
        FileNotFoundError,
        match="has no text of any article. It should hold harbour-post.txt, tide-times.txt",
    ):
        rmc.attach_quotes(mini_captures, folder=mini)
    with pytest.raises(FileNotFoundError, match="There is no folder 'nowhere'"):
        rmc.attach_quotes(tmp_path / "nowhere", folder=mini)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileNotFoundError, match="'file' is not a folder"):
        rmc.attach_quotes(tmp_path / "file", folder=mini)


def test_any_rows_with_passages_will_do(mini, mini_captures):
    flat = rmc.load("claims_flat", folder=mini).tail(2)
    rows, told = quotes(mini, mini_captures, rows=flat)
    assert (
        rows["quote"].tolist()
        == ["more than cycling did", TEXTS["tide-times"][0].splitlines()[2].rstrip(".")]
        and not told
    )
    with pytest.raises(KeyError, match="no column passage_id"):
        rmc.attach_quotes(mini_captures, rmc.load("terms", folder=mini), folder=mini)
    with pytest.raises(KeyError, match="no passage 'elsewhere:0-1'"):
        rmc.attach_quotes(mini_captures, flat.assign(passage_id="elsewhere:0-1"), folder=mini)


def test_every_passage_of_the_real_articles_is_found_in_a_copy_with_another_head(
    captures, tmp_path
):
    passages = rmc.load("passages", folder=ROOT)
    exact = rmc.attach_quotes(captures, passages, folder=ROOT)
    assert set(exact["quote_by"]) == {"offsets"}
    for path in captures.glob("*.txt"):
        (tmp_path / path.name).write_text(
            "A banner of four words and more stands here now.\n\n"
            + path.read_text(encoding="utf-8"),
            encoding="utf-8",
        )
    with pytest.warns(UserWarning, match="another version"):
        found = rmc.attach_quotes(tmp_path, passages, folder=ROOT)
    lost = found["quote"].isna()
    assert (found.loc[~lost, "quote"] == exact.loc[~lost, "quote"]).all()
    # not found: first words, whose lead has changed, and passages that cannot be distinguished
    twins = passages.duplicated(["article_id", "fingerprint", "lead"], keep=False)
    assert (
        lost.sum() < len(passages) / 50
        and (twins | (passages["start"] < 250) | (passages["role"] == "glue"))[lost].all()
    )


def edited(mini_captures, text):
    (mini_captures / "harbour-post.txt").write_text(text)


@pytest.mark.parametrize("size", [1, 4, 7, 8, 9])
def test_of_less_than_eight_words_the_four_before_them_decide(mini, size):
    """A few words that occur once, after other words, may be another sentence."""
    from running_muscle_claims._find import find as _find

    words = ["rowing", "may", "well", "work", "the", "calf", "muscles", "of", "rowers"][:size]
    row = (
        rmc.load("passages", folder=mini)
        .iloc[[0]]
        .assign(
            token_count=size,
            fingerprint=Text(" ".join(words)).address(0, size).fingerprint,
            lead="0" * 16,
        )
        .set_index("passage_id")
    )
    text = "It is false that " + " ".join(words) + ", they say."
    assert bool(_find(text, row, row)) == (size >= 8)
    behind = row.assign(lead=Text("It is false that").address(0, 4).fingerprint)
    assert (
        list(_find(text, behind, behind).values()) == [(17, 17 + len(" ".join(words)))]
        and LEAD_TOKENS == 4
    )


def test_words_of_two_passages_are_told_apart_by_the_words_before_or_not_at_all(mini):
    from running_muscle_claims._find import find as _find

    words = "the glutes and the calves and the quads work in running"
    size = len(words.split())
    rows = (
        rmc.load("passages", folder=mini)
        .iloc[[0, 1]]
        .assign(token_count=size, fingerprint=Text(words).address(0, size).fingerprint)
    )

    def lead(text):
        return Text(text).address(0, 4).fingerprint

    apart = rows.assign(lead=[lead("early on we read"), lead("later on we read")]).set_index(
        "passage_id"
    )
    assert list(_find(f"Later on we read: {words}.", apart, apart)) == [apart.index[1]]
    alike = rows.assign(lead=lead("later on we read")).set_index("passage_id")
    assert _find(f"Later on we read: {words}.", alike, alike) == {}


@pytest.mark.parametrize(
    "added",
    [
        "They want more. Than cycling did, nobody cares.",
        "It is false that rowing gave more than cycling did.",
    ],
)
def test_a_clause_that_is_gone_is_not_found_in_another_sentence(mini, mini_captures, added):
    edited(mini_captures, TEXT.replace(", which is more than cycling did", "") + added)
    rows, _ = quotes(mini, mini_captures)
    assert rows.loc[["harbour-post-004"], "quote"].isna().all()


def test_two_places_behind_the_same_words_are_none(mini, mini_captures):
    edited(
        mini_captures,
        "which is more than cycling did. And this is what is more than cycling did, it is, "
        "which is more than cycling did.",
    )
    rows, _ = quotes(mini, mini_captures)
    assert rows.loc[["harbour-post-004"], "quote"].isna().all()


def test_words_at_the_very_start_have_a_shorter_lead(mini, mini_captures):
    passages = rmc.load("passages", folder=mini)
    first = passages[(passages["article_id"] == "harbour-post") & (passages["start"] == 0)]
    edited(mini_captures, TEXT + "\nRowing and your calves, again.")
    rows, _ = quotes(mini, mini_captures, rows=first)
    assert rows["quote"].tolist() == ["Rowing and your calves"]


def test_the_text_of_another_article_is_another_version(mini, mini_captures):
    edited(mini_captures, TEXTS["tide-times"][0])
    rows, told = quotes(mini, mini_captures)
    assert "harbour-post.txt is another version" in told[0] and rows["quote"].notna().sum() == 1


def test_the_warning_points_at_the_caller_and_names_five(mini, mini_captures):
    edited(mini_captures, "Nothing of it.")
    passages = rmc.load("passages", folder=mini)
    with pytest.warns(
        UserWarning,
        match=(
            r"0 of \d+ passages .* Not found: "
            r"(harbour-post:[0-9-]+, ){4}harbour-post:[0-9-]+ and 6 more[.]$"
        ),
    ) as told:
        rmc.attach_quotes(
            mini_captures, passages[passages["article_id"] == "harbour-post"], folder=mini
        )
    assert told[0].filename == __file__
    with pytest.warns(
        UserWarning, match=r"Not found: (harbour-post:[0-9-]+, ){4}harbour-post:[0-9-]+[.]$"
    ):
        rmc.attach_quotes(
            mini_captures, passages[passages["article_id"] == "harbour-post"].head(5), folder=mini
        )


def test_rows_without_a_passage_and_rows_given_stay_as_they_are(mini, mini_captures):
    import pandas as pd

    claims = rmc.load("claims", folder=mini)
    claims.loc[0, "passage_id"] = pd.NA
    before = claims.copy()
    rows, told = quotes(mini, mini_captures, rows=claims)
    assert (
        rows["quote"].isna().tolist() == [True, False, False, False, False]
        and claims.equals(before)
        and not told
    )
    rows, told = quotes(mini, mini_captures, rows=claims.iloc[:0])
    assert len(rows) == 0 and not told


def test_a_text_that_may_not_be_read_is_told(mini, mini_captures):
    (mini_captures / "tide-times.txt").unlink()
    (mini_captures / "tide-times.txt").mkdir()
    rows, told = quotes(mini, mini_captures)
    assert "tide-times.txt cannot be read" in told[0] and rows["quote"].notna().sum() == 4


def test_near_the_start_the_lead_is_what_there_is(mini):
    from running_muscle_claims._find import find as _find

    row = (
        rmc.load("passages", folder=mini)
        .iloc[[0]]
        .assign(
            token_count=2,
            fingerprint=Text("work muscles").address(0, 2).fingerprint,
            lead=Text("Oars do").address(0, 2).fingerprint,
        )
    )
    row = row.set_index("passage_id")
    assert list(_find("Oars do work muscles.", row, row).values()) == [(8, 20)]


def test_passages_are_counted_in_the_right_number(mini, mini_captures):
    (mini_captures / "harbour-post.txt").unlink()
    _, told = quotes(mini, mini_captures)
    assert told == ["harbour-post.txt is not there: 4 passages without a quote."]
    _, told = quotes(mini, mini_captures, rows=rmc.load("claims", folder=mini).iloc[[0, 1, 4]])
    assert told == ["harbour-post.txt is not there: 2 passages without a quote."]


ACCENTED = TEXT.replace("a coach swears", "a naïve coach swears").replace("quads", "cafés’ quads")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("owing", "ow\u00ading").replace("quads", "qu\u00adads"),
        lambda text: text.replace("e", "e\u200b").replace("cycling", "\u2060cycling\ufeff"),
        lambda text: "\ufeff" + text.replace(" ", "\u00a0").replace("\n", "\r\n"),
    ],
    ids=["decomposed", "soft hyphens", "zero-width", "no-break spaces"],
)
def test_a_copy_that_looks_the_same_has_every_passage(tmp_path, mini_captures, monkeypatch, change):
    draft = mini_package.ARTICLE.replace("the quads", "the cafés")
    draft = draft.replace('"a coach swears', '"a naïve coach swears')
    monkeypatch.setitem(TEXTS, "harbour-post", (ACCENTED, draft))
    root = mini_package.build(mini_package.make(tmp_path))
    copy = change(ACCENTED)
    (mini_captures / "harbour-post.txt").write_bytes(copy.encode())
    rows, told = quotes(root, mini_captures, rows=rmc.load("passages", folder=root))
    assert rows["quote"].notna().all() and "harbour-post.txt is another version" in told[0]
    rows = rows[rows["article_id"] == "harbour-post"]
    for quote, start, end in zip(rows["quote"], rows["start"], rows["end"], strict=True):
        assert quote in copy and Text(quote).tokens == Text(ACCENTED[start:end]).tokens


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_pipe_or_device_is_not_read(mini, mini_captures, kind):
    path = mini_captures / "harbour-post.txt"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    rows, told = quotes(mini, mini_captures)
    assert "harbour-post.txt cannot be read (it is not a plain file): 4 passages" in told[0]
    assert rows["quote"].notna().sum() == 1
    for place in ("/dev/zero", "/dev/stdin", "/dev/null"):
        with pytest.raises(FileNotFoundError, match="is not a folder"):
            rmc.attach_quotes(place, folder=mini)


@pytest.mark.parametrize("value", [["a"], b"texts", None, {"a": 1}, 3, {"a"}])
def test_what_is_no_folder_is_told(mini, value):
    with pytest.raises(TypeError, match="captures, the folder of the texts, is text or a pathlib"):
        rmc.attach_quotes(value, folder=mini)
    if value is not None:
        with pytest.raises(TypeError, match="The argument folder is text or a pathlib.Path, not a"):
            rmc.load(folder=value)


def test_what_is_no_table_is_told(mini, mini_captures):
    claims = rmc.load("claims", folder=mini)
    for value in (["x"], claims["passage_id"], b"x", {"passage_id": ["x"]}, "x", 3):
        with pytest.raises(TypeError, match="The rows are a DataFrame with the column passage_id"):
            rmc.attach_quotes(mini_captures, value, folder=mini)
    with pytest.raises(TypeError, match="captures, the folder of the texts,"):
        rmc.attach_quotes(claims["passage_id"], folder=mini)


@pytest.mark.slow
@pytest.mark.parametrize("around", ["{0}{1}", "{1}{0}", "{1}"])
@pytest.mark.parametrize("filling", ["x ", "word{i} ", "naïve{i} "])
def test_a_text_of_ten_megabytes_takes_seconds(mini, mini_captures, around, filling):
    count = 10_000_000 // len(filling.format(i=100_000))
    much = "".join(filling.format(i=i) for i in range(count))
    (mini_captures / "harbour-post.txt").write_text(around.format(TEXT, much))
    started = time.process_time()
    rows, told = quotes(mini, mini_captures)
    assert time.process_time() - started < 60
    assert rows["quote"].notna().sum() == (5 if "{0}" in around else 1)
    assert f"{'4 of 4' if '{0}' in around else '0 of 4'} passages" in told[0]
