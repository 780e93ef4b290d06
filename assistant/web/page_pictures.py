"""Pictures of pages, drawn once each and kept on disk."""

import contextlib
import logging
import os
import threading
import time
from pathlib import Path

from assistant.web.originals import Original
from corpus.child import ChildEnded, Limits, run_child

__all__ = ["PagePictures", "PictureFailed"]

LIMITS = Limits(seconds=30, megabytes=1_500)
MOST_KEPT = 300
FAILURE_SECONDS = 600
"""How long a page that could not be drawn is not tried again."""
_CHILD = "assistant.web.page_picture_child"
_MOST_FAILURES = 1_000
_LEFT_OVER_SECONDS = 3_600

_log = logging.getLogger(__name__)


class PictureFailed(Exception):
    """A page could not be drawn; the log says why."""


class PagePictures:
    """The folder `PLANS_DATA/pictures`; for several threads and processes at once."""

    def __init__(self, folder: Path, *, most: int = MOST_KEPT, limits: Limits = LIMITS) -> None:
        self._folder = folder
        self._most = most
        self._limits = limits
        self._failures: dict[str, float] = {}
        self._lock = threading.Lock()

    def kept(self, original: Original, page: int, width: int) -> Path | None:
        """Return the picture of a page if it has been drawn already.

        Raises:
            PictureFailed: It could not be drawn a short while ago.
        """
        path = self._path(original, page, width)
        with contextlib.suppress(OSError):
            os.utime(path)  # those not looked at for longest go first
            return path
        with self._lock:
            failed = self._failures.get(path.name, -FAILURE_SECONDS)
        if time.monotonic() - failed < FAILURE_SECONDS:
            raise PictureFailed
        return None

    def draw(self, original: Original, page: int, width: int) -> Path:
        """Draw a page and keep its picture.

        Raises:
            PictureFailed: It cannot be drawn within the limits, or cannot be kept.
        """
        path = self._path(original, page, width)
        arriving = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            files = [str(path.absolute()) for path in (original.path, arriving)]
            run_child(_CHILD, [*files, str(page), str(width)], self._limits, _log.debug)
            arriving.replace(path)
        except (ChildEnded, OSError) as error:
            self.forget(arriving)
            _log.error("%s: page %s could not be drawn: %s", original.path, page, error)
            self._remember_failure(path.name)
            raise PictureFailed from error
        self._clear()
        return path

    def forget(self, path: Path) -> None:
        """Remove a picture; one that is gone already is no matter."""
        with contextlib.suppress(OSError):
            path.unlink()

    def _path(self, original: Original, page: int, width: int) -> Path:
        return self._folder / f"{original.sha256}-{page}-{width}.png"

    def _remember_failure(self, name: str) -> None:
        with self._lock:
            self._failures[name] = time.monotonic()
            while len(self._failures) > _MOST_FAILURES:
                del self._failures[next(iter(self._failures))]

    def _clear(self) -> None:
        """Remove the pictures that were not looked at for longest, and what was left unfinished."""
        pictures: list[tuple[float, Path]] = []
        for path in self._files():
            with contextlib.suppress(OSError):  # another process was faster
                changed = path.stat().st_mtime
                if path.suffix == ".png":
                    pictures.append((changed, path))
                elif path.suffix == ".tmp" and time.time() - changed > _LEFT_OVER_SECONDS:
                    self.forget(path)
        for _, path in sorted(pictures)[: max(0, len(pictures) - self._most)]:
            self.forget(path)

    def _files(self) -> list[Path]:
        try:
            return list(self._folder.iterdir())
        except OSError:
            return []
