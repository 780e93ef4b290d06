"""A short answer that a chat model phrases and code decides on, sentence by sentence."""

import hashlib
import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Protocol

from assistant.answers import Answer, Ended, WriterRecord, Written
from assistant.guards.orders import holds_order
from assistant.text import named_plans, write_text
from assistant.verification.claims import Check, Claim, check_claim
from assistant.verification.entailment import Entailment
from assistant.verification.figures import figures_in
from assistant.verification.sources import Source, source_of
from assistant.writer.failures import ModelError
from assistant.writer.following import propose
from assistant.writer.prompting import (
    CLAIMS_SCHEMA,
    MOST_CLAIMS,
    PROMPT_VERSION,
    answer_message,
    answer_prompt,
)
from assistant.writer.reading import ClaimReader
from corpus.text import normalise

__all__ = ["Phrasing", "Writer"]

_LOG = logging.getLogger(__name__)
_KEPT = 256
"""Written answers that are kept in memory, so that a page that is loaded again costs nothing."""
_POINTS_AWAY = "points away"
_POINTING = frozenset(("it", "he", "she", "they", "this", "these", "its", "his", "her", "their"))
_MOST_READ = 3 * MOST_CLAIMS
"""Sentences that are checked: a reply of a hundred would cost seconds."""
_REPEATED = "repeated"
_NOT_NEEDED = "beyond the fourth"


class Phrasing(Protocol):
    """A chat model, as far as writing needs it."""

    @property
    def name(self) -> str:
        """As it is set: "openai:NAME"."""
        ...

    def stream(
        self,
        system: str,
        message: str,
        schema: Mapping[str, Any],
        *,
        seconds: float | None = None,
    ) -> Generator[str]:
        """Yield the pieces of a reply; raises ModelError where it cannot go on."""
        ...


@dataclass(frozen=True)
class _Kept:
    written: tuple[Written, ...]
    record: WriterRecord


class Writer:
    """Has a chat model phrase answers; safe to use from several threads."""

    def __init__(self, model: Phrasing, entailment: Entailment | None = None) -> None:
        """Take the model that phrases, and one by which each sentence is checked too."""
        self._model = model
        self._entailment = entailment
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The model as it is set."""
        return self._model.name

    def propose(self, question: str, history: Sequence[str]) -> str | None:
        """Return a follow-up as it would be asked by itself, in the asker's own words; or None."""
        return propose(self._model, question, history)

    def write(self, answer: Answer) -> Iterator[Answer]:
        """Yield the answer as it stands, then with each sentence that passed, then as it ended.

        Nothing that was yielded is taken back. Sentences are held until those held answer the
        question together; from then on each comes as it passes.

        Args:
            answer: In the documents' own words, with at least one citation.
        """
        key = _key(answer)
        kept = self._look_up(key)
        record = WriterRecord(model=self.name, prompt=PROMPT_VERSION)
        yield replace(answer, writer=record)
        if kept is not None:
            yield _grown(answer, kept.written, kept.record, 0.0)
            return
        began = time.perf_counter()
        given = _without_orders(answer)
        if not given.citations:
            yield _grown(answer, (), replace(record, ended=Ended.FINISHED), 0.0)
            return
        work = _Work(given, self._entailment)
        ended = Ended.FINISHED
        reader = ClaimReader()
        try:
            with closing(self._reply(given)) as pieces:
                for piece in pieces:
                    passed = [work.take(claim) for claim in reader.feed(piece)]
                    if any(passed) and work.written:
                        yield _grown(answer, work.written, work.record(record), _since(began))
        except ModelError as error:  # what comes after the last claim is of no use
            ended = Ended.FINISHED if reader.whole else error.ended
        except Exception as error:  # whatever a model makes of it, the quotations stand
            _LOG.error("a short answer could not be written (%s)", type(error).__name__)
            ended = Ended.FAILED
        if ended is Ended.FINISHED and not reader.whole:
            ended = Ended.UNREADABLE
        final = replace(work.record(record), ended=ended)
        if ended is Ended.FINISHED:
            self._keep(key, _Kept(work.written, final))
        yield _grown(answer, work.written, final, _since(began))

    def _reply(self, answer: Answer) -> Generator[str]:
        return self._model.stream(answer_prompt(), answer_message(answer), CLAIMS_SCHEMA)

    def _look_up(self, key: str) -> _Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, kept: _Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


