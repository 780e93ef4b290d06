"""From the plans, reports and years that a question names to what may be searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import More, MorePage, Scope
from assistant.concepts import Concept
from assistant.text import listed
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, TextSource
from corpus.index import Filter
from corpus.reader import OpenIndex
from corpus.reference_times import in_force_at
from corpus.references import Reference, ReferenceKind

__all__ = ["Search", "SearchPlan", "in_every_plan", "newest_first", "plan_search", "scope_of"]

_FEW = 2
"""A name that fits more documents than this is not taken apart."""
_OF_PLANS = re.compile(r"\b(?:plans?|priorit\w+|themes?|aims?|objectives?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search with its own quota: a comparison has one for each plan."""

    within: Filter | None
    name: str = ""
    """What it is about, for people; empty where nothing was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """All searches of one question, and what they rest on."""

    searches: tuple[Search, ...]
    plans: tuple[Document, ...]
    """Plans that are named, or that applied in the years that are named."""
    subjects: tuple[Document, ...]
    """Plans and reports that are named."""
    years: tuple[int, ...]
    missing: Reference | None
    """A plan or report that does not exist."""
    corrections: tuple[str, ...]
    limited_to: str = ""
    """For people, what the asker limited the search to; empty where nothing was."""
    chosen: bool = False
    """Whether its one subject is the plan that the asker limited the search to."""


def plan_search(references: Sequence[Reference], catalogue: Catalogue) -> SearchPlan:
    """Resolve references into searches.

    Named plans and reports limit a search to what speaks of them. Years alone limit it to what
    belongs to them. Nothing named: no limit.
    """
    subjects = _documents(references, catalogue)
    named = [r for r in references if r.kind is not ReferenceKind.YEARS]
    years = tuple(sorted({y for r in references if r.kind is ReferenceKind.YEARS for y in r.years}))
    plans = [d for d in subjects if d in catalogue.plans]
    if not any(r.kind is ReferenceKind.PLAN for r in references):
        applied = {p.id for r in references for p in in_force_at(r.years, r.days, catalogue)}
        plans = [plan for plan in catalogue.plans if plan.id in applied]
    return SearchPlan(
        searches=_searches(subjects, references, catalogue),
        plans=tuple(plans),
        subjects=subjects,
        years=years,
        missing=next((r for r in named if not r.documents), None),
        corrections=tuple(dict.fromkeys(r.correction for r in references if r.correction)),
    )


def _documents(references: Sequence[Reference], catalogue: Catalogue) -> tuple[Document, ...]:
    ids = dict.fromkeys(i for reference in references for i in reference.documents)
    return tuple(catalogue.by_id[i] for i in ids)


def _searches(
    subjects: Sequence[Document], references: Sequence[Reference], catalogue: Catalogue
) -> tuple[Search, ...]:
    """One search for each plan, each report or each time that is named.

    A name that many documents share, such as "the annual reports", is one search, unless each is
    asked for: "every plan".
    """
    if not subjects:
        times = sorted({reference.years for reference in references if reference.years})
        return tuple(_in_years(years) for years in times) or (Search(within=None),)
    groups: dict[frozenset[str], list[Document]] = {}
    for reference in references:
        documents = [catalogue.by_id[i] for i in reference.documents]
        many = len(documents) > _FEW and not reference.each
        together = [documents] if many else [[d] for d in documents]
        for group in together:
            groups[frozenset(document.id for document in group)] = group
    in_time = sorted(groups.values(), key=lambda group: group[0].published.first_day)
    return tuple(_about(group, catalogue) for group in in_time)


def _in_years(years: tuple[int, ...]) -> Search:
    ends = dict.fromkeys((years[0], years[-1]))
    return Search(within=Filter(years=frozenset(years)), name="–".join(map(str, ends)))


def _about(subjects: Sequence[Document], catalogue: Catalogue) -> Search:
    ids = frozenset(subject.id for subject in subjects)
    name = listed([subject.short_name for subject in subjects])
    if all(subject in catalogue.plans for subject in subjects):
        return Search(within=Filter(plans=ids), name=name)
    topics = ids | {d.about[0] for d in subjects if d.kind is Kind.CONSULTATION and d.about}
    speaking = {d.id for d in catalogue.documents if not topics.isdisjoint(d.about[:2])}
    return Search(within=Filter(documents=ids | speaking), name=name)


def scope_of(searching: SearchPlan, index: OpenIndex) -> Scope:
    """Say what a question's searches may speak from, in ids and in words."""
    limits = [search.within for search in searching.searches if search.within]
    within = index.documents_within(limits)
    subjects = [
        subject.id
        for subject in searching.subjects
        if subject.id in within or not searching.limited_to or subject.text is TextSource.NOT_HELD
    ]
    searched = dict.fromkeys([*subjects, *within])
    return Scope(
        words=_words(searching, index.generation.catalogue),
        documents=tuple(searched),
        plans=tuple(plan.id for plan in searching.plans),
    )


def _words(searching: SearchPlan, catalogue: Catalogue) -> str:
    if searching.subjects:
        names = listed([subject.short_name for subject in searching.subjects])
        held = all(subject.text is TextSource.ORIGINAL for subject in searching.subjects)
        return names if held else f"documents about {names}"
    if searching.years:
        first, last = searching.years[0], searching.years[-1]
        unbroken = last - first + 1 == len(searching.years) > 2
        years = f"{first} to {last}" if unbroken else listed([str(y) for y in searching.years])
        return f"documents of or about {years}"
    if searching.limited_to:
        return searching.limited_to
    texts = sum(document.text is not TextSource.NOT_HELD for document in catalogue.documents)
    return f"all {texts} documents held"


def in_every_plan(concepts: Sequence[Concept], searching: SearchPlan) -> list[More]:
    """Where plans are compared: the page that shows the subject in every plan."""
    plans = [subject for subject in searching.subjects if subject in searching.plans]
    about = " ".join(concept.words for concept in concepts)
    return [More(page=MorePage.COMPARE, about=about)] if len(plans) > 1 and about else []


def newest_first(searching: SearchPlan, question: str) -> bool:
    """Say whether plans may differ on what is asked, and no time says which is meant."""
    anything = not (searching.subjects or searching.years)
    return anything and bool(_OF_PLANS.search(question))
