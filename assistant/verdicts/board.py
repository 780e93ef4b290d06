"""The ledger with what people decided of it: filtered, searched and sorted."""

import re
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING

from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment
from assistant.commitments.themes import read_themes
from assistant.verdicts.records import Judgement, Quoted, Review, Verdict
from assistant.verdicts.reviewing import reviews
from corpus.generation import Generation
from corpus.text import readable

if TYPE_CHECKING:
    from assistant.verdicts.store import VerdictStore

__all__ = ["Board", "Boards", "Row", "Sort", "Sought"]

_WORD = re.compile(r"[\w£%'’-]+")
_MARKED = re.compile(r"[*_`\[\n]|^\s*[#>+•-]")
"""Whether a text may hold marks of Markdown; most do not, and looking is quicker than removing."""
_PLACES = {verdict: place for place, verdict in enumerate(Verdict)}


class Sort(StrEnum):
    """The order of rows."""

    TIME = "time"
    """As they were promised."""
    THEME = "theme"
    VERDICT = "verdict"
    DEADLINE = "deadline"
    """The earliest last day first; those without one at the end."""
    CHANGED = "changed"
    """What was judged last first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for; what is empty does not limit."""

    text: str = ""
    """Words, all of which a row must hold, in any form of letters."""
    plan: str = ""
    document: str = ""
    theme: str = ""
    verdicts: tuple[Verdict, ...] = ()
    checkable: bool | None = None
    review: bool = False
    """Only what is marked for review."""
    sort: Sort = Sort.TIME


@dataclass(frozen=True, kw_only=True)
class Row:
    """One commitment, or one that was judged and is no longer in the documents."""

    id: str
    commitment: Commitment | None
    """None where the documents no longer hold the words that were judged."""
    judgement: Judgement | None
    """The latest; None where nobody judged it."""
    review: Review | None
    """Why the judgement has to be looked at again; None where it need not be."""
    notes: int
    order: int
    """Its place in the order of time."""

    @property
    def verdict(self) -> Verdict:
        """What a person decided last."""
        return self.judgement.verdict if self.judgement else Verdict.NOT_JUDGED

    @property
    def quoted(self) -> Quoted:
        """The promise: as it stands, or as it stood when it was judged."""
        if self.commitment is None:
            assert self.judgement is not None
            return self.judgement.promise
        return quoted(self.commitment)

    @cached_property
    def searchable(self) -> str:
        """All words that a search may find, in lower case."""
        parts = [self.quoted.words, self.quoted.title]
        if self.commitment:
            each = self.commitment
            parts += [each.lead, each.owner, each.holder, each.strand, *each.headings]
            parts += [_theme_names().get(each.theme, "")]
        if self.judgement:
            parts += [self.judgement.why, self.judgement.by]
        return _plain(
            " \n ".join(readable(part) if _MARKED.search(part) else part for part in parts)
        )


@cache
def _theme_names() -> dict[str, str]:
    return {theme.id: theme.name for theme in read_themes()}


def _plain(text: str) -> str:
    """In the form of letters that words are looked for in."""
    return unicodedata.normalize("NFC", text).lower().replace("’", "'")


def quoted(commitment: Commitment) -> Quoted:
    """Return a commitment's words and place as a judgement keeps them."""
    return Quoted(
        document=commitment.document,
        title=commitment.title,
        published=commitment.published.in_words(),
        page=commitment.page,
        start=commitment.start,
        end=commitment.end,
        words=commitment.words,
    )


class Board:
    """All rows of one index and one state of the verdicts."""

    def __init__(self, rows: Sequence[Row], moved: Mapping[str, str] | None = None) -> None:
        """Prepare.

        Args:
            rows: In order of time.
            moved: Which commitment took over the verdict of each one whose words are gone.
        """
        self.rows = tuple(rows)
        self.moved = moved or {}
        self._by_id = {row.id: row for row in rows}

    def row(self, commitment: str) -> Row | None:
        """Return the row of a commitment's id; None where there is none."""
        return self._by_id.get(commitment)

    def follow(self, commitment: str) -> Row | None:
        """Return the row that took over the verdict of words that are gone; None where none did."""
        passed = {commitment}
        while (commitment := self.moved.get(commitment, "")) and commitment not in passed:
            row = self.row(commitment)
            if row is not None and row.commitment is not None:
                return row
            passed.add(commitment)
        return None

    def before(self, commitment: str) -> tuple[str, ...]:
        """Return the ids from which a commitment took over a verdict, the last one first."""
        found: list[str] = []
        sought = [commitment]
        while sought:
            now = sought.pop()
            for old, new in self.moved.items():
                if new == now and old != commitment and old not in found:
                    found.append(old)
                    sought.append(old)
        return tuple(found)

    def find(self, sought: Sought) -> tuple[Row, ...]:
        """Return the rows that have everything that is looked for, in the order asked for."""
        words = _WORD.findall(_plain(sought.text))
        found = [row for row in self.rows if _admits(sought, row)]
        found = [row for row in found if all(word in row.searchable for word in words)]
        return tuple(sorted(found, key=_KEYS[sought.sort]))