class _Work:
    """The sentences of one answer: those that pass, and why the others do not."""

    def __init__(self, answer: Answer, entailment: Entailment | None) -> None:
        self._sources: Mapping[int, Source] = {
            citation.marker: source_of(citation) for citation in answer.citations
        }
        wanted = [words for citation in answer.citations for words in citation.emphasis]
        self._wanted = [_folded(words) for words in wanted]
        self._entailment = entailment
        self._passed: list[Written] = []
        self._dropped: Counter[str] = Counter()
        self._sentences = 0

    @property
    def written(self) -> tuple[Written, ...]:
        """The sentences that may be shown: none until together they answer."""
        return tuple(self._passed) if self._answers() else ()

    def take(self, claim: Claim) -> bool:
        """Check the next sentence; says whether it passed."""
        self._sentences += 1
        problem = self._problem(claim)
        if problem is not None:
            self._dropped[problem] += 1
            return False
        self._passed.append(Written(text=_sentence(claim.text), markers=claim.markers))
        return True

    def record(self, record: WriterRecord) -> WriterRecord:
        """Return what happened so far."""
        return replace(record, sentences=self._sentences, dropped=dict(self._dropped))

    def _problem(self, claim: Claim) -> str | None:
        if len(self._passed) == MOST_CLAIMS or self._sentences > _MOST_READ:
            return _NOT_NEEDED
        if self._points_away(claim):
            return _POINTS_AWAY
        problem = check_claim(claim, self._sources)
        if problem is not None:
            return problem.value
        if any(_folded(claim.text) == _folded(done.text) for done in self._passed):
            return _REPEATED
        cited = [self._sources[marker].words for marker in claim.markers]
        if self._entailment and not self._entailment.follows(claim.text, cited):
            return Check.SUPPORT.value
        return None

    def _points_away(self, claim: Claim) -> bool:
        """Whether a sentence begins with "it" or "he", and none before it says who that is."""
        first = claim.text.split(maxsplit=1)[:1]
        if not first or first[0].lower() not in _POINTING:
            return False
        return not (self._passed and set(self._passed[-1].markers) & set(claim.markers))

    def _answers(self) -> bool:
        """Say whether the figure, date or name asked for is there; without one, any sentence is."""
        if not self._passed or not self._wanted:
            return bool(self._passed)
        said = " ".join(done.text for done in self._passed)
        values = {figure.value for figure in figures_in(normalise(said))}
        return any(
            words in _folded(said) or values & {f.value for f in figures_in(normalise(words))}
            for words in self._wanted
        )


def _without_orders(answer: Answer) -> Answer:
    """Leave out quotations that order an assistant to do something: they are shown, not obeyed."""
    safe = (c for c in answer.citations if not holds_order(f"{c.lead}\n{c.shown}"))
    return replace(answer, citations=tuple(safe))


def _key(answer: Answer) -> str:
    """Return what the same answer is found by again: a digest, since no question is kept."""
    spans = tuple((c.document, c.start, c.end, c.marker) for c in answer.citations)
    index = answer.versions.get("index", "")
    of = (answer.question, answer.read_as, answer.understood, index, spans)
    return hashlib.sha256(repr(of).encode()).hexdigest()


def _grown(
    answer: Answer, written: Sequence[Written], record: WriterRecord, milliseconds: float
) -> Answer:
    """Return the answer with its sentences, in its text too."""
    text = write_text(
        answer.opening,
        answer.citations,
        answer.notes,
        written=written,
        parts=answer.parts,
        near=answer.near,
        absence=answer.absence,
        plans=named_plans(answer.scope),
    )
    timings = {**answer.timings, "writer": milliseconds}
    return replace(answer, text=text, written=tuple(written), writer=record, timings=timings)


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words if words[-1:] in '.!?”"' else f"{words}."


def _folded(text: str) -> str:
    return normalise(text).lower().strip(" .")


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)
