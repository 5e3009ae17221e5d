"""Where a package lies: a checkout, an installed copy, a downloaded folder, or a zip of any of these.

Only datapackage.json and data/<table>.csv are ever opened, whatever a descriptor says, and never more bytes of a file
than are wanted of it, so that neither a path nor a zip leads astray.
"""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from zipfile import ZipFile

DESCRIPTOR = "datapackage.json"
_INTERRUPTED = ".publish-ready"
_DESCRIPTOR_LIMIT = 64_000_000  # bytes; that of this package has half a megabyte
_NAME = re.compile(r"[a-z][a-z_]*")  # so that a name never leads out of the package
_VERSION = re.compile(r"[0-9]+[.][0-9]+[.][0-9]+")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # half a letter, which nothing can print
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
    raise PackageError(
        "No datapackage.json is found beside the code. Install the package anew, or run `make rebuild` in the checkout."
    )


class Place:
    """Where the files of one package lie: a folder (or its like within an imported zip), or a folder within a zip file."""

    def __init__(
        self,
        folder: Traversable | None = None,
        archive: ZipFile | None = None,
        within: str = "",
        bounds: Path | None = None,
    ):
        self.folder, self.archive, self.within = folder, archive, within
        self.bounds = bounds  # a folder out of which no link is followed; the files of an installed package may be links into a store
        shown = folder.name if folder is not None else within.rstrip("/").rpartition("/")[2]
        self.name = shown or (Path(archive.filename or "").name if archive else "")

    def interrupted(self) -> bool:
        """True where a build was committed in this folder and not finished."""
        try:
            return self.folder is not None and self.folder.joinpath(_INTERRUPTED).is_dir()
        except OSError:  # the folder may not be read, which reading it will tell
            return False

    def open(self, path: str) -> IO[bytes]:
        """One file for reading; FileNotFoundError where it is not there."""
        if self.bounds is not None:
            real = os.path.realpath(self.bounds / path)
            if not Path(real).is_relative_to(os.path.realpath(self.bounds)):
                raise PackageError(
                    f"{path} in {self.name} is a link that leads out of the folder. Put the file itself there."
                )
            if os.path.exists(real) and not os.path.isfile(real):  # a pipe would be waited for
                raise OSError(errno.EINVAL, "it is no file")
        if self.folder is not None:
            file = self.folder.joinpath(path)
            if (
                isinstance(file, Path)
                and file.exists()
                and not file.is_file()
                and not file.is_dir()
            ):
                raise OSError(
                    "it is no plain file"
                )  # a pipe or device, which would be read for ever
            return file.open("rb")
        assert self.archive is not None
        try:
            entry = self.archive.getinfo(self.within + path)
        except KeyError:
            raise FileNotFoundError(path) from None
        # stored or deflated, as everybody zips, and not a thousand times as large as it was zipped, as bombs are
        if (
            entry.compress_type not in (0, 8)
            or entry.file_size > 200 * entry.compress_size + 1_000_000
        ):
            raise NotImplementedError
        return self.archive.open(entry)


def open_package(folder: str | Path | None) -> tuple[Place, dict[str, Any]]:
    """The place of a package and its descriptor. `folder` may be a zip; default: the installed package or the checkout.

    Raises PackageError where there is no package, or one whose build was interrupted.
    """
    if folder == "":
        raise PackageError(
            "The folder of the package has no name. Leave it out for the installed package, or name it."
        )
    place = Place(package_folder()) if folder is None else _place(Path(folder).expanduser())
    if place.interrupted():
        raise PackageError(
            f"A build in {place.name} was interrupted: the files are a mixture of two versions. Run `make rebuild`; it finishes what was begun."
        )
    return place, _descriptor(place)


