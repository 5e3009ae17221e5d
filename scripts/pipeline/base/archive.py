"""Make zips whose bytes depend only on their content, and list checksums."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import datetime

_EARLIEST = datetime(1980, 1, 1)  # a zip cannot hold an earlier time
_UNIX = 3  # the system that an entry was made on, so that its mode counts
_MODE = 0o100644 << 16  # a plain file that its owner may write and everybody may read


def make_zip(files: dict[str, bytes], folder: str, created: str) -> bytes:
    """A zip of `files` (path to bytes) inside one `folder`.

    The entries are sorted by path. Each has mode 644 and the time `created` (ISO 8601).
    """
    when = max(datetime.fromisoformat(created).replace(tzinfo=None), _EARLIEST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(
                f"{folder}/{path}",
                (when.year, when.month, when.day, when.hour, when.minute, when.second),
            )
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return out.getvalue()


def checksums(files: dict[str, bytes]) -> bytes:
    """The text of a SHA256SUMS file, which `sha256sum --check` reads."""
    return "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)
    ).encode("ascii")
