"""Who asks, by key or by address, and whether they may ask just now."""

import math

from fastapi import Request

from assistant.api.keys import PREFIX, Keys
from assistant.api.problems import TOO_MANY, WRONG_KEY, Problem
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.serving.requests import Face

__all__ = ["Callers"]


class Callers:
    """Lets in those who may ask; safe to use from several threads."""

    def __init__(
        self,
        keys: Keys | None,
        rates: Rates,
        *,
        per_minute: int,
        proxies: Proxies,
        metrics: Metrics | None = None,
    ) -> None:
        """Prepare.

        Args:
            keys: Who has a key; None where nobody has.
            rates: Counts requests.
            per_minute: How many everybody may send in a minute; 0 is no limit.
            proxies: Tell whose address it is.
            metrics: Where those that are refused are counted.
        """
        self._keys = keys
        self._rates = rates
        self._per_minute = per_minute
        self._proxies = proxies
        self._metrics = metrics or Metrics()

    def admit(self, request: Request, use: str) -> None:
        """Count one request; it may wait for Redis, so it is called in a thread.

        Args:
            request: What was sent.
            use: What it asks for; each use is counted by itself: "ask", "read". Without a key,
                "ask" goes into the one count of an address that the pages and /mcp share.

        Raises:
            Problem: Its key is wrong, or too many came.
        """
        who, most = self._proxies.client(request), self._per_minute
        key = _key(request)
        if key is not None:
            partner = self._keys.partner(key) if self._keys and key else None
            if partner is None:
                raise Problem(
                    WRONG_KEY,
                    "The key in the header Authorization is not known, or no longer valid. Send "
                    "“Authorization: Bearer” with the key as you were given it, or leave it out.",
                )
            who = f"key:{partner.name}"
            most = most if partner.per_minute is None else partner.per_minute
        seconds = self._rates.wait(f"{use}:{who}", most)
        if seconds is not None:
            self._metrics.refused(Face.API, too_often=True)
            sort = "questions" if use == "ask" else "look-ups"
            raise Problem(
                TOO_MANY,
                f"At most {most} {sort} are taken in a minute. Try again in "
                f"{max(1, math.ceil(seconds))} seconds, as the header Retry-After says.",
                seconds=seconds,
            )


def _key(request: Request) -> str | None:
    """Return the key that a request brings, "" for what is none; None where it brings nothing.

    A name and password of the scheme Basic are meant for a proxy before us.
    """
    said = request.headers.getlist("authorization")
    if not said or (len(said) == 1 and said[0][:6].lower() == "basic "):
        return None
    scheme, _, key = said[0].partition(" ")
    known = len(said) == 1 and scheme.lower() == "bearer" and key.strip().startswith(PREFIX)
    return key.strip() if known else ""
