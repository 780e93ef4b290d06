"""What the users of a soak do: questions in every way, pages, and what nobody should do."""

import itertools
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx

from evals.load.gradio_chat import Chat, open_chat
from evals.load.mischief import MISCHIEF
from evals.load.ways import NotAnswered, ask_api, ask_page

__all__ = ["PAGES", "Visitor"]

PAGES = (
    "/",
    "/documents",
    "/timeline",
    "/compare",
    "/consultations",
    "/about",
    "/help",
    "/accessibility",
    "/healthz",
    "/readyz",
    "/api/v1/documents",
)
_TURNS = 5
"""Questions of one conversation; then another begins."""
_Deed = Callable[[], Awaitable[str | None]]
"""Does one thing; returns what went wrong, None if nothing did."""


@dataclass(slots=True)
class Visitor:
    """One user, who does one thing after the other, chosen by chance from a seed."""

    client: httpx.AsyncClient
    questions: Sequence[str]
    seed: int
    _random: random.Random = field(init=False)
    _deeds: dict[str, tuple[_Deed, int]] = field(init=False)
    _chat: Chat | None = None
    _turn: int = 0
    _sessions: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        # How often each is done, as a weight.
        self._deeds = {
            "question, page": (self._page_question, 35),
            "question, API": (self._api_question, 15),
            "question, stream": (self._stream, 10),
            "question, chat": (self._chat_question, 15),
            "page": (self._page, 15),
            "bad request": (self._mischief, 10),
        }

    async def act(self) -> tuple[str, str | None]:
        """Do one thing; returns what it was, and what went wrong, None if nothing did."""
        names = list(self._deeds)
        weights = [weight for _, weight in self._deeds.values()]
        (name,) = self._random.choices(names, weights)
        try:
            said = await self._deeds[name][0]()
        except httpx.HTTPError as error:
            said = type(error).__name__
        except NotAnswered as error:
            said = f"no answer: {error}"
        except OSError as error:
            said = type(error).__name__
        return name, said

    def pause(self, mean: float) -> float:
        """Return for how many seconds this user thinks before the next thing."""
        return min(self._random.expovariate(1 / mean), 5 * mean)

    def _question(self) -> str:
        return self._random.choice(self.questions)

    async def _page_question(self) -> str | None:
        return _ok(await ask_page(self.client, self._question()))

    async def _api_question(self) -> str | None:
        return _ok(await ask_api(self.client, self._question()))

    async def _stream(self) -> str | None:
        """Read an answer to its end as it grows."""
        headers = {"Accept": "text/event-stream"}
        body = {"question": self._question()}
        events = 0
        async with self.client.stream("POST", "/api/v1/ask", json=body, headers=headers) as stream:
            async for line in stream.aiter_lines():
                events += line.startswith("data:")
            if stream.status_code == 200 and not events:
                raise NotAnswered("the stream has no event")
            return _ok(stream.status_code)

    async def _chat_question(self) -> str | None:
        if self._chat is None or self._turn >= _TURNS:
            session = f"soak-{self.seed}-{next(self._sessions)}"
            self._chat, self._turn = await open_chat(self.client, session), 0
        self._turn += 1
        return _ok(await self._chat.ask(self._question()))

    async def _page(self) -> str | None:
        path = self._random.choice(PAGES)
        status = (await self.client.get(path, follow_redirects=True)).status_code
        return None if status == 200 else f"{path}: status {status}"

    async def _mischief(self) -> str | None:
        name = self._random.choice(list(MISCHIEF))
        said = await MISCHIEF[name](self.client)
        return f"{name}: {said}" if said else None


def _ok(status: int) -> str | None:
    return None if status == 200 else f"status {status}"