def read_file(place: Place, path: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes of one file of the package; more than the limit is for the caller to refuse.

    Raises PackageError, naming the file, where it cannot be read.
    """
    from zipfile import BadZipFile
    from zlib import error as damaged

    try:
        with place.open(path) as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise PackageError(
            f"{path} cannot be read in {place.name}: it is not there. Download the package anew, or run `make rebuild` in the checkout."
        ) from None
    except OSError as error:
        raise PackageError(
            f"{path} cannot be read in {place.name}: {error.strerror or error}."
        ) from None
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        RuntimeError,
        damaged,
    ):  # NotImplementedError: a strange compression; RuntimeError: encrypted
        raise PackageError(
            f"{path} cannot be read in {place.name}: the zip is damaged, or not of our making. Download it anew."
        ) from None


def _place(path: Path) -> Place:
    """A folder as it is; of a zip the folder in it that holds the descriptor."""
    try:
        if path.is_dir():
            if not (path / DESCRIPTOR).is_file() and not (path / _INTERRUPTED).exists():
                raise PackageError(
                    f"{DESCRIPTOR} cannot be read: it is not in the folder {path.name!r}. Name the folder that holds it, or the zip of a release."
                )
            return Place(path, bounds=path)
        if not path.exists():
            raise PackageError(
                f"{DESCRIPTOR} cannot be read: there is no folder or zip {path.name[:80]!r}."
            )
    except OSError as error:
        raise PackageError(
            f"{DESCRIPTOR} cannot be read in {path.name[:80]!r}: {error.strerror}."
        ) from None
    import zipfile

    try:
        if not path.is_file():
            raise OSError
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        raise PackageError(
            f"{path.name} is neither the folder of a package nor a whole zip of one. Download it anew."
        ) from None
    if len(set(archive.namelist())) < len(
        archive.namelist()
    ):  # of which one program takes the first and another the last
        raise PackageError(
            f"{path.name} holds a file twice, and is not of our making. Download it anew."
        )
    # at the top, in one folder, or where a wheel has it; names are only looked at, and never lead anywhere
    found = {
        name[: -len(DESCRIPTOR)]
        for name in archive.namelist()
        if name.endswith(DESCRIPTOR)
        and len(name) < 300
        and re.fullmatch(r"(?:[^/]+/)?|running_muscle_claims/package/", name[: -len(DESCRIPTOR)])
    }
    if len(found) != 1:
        raise PackageError(
            f"{path.name} holds {'no' if not found else 'more than one'} {DESCRIPTOR}. Name the zip of the package itself."
        )
    return Place(archive=archive, within=found.pop())


def _descriptor(place: Place) -> dict[str, Any]:
    raw = read_file(place, DESCRIPTOR, _DESCRIPTOR_LIMIT)
    try:
        if len(raw) > _DESCRIPTOR_LIMIT or _SURROGATE.search(raw):
            raise ValueError
        found = json.loads(raw.decode("utf-8"))
        if not _sound(found):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageError(
            f"{DESCRIPTOR} in {place.name} is no descriptor of this package. Download it anew."
        ) from None
    assert isinstance(found, dict)
    return found


def _sound(found: Any) -> bool:
    """Whether the descriptor has all that the loader looks at, in the form that it expects; an odd one may raise instead."""
    if not (
        _text(found["title"], found["created"])
        and _VERSION.fullmatch(found["version"])
        and all(_text(one["title"]) for one in found["contributors"])
    ):
        return False
    names = [resource["name"] for resource in found["resources"]]
    if (
        not names
        or len(set(names)) != len(names)
        or not all(_NAME.fullmatch(name) for name in names)
    ):
        return False
    for resource in found["resources"]:
        fields = resource["schema"]["fields"]
        columns = [field["name"] for field in fields]
        keys = resource["schema"]["primaryKey"]
        if (
            not columns
            or not _text(*columns)
            or len(set(columns)) != len(columns)
            or not isinstance(keys, list)
            or not set(keys) <= set(columns)
        ):
            return False
        for field in fields:
            if (
                field["type"] not in _TYPES
                or not _text(field["description"])
                or not isinstance(field.get("constraints", {}), dict)
            ):
                return False
            values = field.get("categories", ["-"])
            if (
                not isinstance(values, list)
                or not _text(*values)
                or "" in values
                or len(set(values)) != len(values)
            ):
                return False
    return True


def _text(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)
