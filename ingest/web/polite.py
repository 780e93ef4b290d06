"""Asking servers politely: who asks is said, robots.txt is minded, and pauses are left."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from ingest.addresses import AddressRefused, HostUnknown, check_url
from ingest.web.body import iter_body
from ingest.web.errors import SAVE_IT, FetchError, explained, wrong_status
from ingest.web.robots import MOST_BYTES, Robots, read_robots

__all__ = ["PRODUCT", "Limits", "PoliteClient"]

PRODUCT = "PlansAssistant"
"""The name under which robots.txt can address the program."""

_HEADERS = {
    "User-Agent": f"{PRODUCT}/{version('plans-assistant')} (gets single documents, minds robots.txt)",
    "Accept": "application/pdf, text/html, text/plain, */*;q=0.5",
    "Accept-Encoding": "identity",  # only then can a download be gone on with
}

HeadersFor = Callable[[str], Mapping[str, str]]
"""From an address to the headers that are sent to it besides the usual ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken, how long is waited, and how often is asked."""

    size: int = 100_000_000
    """Largest document, in bytes."""
    pause: float = 2.0
    """Seconds between two requests to one host; longer where its robots.txt asks for it."""
    timeout: float = 30.0
    """Seconds for which a server may say nothing."""
    duration: float = 900.0
    """Seconds that one download may take; what arrived is kept for the next try."""
    wait: float = 60.0
    """Seconds that a server may ask to wait in all (`Retry-After`), or between requests."""
    tries: int = 3
    """How often a request is sent to a server that asks to wait."""
    redirects: int = 5
    """How many redirects are followed."""


class PoliteClient:
    """Sends one request at a time."""

    def __init__(
        self,
        transport: httpx.BaseTransport,
        *,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = httpx.Client(
            transport=transport,
            headers=_HEADERS,
            timeout=limits.timeout,
            follow_redirects=False,
            trust_env=False,
        )
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._one_at_a_time = threading.Lock()
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def close(self) -> None:
        """Close what is still open."""
        self._client.close()

    @contextmanager
    def open(
        self, url: str, headers_for: HeadersFor = lambda _: {}
    ) -> Iterator[tuple[httpx.Response, Iterator[bytes]]]:
        """Ask for an address, following redirects.

        Args:
            url: http or https; every redirect is checked as this is.
            headers_for: What else to send, for each address on the way.

        Yields:
            The response, of any status but a redirect, and its body piece by piece.

        Raises:
            FetchError: The address is not asked, nobody answers, or "later" is the answer.
        """
        with self._one_at_a_time, explained(url, self._limits.timeout):
            self._client.cookies.clear()  # nobody is recognised from one document to the next
            with self._follow(url, headers_for, named=url) as response:
                yield response, self._body(response, url)

    def _body(self, response: httpx.Response, url: str) -> Iterator[bytes]:
        end = self._clock() + self._limits.duration

        def check_time() -> None:
            if self._clock() > end:
                reason = f"took longer than {self._limits.duration:g} seconds; try again to go on"
                raise FetchError(url, reason, try_archive=True, temporary=True)

        return iter_body(response, url, on_piece=check_time)

    @contextmanager
    def _follow(
        self, url: str, headers_for: HeadersFor, *, named: str, mind_robots: bool = True
    ) -> Iterator[httpx.Response]:
        hop = check_url(url)
        for _ in range(self._limits.redirects + 1):
            if mind_robots:
                self._mind_robots(hop, named)
            response = self._send(hop, headers_for(str(hop)), named)
            try:
                if response.next_request is None:
                    yield response
                    return
                hop = _checked_redirect(response.next_request.url)
            finally:
                response.close()
                self._asked[response.url.host] = self._clock()
        raise httpx.TooManyRedirects(f"is redirected more than {self._limits.redirects} times")

    def _send(self, url: httpx.URL, headers: Mapping[str, str], named: str) -> httpx.Response:
        waited = 0.0
        for _ in range(self._limits.tries):
            self._pause(url)
            try:
                response = self._client.send(
                    self._client.build_request("GET", url, headers=headers), stream=True
                )
            finally:
                self._asked[url.host] = self._clock()
            if response.status_code not in (429, 503):
                return response
            wait = _retry_after(response)
            response.close()
            if wait is None:
                break
            waited += wait
            if waited > self._limits.wait:
                reason = f"the server asks to wait {wait:.0f} seconds ({response.status_code})"
                raise FetchError(
                    named, f"{reason}; try again after that", try_archive=True, temporary=True
                )
            self._sleep(wait)
        raise wrong_status(named, response.status_code)

    def _pause(self, url: httpx.URL) -> None:
        if url.host not in self._asked:
            return
        robots = self._robots.get(_origin(url), Robots())
        pause = max(self._limits.pause, min(robots.delay, self._limits.wait))
        left = self._asked[url.host] + pause - self._clock()
        if left > 0:
            self._sleep(left)

    def _mind_robots(self, url: httpx.URL, named: str) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._fetch_robots(f"{origin}/robots.txt", named)
        if not self._robots[origin].allows(url.raw_path.decode("ascii")):
            reason = f"is not fetched: the robots.txt of {url.host} forbids it; {SAVE_IT}"
            raise FetchError(named, reason, try_archive=False)

    def _fetch_robots(self, url: str, named: str) -> Robots:
        try:
            with self._follow(url, lambda _: {}, named=named, mind_robots=False) as response:
                if response.status_code >= 500:
                    reason = f"is not fetched now: {url} cannot be read ({response.status_code})"
                    raise FetchError(
                        named, f"{reason}; try again later", try_archive=True, temporary=True
                    )
                if response.status_code >= 400:
                    return Robots()
                text = b""
                for piece in self._body(response, named):
                    text += piece
                    if len(text) >= MOST_BYTES:
                        break
        except (httpx.HTTPError, HostUnknown):
            return Robots()  # nobody there forbids anything; the request itself will say why
        return read_robots(text[:MOST_BYTES].decode("utf-8", "replace"), PRODUCT)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _checked_redirect(url: httpx.URL) -> httpx.URL:
    try:
        return check_url(url)
    except AddressRefused as error:
        raise AddressRefused(f"leads to {url}, which {error}") from None


def _retry_after(response: httpx.Response) -> float | None:
    """Return how many seconds the server asks to wait; None if it does not say."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        now = parsedate_to_datetime(response.headers["Date"])
    except KeyError:
        now = datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None or now.tzinfo is None:
        return None
    return max(0.0, (until - now).total_seconds())
