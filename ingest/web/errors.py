"""What can go wrong when a document is fetched, in one line that says what to do."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from corpus.errors import PlansError
from ingest.addresses import AddressRefused, HostUnknown

__all__ = ["SAVE_IT", "FetchError", "explained", "too_large", "wrong_status"]

SAVE_IT = "open it in a browser, save it and add the file"
_PASSWORD = re.compile(r"//[^/?#\s]*@")


class FetchError(PlansError):
    """A document cannot be got from an address; one line names it and says what to do."""

    def __init__(
        self, url: str, reason: str, *, try_archive: bool, temporary: bool = False
    ) -> None:
        self.url = url
        self.reason = reason
        """The message without the address."""
        self.try_archive = try_archive
        """Whether a copy in a web archive should be tried."""
        self.temporary = temporary
        """Whether a later try may succeed; what arrived is kept for it."""
        shown = _PASSWORD.sub("//", f"{url}: {reason}")
        super().__init__(" ".join("".join(c if c.isprintable() else " " for c in shown).split()))


def wrong_status(url: str, status: int) -> FetchError:
    """Return the error for an HTTP status that is no document."""
    if status in (404, 410):
        reason = f"is not there any more ({status}); correct the address, or add the file"
    elif status in (401, 403, 407):
        reason = f"is refused to programs, or wants a login ({status}); {SAVE_IT}"
    elif status == 451:
        reason = "is withheld for legal reasons (451); ask its publisher"
    elif status >= 500 or status == 429:
        reason = f"the server cannot give it now ({status}); try again later"
    else:
        reason = f"the server answered with status {status} and no document; {SAVE_IT}"
    return FetchError(
        url,
        reason,
        try_archive=status != 451,  # what the law withholds is not got in another way
        temporary=status >= 500 or status == 429,
    )


def too_large(url: str, largest: int) -> FetchError:
    """Return the error for more than `largest` bytes; an archive's copy would be no smaller."""
    return FetchError(
        url,
        f"is larger than {largest / 1e6:,.1f} MB; raise the limit, or save it and add the file",
        try_archive=False,
    )


@contextmanager
def explained(url: str, timeout: float) -> Iterator[None]:
    """Turn every failure of the network inside into a `FetchError` that names `url`.

    Args:
        url: What was asked for.
        timeout: For how long the server may say nothing, in seconds.
    """
    try:
        yield
    except AddressRefused as error:
        raise FetchError(url, str(error), try_archive=False) from error
    except HostUnknown as error:
        raise FetchError(url, str(error), try_archive=True, temporary=True) from error
    except httpx.TimeoutException as error:
        reason = f"did not answer within {timeout:g} seconds; try again later"
        raise FetchError(url, reason, try_archive=True, temporary=True) from error
    except httpx.HTTPError as error:
        raise FetchError(url, _reason(error), try_archive=True, temporary=True) from error


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TooManyRedirects):
        return f"{error}; {SAVE_IT}"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not valid ({cause.verify_message}); {SAVE_IT}"
        if isinstance(cause, ssl.SSLError):
            return f"no secure connection can be made ({cause.reason}); try again later"
        cause = cause.__cause__ or cause.__context__  # httpcore raises some "from None"
    what = str(error) or type(error).__name__
    return f"the connection failed ({what}); try again later"
