"""The copy that a web archive has of an address."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ingest.fetching import Fetched, Fetcher, FetchError
from ingest.web.content import check_place

__all__ = ["WebArchive"]

_RAW = re.compile(r"/web/([^/]{14})id_/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArchive:
    """A web archive with the interface of the Internet Archive."""

    index: str = "https://archive.org"
    """Where to ask which copies there are (`/wayback/available`)."""
    copies: str = "https://web.archive.org"
    """Where the copies are (`/web/…`)."""

    def get(
        self, url: str, *, near: date | None, folder: Path, fetcher: Fetcher
    ) -> tuple[Fetched, str]:
        """Fetch the copy of an address that was made nearest to a day, as it was archived.

        Args:
            url: The publisher's address.
            near: The day; the latest copy if None.
            folder: Where the file is put.
            fetcher: What fetches it.

        Returns:
            The document, whose `url` and `final_url` are the archive's, and the day of the copy,
            YYYY-MM-DD.

        Raises:
            FetchError: There is no copy, or it cannot be got.
        """
        url = url.partition("#")[0]
        made = self._nearest(url, near, fetcher)
        fetched = fetcher.get(f"{self.copies.rstrip('/')}/web/{made}id_/{url}", folder)
        try:
            return fetched, self._day_of(url, fetched)
        except FetchError:
            fetched.path.unlink()
            raise

    def _nearest(self, url: str, near: date | None, fetcher: Fetcher) -> str:
        """Return the time of the nearest copy of a document, as the archive writes it."""
        query = f"url={quote(url, safe='')}" + (f"&timestamp={near:%Y%m%d}" if near else "")
        data = fetcher.read(f"{self.index.rstrip('/')}/wayback/available?{query}")
        try:
            copy: Any = json.loads(data)["archived_snapshots"].get("closest")
            if not copy or not copy["available"] or copy["status"] != "200":
                reason = f"is not in the web archive {self.index}; add the file"
                raise FetchError(url, reason, try_archive=False)
            made = str(copy["timestamp"])
            if len(made) != 14 or _day(made) is None:
                raise ValueError(made)
            return made
        except (ValueError, KeyError, TypeError, AttributeError):
            reason = f"the answer of {self.index} cannot be understood; try again later"
            raise FetchError(url, reason, try_archive=False, temporary=True) from None

    def _day_of(self, url: str, fetched: Fetched) -> str:
        """Return the day of the copy that came, which may be another than was asked for."""
        base = self.copies.rstrip("/")
        raw = _RAW.fullmatch(fetched.final_url.removeprefix(base))
        day = raw and _day(raw[1])
        if raw is None or day is None or not fetched.final_url.startswith(base):
            reason = f"the archive gives {fetched.final_url}, not a copy as it was; add the file"
            raise FetchError(url, reason, try_archive=False)
        check_place(url, raw[2])
        return day


def _day(made: str) -> str | None:
    """Return the day, YYYY-MM-DD, of a time as the archive writes it; None if it is none."""
    try:
        return datetime.strptime(made, "%Y%m%d%H%M%S").date().isoformat()
    except ValueError:
        return None
