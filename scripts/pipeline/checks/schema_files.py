"""The schemas are those that the descriptor names: nothing is judged by another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.base.names import DESCRIPTOR, SCHEMAS
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import is_checkout
from pipeline.schema.json_files import read_json, read_schema
from pipeline.schema.schema_files import schema_hash, schema_paths
from pipeline.schema.table_schema import NOT_TABLES, SUFFIX, TABLES, TableSchema, load_schemas

_RESTORE = "Restore the file, or download the package again."
_REBUILD = (
    "If the change is meant, run `make rebuild`, which names all that it breaks. If not, restore "
    "the file."
)
_KNOWN = {f"{SCHEMAS}/{name}{SUFFIX}" for name in (*TABLES, *NOT_TABLES)}


def sound_schemas(files: PackageFiles) -> dict[str, TableSchema]:
    """All tables by name. Raises Refused if a schema is broken, or not the one of the package.

    A changed schema gives one problem. It says what is wrong in the file if that is one thing.
    What would be said of the other schemas, of rows or of the descriptor follows from the change.
    """
    changed = {str(problem.file): problem for problem in _changed(files)}
    found: list[Problem] = []
    try:
        tables = load_schemas(files)
    except Refused as refused:
        if not changed:
            raise
        found += refused.problems
    for path in changed:
        if Path(path).name.removesuffix(SUFFIX) in NOT_TABLES:
            try:
                read_schema(files, path)
            except Refused as refused:
                found += refused.problems
    if changed:
        raise Refused(_one_each(changed, found))
    return tables


def _one_each(changed: dict[str, Problem], found: list[Problem]) -> Iterator[Problem]:
    for path, problem in changed.items():
        here = {one for one in found if one.file == path}
        is_clear = len(here) == 1 and problem.rule == "schema-changed"
        yield here.pop().at(mend=problem.mend) if is_clear else problem


def _changed(files: PackageFiles) -> Iterator[Problem]:
    """A problem for each schema that is missing, or has another hash than the descriptor names."""
    listed = _listed(files)
    in_checkout = is_checkout(files.root)
    mend = _REBUILD if in_checkout else _RESTORE
    there = schema_paths(files)
    for path in there:
        try:
            same = listed.get(path) in (None, schema_hash(files, path))
        except Refused:  # reading the schemas reports it
            continue
        if not same:
            when = "the last build" if in_checkout else "the build"
            message = (
                f"The file was changed after {when}: its SHA-256 is not that in datapackage.json."
            )
            yield Problem("schema-changed", message, mend, "schemas", path)
    for path in sorted((_KNOWN & listed.keys()) - set(there)):
        message = "The schema is missing."
        yield Problem("schema-missing", message, "Restore it.", "schemas", path)


def _listed(files: PackageFiles) -> dict[str, str]:
    """Hashes by path, as far as the descriptor can be read; what is wrong in it is told later."""
    try:
        entries = read_json(files, DESCRIPTOR).get("schemaFiles")
    except Refused:
        return {}
    return {
        one["path"]: one["hash"]
        for one in (entries if isinstance(entries, list) else ())
        if isinstance(one, dict) and isinstance(one.get("path"), str) and "hash" in one
    }
