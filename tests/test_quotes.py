"""The articles' own words at each passage, from a reader's own copies."""

import warnings

import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from mini import TEXT, TEXTS


def quotes(folder, captures, **more):
    """Claims with quotes, and what was warned of."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        rows = rmc.attach_quotes(captures, folder=folder, **more)
    return rows.set_index("claim_id") if "claim_id" in rows else rows, [str(one.message) for one in told]


def test_the_words_stand_where_the_offsets_say(mini, mini_captures):
    rows, told = quotes(mini, mini_captures)
    assert not told and set(rows["quote_by"]) == {"offsets"}
    assert rows.loc["harbour-post-004", "quote"] == "more than cycling did"
    assert str(rows["quote"].dtype) == "string" and "quote" not in rmc.load("claims", folder=mini)


def test_another_version_is_filled_by_fingerprint_and_says_what_is_lost(mini, mini_captures):
    moved = "Accept our cookies.\n" + TEXT.replace("Few rowers have", "Few people have").replace("calves?", "calves ?!")
    (mini_captures / "harbour-post.txt").write_text(moved)
    rows, told = quotes(mini, mini_captures)
    assert rows["quote"].isna().sum() == 1 and rows.loc["harbour-post-001", "quote"] is not None
    assert rows.loc["harbour-post-004", ["quote", "quote_by"]].tolist() == ["more than cycling did", "fingerprint"]
    assert rows.loc["tide-times-001", "quote_by"] == "offsets"
    assert len(told) == 1 and told[0].startswith("harbour-post.txt is another version of the article: 3 of 4 passages were found by their fingerprint, not found were harbour-post:")


def test_words_in_two_places_are_told_apart_by_those_before(mini, mini_captures):
    (mini_captures / "harbour-post.txt").write_text("More than cycling did, they say.\n" + TEXT)
    rows, told = quotes(mini, mini_captures)
    assert rows.loc["harbour-post-004", "quote"] == "more than cycling did" and "4 of 4" in told[0]
    (mini_captures / "harbour-post.txt").write_text(TEXT.replace("weeks, which is more", "weeks. And it is more") + " Oh, more than cycling did.")
    rows, told = quotes(mini, mini_captures)
    assert rows.loc[["harbour-post-004"], "quote"].isna().all() and "3 of 4" in told[0]


def test_a_word_or_two_elsewhere_is_no_find(mini, mini_captures):
    """A short passage whose place is gone is not found again in another sentence by chance."""
    passages = rmc.load("passages", folder=mini)
    short = passages[(passages["article_id"] == "harbour-post") & (passages["role"] == "advertisement")]
    (mini_captures / "harbour-post.txt").write_text("This is an advertisement, no less.")
    rows, _ = quotes(mini, mini_captures, rows=short)
    assert rows["quote"].isna().all()
    (mini_captures / "harbour-post.txt").write_text(TEXT.replace("Advertisement", "ADVERTISEMENT") + "\n")
    rows, _ = quotes(mini, mini_captures, rows=short)
    assert rows["quote"].tolist() == ["ADVERTISEMENT"]


def test_line_ends_and_a_byte_order_mark_are_another_version(mini, mini_captures):
    (mini_captures / "harbour-post.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    rows, told = quotes(mini, mini_captures)
    assert "4 of 4" in told[0] and rows["quote"].notna().all()


def test_missing_texts_are_told_and_none_at_all_is_an_error(mini, mini_captures, tmp_path):
    (mini_captures / "tide-times.txt").unlink()
    (mini_captures / "harbour-post.txt").write_bytes(b"\xff\xfe")
    rows, told = quotes(mini, mini_captures)
    assert rows["quote"].isna().all()
    assert "tide-times.txt is not there: 1 passage without a quote." in told[0] and "harbour-post.txt cannot be read" in told[0]
    (mini_captures / "harbour-post.txt").unlink()
    with pytest.raises(FileNotFoundError, match="has no text of any article: it is to hold harbour-post.txt, tide-times.txt"):
        rmc.attach_quotes(mini_captures, folder=mini)
    with pytest.raises(FileNotFoundError, match="'nowhere' is not there"):
        rmc.attach_quotes(tmp_path / "nowhere", folder=mini)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileNotFoundError, match="'file' is no folder"):
        rmc.attach_quotes(tmp_path / "file", folder=mini)


def test_any_rows_with_passages_will_do(mini, mini_captures):
    flat = rmc.load("claims_flat", folder=mini).tail(2)
    rows, told = quotes(mini, mini_captures, rows=flat)
    assert rows["quote"].tolist() == ["more than cycling did", TEXTS["tide-times"][0].splitlines()[2].rstrip(".")] and not told
    with pytest.raises(KeyError, match="no column passage_id"):
        rmc.attach_quotes(mini_captures, rmc.load("terms", folder=mini), folder=mini)
    with pytest.raises(KeyError, match="no passage 'elsewhere:0-1'"):
        rmc.attach_quotes(mini_captures, flat.assign(passage_id="elsewhere:0-1"), folder=mini)


def test_every_passage_of_the_real_articles_is_found_in_a_copy_with_another_head(captures, tmp_path):
    passages = rmc.load("passages", folder=ROOT)
    exact = rmc.attach_quotes(captures, passages, folder=ROOT)
    assert set(exact["quote_by"]) == {"offsets"}
    for path in captures.glob("*.txt"):
        (tmp_path / path.name).write_text("A banner of four words and more stands here now.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.warns(UserWarning, match="another version"):
        found = rmc.attach_quotes(tmp_path, passages, folder=ROOT)
    lost = found["quote"].isna()
    assert (found.loc[~lost, "quote"] == exact.loc[~lost, "quote"]).all()
    # lost are first words, whose lead has changed, and words that stand twice behind the same words; never a claim's
    assert lost.sum() < len(passages) / 100 and not (passages.loc[lost, "role"] == "claim").any()
