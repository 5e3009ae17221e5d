"""Regular expressions, in the code and in data: none has a catastrophic case."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from re import _parser

import pytest

from conftest import ROOT
from mini import edit
from pipeline.schema.safe_patterns import Places, why_not
from pipeline.validate import validate
from test_hostile import described, guarded, in_schema


def only_matched(tree, source):
    """Each call whose pattern gets a name and is then never searched for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            uses = set(re.findall(rf"\b{node.targets[0].id}[.](\w+)\b", source))
            if uses <= {"fullmatch", "match"}:
                yield node.value


def in_python():
    """Every pattern in the code: name, pattern, flags, and whether it is used to search (or must
    match from the start of the text)."""
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        place = (
            path.relative_to(ROOT / "scripts")
            .with_suffix("")
            .as_posix()
            .replace("/", ".")
            .removesuffix(".__init__")
        )
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        bound = set(only_matched(tree, source))
        calls = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        ]
        yield from words_in_rules(place, source)
        for call in calls:
            if call.func.attr in (
                "compile",
                "search",
                "match",
                "fullmatch",
                "sub",
                "subn",
                "split",
                "findall",
                "finditer",
            ):
                first, names = call.args[0], vars(import_module(place))
                shown = f"{place}:{call.lineno} {ast.unparse(first)}"
                if shown.split(" ", 1)[1] in FROM_DATA:
                    continue
                for kind in names.get("_FORMS", [""]):
                    pattern = eval(
                        compile(ast.Expression(first), "", "eval"), names | {"kind": kind}
                    )
                    whole = call.func.attr in ("fullmatch", "match") or call in bound
                    yield (
                        shown,
                        pattern,
                        re.compile(pattern).flags | (re.M if "re.M" in ast.unparse(call) else 0),
                        not whole,
                    )


def words_in_rules(place, source):
    """Each word of the patterns that `any_of` makes, where a module calls it for a constant.

    All words together would be too long to be judged. A search tries one after the other."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and "any_of(" in ast.unparse(node.value):
            for one in constants(vars(import_module(place))[node.targets[0].id]):
                if not (one.pattern.startswith(r"\b(?:") and one.pattern.endswith(r")\b")):
                    continue
                for word in alternatives(one.pattern[len(r"\b(?:") : -len(r")\b")]):
                    yield f"{place} {word}", rf"\b(?:{word})\b", one.flags, True


def alternatives(pattern):
    """The alternatives of a pattern, split outside brackets."""
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def constants(value):
    """All compiled patterns in a constant."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (dict, tuple, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from constants(one)


FROM_DATA = {
    "f\"(?:{'|'.join(map(re.escape, FOLDERS))}|\\\\.Trash(?:es|-[0-9]+)?)\"",
    "f'\\\\w{within}*' + (f'(?:[{dropped}]+{within}+)*' if dropped else '')",
    "schema['properties']['article_id']['pattern']",
    "f'\\\\b(?:{words_or_phrases})\\\\b'",
    "row['local_pattern']",
    "new_pattern",
    "maker.tables['mappings'].schema.field('object_id').raw['pattern']",
    "form",
}  # checked by why_not, or from a schema, or in this file
LITERAL = re.compile(
    r"(?<=[=(,:&|!?])\s?/((?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/"
    r"([gimsuy]*)(?=[.,;) ])"
)


def in_javascript():
    for path in sorted((ROOT / "scripts/pipeline/doors/explorer/assets").glob("*.js")):
        for found in LITERAL.finditer(path.read_text(encoding="utf-8")):
            # Python's re knows no classes of Unicode; \w stands for as many signs
            pattern = re.sub(r"\\p\{\w+\}", r"\\w", found[1])
            yield f"{path.name} {found[0]}", pattern, re.S if "s" in found[2] else 0, True


def in_schemas():
    for path in sorted((ROOT / "schemas").glob("*.json")):
        parts = [json.loads(path.read_text(encoding="utf-8"))]
        for part in parts:
            parts += (
                part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
            )
            if isinstance(part, dict) and isinstance(part.get("pattern"), str):
                yield f"{path.name} {part['pattern']}", part["pattern"], 0, True


def patterns():
    return list(
        {
            (pattern, flags): (name, pattern, flags, searched)
            for name, pattern, flags, searched in (*in_python(), *in_javascript(), *in_schemas())
        }.values()
    )


def test_every_regular_expression_is_found():
    by = [len(list(one())) for one in (in_python, in_javascript, in_schemas)]
    print("regular expressions:", by, len(patterns()))
    assert by[0] >= 38 and by[1] >= 14 and by[2] > 110


