"""Strict YAML: what it accepts, what it refuses, and that it names the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.problems import Refused
from pipeline.curation.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_SCALAR, parse_yaml


def test_only_plain_values_are_typed():
    found = parse_yaml(
        b'a: no\nb: [1, 2.5, 007, 1e3, 1_000, .inf, 0x10]\nc: true\nd: "true"\ne: 2024-01-02\n'
        b"f: null\ng: '~'\nh: True\n",
        "x",
    )
    assert found == {
        "a": "no",
        "b": [1, 2.5, "007", "1e3", "1_000", ".inf", "0x10"],
        "c": True,
        "d": "true",
        "e": "2024-01-02",
        "f": None,
        "g": "~",
        "h": "True",
    }


def test_a_comment_has_a_line_of_its_own():
    found = parse_yaml(
        b"# first\na: \"x # y\"\n  # next\nb: [c#d, '#e']\nf:  # of a list\n- g\n# last\n", "x"
    )
    assert found == {"a": "x # y", "b": ["c#d", "#e"], "f": ["g"]}


def test_every_value_knows_its_line():
    found = parse_yaml(b"a: 1\nb:\n- x\n- {c: 2,\n   d: 3}\n", "x")
    assert found.lines == {"a": 1, "b": 2}
    assert found["b"].lines == [3, 4]
    assert found["b"][1].lines == {"c": 4, "d": 5}


@pytest.mark.parametrize(
    "raw, rule, line",
    [
        (b"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3),
        (b"a: 1\nb: !x 1\n", "yaml-tag", 2),
        (b"a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1),
        (b"a: &b 1\n", "yaml-alias", 1),
        (b"a: 1\nb: *c\n", "yaml-alias", 2),
        (b"a: 1\nb:\n", "yaml-empty-value", 2),
        (b"a: {b: in one place, of another}\n", "yaml-empty-value", 1),
        (b"a: one of # two\n", "yaml-comment", 1),
        (b"a: 1\nb: [x, y] # two\n", "yaml-comment", 2),
        (b'a: 1\nb: {c: "x"}  # two\n', "yaml-comment", 2),
        (b"a:\n- one\n- of # two\n", "yaml-comment", 3),
        (b'a: "x\n', "yaml-syntax", 2),
        (b"a: b: c\n", "yaml-syntax", 1),
        (b"a: 1\nb: ~\n", "yaml-null", 2),
        (b"a: [1, ~]\n", "yaml-null", 1),
        (b"a: {b: Null}\n", "yaml-null", 1),
        (b"NULL: 1\n", "yaml-null", 1),
        (b"\xef\xbb\xbfa: 1\n", "byte-order-mark", 1),
        (b"a: 1\r\nb: 2\r\n", "line-ends", 1),
        (b"a: 1\n---\nb: 1\n", "yaml-documents", 2),
        (b"", "yaml-empty", 1),
        (b"- 1\n", "yaml-shape", 1),
        ("a: 1\nb: e\u0301\n".encode(), "not-nfc", 2),
        (b"a: 1\nb: \x01\n", "control-character", 2),
        (b"a: \x00\n", "control-character", 1),
        ("a: x\u2028y\n".encode(), "control-character", 1),
        (b"? [a]\n: 1\n", "yaml-key", 1),
        (b"a: 1\nb: \xff\n", "not-utf-8", 2),
        (b"a: " + b"[" * (MAX_DEPTH + 1) + b"1" + b"]" * (MAX_DEPTH + 1) + b"\n", "yaml-depth", 1),
        (b"a: " + b"[" * 100_000, "yaml-depth", 1),
        (b"a: " + b"x" * (MAX_SCALAR + 1) + b"\n", "yaml-size", 1),
        (b"#" * (MAX_BYTES + 1), "yaml-size", 1),
    ],
)
def test_refusals_name_rule_and_line(raw, rule, line):
    with pytest.raises(Refused) as refused:
        parse_yaml(raw, "file.yaml")
    [problem] = refused.value.problems
    assert (problem.rule, problem.line, problem.file) == (rule, line, "file.yaml")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw):
    try:
        parse_yaml(raw, "x")
    except Refused as refused:
        assert refused.problems[0].line >= 1


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`?, \n0", max_size=80))
def test_any_yaml_like_text_is_read_or_refused(text):
    try:
        parse_yaml(text.encode(), "x")
    except Refused as refused:
        assert refused.problems[0].rule
