"""Plans, people in office and documents in order of time, to the precision known."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.once import once_per_index
from corpus.catalogue import Catalogue
from corpus.dates import PartialDate
from corpus.documents import Commissioner, Document, Kind
from corpus.reader import OpenIndex

__all__ = ["Entry", "Lane", "Timeline", "timeline", "timeline_of"]


class Lane(StrEnum):
    """What sort of thing it is; also how addresses write it."""

    COMMISSIONERS = "commissioners"
    PLANS = "plans"
    CONSULTATIONS = "consultations"
    REPORTS = "reports"
    BUDGETS = "budgets"
    MANIFESTOS = "manifestos"
    NEWS = "news"

    def in_words(self) -> str:
        """Write it as people read it."""
        return {
            Lane.COMMISSIONERS: "Commissioners",
            Lane.PLANS: "Plans",
            Lane.CONSULTATIONS: "Consultations",
            Lane.REPORTS: "Reports and papers",
            Lane.BUDGETS: "Budgets",
            Lane.MANIFESTOS: "Manifestos",
            Lane.NEWS: "News and web pages",
        }[self]


_LANES = {
    Kind.PLAN: Lane.PLANS,
    Kind.CONSULTATION: Lane.CONSULTATIONS,
    Kind.ANNUAL_REPORT: Lane.REPORTS,
    Kind.DELIVERY_PLAN: Lane.REPORTS,
    Kind.PANEL_PAPER: Lane.REPORTS,
    Kind.BUDGET: Lane.BUDGETS,
    Kind.MANIFESTO: Lane.MANIFESTOS,
    Kind.NEWS: Lane.NEWS,
    Kind.WEB_PAGE: Lane.NEWS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened at a time."""

    when: PartialDate
    lane: Lane
    words: str
    """What happened, for people; a document's title where that says it."""
    document: Document | None = None
    """The document that it is about, where there is one."""
    note: str = ""
    """What else is known, such as until when a plan applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that the catalogue dates."""

    entries: tuple[Entry, ...]
    """In order of time; of what is dated alike, people first, then plans, then the rest."""
    people: tuple[Commissioner, ...]
    """Who held the office, in order of time."""
    plans: tuple[Document, ...]
    """Plans of which it is known when they applied, in order of time."""

    def limited(
        self, lanes: Collection[Lane], first: int | None = None, last: int | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries of some sorts, from one year to another, both included."""
        return tuple(
            entry
            for entry in self.entries
            if entry.lane in lanes
            and (first is None or entry.when.year >= first)
            and (last is None or entry.when.year <= last)
        )


@once_per_index
def timeline(index: OpenIndex) -> Timeline:
    """Put what the catalogue of an index dates in order; worked out once for each index."""
    return timeline_of(index.generation.catalogue)


def timeline_of(catalogue: Catalogue) -> Timeline:
    """Put plans, people and documents in order of time."""
    people = sorted(catalogue.body.commissioners, key=lambda person: person.start.first_day)
    entries = [*_in_office(people), *(_entry(d, catalogue) for d in catalogue.documents)]
    lanes = list(Lane)
    return Timeline(
        entries=tuple(
            sorted(entries, key=lambda e: (e.when.first_day, lanes.index(e.lane), e.words))
        ),
        people=tuple(people),
        plans=tuple(plan for plan in catalogue.plans if plan.in_force),
    )


def _in_office(people: Collection[Commissioner]) -> Iterator[Entry]:
    starts = {person.start for person in people}
    for person in people:
        before = [other for other in people if other.until == person.start]
        words = f"{person.name} takes office"
        if before:
            words += f", after {before[0].name}"
        note = f"in office until {person.until.in_words()}" if person.until else "still in office"
        yield Entry(when=person.start, lane=Lane.COMMISSIONERS, words=words, note=note)
        if person.until and person.until not in starts:
            left = f"{person.name} leaves office"
            yield Entry(when=person.until, lane=Lane.COMMISSIONERS, words=left)


def _entry(document: Document, catalogue: Catalogue) -> Entry:
    force = document.in_force
    if document.kind is not Kind.PLAN or force is None:
        return Entry(
            when=document.published,
            lane=_LANES[document.kind],
            words=document.title,
            document=document,
        )
    after = catalogue.superseded_by(document.id)
    note = "in force now, as far as is known"
    if force.until:
        note = f"in force until {force.until.in_words()}"
        note += f", then replaced by {after.short_name}" if after else ""
    return Entry(
        when=force.start,
        lane=Lane.PLANS,
        words=f"{document.short_name[:1].upper()}{document.short_name[1:]} takes effect: {document.title}",
        document=document,
        note=note,
    )