# Two repeats that can match the same text, or one that can begin at many places of a search.
# Reviewed: nothing after the shared part can fail, or a sign before it keeps the search from
# beginning within it, or it is possessive and gives nothing back.
SHARING = {
    "(10[.][0-9]{4,9}/[^\\s?&#]+)",
    "(?<![\\w.])([0-9]{1,9}(?:[.][0-9]{1,9})?) ?(%|[a-zA-Z]{1,20})",
    "(?<![\\w.])[0-9]+(?![\\w.]*[0-9])",
    "(?<![\\w.])[0-9]+(?:[.][0-9]+)?(?!\\w)",
    "([0-9a-f]{64})  ([^\\n]+)",
    "(?<!\\S)(\\S{1,80}) above ([^\\s;,]{1,80})",
    "; [^;]{0,300}\\b(?:is|are) (?:an? |the )?(?P<name>[^;,:]{1,80}?)[.]?$",
    "(?<![0-9.])([0-9]{1,9}(?:[.][0-9]{1,9})?)(?:\\s?(?:-|to)\\s?[0-9.]{1,9})?\\s?mph",
    "[0-9]+(?:[.][0-9]+)?",
    "[\\[(]\\s?\\.(?:\\s?\\.){2,}\\s?[\\])]|\\.(?:\\s?\\.){2,}",
    "[^\\W\\d_]+|[0-9]+(?:[.][0-9]+)?|[^\\w\\s]",
    "[^a-z]+",
    "[a-z0-9]+",
    "[^\\w\\w%]+",
    "\\b(?:without|unlikely|hard|hardly|rare|few|less|lacks?"
    "|avoid\\w*|mistake|differ\\w*|limit\\w*|keep clear|other than|un\\w+|too \\w+)\\b",
    "(?<![\\w-])([a-z][a-z0-9]*(?:-[a-z0-9]+)*)-[0-9]{3}\\b",
    "^[ ]*[^# \\n][^\\n]*[ \\t]#",
    r"\w+",
    r"[^\W\d_]+",
    r"\s+",
    r"^([^?]*)[?]?(.*)$",
    r"(?<![\w.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?",
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?",
    r"\b(?:TODO|TBD|FIXME|XXX+)\b|\?\?",
    r"^!\[[^]\n]*\]\(([^)\n]+)\)$",
    r"^    (?:url|doi) = .*$",
    r"[.!?]['\"\u2019\u201d]?\s{1,3}(?=[A-Z\"'\u201c\u2018(])|\n\s{0,9}\n|\n {0,9}[-\u2022*] "
    r"|\n(?=[A-Z])",
    r"\b(?:that|who|which|whose|even if|even where|though|although|because|if|where|when|so that)"
    r"\b[^,.]*",
    r"\b(?:even if|even where|even though|though|although|unless|if|whether)\b[^,.]*"
    r"|^For [^,]*,|\bwith the help of\b|\bon a (?:large|significant)\b",
    # each place of a search looks at no more than 300 signs of a definition
    r"\b(?P<part>lower leg|thigh|upper arm|calf|chest|belly)\b.{0,300}"
    r"\bits (?P<side>front|back|inner side|outer side)\b",
}
BOUNDED = re.compile(r"^[^*+]*\\w[{][01],20[}][^*+]*$")
# Too large to be judged. A list of names that must match from the start; numbers with units, in
# which each repeat is of a few signs.
REVIEWED = {
    "pipeline.base.litter:",
    "running_muscle_claims._source:",
    "pipeline.checks.rules.study_facts:",
}
POSSESSIVE = {"_INLINE_CUE", "_CUE"}


def parsed(pattern, flags):
    return _parser.parse(
        pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern, flags & ~re.U
    )


def test_no_pattern_can_be_read_in_two_ways():
    """By analysis alone: no repeat is ambiguous, and every pattern that could need quadratic time
    has been reviewed."""
    sharing = set()
    for name, pattern, flags, searched in patterns():
        anchored = pattern[:1] in ("^", b"^") and not flags & re.M
        fault = Places(parsed(pattern, flags), searched and not anchored).fault()
        if fault and "square" in fault and BOUNDED.search(pattern):
            continue  # each place of a search looks at no more than 20 letters
        if fault and "square" in fault and not any(one in name for one in POSSESSIVE):
            sharing.add(pattern)
        elif not any(one in name for one in REVIEWED):
            assert fault is None or "square" in fault, (name, fault)
    assert sharing == SHARING


