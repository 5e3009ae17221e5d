"""Read single files of a package, from a folder or from a zip.

Only datapackage.json and data/<table>.csv are ever opened, whatever a descriptor says. Of each file
only as many bytes are read as the caller asks for. So neither a path nor a zip can do harm.
"""

from __future__ import annotations

import errno
import os
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from ._errors import PackageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

INTERRUPTED = ".publish-ready"  # the folder that an interrupted build leaves in the package
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_RATIO = 200  # how many times its zipped size a file may have; zip bombs have a thousand
_ALWAYS_READ = 1_000_000  # bytes; a smaller file is read whatever its ratio


class Place(Protocol):
    """Where the files of one package are; `name` is for messages."""

    name: str

    def open(self, path: str) -> IO[bytes]:
        """One file, for reading. FileNotFoundError where it is missing."""

    def interrupted(self) -> bool:
        """True where a build of this package was committed and not finished."""

    def is_checkout(self) -> bool:
        """True where the package can be built from a curation."""


class Folder:
    """A package in a folder, or in its like inside an imported zip."""

    def __init__(self, folder: Traversable, bounds: Path | None = None):
        """No link is followed out of the folder `bounds`.

        The installed package has no bounds, because its files may be links into a store.
        """
        self.folder, self.bounds, self.name = folder, bounds, folder.name

    def open(self, path: str) -> IO[bytes]:
        """One file, for reading. PackageError where it is a link that leads out of the bounds."""
        if self.bounds is not None:
            real = Path(os.path.realpath(self.bounds / path))
            if not real.is_relative_to(os.path.realpath(self.bounds)):
                raise PackageError(
                    f"{path} in {self.name} is a link that leads out of the folder. "
                    "Put the file itself there."
                )
        file = self.folder.joinpath(path)
        if isinstance(file, Path) and file.exists() and not file.is_file() and not file.is_dir():
            # to read a pipe or a device may never end
            raise OSError(errno.EINVAL, "it is not a plain file")
        return file.open("rb")

    def interrupted(self) -> bool:
        """True where a build in this folder was committed and not finished."""
        try:
            left = self.folder.joinpath(INTERRUPTED)
            return left.is_dir() or left.is_file()
        except OSError:  # the folder may not be read; reading the descriptor reports that
            return False

    def is_checkout(self) -> bool:
        """True where the curation is there, from which the package can be built."""
        return self.folder.joinpath("data/curation").is_dir()


class Zip:
    """A package in a folder inside a zip. `within` is the path of that folder: "" or ends in /."""

    def __init__(self, archive: zipfile.ZipFile, within: str):
        self.archive, self.within = archive, within
        inner = within.rstrip("/").rpartition("/")[2]
        self.name = inner or Path(archive.filename or "").name

    def open(self, path: str) -> IO[bytes]:
        """One file, for reading. NotImplementedError where it is not zipped as our files are."""
        try:
            entry = self.archive.getinfo(self.within + path)
        except KeyError:
            raise FileNotFoundError(path) from None
        if entry.compress_type not in _METHODS:
            raise NotImplementedError
        if entry.file_size > _RATIO * entry.compress_size + _ALWAYS_READ:  # a zip bomb
            raise NotImplementedError
        return self.archive.open(entry)

    def interrupted(self) -> bool:
        """False: a build never writes into a zip."""
        return False

    def is_checkout(self) -> bool:
        """False: a zip cannot be built."""
        return False


def read_file(place: Place, path: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes of one file. The caller refuses what is longer than the limit.

    Raises PackageError, which names the file, where it cannot be read.
    """
    try:
        with place.open(path) as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise PackageError(
            f"{path} cannot be read in {place.name}: it is not there. Download the package again, "
            "or run `make rebuild` in the checkout."
        ) from None
    except OSError as error:
        raise PackageError(
            f"{path} cannot be read in {place.name}: {error.strerror or error}."
        ) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # another compression than ours
        RuntimeError,  # an encrypted file
    ):
        raise PackageError(
            f"{path} cannot be read in {place.name}: the zip is damaged, or this project did not "
            "make it. Download it again."
        ) from None
