"""Questions to go on with: made by rule, and each asked of the documents before it is offered."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from assistant.answers import Answer, Status
from assistant.count_questions import counts
from assistant.delivery import REPORTED
from assistant.forms import Form, wanted_by
from assistant.limits import NO_LIMITS, Limits
from assistant.other_times import in_other_years, of_another_plan
from assistant.scoring import stands_in
from assistant.subjects import Subject, find_subject
from assistant.text import named_plans
from corpus.documents import Document
from corpus.index import Filter
from corpus.lexical import padded_stems
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = ["next_questions"]

_MOST = 3
_TRIED = 7
"""Questions that are asked at most: each takes about as long as an answer."""
_READ = 12
"""Passages that are read for what they say of a subject."""
_TELLING = 0.35
"""What the subject must tell, as a part of what the most telling word of the question tells."""
_FOLLOWS = re.compile(r"Taken as a follow-up to “(.+)”")
_OF_A_NAME = (
    (
        Form.WHEN,
        r"\bNAME (?:was |were )?(?:first )?(?:launched|began|started|opened|set up|introduced)\b"
        r"|\blaunch of (?:the )?NAME\b",
        "When did NAME start?",
    ),
    (Form.MONEY, r"\bNAME\b[^.]{0,80}£|£[^.]{0,60}\bNAME\b", "How much was spent on NAME?"),
    (Form.WHO, r"\bNAME\b[^.]{0,40}\b(?:run|led|managed) by\b", "Who runs NAME?"),
)
"""What may be asked of a name, and what in the documents suggests that they say it."""
_GOES_ON = {
    Status.ANSWERED,
    Status.PARTLY_ANSWERED,
    Status.NOT_FOUND,
    Status.NOT_HELD,
}


class Ask(Protocol):
    """Answers a question, as `Assistant.answer`."""

    def __call__(self, question: str, *, limits: Limits) -> Answer:
        """Answer it by itself."""
        ...


def next_questions(answer: Answer, index: OpenIndex, as_of: dt.date, ask: Ask) -> tuple[str, ...]:
    """Return at most three questions that follow from an answer and are answered themselves.

    Args:
        answer: What was answered; nothing follows from an emergency, a refusal or an error.
        index: The documents.
        as_of: The day on which a plan is the current one.
        ask: Tells whether, and with what, a question is answered.
    """
    if answer.status not in _GOES_ON:
        return ()
    limits = answer.limits if answer.citations else NO_LIMITS
    quoted = {(citation.document, citation.start) for citation in answer.citations}
    asked = {_plain(answer.question), _plain(answer.read_as)}
    found: list[str] = []
    making = _Making(answer, index, as_of)
    for question in islice(_candidates(making, asked), _TRIED):
        result = ask(question, limits=limits)
        new = [(c.document, c.start) for c in result.citations[:1]]
        plain = result.status is Status.ANSWERED and not result.understood.startswith("Read")
        if plain and new and quoted.isdisjoint(new) and making.is_answered_by(result):
            found.append(question)
            quoted.update(new)
        if len(found) == _MOST:
            break
    return tuple(found)


def _candidates(making: "_Making", asked: set[str]) -> Iterator[str]:
    """What may be asked next, the likeliest first; nothing twice, and not what was asked."""
    seen = set(asked)
    for question in making.after_answer() if making.answered else making.after_none():
        if _plain(question) not in seen:
            seen.add(_plain(question))
            yield question


class _Making:
    """Makes questions from one answer."""

    def __init__(self, answer: Answer, index: OpenIndex, as_of: dt.date) -> None:
        self._answer = answer
        self.answered = bool(answer.citations)
        self._index = index
        self._catalogue = index.generation.catalogue
        self._as_of = as_of
        self._plans = [self._catalogue.by_id[plan] for plan in named_plans(answer.scope)]
        self._subject = self._find_subject()

    def _find_subject(self) -> Subject | None:
        """Read what the question is about; of one that goes on from another, what that one was."""
        least = _TELLING if self._answer.citations else 1.0
        before = _FOLLOWS.search(self._answer.understood)
        question = self._answer.question if before else self._answer.read_as
        own = find_subject(
            question or self._answer.question,
            self._index,
            self._as_of,
            least=least,
            plainly=before is not None,
        )
        if own or not before:
            return own
        return find_subject(before[1], self._index, self._as_of, least=_TELLING)

    def after_answer(self) -> Iterator[str]:
        """Other plans, what came of it, what more is known of a name, how often it is mentioned."""
        others = self._of_other_plans()
        yield from islice(others, 1)
        yield from self._in_other_years()
        if self._subject:
            yield from self._what_came_of_it(self._subject.words)
            yield from self._more_of_a_name(self._subject)
            if not counts(self._answer.question):
                yield f"How many documents mention {self._subject.words}?"
        yield from others
        yield from self._of_everything()

    def after_none(self) -> Iterator[str]:
        """The same subject in other plans, then in all documents."""
        if self._subject:
            yield from self._of_other_plans()
            yield from self._of_everything()
            yield f"How many documents mention {self._subject.words}?"

    def is_answered_by(self, result: Answer) -> bool:
        """Whether the first words that are shown name the subject, as people expect of an answer."""
        if self._subject is None:
            return True
        first = result.citations[0]
        return stands_in(self._subject.concept, padded_stems(f"{first.lead} {first.shown}")) > 0

    def _of_other_plans(self) -> Iterator[str]:
        """Ask of the plans nearest in time, of those of which something is said about it."""
        if self._answer.citations and self._answer.limits.plan:
            return
        own = None
        if not self._answer.read_as:
            own = of_another_plan(self._answer.question, self._catalogue, self._as_of)
        for plan in self._other_plans():
            if own:
                yield own(plan)
            elif self._subject:
                verb = "does" if plan == self._catalogue.plan_in_force_on(self._as_of) else "did"
                yield f"What {verb} {plan.short_name} say about {self._subject.words}?"

    def _other_plans(self) -> list[Document]:
        plans = self._catalogue.plans
        places = [plans.index(plan) for plan in self._plans] or [len(plans)]
        near = sorted(
            (plan for plan in plans if plan not in self._plans),
            key=lambda plan: min(
                (abs(plans.index(plan) - p), plans.index(plan) < p) for p in places
            ),
        )
        return [plan for plan in near if self._is_mentioned(plan)]

    def _is_mentioned(self, plan: Document) -> bool:
        """Whether what is held about a plan speaks of the subject."""
        within = Filter(plans=frozenset({plan.id}))
        if self._subject is None:
            return bool(self._index.admission.positions(within).size)
        concept = self._subject.concept
        words = " ".join((self._subject.words, concept.words, *concept.instead))
        found = self._index.words.search(words, top_k=_READ, within=within)
        texts = (self._index.passage(hit.position).text for hit in found)
        return any(stands_in(concept, padded_stems(text)) for text in texts)

    def _in_other_years(self) -> Iterator[str]:
        if not self._answer.read_as:
            yield from in_other_years(self._answer.question, self._catalogue, self._as_of)

    def _what_came_of_it(self, subject: str) -> Iterator[str]:
        if len(self._plans) == 1 and not any(p.name == REPORTED for p in self._answer.parts):
            yield f"What came of what {self._plans[0].short_name} said about {subject}?"

    def _more_of_a_name(self, subject: Subject) -> Iterator[str]:
        """Ask when something began or what it cost, if what was found says so of it."""
        if not subject.named or subject.words.startswith("the "):
            return
        wanted = wanted_by(self._answer.question).form
        found = self._index.words.search(subject.words, top_k=_READ)
        text = " ".join(readable(self._index.passage(hit.position).text) for hit in found)
        name = re.escape(subject.words)
        for form, said, question in _OF_A_NAME:
            if form is not wanted and re.search(said.replace("NAME", name), text):
                yield question.replace("NAME", subject.words)

    def _of_everything(self) -> Iterator[str]:
        if self._subject:
            yield f"What do the documents say about {self._subject.words}?"


def _plain(question: str) -> str:
    return " ".join(question.lower().strip(" ?!.").split())