def way(places, start, end):
    """A shortest text that leads from one place to another."""
    known, new = {start: ""}, [start]
    for at in new:
        for ahead in places.next[at]:
            sign = next(
                (
                    places.signs[i]
                    for i in (*range(97, 123), *range(32, 97), *range(len(places.signs)))
                    if places.takes[ahead] >> i & 1
                ),
                "",
            )
            if ahead == end:
                return known[at] + sign
            if ahead not in known:
                known[ahead] = known[at] + sign
                new.append(ahead)
    return None


def long_texts(pattern, flags, length):
    """Near matches: each loop of the pattern, repeated after the text that leads to it, with an end
    that does not match."""
    places = Places(parsed(pattern, flags), True)
    rounds = {
        (way(places, 0, p), way(places, p, p))
        for p in range(1, len(places.takes))
        if way(places, p, p)
    }
    lead = min((way(places, 0, p) or "" for p in range(1, len(places.takes))), key=len, default="")
    for before, again in {*rounds, ("", " "), ("", lead), (lead, lead)}:
        if again:
            for text in (
                before + again * (length // len(again)),
                (before + again) * (length // len(before + again)),
                f"\n{before}{again}" * (length // len(before + again + " ")),
            ):
                for end in ("", "\0", "\\", "'", "("):
                    yield text + end


LONG = """
import json, re, sys
import jsonschema_rs
from test_patterns import long_texts, patterns
part = int(sys.argv[1])
for name, pattern, flags, searched in patterns()[part::2]:
    print(json.dumps(name), flush=True)
    form = re.compile(pattern, flags)
    rust = jsonschema_rs.validator_for({"pattern": pattern}).is_valid if ".json " in name else None
    for text in long_texts(pattern, flags, 200_000):
        given = text.encode("latin-1", "replace") if isinstance(pattern, bytes) else text
        for _ in form.finditer(given) if searched else [form.fullmatch(given), form.match(given)]:
            pass
        if rust:
            rust(text)
"""


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, 1])
def test_no_pattern_takes_endless_time(part):
    """Texts of 200 000 characters: a pattern with quadratic time would need minutes for each."""
    assert len(guarded(LONG, part, seconds=300)) == len(patterns()[part::2])


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(?:a|aa)+",
        "(?:a*)*b",
        "a*a*a*a*b",
        "(?:a?){30}a{30}",
        "a?" * 30 + "a{30}",
        "(?:x+x+)+y",
        "([a-z]+)*-",
        r"(a)\1",
        "(?=a)a",
        "a" * 600,
        "a{60}" * 9,
        "(?i)a",
        "(",
    ],
)
def test_a_pattern_in_the_data_that_might_take_endless_time_is_refused(pattern):
    assert why_not(pattern)


@pytest.mark.parametrize(
    "pattern", ["x(?:a+)+", "x(?:a|aa)+", "xa*a*a*b", "x" + "a?" * 30 + "a" * 30]
)
def test_such_a_pattern_does_not_get_in(mini, pattern):
    """As the pattern of identifiers, where one identifier would make it hang."""
    edit(mini / "data/curation/mappings.yaml", '"[0-9]{4}"', f'"{pattern}"')
    path = mini / "data/curation/mappings.yaml"
    path.write_text(path.read_text().replace("ANAT:0001", "ANAT:x" + "a" * 60 + "-"))
    code = "import sys, rebuild; sys.exit(rebuild.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(mini)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1 and "mapping-form" in done.stderr


def test_a_pattern_in_a_schema_or_descriptor_does_not_hang(mini, tmp_path):
    old = Path(shutil.copytree(mini, tmp_path / "old"))
    evil = "(?:(?:[a-z]+)+-?)+[!]"
    described(lambda d, r: r["schema"]["fields"][0]["constraints"].update(pattern=evil))(mini)
    done = subprocess.run(
        [sys.executable, "-B", str(ROOT / "scripts/diff.py"), str(old), str(mini)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1 and "which cannot be tried" in done.stdout, done.stderr
    in_schema("people", lambda found: found["properties"]["person_id"].update(pattern=f"^{evil}$"))(
        mini
    )
    (problem,) = validate(mini).problems
    assert problem.file == "schemas/people.schema.json" and "may double" in problem.message


def test_the_form_of_a_form_is_read_in_one_way():
    """A question mark after a group could once be read in two ways; 30 groups took minutes."""
    text = "a" + "(?:b)?" * 5000 + "("
    form = json.loads((ROOT / "schemas/schemes.schema.json").read_text())["properties"][
        "local_pattern"
    ]["pattern"]
    guarded(
        "import re, sys; form, text = sys.stdin.read().split('\\0'); "
        "assert re.search(form, text + '(') is None; "
        "assert re.search(form, text.removesuffix('('))",
        given=f"{form}\0{text}",
    )
