"""What an address of `/ask` asks: a question, the earlier ones, and what the search is limited to."""

from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from starlette.datastructures import QueryParams

from assistant.answers import About, Status
from assistant.limits import NO_LIMITS, Limits
from assistant.reading_limits import years_from
from assistant.routing import route
from assistant.web.words import say
from corpus.documents import Kind
from corpus.text import without_controls

__all__ = [
    "HISTORY_TURNS",
    "Asked",
    "Choice",
    "Choices",
    "choices",
    "limits_query",
    "read_asked",
    "read_limits",
]

HISTORY_TURNS = 10
"""Earlier questions that go with a new one."""
YEARS_OF_A_CHOICE = 3
_LONGEST_EARLIER = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One address, read."""

    question: str = ""
    earlier: tuple[str, ...] = ()
    """The questions before it, the oldest first."""
    draft: str = ""
    """What stands in the question box instead of being asked."""
    limits: Limits = NO_LIMITS
    embed: bool = False
    problem: str = ""
    """What is wrong with the limits, in words; empty where nothing is."""

    def query(self, question: str, *, earlier: Sequence[str] | None = None) -> dict[str, object]:
        """Return what the address of a question has after "?", with these limits.

        Args:
            question: The question.
            earlier: The questions before it; those of this address where it is not given.
        """
        return {
            "q": question,
            "earlier": self.earlier if earlier is None else tuple(earlier)[-HISTORY_TURNS:],
            **limits_query(self.limits),
            "embed": "1" if self.embed else "",
        }

    def after(self, question: str) -> dict[str, object]:
        """Return the same for a question that follows the one of this address."""
        return self.query(question, earlier=(*self.earlier, self.question))


class Choice(NamedTuple):
    """One box that can be ticked, or one of several that exclude each other."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a search can be limited to; the first of plans and years is no limit."""

    kinds: tuple[Choice, ...]
    plans: tuple[Choice, ...]
    years: tuple[Choice, ...]


def choices(about: About) -> Choices:
    """Return what a search can be limited to in the documents that are held."""
    first, last = about.years
    starts = range(first, last + 1, YEARS_OF_A_CHOICE)
    spans = [(start, min(start + YEARS_OF_A_CHOICE - 1, last)) for start in starts]
    return Choices(
        kinds=tuple(Choice(kind.value, _capital(kind.in_words())) for kind in about.kinds),
        plans=(
            Choice("", say("Any plan")),
            *(Choice(plan, _capital(name)) for plan, name in about.plans),
        ),
        years=(
            Choice("", say("Any year")),
            *(Choice(f"{a}-{b}", str(a) if a == b else f"{a} to {b}") for a, b in spans),
        ),
    )


def read_asked(query: QueryParams, about: About) -> Asked:
    """Read an address; limits that are not there to choose are a problem and not ignored."""
    limits, problem = read_limits(
        query.getlist("kind"), query.get("plan", ""), query.get("years", ""), about
    )
    # Newest first, so that an address of thousands is no work; danger is not shown again.
    newest = [words for words in query.getlist("earlier")[-HISTORY_TURNS:] if words.strip()]
    earlier = [without_controls(words)[:_LONGEST_EARLIER] for words in newest]
    earlier = [words for words in earlier if route(words) is not Status.EMERGENCY]
    return Asked(
        question=without_controls(query.get("q", "")),
        earlier=tuple(earlier),
        draft=without_controls(query.get("draft", "")),
        limits=limits,
        embed=query.get("embed") == "1",
        problem=problem,
    )


def read_limits(kinds: Iterable[str], plan: str, years: str, about: About) -> tuple[Limits, str]:
    """Read limits as addresses and forms write them; the second says what is wrong with them."""
    known = [kind.value for kind in Kind]
    unknown = [kind for kind in kinds if kind and kind not in known]
    if unknown or (plan and plan not in dict(about.plans)):
        return NO_LIMITS, say("There are no such documents to limit the search to.")
    try:
        span = years_from(years) if years else None
    except ArgumentTypeError:
        return NO_LIMITS, say("Years are written like this: 2015-2017.")
    return Limits(
        kinds=tuple(Kind(kind) for kind in dict.fromkeys(kinds) if kind),
        plan=plan,
        years=span,
    ), ""


def limits_query(limits: Limits) -> dict[str, object]:
    """Return limits as addresses write them."""
    years = f"{limits.years[0]}-{limits.years[1]}" if limits.years else ""
    return {"kind": [kind.value for kind in limits.kinds], "plan": limits.plan, "years": years}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
