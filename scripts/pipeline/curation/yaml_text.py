"""Decode a curation file: UTF-8 without BOM, LF, normal form C, no control characters."""

from __future__ import annotations

import re
import unicodedata

from pipeline.base.problems import Problem, Refused

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def refusal(rule: str, message: str, shown: str, line: int, mend: str = "") -> Refused:
    """The error for one problem with a curation file, at a line from 1."""
    return Refused(Problem(rule, message, mend, "curation", shown, line))


def decoded(raw: bytes, shown: str) -> str:
    """The bytes as text; Refused names the line of what is not allowed."""
    if raw.startswith(b"\xef\xbb\xbf"):
        mend = "Save it as UTF-8 without BOM."
        message = "The file starts with a byte order mark."
        raise refusal("byte-order-mark", message, shown, 1, mend)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mend = "Save it as UTF-8."
        raise refusal("not-utf-8", "The file is not UTF-8.", shown, line, mend) from None
    if found := _CONTROL.search(text):
        raise _control(found.group(), shown, text.count("\n", 0, found.start()) + 1)
    if not unicodedata.is_normalized("NFC", text):
        line = next(
            n
            for n, row in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", row)
        )
        message = "The line is not in Unicode normal form C."
        mend = "Write letters with accents as one character."
        raise refusal("not-nfc", message, shown, line, mend)
    return text


def _control(sign: str, shown: str, line: int) -> Refused:
    if sign == "\r":
        message = "The line ends with a carriage return."
        return refusal("line-ends", message, shown, line, "Save the file with LF line ends.")
    message = f"The line holds the control character U+{ord(sign):04X}."
    return refusal("control-character", message, shown, line, "Remove it.")
