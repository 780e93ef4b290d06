"""One question on promises: read, searched for among commitments, and answered from the ledger."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.absent import absence_of, near_citations
from assistant.answers import Answer, More, MorePage, Status
from assistant.commitments.answers import Books, Promise, all_of, promises_in, tell, wished
from assistant.commitments.asking import PromiseQuestion, Wish, asks_of_promises
from assistant.coverage import coverage_notes
from assistant.forms import Form
from assistant.limit_words import only_searched
from assistant.limiting import admitted, chosen_plan, within_limits
from assistant.limits import Limits
from assistant.messages import plan_notes, read_as, understood
from assistant.other_areas import other_area
from assistant.scope import SearchPlan, plan_search, scope_of
from assistant.searching import Found, search_all
from assistant.understanding import Understanding, understand
from assistant.writing import Writing
from corpus.catalogue import Catalogue
from corpus.reader import OpenIndex

__all__ = ["answer_promises"]

_TOP_K = 40
"""More passages than for other questions: only those with a promise count."""
_FORMS = (Form.TEXT, Form.LIST)
_OFFICE = re.compile(
    r"\b(?:the |our |your )?(?:pcc|police and crime commissioner|commissioner|force|police|office|panel)(?:['’]?s)?\b",
    re.IGNORECASE,
)
"""Who promises: said in a question, it limits nothing."""
_NONE_MADE = (
    "No promise on this was found in the documents held. Promises are found by rule, so one may "
    "be missed."
)
_NONE_SO = (
    "Promises were found, but no verdict of a person is known here that says so of any of them."
)


def answer_promises(
    history: Sequence[str],
    index: OpenIndex,
    writing: Writing,
    open_books: Callable[[], Books],
    as_of: dt.date,
) -> Answer | None:
    """Answer a question on promises from the ledger.

    Args:
        history: The asker's earlier questions, oldest first.
        index: What is searched.
        writing: The answer in the making, with the question.
        open_books: Returns the ledger, the evidence and the verdicts; only called where needed.
        as_of: The day that "current" means.

    Returns:
        None where another answer is better: it asks for something else, or the ledger holds
        nothing on it.

    Raises:
        PlansError: The index cannot be used.
    """
    promise = asks_of_promises(writing.question, history)
    read = _read(promise, history, index, writing.limits, as_of) if promise else None
    if read is None:
        return None
    writing.scope, books = scope_of(read.searching, index), open_books()
    made, found = _promises(read, index, books, writing)
    kept = wished(made, read.wish, books)
    if not kept and read.wish not in (Wish.OPEN, Wish.BROKEN):
        return None
    catalogue, limits = index.generation.catalogue, writing.limits
    writing.understood = understood(read.asked, catalogue)
    writing.read_as = read_as(read.asked, catalogue)
    if not kept:
        return _nothing(bool(made), read, found, writing, index)
    within = admitted(limits, index) if limits else None
    told = tell(kept, read.wish, books, index, subject=bool(read.subject), within=within)
    writing.lap("compose")
    said = f"{only_searched(read.searching.limited_to)} {told.said}".strip()
    notes = [*told.notes, *_of_sources(read.searching, index, as_of)]
    more = [More(page=MorePage.COMMITMENTS, about=read.subject)] if books.published else []
    return writing.finish(Status.ANSWERED, said, told.citations, notes, parts=told.parts, more=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a question on promises asks, and where it is searched."""

    wish: Wish
    holder: str
    """Whose promises; "" where that is open."""
    asked: Understanding
    searching: SearchPlan

    @property
    def subject(self) -> str:
        """What the promises are about, in the words of the question; "" where that is open."""
        return " ".join(concept.words for concept in self.asked.concepts)


def _read(
    promise: PromiseQuestion,
    history: Sequence[str],
    index: OpenIndex,
    limits: Limits,
    as_of: dt.date,
) -> _Read | None:
    """Read what is asked; None where the ledger has no answer to it."""
    catalogue = index.generation.catalogue
    about, holder = _without_people(promise.about, catalogue)
    before = () if promise.follows else history
    asked = understand(about, before, catalogue, index.words, index.near_words, as_of)
    asked, plan = chosen_plan(asked, limits)
    searching = plan_search([plan] if plan else asked.references, catalogue)
    searching = within_limits(searching, limits, index, chosen=plan is not None)
    elsewhere = other_area(asked.question, index.words.words, catalogue.body.area)
    anything = not (asked.concepts or searching.searches[0].within)
    if searching.missing or elsewhere or asked.wanted.form not in _FORMS:
        return None
    if anything and promise.wish is Wish.MADE:
        return None
    return _Read(wish=promise.wish, holder=holder, asked=asked, searching=searching)


def _promises(
    read: _Read, index: OpenIndex, books: Books, writing: Writing
) -> tuple[list[Promise], list[Found]]:
    """Find the promises that are meant; with a subject, what the searches found too."""
    found: list[Found] = []
    if read.asked.concepts:
        found = search_all(read.asked, read.searching, index, top_k=_TOP_K, lap=writing.lap)
        promises = promises_in(found, books.ledger, read.holder)
    else:
        promises = all_of(books.ledger, read.searching, index, read.holder)
    years = () if read.searching.subjects else read.searching.years
    return [each for each in promises if not years or each.made_in(years)], found


def _nothing(
    any_made: bool, read: _Read, found: Sequence[Found], writing: Writing, index: OpenIndex
) -> Answer:
    """Say that no promise is meant: none on the subject, or none that people judged so."""
    if any_made:
        return writing.finish(Status.NOT_FOUND, _NONE_SO)
    candidates = [candidate for one in found for candidate in one.candidates]
    return writing.finish(
        Status.NOT_FOUND,
        _NONE_MADE,
        near=near_citations(candidates, read.asked, index.generation),
        absence=absence_of(read.asked, read.searching, writing.scope, index),
    )


def _of_sources(searching: SearchPlan, index: OpenIndex, as_of: dt.date) -> list[str]:
    """Say which plans were replaced, and of which documents only a part is held."""
    catalogue = index.generation.catalogue
    notes = [*plan_notes(searching, catalogue, as_of)]
    subjects = [document.id for document in searching.subjects]
    return [*notes, *coverage_notes(subjects, index.generation)]


def _without_people(about: str, catalogue: Catalogue) -> tuple[str, str]:
    """Take out who promised; return whose promises are meant too, "" where that is open.

    A name that stands with a plan or a manifesto of theirs stays: it says which.
    """
    holder = ""
    for person in catalogue.body.commissioners:
        names = rf"\b(?:{re.escape(person.name)}|(?:mr |ms |mrs )?{re.escape(person.surname)})\b"
        pattern = re.compile(rf"{names}(?!['’]?s\b)", re.IGNORECASE)
        if pattern.search(about):
            about, holder = pattern.sub(" ", about), person.name
    return " ".join(_OFFICE.sub(" ", about).split()), holder
