"""Find a package: a checkout, the installed package, a downloaded folder, or a zip of any."""

from __future__ import annotations

import os
import re
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._descriptor import DESCRIPTOR, read_descriptor
from ._errors import PackageError
from ._place import INTERRUPTED, Folder, Place, Zip

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["PackageError", "open_package", "package_folder"]

# where a zip may hold the package: at its top, in one folder, or where a wheel has it
_WITHIN = re.compile(r"(?:[^/]+/)?|running_muscle_claims/package/")
# folders that systems and editors add, and what is in them; `pipeline.base.litter` has the list
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX|__pycache__|lost[+]found|@eaDir|[#@$]recycle(?:[.]bin)?"
    r"|System Volume Information|[.](?:AppleDouble|DocumentRevisions-V100|fseventsd|Spotlight-V100"
    r"|TemporaryItems|ipynb_checkpoints|virtual_documents|idea|vscode|vs|dropbox[.]cache|stfolder"
    r"|stversions|Trash(?:es|-[0-9]+)?))/",
    re.IGNORECASE,
)
_LONGEST_PATH = 300  # characters of a path in a zip that is looked at
_SHOWN = 80  # characters of a name that a message shows


def package_folder() -> Traversable:
    """The folder of the package: inside the installed package, else the checkout two levels up.

    A pathlib.Path, or its like where the package is imported from a zip. Raises PackageError where
    neither folder holds a datapackage.json.

    >>> package_folder().joinpath("datapackage.json").is_file()
    True
    """
    here = files("running_muscle_claims")
    inside = here.joinpath("package")
    if inside.joinpath(DESCRIPTOR).is_file():
        return inside
    if isinstance(here, Path) and (here.parent.parent / DESCRIPTOR).is_file():
        return here.parent.parent
    raise PackageError(
        f"There is no {DESCRIPTOR} beside the code. Install the package again, or run "
        "`make rebuild` in the checkout."
    )


def open_package(folder: str | Path | None) -> tuple[Place, dict[str, Any]]:
    """The place of a package and its descriptor.

    `folder` is a folder or a zip; None is the installed package or the checkout. Raises
    PackageError where there is no package, or only one whose build was interrupted.
    """
    if folder == "":
        raise PackageError(
            "The folder of the package is an empty text. Leave it out to read the installed "
            "package, or name a folder."
        )
    place: Place
    if folder is None:
        place = Folder(package_folder())
    else:
        path = expanded(folder)
        place = _folder(path) or _zip(path)
    if place.interrupted():
        mend = (
            "Run `make rebuild`, which finishes that build."
            if place.is_checkout()
            else f"Download the package again, without {INTERRUPTED}."
        )
        raise PackageError(
            f"A build in {place.name} was interrupted: the files are a mixture of two versions. "
            + mend
        )
    return place, read_descriptor(place)


def expanded(folder: str | Path, what: str = "folder") -> Path:
    """A folder in which ~ is the home folder. A folder here whose name begins with ~ is itself.

    Raises TypeError, which says `what` it is about, where it is neither text nor a path.
    """
    text = os.fspath(folder) if isinstance(folder, os.PathLike) else folder
    if not isinstance(text, str):
        raise TypeError(f"The argument {what} is text or a pathlib.Path, not {kind_of(folder)}.")
    path = Path(text)
    if path.parts[:1] != ("~",) and os.path.lexists(path):
        return path
    try:
        return path.expanduser()
    except RuntimeError:  # there is no such person, or no home folder
        return path


def kind_of(value: object) -> str:
    """What a value is, for messages."""
    return "None" if value is None else f"a value of type {type(value).__name__}"


def _folder(path: Path) -> Folder | None:
    """The package in a folder; None where the path is a file."""
    try:
        if path.is_dir():
            # an interrupted build may leave a folder without a descriptor
            if not (path / DESCRIPTOR).is_file() and not (path / INTERRUPTED).exists():
                raise PackageError(
                    f"{DESCRIPTOR} cannot be read: it is not in the folder {path.name!r}. "
                    "Name the folder that holds it, or the zip of a release."
                )
            return Folder(path, bounds=path)
        if not path.exists():
            raise PackageError(
                f"{DESCRIPTOR} cannot be read: there is no folder or zip {path.name[:_SHOWN]!r}."
            )
    except OSError as error:
        raise PackageError(
            f"{DESCRIPTOR} cannot be read in {path.name[:_SHOWN]!r}: {error.strerror}."
        ) from None
    return None


def _zip(path: Path) -> Zip:
    """The package in a zip."""
    try:
        if not path.is_file():
            raise OSError
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        raise PackageError(
            f"{path.name} is neither the folder of a package nor a whole zip of one. "
            "Download it again."
        ) from None
    names = [name for name in archive.namelist() if not _LITTER.search(name)]
    if len(set(names)) < len(names):  # some programs read the first one, some the last
        raise PackageError(
            f"{path.name} holds a file twice, so this project did not make it. Download it again."
        )
    found = {
        name.removesuffix(DESCRIPTOR)
        for name in names
        if name.endswith(DESCRIPTOR)
        and len(name) < _LONGEST_PATH
        and _WITHIN.fullmatch(name.removesuffix(DESCRIPTOR))
    }
    if len(found) != 1:
        raise PackageError(
            f"{path.name} holds {'more than one' if found else 'no'} {DESCRIPTOR}. "
            "Name the zip of the package itself."
        )
    return Zip(archive, found.pop())
