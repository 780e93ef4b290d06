"""One question on promises: read, searched for among commitments, and answered from the ledger."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.absent import absence_of, near_citations
from assistant.answers import Answer, More, MorePage, Status
from assistant.commitments.answers import (
    all_of,
    on_the_theme,
    promises_in,
    tell,
    wished,
)
from assistant.commitments.asking import Wish, asks_of_promises, asks_without_promise
from assistant.commitments.books import Books, Known, Promise
from assistant.commitments.replies import (
    NONE_MADE,
    UNREAD,
    WHAT_WAS_NOT,
    WHICH,
    none_judged,
    opening,
)
from assistant.concepts import EMPTY_WORDS
from assistant.coverage import coverage_notes
from assistant.everyday_words import everyday_words
from assistant.limit_words import only_searched
from assistant.limiting import admitted
from assistant.messages import plan_notes, read_as, understood
from assistant.promise_reading import PromiseRead, read_promise
from assistant.scope import SearchPlan, scope_of
from assistant.searching import Found, search_all
from assistant.spelling import mend_spelling
from assistant.verdicts.records import Verdict
from assistant.writing import Writing
from corpus.reader import OpenIndex

__all__ = ["answer_promises"]

_TOP_K = 40
"""More passages than for other questions: only those with a promise count."""
_LIKE_PROMISE = re.compile(r"\b(?:pr\w?o?m\w*s|pled|plegd?|com+it|undert)\w*", re.IGNORECASE)
"""What may be a misspelt word for a promise; other questions need not be mended for this."""


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
    if promise is None and _LIKE_PROMISE.search(writing.question):
        known = everyday_words().words | EMPTY_WORDS
        mended, _ = mend_spelling(writing.question, index.words.words, known)
        promise = asks_of_promises(mended, history)
    if promise is None:
        if asks_without_promise(writing.question, history):
            return writing.finish(Status.NEEDS_CLARIFICATION, WHICH)
        return None
    if promise.denied:
        return writing.finish(Status.NOT_FOUND, WHAT_WAS_NOT)
    read = read_promise(promise, history, index, writing.limits, as_of)
    if isinstance(read, str):
        return writing.finish(Status.OUT_OF_SCOPE, read)
    if read is None:
        asks_on = bool(promise.follows)
        return writing.finish(Status.NEEDS_CLARIFICATION, WHICH) if asks_on else None
    return _Asking(read, index, writing, open_books(), as_of).answer()


@dataclass
class _Asking:
    """One question that the ledger may answer."""

    read: PromiseRead
    index: OpenIndex
    writing: Writing
    books: Books
    as_of: dt.date

    def answer(self) -> Answer | None:
        read, writing, books = self.read, self.writing, self.books
        by_verdict = read.wish in (Wish.OPEN, Wish.JUDGED)
        writing.scope = scope_of(read.searching, self.index)
        found, made, theme = self._promises()
        if not made and not by_verdict and not read.unknown:
            return None
        catalogue = self.index.generation.catalogue
        writing.understood = understood(read.asked, catalogue)
        writing.read_as = read.follows or read_as(read.asked, catalogue)
        if not made:
            return self._none_made(found)
        if by_verdict and books.known is Known.UNREAD:
            return writing.finish(Status.ERROR, UNREAD)
        kept = wished(made, read.wish, read.verdicts, books)
        unjudged = books.known is Known.UNPUBLISHED and read.verdicts == (Verdict.KEPT,)
        if unjudged:  # which were kept nobody says here; what came of them is shown
            kept = made
        if not kept:
            words = none_judged(len(made), read.verdicts, books.known, subject=bool(read.subject))
            return writing.finish(Status.NOT_FOUND, words, more=self._more())
        return self._tell(kept, made, theme)

    def _promises(self) -> tuple[list[Found], list[Promise], str]:
        """Find the promises that are meant, and the theme where only that is theirs."""
        read, books, index = self.read, self.books, self.index
        found: list[Found] = []
        theme = ""
        if read.asked.concepts:
            lap = self.writing.lap
            found = search_all(read.asked, read.searching, index, top_k=_TOP_K, lap=lap)
            promises = promises_in(found, books.ledger, read.asked.concepts, read.holder)
            if not promises and read.wish is not Wish.DELIVERED and not read.unknown:
                every = all_of(books.ledger, read.searching, index, read.holder)
                promises, theme = on_the_theme(every, read.asked.question)
        else:
            promises = all_of(books.ledger, read.searching, index, read.holder)
        years = () if read.searching.subjects else read.searching.years
        return found, [each for each in promises if not years or each.made_in(years)], theme

    def _none_made(self, found: Sequence[Found]) -> Answer:
        """Say that the ledger holds nothing on the subject, what was searched and what is near."""
        asked, writing, index = self.read.asked, self.writing, self.index
        candidates = [candidate for one in found for candidate in one.candidates]
        return writing.finish(
            Status.NOT_FOUND,
            NONE_MADE,
            near=near_citations(candidates, asked, index.generation),
            absence=absence_of(asked, self.read.searching, writing.scope, index),
        )

    def _tell(self, kept: Sequence[Promise], made: Sequence[Promise], theme: str) -> Answer:
        read, writing = self.read, self.writing
        within = admitted(writing.limits, self.index) if writing.limits else None
        followed = read.wish is not Wish.MADE
        told = tell(kept, self.books, self.index, followed=followed, within=within)
        writing.lap("compose")
        said = opening(
            [promise.commitment.published.year for promise in kept],
            len(made),
            verdicts=read.verdicts if self.books.known is Known.PUBLISHED else (),
            only_open=read.wish is Wish.OPEN and self.books.known is Known.PUBLISHED,
            followed=followed,
            subject=read.subject,
            theme=theme,
        )
        said = f"{only_searched(read.searching.limited_to)} {said}".strip()
        notes = [*told.notes, *self._of_sources(read.searching)]
        parts = told.parts
        return writing.finish(
            Status.ANSWERED, said, told.citations, notes, parts=parts, more=self._more()
        )

    def _more(self) -> list[More]:
        if self.books.known is not Known.PUBLISHED:
            return []
        verdict = self.read.verdicts[0].value if len(self.read.verdicts) == 1 else ""
        return [More(page=MorePage.COMMITMENTS, about=self.read.subject, verdict=verdict)]

    def _of_sources(self, searching: SearchPlan) -> list[str]:
        """Say which plans were replaced, and of which documents only a part is held."""
        generation = self.index.generation
        notes = [*plan_notes(searching, generation.catalogue, self.as_of)]
        subjects = [document.id for document in searching.subjects]
        return [*notes, *coverage_notes(subjects, generation)]
