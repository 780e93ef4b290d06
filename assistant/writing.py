"""An answer while its parts are gathered."""

import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from assistant.answers import Absence, Answer, Citation, HitRecord, More, Part, Scope, Status
from assistant.help_lines import HELP_LINES, danger_notes, emergency_text
from assistant.limits import NO_LIMITS, Limits
from assistant.retrieval import Hit
from assistant.text import named_plans, write_text

__all__ = ["Writing"]

_VERSION = version("plans-assistant")


class Writing:
    """An answer in the making, with what it rests on and what each step took."""

    def __init__(
        self,
        name: str | int,
        question: str,
        limits: Limits = NO_LIMITS,
        *,
        help_lines: Path = HELP_LINES,
    ) -> None:
        self._name = name
        self.question = question
        self.limits = limits
        self._help_lines = help_lines
        self._started = self._lap = time.perf_counter()
        self._timings: dict[str, float] = {}
        self.versions: dict[str, str] = {"assistant": _VERSION}
        self.understood = ""
        self.read_as = ""
        self.scope = Scope(words="nothing was searched")
        self.hits: list[Hit] = []
        self.rejected: list[Hit] = []
        self.support: float | None = None
        self.phrasable = False
        """Whether a chat model may phrase the answer: it quotes, and neither counts nor judges."""

    def lap(self, step: str) -> None:
        """Note how long a step took."""
        now = time.perf_counter()
        self._timings[step] = round((now - self._lap) * 1000 + self._timings.get(step, 0.0), 2)
        self._lap = now

    def emergency(self) -> Answer:
        """Make the answer of somebody in danger: 999 and the help lines that fit."""
        return self.finish(Status.EMERGENCY, emergency_text(self.question, self._help_lines))

    def danger_notes(self) -> list[str]:
        """Return what stands beside a reply to somebody who tells of a person."""
        return danger_notes(self.question, self._help_lines)

    def finish(
        self,
        status: Status,
        first: str,
        citations: Sequence[Citation] = (),
        notes: Sequence[str] = (),
        *,
        parts: Sequence[Part] = (),
        near: Sequence[Citation] = (),
        absence: Absence | None = None,
        more: Sequence[More] = (),
    ) -> Answer:
        """Make the answer."""
        timings = self._timings | {"total": round((time.perf_counter() - self._started) * 1000, 2)}
        return Answer(
            id=self._name,
            question=self.question,
            status=status,
            text=write_text(
                first,
                citations,
                notes,
                parts=parts,
                near=near,
                absence=absence,
                plans=named_plans(self.scope),
            ),
            opening=first,
            notes=tuple(notes),
            understood=self.understood,
            read_as=self.read_as,
            limits=self.limits,
            scope=self.scope,
            citations=tuple(citations),
            parts=tuple(parts),
            more=tuple(more),
            near=tuple(near),
            absence=absence,
            support=self.support,
            hits=_records(self.hits),
            rejected=_records(self.rejected),
            timings=timings,
            versions=self.versions,
        )


def _records(hits: Sequence[Hit]) -> tuple[HitRecord, ...]:
    return tuple(
        HitRecord(passage=h.passage.id, score=round(h.score, 5), rank=h.rank, retriever=h.retriever)
        for h in hits
    )
