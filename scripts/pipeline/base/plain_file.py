"""Read files as they are meant to be: plain ones, not pipes or devices, which never end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file; OSError where it is anything else (a link is followed)."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "It is no plain file", str(path))
    return path.read_bytes()
