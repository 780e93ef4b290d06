"""The later steps of a chain: what was answered, decided and reported, as verified quotations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.chains.answering import (
    answers_in,
    decides,
    decisions_in,
    is_open,
    looks_back,
    tells_answers,
)
from assistant.chains.asking import Asked
from assistant.chains.following import Followed
from assistant.chains.linking import Linked, Matcher, Subject
from assistant.chains.naming import NamedPoint, naming
from assistant.chains.quoting import Quoting
from assistant.chains.records import Link, Step
from assistant.concepts import Concept
from corpus.documents import Document, Kind, Passage
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = ["Consulted", "Steps", "passages_of"]

MOST_LINKS = 3
"""Links at one step of one topic; more would bury the best."""
MOST_ANSWERS = 4

Places = set[tuple[str, int]]
"""Ids of documents, each with where words begin in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """A consultation with all that is needed to follow it."""

    document: Document
    asked: tuple[Asked, ...]
    followed: Followed
    needed: tuple[Concept, ...]
    """What later words must speak of; empty for the consultation on a plan."""
    named: NamedPoint | None = None
    """The point that is about what the title names; None where the title names nothing."""

    @property
    def is_told(self) -> bool:
        """Whether the document only tells of the consultation, perhaps with what came of it."""
        return self.document.kind is not Kind.CONSULTATION


