"""The files in schemas/ with their SHA-256, as the descriptor lists them under `schemaFiles`.

The descriptor repeats a part of each table schema. The hash shows a change of all the rest too:
patterns, rules between columns, the sort order, and the schemas that are of no table.
"""

from __future__ import annotations

from pipeline.base.litter import is_litter
from pipeline.base.names import SCHEMAS
from pipeline.base.package_files import PackageFiles
from pipeline.schema.json_files import read_bytes
from pipeline.schema.table_schema import SUFFIX

SchemaFile = dict[str, str]  # with `path` and `hash`


def schema_files(files: PackageFiles) -> list[SchemaFile]:
    """Path and hash of each schema, by path. Raises Refused if one cannot be read."""
    return [{"path": path, "hash": schema_hash(files, path)} for path in schema_paths(files)]


def schema_paths(files: PackageFiles) -> list[str]:
    """The paths of the schemas that are there, sorted. A folder in schemas/ holds none."""
    found = files.root.glob(f"{SCHEMAS}/*{SUFFIX}")
    paths = (path.relative_to(files.root).as_posix() for path in found)
    return sorted(path for path in paths if not is_litter(path))


def schema_hash(files: PackageFiles, path: str) -> str:
    """The SHA-256 of a file, as the descriptor writes it. Raises Refused if it cannot be read."""
    read_bytes(files, path)
    return str(files.facts(path)["hash"])
