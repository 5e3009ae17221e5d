"""Where a package lies: a checkout, an installed copy, a downloaded folder, or a zip of any of these.

Only datapackage.json and data/<table>.csv are ever opened, whatever a descriptor says, and never more bytes of a file
than are wanted of it, so that neither a path nor a zip leads astray.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DESCRIPTOR = "datapackage.json"
_INTERRUPTED = ".publish-ready"
_DESCRIPTOR_LIMIT = 64_000_000  # bytes; that of this package has half a megabyte
_NAME = re.compile(r"[a-z][a-z_]*")  # so that a name never leads out of the package
_TYPES = {"string", "integer", "number", "boolean", "date"}


class PackageError(ValueError):
    """The package on disk is incomplete, changed, or a mixture of two builds; the message says what to do."""


def package_folder() -> Traversable:
    """The folder of the package: inside the installed package, else the checkout two levels up.

    It is a pathlib.Path, or its like within a zip. Raises PackageError where neither holds a datapackage.json.
    """
    from importlib.resources import files

    here = files(__package__)
    inside = here.joinpath("package")
    if inside.joinpath(DESCRIPTOR).is_file():
        return inside
    if isinstance(here, Path) and (here.parent.parent / DESCRIPTOR).is_file():
        return here.parent.parent
    raise PackageError("No datapackage.json is found beside the code. Install the package anew, or run `make rebuild` in the checkout.")


def open_package(folder: str | Path | None) -> tuple[Traversable, dict[str, Any]]:
    """The root of a package and its descriptor. `folder` may be a zip; default: the installed package or the checkout.

    Raises PackageError where there is no package, or one whose build was interrupted.
    """
    root = package_folder() if folder is None else _root(Path(folder).expanduser())
    if root.joinpath(_INTERRUPTED).is_dir():
        raise PackageError(f"A build in {root.name} was interrupted: the files are a mixture of two versions. Run `make rebuild`; it finishes what was begun.")
    return root, _descriptor(root)


def read_file(root: Traversable, path: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes of one file of the package; more than the limit is for the caller to refuse.

    Raises PackageError, naming the file, where it cannot be read.
    """
    from zlib import error as damaged

    try:
        with root.joinpath(path).open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise PackageError(f"{path} cannot be read in {root.name}: {error.strerror or 'it is not there'}. Download the package anew, or run `make rebuild` in the checkout.") from None
    except OSError as error:
        raise PackageError(f"{path} cannot be read in {root.name}: {error.strerror or error}.") from None
    except Exception as error:
        from zipfile import BadZipFile

        if not isinstance(error, (BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, damaged)):
            raise
        raise PackageError(f"{path} cannot be read in {root.name}: the zip is damaged. Download it anew.") from None


def _root(path: Path) -> Traversable:
    """A folder as it is; a zip as the folder in it that holds the descriptor."""
    if path.is_dir():
        if not (path / DESCRIPTOR).is_file() and not (path / _INTERRUPTED).exists():
            raise PackageError(f"{DESCRIPTOR} cannot be read: it is not in the folder {path.name!r}. Name the folder that holds it, or the zip of a release.")
        return path
    if not path.exists():
        raise PackageError(f"{DESCRIPTOR} cannot be read: there is no folder or zip {path.name!r}.")
    import zipfile

    try:
        archive = zipfile.ZipFile(path)
        root = zipfile.Path(archive)
        places = [root, *(place for place in root.iterdir() if place.is_dir()), root / "running_muscle_claims" / "package"]
    except (OSError, ValueError, zipfile.BadZipFile):
        raise PackageError(f"{path.name} is neither the folder of a package nor a whole zip of one. Download it anew.") from None
    found = [place for place in places if (place / DESCRIPTOR).is_file()]
    if len(found) != 1:
        raise PackageError(f"{path.name} holds {'no' if not found else 'more than one'} {DESCRIPTOR}. Name the zip of the package itself.")
    return found[0]


def _descriptor(root: Traversable) -> dict[str, Any]:
    raw = read_file(root, DESCRIPTOR, _DESCRIPTOR_LIMIT)
    try:
        if len(raw) > _DESCRIPTOR_LIMIT:
            raise ValueError
        found = json.loads(raw.decode("utf-8"))
        for resource in found["resources"]:
            if not _NAME.fullmatch(resource["name"]):
                raise ValueError
            for field in resource["schema"]["fields"]:
                if field["type"] not in _TYPES or not isinstance(field["name"], str):
                    raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageError(f"{DESCRIPTOR} in {root.name} is no descriptor of this package. Download it anew.") from None
    assert isinstance(found, dict)
    return found
