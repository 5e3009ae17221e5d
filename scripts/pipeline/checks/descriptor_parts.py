"""The parts in which a descriptor differs from the one that it should be, each told once.

A resource is found by its path or name, so that one that was added, moved or renamed does not make
all others differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]  # an entry under `resources`, as JSON

_SHOWN = 3  # places in one message
_LONGEST = 80  # characters of a value in a message


@dataclass(frozen=True)
class Part:
    """A part that differs: the rule that it breaks, what is wrong, where, and of which table."""

    rule: str
    message: str
    field: str
    table: str | None = None


def different_parts(wanted: dict[str, Any], have: dict[str, Any]) -> Iterator[Part]:
    """Every part of the descriptor `have` that is not what `wanted` says."""
    for key in dict.fromkeys([*wanted, *have]):
        if key != "resources" and (found := list(_places(wanted, have, key))):
            yield Part("descriptor-differs", _told(found), key)
    resources = have.get("resources")
    if isinstance(resources, list):
        yield from different_resources(wanted["resources"], resources)
    else:
        yield Part("descriptor-differs", "resources is no list.", "resources")


def different_resources(wanted: list[Resource], have: list[Any]) -> Iterator[Part]:
    """The resources that are missing, unknown, there twice, out of order, or not as wanted."""
    if not have:
        yield Part("resource-missing", "The descriptor has no resources.", "resources")
        return
    matched = _matched(wanted, have)
    names = {one["name"] for one in wanted}
    for name in sorted(names - {one["name"] for one in matched.values()}):
        message = f"The table {name} is not in the descriptor."
        yield Part("resource-missing", message, "resources", name)
    for i, one in enumerate(have):
        where = f"resources/{i}"
        if i in matched:
            yield from _resource(matched[i], one, where)
        elif isinstance(one, dict) and one.get("name") in names:
            message = f"The descriptor has the resource {one['name']!r} twice."
            yield Part("resource-twice", message, where, one["name"])
        else:
            name = one.get("name") if isinstance(one, dict) else one
            message = f"The resource {_short(name)} is of no table in schemas/."
            yield Part("resource-unknown", message, where)
    in_order = [one["name"] for one in wanted if one in matched.values()]
    for i, name in zip(sorted(matched), in_order, strict=True):
        if matched[i]["name"] != name:
            message = f"The resources are out of order: {name} belongs here."
            yield Part("resource-order", message, f"resources/{i}")
            break


def _matched(wanted: list[Resource], have: list[Any]) -> dict[int, Resource]:
    """By place in `have`, the wanted resource that stands there, however it was changed."""
    found: dict[int, Resource] = {}
    left = {one["name"]: one for one in wanted}
    for keys in (("name", "path"), ("path",), ("name",)):
        by_key = {_key(one, keys): one for one in left.values()}
        for i, one in enumerate(have):
            if i not in found and (want := by_key.pop(_key(one, keys), None)):
                found[i] = left.pop(want["name"])
    if len(have) == len(wanted):  # one that was replaced altogether is found by its place
        for i, want in enumerate(wanted):
            if i not in found and want["name"] in left:
                found[i] = left.pop(want["name"])
    return found


def _key(resource: Any, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The texts under `keys`; None if the resource does not have them all."""
    values = [resource.get(key) if isinstance(resource, dict) else None for key in keys]
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(keys) else None


def _resource(wanted: Resource, have: Any, where: str) -> Iterator[Part]:
    """At most two parts of one resource: its table schema, and everything else."""
    name = wanted["name"]
    if not isinstance(have, dict):
        message = f"{where} is {_short(have)}, not the resource {name}."
        yield Part("resource-differs", message, where, name)
        return
    found = [
        place
        for key in dict.fromkeys([*wanted, *have])
        if key != "schema"
        for place in _places(wanted, have, key)
    ]
    if found:
        yield Part("resource-differs", _told(found), where, name)
    if found := list(_places(wanted, have, "schema")):
        message = f"The Table Schema is not what schemas/ gives: {_told(found)}"
        yield Part("schema-differs", message, f"{where}/schema", name)


def _places(wanted: Any, have: Any, key: str | int, above: str = "") -> Iterator[str]:
    """A sentence for each place below `key` in which two objects or lists differ."""
    where = f"{above}{key}"
    if isinstance(wanted, dict):
        if key not in wanted:
            yield f"{where} does not belong there"
            return
        if key not in have:
            yield f"{where} is missing"
            return
    a, b = wanted[key], have[key]
    if isinstance(a, dict) and isinstance(b, dict):
        for inner in dict.fromkeys([*a, *b]):
            yield from _places(a, b, inner, f"{where}/")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i in range(len(a)):
            yield from _places(a, b, i, f"{where}/")
    elif a != b or type(a) is not type(b):
        yield f"{where} is {_short(b)}, not {_short(a)}"


def _told(found: list[str]) -> str:
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "; ".join(found[:_SHOWN]) + more + "."


def _short(value: Any) -> str:
    if isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
