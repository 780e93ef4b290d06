"""What is known of every document, and the rules of time that hold between them."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from corpus.dates import PartialDate
from corpus.documents import Commissioner, Document, Kind

__all__ = ["Body", "Catalogue"]

_FINANCIAL_YEAR = (4, 1)
"""Month and day on which a financial year begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The public body whose documents these are."""

    name: str
    contact: str | None = None
    area: tuple[str, ...] = ()
    """What its area is called, in full and for short."""
    commissioners: tuple[Commissioner, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Questions that the page offers."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words and phrases that mean the same in these documents."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All documents that are known, with or without text, in the order of the file."""

    documents: tuple[Document, ...]
    body: Body = field(default_factory=lambda: Body(name="the public body"))

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def plans(self) -> tuple[Document, ...]:
        """Plans in the order in which they came to apply."""
        plans = [document for document in self.documents if document.kind is Kind.PLAN]
        return tuple(sorted(plans, key=lambda plan: (_start(plan), plan.id)))

    def plans_in_force_in(self, year: int) -> tuple[Document, ...]:
        """Plans that applied at some time in a year; two where one replaced the other in it."""
        return tuple(
            plan for plan in self.plans if plan.in_force and plan.in_force.overlaps_year(year)
        )

    def plans_in_force_between(self, first: dt.date, last: dt.date) -> tuple[Document, ...]:
        """Plans that applied, or may have applied, on some day from `first` to `last`.

        A plan of which only the year is known is taken to have begun on 1 April or later, when
        the financial year begins; its predecessor may have applied until the end of that year.
        """
        return tuple(
            plan
            for plan in self.plans
            if (force := plan.in_force)
            and _earliest(force.start) <= last
            and (force.until is None or first < _end(force.until.last_day, force.until.day))
        )

    def plan_in_force_on(self, day: dt.date) -> Document | None:
        """The plan that applied on a day.

        Where only a month or a year is known for a change of plans, the earlier plan is taken to
        have applied until the last day that this can mean.
        """
        for plan in self.plans:
            force = plan.in_force
            if (
                force
                and force.start.first_day <= day
                and (force.until is None or day < _end(force.until.last_day, force.until.day))
            ):
                return plan
        return None

    def superseded_by(self, plan_id: str) -> Document | None:
        """The plan that replaced a plan, or None while it applies."""
        return next((plan for plan in self.plans if plan_id in plan.supersedes), None)

    def main_plans(self, document: Document) -> tuple[str, ...]:
        """The plan a document mainly speaks of: itself, or the first plan in its `about`."""
        if document.kind is Kind.PLAN:
            return (document.id,)
        for other in document.about:
            if other in self.by_id and self.by_id[other].kind is Kind.PLAN:
                return (other,)
        return ()


def _start(plan: Document) -> dt.date:
    return plan.in_force.start.first_day if plan.in_force else plan.published.first_day


def _earliest(start: PartialDate) -> dt.date:
    return start.first_day if start.month else dt.date(start.year, *_FINANCIAL_YEAR)


def _end(last_day: dt.date, known_day: int | None) -> dt.date:
    """The first day on which a plan no longer applies."""
    return last_day if known_day is not None else last_day + dt.timedelta(days=1)
