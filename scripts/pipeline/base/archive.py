"""Archives that are the same bytes whenever and wherever they are made, and their checksums."""

from __future__ import annotations

import hashlib
import io
import zipfile


def make_zip(files: dict[str, bytes], folder: str, created: str) -> bytes:
    """A zip of `files` (path to bytes) within one `folder`, sorted, each with the time `created` (ISO 8601) and mode 644."""
    when = tuple(
        int(created[i:j]) for i, j in ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))
    )
    when = max(when, (1980, 1, 1, 0, 0, 0))  # a zip knows no time before
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", when)
            entry.create_system, entry.external_attr, entry.compress_type = (
                3,
                0o100644 << 16,
                zipfile.ZIP_DEFLATED,
            )
            archive.writestr(entry, files[path])
    return out.getvalue()


def checksums(files: dict[str, bytes]) -> bytes:
    """SHA256SUMS: what `sha256sum --check` reads."""
    return "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)
    ).encode("ascii")
