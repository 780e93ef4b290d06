"""Which documents can tell what followed a consultation: the catalogue and its dates decide."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, TextSource

__all__ = ["Followed", "follow"]

_YEARS = 5
"""How long after a consultation that is not about a plan anything is taken to follow from it."""
_AROUND_START = dt.timedelta(days=120)
"""A release is on a plan itself, not on work under it, if it came out so near to its start."""
_AFTER_END = dt.timedelta(days=366)
"""Reports on a plan still come out in the year after it."""
_ON_THE_PLAN = re.compile(r"\bplans?\b", re.IGNORECASE)
_PROGRESS = re.compile(r"\bprogress\b|\bdeliver\w*\b", re.IGNORECASE)
"""A title with such a word is of a report on the plan."""
_DECIDING = (Kind.BUDGET, Kind.DELIVERY_PLAN, Kind.PANEL_PAPER)
_PRESENTING = (Kind.DELIVERY_PLAN, Kind.NEWS, Kind.PANEL_PAPER, Kind.WEB_PAGE)
_REPORTING = (Kind.ANNUAL_REPORT, Kind.NEWS, Kind.WEB_PAGE, Kind.PANEL_PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The documents in which the later steps of a chain are looked for, in order of time."""

    plan: Document | None
    decided: tuple[Document, ...]
    reported: tuple[Document, ...]
    presenting: tuple[Document, ...] = ()
    """Those that present the plan itself: they tell of its consultation."""
    is_one_series: bool = False
    """Whether the same documents are given for both: what they say tells which it is."""

    def with_text(self, documents: Iterable[Document]) -> frozenset[str]:
        """Return the ids of those whose text is held."""
        return frozenset(d.id for d in documents if d.text is not TextSource.NOT_HELD)


def follow(consultation: Document, catalogue: Catalogue) -> Followed:
    """Find the documents that came after a consultation and can tell what became of it.

    Nothing that came out before it, or may have, is among them; a date known only to the year or
    the month counts as the whole of it. The plan that a consultation is about is what followed,
    unless it applied already.
    """
    later = [
        document
        for document in catalogue.documents
        if document.id != consultation.id
        and document.published.first_day > consultation.published.last_day
        and document.kind not in (Kind.CONSULTATION, Kind.MANIFESTO)
    ]
    plan = _plan_of(consultation, catalogue)
    if consultation.kind is Kind.BUDGET:
        return _after_budget(consultation, later)
    if plan is None:
        until = _years_after(consultation.published.last_day, _YEARS)
        kept = _ordered(d for d in later if d.published.first_day <= until and not _is_plan(d))
        return Followed(plan=None, decided=kept, reported=kept, is_one_series=True)
    return _after_plan(plan, later, catalogue)


def _plan_of(consultation: Document, catalogue: Catalogue) -> Document | None:
    """The first plan it is about that was still to come."""
    for other in consultation.about:
        plan = catalogue.by_id.get(other)
        if plan is None or plan.kind is not Kind.PLAN:
            continue
        start = plan.in_force.start if plan.in_force else plan.published
        current = catalogue.plan_in_force_on(consultation.published.last_day)
        told = any(
            d.published.last_day < consultation.published.first_day
            for d in catalogue.documents
            if _presents(d, plan, catalogue)
        )
        if start.last_day > consultation.published.last_day and current != plan and not told:
            return plan
        return None  # what it is mainly about applied already
    return None


def _after_plan(plan: Document, later: Sequence[Document], catalogue: Catalogue) -> Followed:
    force = plan.in_force
    start = force.start.first_day if force else plan.published.first_day
    until = force.until.last_day if force and force.until else dt.date.max - _AFTER_END
    others = {other.id for other in catalogue.plans if other.id != plan.id}
    within = [d for d in later if d.published.first_day <= until + _AFTER_END]
    on_plan = [d for d in within if _presents(d, plan, catalogue)]
    elsewhere = {d.id for d in within if _presents_any(d, others, catalogue)}
    chosen = {plan.id, *(d.id for d in on_plan)}
    deciding = [
        d
        for d in within
        if d.kind in _DECIDING
        and d.id not in elsewhere
        and d.published.first_day <= until
        and not set(catalogue.main_plans(d)) & others
    ]
    decided = [plan, *on_plan, *(d for d in deciding if d.id not in chosen)]
    taken = {document.id for document in decided}
    reported = [
        d
        for d in within
        if d.kind in _REPORTING
        and d.id not in taken
        and d.id not in elsewhere
        and d.published.first_day >= start
    ]
    return Followed(
        plan=plan,
        decided=_ordered(decided),
        reported=_ordered(reported),
        presenting=_ordered(d for d in (plan, *on_plan) if d.kind is not Kind.DELIVERY_PLAN),
    )


def _after_budget(budget: Document, later: Sequence[Document]) -> Followed:
    """A budget tells of its own consultation: it is the decision, and reports on its year follow."""
    last_year = budget.period.end if budget.period else budget.published.year + 1
    until = dt.date(last_year, 12, 31)
    reported = [d for d in later if d.kind in _REPORTING and d.published.first_day <= until]
    return Followed(plan=None, decided=(budget,), reported=_ordered(reported))


def _presents(document: Document, plan: Document, catalogue: Catalogue) -> bool:
    """Whether a document is on a plan itself: its own page, a release or a paper that presents it."""
    if document.kind not in _PRESENTING or catalogue.main_plans(document) != (plan.id,):
        return False
    if document.kind is Kind.DELIVERY_PLAN:
        return True
    if not _ON_THE_PLAN.search(document.title) or _PROGRESS.search(document.title):
        return False
    start = plan.in_force.start if plan.in_force else plan.published
    near = (
        start.first_day - _AROUND_START <= document.published.last_day
        and document.published.first_day <= start.last_day + _AROUND_START
    )
    return document.kind is Kind.WEB_PAGE or near


def _presents_any(document: Document, plans: Collection[str], catalogue: Catalogue) -> bool:
    if document.id in plans:
        return True
    return any(_presents(document, catalogue.by_id[plan], catalogue) for plan in plans)


def _is_plan(document: Document) -> bool:
    return document.kind is Kind.PLAN


def _ordered(documents: Iterable[Document]) -> tuple[Document, ...]:
    key: Callable[[Document], tuple[dt.date, str]] = lambda d: (d.published.last_day, d.id)  # noqa: E731
    return tuple(sorted(documents, key=key))


def _years_after(day: dt.date, years: int) -> dt.date:
    return dt.date(day.year + years, 12, 31)
