"""Letters and signs that do not belong in a text, or not at their place in a name or title."""

import re
import unicodedata

_INVISIBLE = ("Cf", "Co", "Cn", "Cs", "Nd")  # also digits of other scripts
_WORD = re.compile(r"[^\W\d_]+")
# letters of other scripts that look like a Latin letter
_LOOK_LATIN = frozenset(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντιρυχϲϳ"  # Greek
    "АВЕЅІЈКМНОРСТУХЁЇҮҺаеоӏрсухѕіјёїһԁԛԝґҮѵ"  # Cyrillic
    "ՕՏՍՈօոսհց"  # Armenian
)
_SYMBOLS = frozenset("ντιρυχ")  # Greek letters that stand alone: Spearman's rho
# letters with a compatible Latin or Greek form that titles have all the same: n.º, 5 µg
_KEPT = frozenset("ªº\N{MICRO SIGN}")


def is_odd(sign: str) -> bool:
    """Whether a character that is not ASCII is invisible, undefined or no Latin letter."""
    kind = unicodedata.category(sign)
    if kind.startswith("L"):
        return not _is_latin(sign) or unicodedata.normalize("NFKC", sign) != sign
    return kind in _INVISIBLE or sign == "\N{REPLACEMENT CHARACTER}"


def odd_in_name(text: str) -> str | None:
    """The first character of a name or title that cannot be as the work has it, or None.

    Letters of other scripts are taken: alpha in PGC-1alpha, the okina of a Hawaiian name, a title
    in Russian. A letter that looks Latin is odd in a word with Latin letters. It is also odd in a
    word of such letters alone, if no other letter of the text shows that its script is meant.
    """
    shown = {_script(sign) for sign in text if sign.isalpha() and sign not in _LOOK_LATIN}
    for sign in text:
        if not sign.isascii() and is_odd(sign) and not _is_of_a_script(sign):
            return sign
    words: list[str] = _WORD.findall(text)
    for word in words:
        latin = any(map(_is_latin, word))
        for place, sign in enumerate(word):
            if sign.isascii() or not is_odd(sign) or sign in _KEPT:
                continue
            if _mixed(word, place) if latin else _alone(sign, word, shown):
                return sign
    return None


def _is_of_a_script(sign: str) -> bool:
    """Whether a letter is one of a script in its own right, no ligature, wide or styled form."""
    if not unicodedata.category(sign).startswith("L"):
        return False
    own = unicodedata.normalize("NFKC", sign) == sign
    return own or sign in _KEPT or _script(sign) == "GREEK"


def _mixed(word: str, place: int) -> bool:
    """Whether a letter of another script is a slip in a word that has Latin letters.

    A Greek letter between two small Latin letters is one. At the end of a name (TNF-alpha
    without the hyphen) it is none.
    """
    sign = word[place]
    if sign in _LOOK_LATIN:
        return True
    if _script(sign) == "GREEK":
        around = word[max(place - 1, 0) : place], word[place + 1 : place + 2]
        return all(_is_latin(one) and one.islower() for one in around)
    return _script(sign) != "MODIFIER"


def _alone(sign: str, word: str, shown: set[str]) -> bool:
    """Whether a word of letters that look Latin stands in a text of another script."""
    return (
        _LOOK_LATIN.issuperset(word)
        and sign not in _SYMBOLS
        and _script(sign) not in shown
        and len(shown) > 0
    )


def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN") if sign else False


def _script(sign: str) -> str:
    """The first word of a letter's name, which is that of its script."""
    return unicodedata.name(sign, "").partition(" ")[0]
