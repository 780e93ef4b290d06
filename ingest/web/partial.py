"""What has arrived of a document, kept so that a later try goes on from there.

`NAME.part` holds the first bytes and `NAME.json` says of which address and version. The note is
written before the first byte and the bytes are emptied before the note is replaced, so whenever
the process is killed the two fit together or nothing is taken up again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

import httpx

from ingest.web.body import is_compressed

__all__ = ["Held", "Partial", "whole_size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Bytes that are here already, and what they are the beginning of."""

    size: int
    final_url: str
    """The address that sent them."""
    validator: str
    """What tells this version from others: a strong ETag, or Last-Modified."""

    def headers(self) -> dict[str, str]:
        """Return what asks for the rest of this version, or else for all of another."""
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator}

    def is_continued_by(self, response: httpx.Response) -> bool:
        """Say whether a 206 is the rest of this version and begins where these bytes end."""
        unit, _, span = response.headers.get("Content-Range", "").strip().partition(" ")
        starts = span.partition("-")[0].strip() == str(self.size)
        sent = response.headers.get("ETag") or response.headers.get("Last-Modified")
        return (
            unit.lower() == "bytes"
            and starts
            and sent in (None, self.validator)
            and str(response.url) == self.final_url
            and not is_compressed(response)
        )


class Partial:
    """The unfinished file of one address."""

    def __init__(self, folder: Path, name: str, url: str) -> None:
        self.part = folder / f"{name}.part"
        self._note = folder / f"{name}.json"
        self._url = url

    def held(self) -> Held | None:
        """Return what is here of this address, if it can be gone on with."""
        try:
            note = json.loads(self._note.read_text("utf-8"))
            size = self.part.stat().st_size
            if size == 0 or note["url"] != self._url:
                return None
            validator, final_url = note["etag"] or note["last_modified"], note["final_url"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not isinstance(validator, str) or not isinstance(final_url, str):
            return None
        return Held(size=size, final_url=final_url, validator=validator)

    def begin(self, response: httpx.Response) -> BinaryIO:
        """Open the file for the first byte of a response."""
        self.part.write_bytes(b"")
        # Of what is unpacked on the way, the server cannot know where it ends.
        headers = httpx.Headers() if is_compressed(response) else response.headers
        note = {
            "url": self._url,
            "final_url": str(response.url),
            "etag": _strong_etag(headers),
            "last_modified": _strong_date(headers),
        }
        following = self._note.with_suffix(".json.tmp")
        following.write_text(json.dumps(note) + "\n", "utf-8")
        following.replace(self._note)
        return self.go_on()

    def go_on(self) -> BinaryIO:
        """Open the file for the next byte."""
        return self.part.open("ab")

    def finish(self, target: Path) -> None:
        """Make the file the finished one, in one step."""
        with self.part.open("rb") as file:
            os.fsync(file.fileno())
        self.part.replace(target)
        self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove what has arrived."""
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


def whole_size(response: httpx.Response) -> int | None:
    """Return how many bytes a 206 says that the whole has; None if it does not say."""
    size = response.headers.get("Content-Range", "").rpartition("/")[2].strip()
    return int(size) if size.isascii() and size.isdigit() else None


def _strong_etag(headers: Mapping[str, str]) -> str | None:
    etag = headers.get("ETag", "").strip()
    return etag if etag.startswith('"') else None


def _strong_date(headers: Mapping[str, str]) -> str | None:
    """Return Last-Modified if no other version can have the same (RFC 9110, 8.8.2.2)."""
    modified = headers.get("Last-Modified", "")
    try:
        age = parsedate_to_datetime(headers.get("Date", "")) - parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        return None
    return modified if age.total_seconds() >= 1 else None
