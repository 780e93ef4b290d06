"""What is held of each plan: its own text, or what other documents say of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.once import once_per_index
from corpus.documents import Document, TextSource
from corpus.index import Filter
from corpus.reader import OpenIndex

__all__ = ["PlanText", "SpanPlace", "plan_texts", "says_something"]

_CONTACT = re.compile(r"@|\bwww\.|https?:|\b0\d{2,4} \d{3}")

SpanPlace = tuple[int, int]
"""The position of a passage in the index, and the place of a span in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """The sentences, list items and table rows by which a plan is known here."""

    plan: Document
    held: bool
    """Whether they are of the plan itself; otherwise they are what other documents say of it."""
    places: tuple[SpanPlace, ...]
    """In the order of the index; empty where nothing is held."""
    documents: tuple[str, ...]
    """Ids of the documents that they stand in."""

    @property
    def within(self) -> Filter:
        """What a search in them is limited to."""
        if self.held:
            return Filter(documents=frozenset({self.plan.id}))
        return Filter(plans=frozenset({self.plan.id}))


@once_per_index
def plan_texts(index: OpenIndex) -> tuple[PlanText, ...]:
    """Gather what is held of every plan of the catalogue, in the order in which plans applied.

    Where somebody can be reached is left out.
    """
    catalogue = index.generation.catalogue
    own = {plan.id: plan.text is not TextSource.NOT_HELD for plan in catalogue.plans}
    places: dict[str, dict[SpanPlace, str]] = {plan: {} for plan in own}
    table = index.generation.table
    speaking = {
        int(at) for plan in own for at in (*table.plans.of(plan), *table.documents.of(plan))
    }
    for position in sorted(speaking):
        passage = index.passage(position)
        for at, span in enumerate(passage.spans):
            spoken_of = (passage.document,) if own.get(passage.document) else span.plans
            for plan in spoken_of:
                its_own = plan in own and (not own[plan] or plan == passage.document)
                if its_own and says_something(passage.quote(span)):
                    places[plan][position, at] = passage.document
    return tuple(_text(plan, own[plan.id], places[plan.id]) for plan in catalogue.plans)


def says_something(words: str) -> bool:
    """Whether words are more than an address: where to write to is nothing that a plan says."""
    return not _CONTACT.search(words)


def _text(plan: Document, held: bool, places: Mapping[SpanPlace, str]) -> PlanText:
    documents = tuple(dict.fromkeys(places.values()))
    return PlanText(plan=plan, held=held, places=tuple(places), documents=documents)