def _admits(sought: Sought, row: Row) -> bool:
    each = row.commitment
    return (
        (not sought.verdicts or row.verdict in sought.verdicts)
        and (not sought.review or row.review is not None)
        and (not sought.document or row.quoted.document == sought.document)
        and (not sought.plan or (each is not None and each.plan == sought.plan))
        and (not sought.theme or (each is not None and sought.theme in (each.theme, each.strand)))
        and (sought.checkable is None or (each is not None and each.checkable is sought.checkable))
    )


def _by_deadline(row: Row) -> tuple[bool, str, int]:
    deadline = row.commitment.deadline if row.commitment else None
    last = str(deadline.last) if deadline and deadline.last else ""
    return not last, last, row.order


def _by_theme(row: Row) -> tuple[bool, str, int]:
    theme = row.commitment.theme if row.commitment else ""
    return not theme, theme, row.order


_KEYS: dict[Sort, Callable[[Row], tuple[object, ...]]] = {
    Sort.TIME: lambda row: (row.order,),
    Sort.THEME: _by_theme,
    Sort.VERDICT: lambda row: (_PLACES[row.verdict], row.order),
    Sort.DEADLINE: _by_deadline,
    Sort.CHANGED: lambda row: (-(row.judgement.number if row.judgement else 0), row.order),
}


class Boards:
    """The board as it is now; the ledger is found once for each index. Safe to use in threads."""

    def __init__(
        self,
        generation: Callable[[], Generation],
        store: "VerdictStore | None" = None,
        find: Callable[[Generation], Sequence[Commitment]] = ledger,
    ) -> None:
        """Prepare.

        Args:
            generation: Returns the index that answers now.
            store: What people decided; without one nothing is judged.
            find: Finds the commitments of an index, in order of time.
        """
        self._find = find
        self._generation = generation
        self._store = store
        self._lock = threading.Lock()
        self._ledger: tuple[Generation, tuple[Commitment, ...]] | None = None
        self._board: tuple[object, Board] | None = None

    def commitments(self) -> tuple[Commitment, ...]:
        """Return the ledger of the index that answers now.

        Raises:
            PlansError: The index cannot be used.
        """
        with self._lock:
            return self._found(self._generation())

    def board(self) -> Board:
        """Return the ledger with the verdicts as they are now.

        Raises:
            PlansError: The index or the database cannot be used.
        """
        with self._lock:
            generation = self._generation()
            state = (generation.folder, self._store.state() if self._store else None)
            if self._board is None or self._board[0] != state:
                self._board = (state, self._joined(generation))
            return self._board[1]

    def _found(self, generation: Generation) -> tuple[Commitment, ...]:
        if self._ledger is None or self._ledger[0] is not generation:
            self._ledger = (generation, tuple(self._find(generation)))
        return self._ledger[1]

    def _joined(self, generation: Generation) -> Board:
        commitments = self._found(generation)
        judged = self._store.latest() if self._store else {}
        notes = self._store.note_counts() if self._store else {}
        review = reviews(judged, commitments, generation) if judged else {}
        known = {each.id for each in commitments}
        gone = [judged[name] for name in judged if name not in known]
        both = [(each.id, each) for each in commitments] + [(j.commitment, None) for j in gone]
        before = self._board[1] if self._board else Board(())
        return Board(
            [
                _same_or_new(
                    before.row(name),
                    Row(
                        id=name,
                        commitment=each,
                        judgement=judged.get(name),
                        review=review.get(name),
                        notes=notes.get(name, 0),
                        order=order,
                    ),
                )
                for order, (name, each) in enumerate(both)
            ],
            self._store.continued() if self._store else {},
        )


def _same_or_new(before: Row | None, row: Row) -> Row:
    """The row of before where nothing of it changed: what is searched in it is known already."""
    return before if before is not None and before == row else row
