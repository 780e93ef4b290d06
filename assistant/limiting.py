"""How the limits that a person chose bound what a question's searches may find."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.limit_words import described
from assistant.limits import Limits
from assistant.scope import SearchPlan
from assistant.text import listed
from assistant.understanding import Understanding
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, TextSource
from corpus.index import Filter
from corpus.reader import OpenIndex
from corpus.references import Reference, ReferenceKind

__all__ = ["admitted", "chosen_plan", "leaves_nothing", "limit_problem", "within_limits"]


_MOST_NAMED = 3


def limit_problem(limits: Limits, catalogue: Catalogue) -> str | None:
    """Say what is wrong with limits and what to do; None where they can be searched by."""
    document = catalogue.by_id.get(limits.plan)
    if limits.plan and (document is None or document.kind is not Kind.PLAN):
        known = ", ".join(plan.id for plan in catalogue.plans) or "none"
        return f"No plan is known by the id “{limits.plan}”. The plans known: {known}."
    if limits.years and limits.years[0] > limits.years[1]:
        first, last = limits.years
        return f"The years {first} to {last} are the wrong way round. Put the earlier one first."
    return None


def chosen_plan(asked: Understanding, limits: Limits) -> tuple[Understanding, Reference | None]:
    """Let the plan that was chosen stand where a question itself names no plan, report or year.

    Returns:
        The question without what earlier questions named, and the plan as if it were named; the
        question as it is and None where no plan was chosen, or it names something itself.
    """
    if not limits.plan or (asked.references and not asked.inherited):
        return asked, None
    named = Reference(kind=ReferenceKind.PLAN, start=0, end=0, words="", documents=(limits.plan,))
    return replace(asked, references=(), inherited=False), named


def admitted(limits: Limits, index: OpenIndex) -> frozenset[str]:
    """Return the ids of all documents with text that meet every limit."""
    documents = index.generation.catalogue.documents
    about = (
        index.documents_within([Filter(plans=frozenset({limits.plan}))]) if limits.plan else None
    )
    return frozenset(
        document.id
        for document in documents
        if document.text is not TextSource.NOT_HELD
        and _of_kind_and_time(document, limits)
        and (about is None or document.id in about)
    )


def _of_kind_and_time(document: Document, limits: Limits) -> bool:
    first, last = limits.years or (document.published.year,) * 2
    in_time = first <= document.published.year <= last
    return in_time and (not limits.kinds or document.kind in limits.kinds)


def within_limits(
    searching: SearchPlan, limits: Limits, index: OpenIndex, *, chosen: bool
) -> SearchPlan:
    """Keep every search of a question within the limits; as it is where there are none.

    Args:
        searching: The searches of a question.
        limits: What the asker chose.
        index: What is searched.
        chosen: Whether the plan of the limits stands as the subject of the question.
    """
    if not limits:
        return searching
    ids = admitted(limits, index)
    return replace(
        searching,
        searches=tuple(
            replace(search, within=_both(search.within, ids)) for search in searching.searches
        ),
        limited_to=described(limits, index.generation.catalogue),
        chosen=chosen or [subject.id for subject in searching.subjects] == [limits.plan],
    )


def _both(within: Filter | None, ids: frozenset[str]) -> Filter:
    if within is None:
        return Filter(documents=ids)
    return replace(within, documents=ids if within.documents is None else within.documents & ids)


def leaves_nothing(
    searching: SearchPlan, limits: Limits, index: OpenIndex, references: Sequence[Reference]
) -> str | None:
    """Say that the limits leave nothing to search, and what to do; None where there is something.

    A document that is known but not held, and meets the limits, is not kept out by them.

    Args:
        searching: The searches, within the limits.
        limits: What the asker chose.
        index: What is searched.
        references: What the question names.
    """
    within = [search.within for search in searching.searches if search.within]
    if not limits or any(index.admission.positions(one).size for one in within):
        return None
    if searching.chosen or not references or not admitted(limits, index):
        return (
            f"You limited the search to {searching.limited_to}, and the documents held include "
            "none. Take the limit off, or choose another."
        )
    if any(_meets(document, limits) for document in searching.subjects):
        return None
    asked = _asked(searching, references)
    return (
        f"You asked about {asked}, but the search is limited to {searching.limited_to}, as you "
        f"chose, and nothing there is about {asked}. Take the limit off to ask about {asked}."
    )


def _meets(document: Document, limits: Limits) -> bool:
    about = not limits.plan or limits.plan in (document.id, *document.about)
    return about and _of_kind_and_time(document, limits)


def _asked(searching: SearchPlan, references: Sequence[Reference]) -> str:
    """Name what a question asks about, in its own words where that is too much to list."""
    names = [subject.short_name for subject in searching.subjects]
    if len(names) > _MOST_NAMED:
        return listed([f"“{words}”" for words in dict.fromkeys(r.words for r in references)])
    return listed(names or [str(year) for year in searching.years])
