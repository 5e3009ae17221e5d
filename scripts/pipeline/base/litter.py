"""Files that systems, editors and synchronisers make beside the files of people.

Every command passes them over: they are nobody's work and no part of a package. A copy that
somebody made (`claims.csv.bak`, `claims (copy).csv`) is not among them.
"""

from __future__ import annotations

import re
from pathlib import PurePath

# whatever is in these folders is passed over as well
FOLDERS = (
    "__MACOSX",
    ".AppleDouble",
    ".DocumentRevisions-V100",
    ".fseventsd",
    ".Spotlight-V100",
    ".TemporaryItems",
    ".ipynb_checkpoints",
    ".virtual_documents",
    ".idea",
    ".vscode",
    ".vs",
    "__pycache__",
    "lost+found",
    "@eaDir",
    "#recycle",
    "@Recycle",
    "$RECYCLE.BIN",
    ".dropbox.cache",
    ".stfolder",
    ".stversions",
    "System Volume Information",
)
_FOLDER = re.compile(
    rf"(?:{'|'.join(map(re.escape, FOLDERS))}|\.Trash(?:es|-[0-9]+)?)", re.IGNORECASE
)
_FILE = re.compile(
    r"""
    # macOS
    \.DS_Store | \._.* | Icon\r | \.localized | \.LSOverride | \.VolumeIcon\.icns | \.apdisk
    | \.metadata_never_index | \..*\.icloud
    # Windows and Office
    | (?:eh)?thumbs(?:_vista)?\.db(?::encryptable)? | desktop\.ini | ~\$.* | ~wr[ld].*\.tmp
    | .*:Zone\.Identifier
    # Linux: folders, network file systems, unfinished saving
    | \.directory | \.nfs[0-9a-f]+ | \.fuse_hidden.* | \.goutputstream-.* | \.Trash.* | \.trashed-.*
    # editors: swap files, locks, and what was there before the last save
    | \.~lock\..*\# | .*\.sw[l-p] | .*\.kate-swp | .*~ | \#.*\# | \.\#.*
    # synchronisers
    | \.dropbox(?:\.attr)? | [.~]syncthing[.~].*\.tmp | \.owncloudsync\.log.* | \._?sync_.*\.db.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_litter(path: str | PurePath) -> bool:
    """Whether the last part of a relative path is such a file or folder, or any other a folder."""
    *folders, name = PurePath(path).parts or ("",)
    return any(map(_FOLDER.fullmatch, (*folders, name))) or bool(_FILE.fullmatch(name))
