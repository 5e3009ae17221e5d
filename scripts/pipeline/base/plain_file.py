"""Read plain files only: a pipe or a device may never end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file, or of the plain file that a link leads to.

    OSError for anything else.
    """
    mode = os.stat(path).st_mode
    # reading a folder raises an OSError that says more
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "It is not a plain file", str(path))
    return path.read_bytes()
