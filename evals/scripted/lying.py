"""Scripts that say given claims, true or not, so that they go through the whole assistant."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from corpus.text import normalise
from evals.scripted.server import Asked, Reply
from evals.scripted.truthful import Told, tell

__all__ = ["Claimed", "claims_script", "marker_of"]


class Claimed(Protocol):
    """A claim of a data set, and the quotation that it is about."""

    @property
    def question(self) -> str:
        """What was asked."""
        ...

    @property
    def quotation(self) -> str:
        """Some words of the quotation that the claim is about."""
        ...

    @property
    def claim(self) -> str:
        """The sentence."""
        ...

    @property
    def marker(self) -> int | None:
        """The marker that it is given; None for that of the quotation."""
        ...


def marker_of(quotation: str, quotations: Mapping[int, str]) -> int | None:
    """Return the marker of the quotation that holds these words; None where none does."""
    wanted = _on_one_line(quotation)
    for marker, words in quotations.items():
        if wanted in _on_one_line(words):
            return marker
    return None


def _on_one_line(words: str) -> str:
    return " ".join(normalise(words).lower().replace("•", " ").split())


def claims_script(entries: Iterable[Claimed]) -> "_ByQuestion":
    """Return a script that looks the question up and says every claim on it, in their order.

    A claim whose quotation is not among those of the prompt is left out.
    """
    return _ByQuestion(entries)


class _ByQuestion:
    def __init__(self, entries: Iterable[Claimed]) -> None:
        self._claims: dict[str, list[Claimed]] = {}
        for entry in entries:
            self._claims.setdefault(_asked_as(entry.question), []).append(entry)

    def __call__(self, asked: Asked) -> Reply:
        told = []
        for entry in self._claims.get(_asked_as(asked.question), ()):
            marker = marker_of(entry.quotation, asked.quotations)
            if marker is not None:
                told.append(Told(text=entry.claim, markers=(entry.marker or marker,)))
        return tell(told)


def _asked_as(question: str) -> str:
    """A question on one line, as a prompt has it."""
    return " ".join(question.split())