class Steps:
    """Finds the later steps of one consultation."""

    def __init__(
        self, consulted: Consulted, index: OpenIndex, matcher: Matcher, quoting: Quoting
    ) -> None:
        self._consulted = consulted
        self._index = index
        self._matcher = matcher
        self._quoting = quoting
        self._subjects = [matcher.subject(asked, consulted.needed) for asked in consulted.asked]
        self._series: list[list[Linked]] = []
        self._decision: Document | None = None
        if consulted.followed.is_one_series:
            documents = consulted.followed.decided
            self._series = [
                self._links(asked, subject, documents)
                for asked, subject in zip(consulted.asked, self._subjects, strict=True)
            ]
            self._decision = self._first_decision()

    def answered(self) -> tuple[Link, ...]:
        """Return what is reported of the answers to the consultation as a whole."""
        consulted = self._consulted
        own = (consulted.document,) if consulted.is_told else ()
        found = [
            (passage, place)
            for document in (*own, *self.tell_of_answers())
            for passage, place in answers_in(passages_of(document, self._index))
            if document in own or self._is_of_it(passage)
        ]
        if consulted.document.kind is Kind.BUDGET:
            for asked, subject in zip(consulted.asked, self._subjects, strict=True):
                links = self._links(asked, subject, consulted.followed.reported)
                found += [(each.passage, each.place) for each in links if _tells_answers(each)]
        links_ = (self._quoting.link(Step.ANSWERED, passage, place) for passage, place in found)
        return tuple(sorted(filter(None, links_), key=_by_time)[:MOST_ANSWERS])

    def tell_of_answers(self) -> tuple[Document, ...]:
        """Return the later documents in which answers are looked for."""
        followed = self._consulted.followed
        return followed.decided if followed.is_one_series else followed.presenting

    def _is_of_it(self, passage: Passage) -> bool:
        """Whether a passage speaks of the consultation: where that is on no plan, by its title."""
        needed = self._consulted.needed
        if not self._consulted.followed.is_one_series:
            return self._matcher.speaks_of(passage, needed)
        return bool(needed) and self._matcher.is_on(passage, needed)

    def followed(self, number: int, taken: Places) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """Return what was decided about a topic, and what was reported later.

        Args:
            number: Of the topic, from 0.
            taken: What is quoted as asked, and as answers.
        """
        consulted = self._consulted
        followed = consulted.followed
        asked, subject = consulted.asked[number], self._subjects[number]
        if consulted.document.kind is Kind.BUDGET:
            return self._of_budget(taken)
        if followed.is_one_series:
            decided, reported = self._in_series(self._series[number])
        else:
            decided = [
                linked
                for linked in self._links(asked, subject, followed.decided)
                if _may_decide(linked)
            ]
            reported = self._links(asked, subject, followed.reported)
            named = self._naming(number)
            decided, reported = [*named[0], *decided], [*named[1], *reported]
        own = {(d, start) for d, start in taken if d == consulted.document.id}
        return self._linked(Step.DECIDED, decided, own), self._linked(
            Step.REPORTED, reported, taken
        )

    def _naming(self, number: int) -> tuple[list[Linked], list[Linked]]:
        """What names the subject of the title: in the plan and what presents it, and in reports."""
        named, followed = self._consulted.named, self._consulted.followed
        if named is None or named.number != number:
            return [], []
        decided = naming(named, followed.with_text(followed.presenting), self._index, loosely=True)
        reported = naming(named, followed.with_text(followed.reported), self._index)
        return [
            each for each in decided if _may_decide(each) and not _tells_answers(each)
        ], reported

    def _links(self, asked: Asked, subject: Subject, documents: Iterable[Document]) -> list[Linked]:
        held = self._consulted.followed.with_text(documents)
        return self._matcher.links(asked, subject, held)

    def _first_decision(self) -> Document | None:
        """The first document that tells of a decision on any topic of the consultation."""
        by_id = self._index.generation.catalogue.by_id
        deciding = [
            by_id[linked.passage.document]
            for found in self._series
            for linked in found
            if linked.on_subject
            and _may_decide(linked)
            and (decides(linked.passage.title) or decides(linked.passage.quote(linked.span)))
        ]
        return min(deciding, key=lambda d: (d.published.last_day, d.id), default=None)

    def _in_series(self, found: Sequence[Linked]) -> tuple[list[Linked], list[Linked]]:
        """Divide what followed: the document with the decision, and what came out after it."""
        first = self._decision
        if first is None:
            return [], [linked for linked in found if not looks_back(linked.passage)]
        by_id = self._index.generation.catalogue.by_id
        decided = [
            each
            for each in found
            if each.passage.document == first.id and not is_open(each.passage, each.place)
        ]
        reported = [
            each
            for each in found
            if by_id[each.passage.document].published.first_day > first.published.last_day
            and not looks_back(each.passage)
        ]
        return decided, reported

    def _of_budget(self, taken: Places) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """What a budget says was decided, and what later documents say of that decision."""
        followed = self._consulted.followed
        own = passages_of(self._consulted.document, self._index)
        for position, passage, place in decisions_in(own):
            link = self._quoting.link(Step.DECIDED, passage, place)
            if link is None or (link.document, link.start) in taken:
                continue
            asked = Asked(position=position, passage=passage, place=place, is_question=False)
            reported = self._links(asked, self._matcher.subject(asked), followed.reported)
            return (link,), self._linked(Step.REPORTED, reported, taken)
        return (), ()

    def _linked(self, step: Step, found: Iterable[Linked], taken: Places) -> tuple[Link, ...]:
        """Quote the best, in order of time; an item is left out where its whole list is quoted."""
        chosen: list[Link] = []
        for linked in found:
            link = self._quoting.link(step, linked.passage, linked.place, score=linked.score / 2)
            if link is None or (link.document, link.start) in taken:
                continue
            if not any(_overlap(link, other) for other in chosen):
                chosen.append(link)
            if len(chosen) == MOST_LINKS:
                break
        return tuple(sorted(chosen, key=_by_time))


def passages_of(document: Document, index: OpenIndex) -> list[tuple[int, Passage]]:
    """Return the passages of a document, each with its position in the index."""
    places = index.admission.of_document(document.id).tolist()
    return [(place, index.passage(place)) for place in places]


def _may_decide(linked: Linked) -> bool:
    """Whether it neither looks back nor leaves the matter open."""
    return not looks_back(linked.passage) and not is_open(linked.passage, linked.place)


def _tells_answers(linked: Linked) -> bool:
    return tells_answers(readable(linked.passage.quote(linked.span)))


def _overlap(one: Link, other: Link) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _by_time(link: Link) -> tuple[object, ...]:
    return (link.published.last_day, link.document, link.start)
