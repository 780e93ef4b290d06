"""The folder `pulled` of a replica: what a server says is written or removed there, nowhere else."""

import shutil
from pathlib import Path

from corpus.errors import IndexDamaged

__all__ = ["inside", "remove"]


def inside(folder: Path, name: str) -> Path:
    """Return the path of that name in a folder.

    Raises:
        IndexDamaged: It is the folder itself, or outside it, be it through a link.
    """
    path = folder / name
    _refuse_outside(folder, path)
    return path


def remove(folder: Path, path: Path) -> None:
    """Remove what is inside a folder, with all that it holds, if it is there.

    Raises:
        IndexDamaged: It is the folder itself, or outside it.
    """
    _refuse_outside(folder, path)
    shutil.rmtree(path, ignore_errors=True)


def _refuse_outside(folder: Path, path: Path) -> None:
    within, found = folder.resolve(), path.resolve()
    if found == within or not found.is_relative_to(within):
        raise IndexDamaged(f"{path}: is not inside {folder}; nothing was written or removed")
