"""What is exported of the ledger: the columns of every table, named once for CSV and XLSX."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from assistant.commitments.records import Commitment, Evidence, Relation, Searched, Trail
from assistant.commitments.themes import read_themes
from assistant.commitments.trail_text import undated_in_words
from assistant.verdicts.board import Row
from assistant.verdicts.records import Judgement, Note, Quoted, Verdict
from corpus.documents import TextSource
from corpus.text import readable, row_in_words, without_controls

__all__ = [
    "EVIDENCE",
    "HISTORY",
    "ROWS",
    "Column",
    "Exported",
    "Value",
    "check_of",
    "evidence_words",
    "plain",
    "promise_words",
    "searched_in_words",
    "short_words",
    "shown_columns",
]

Value = str | int | float | bool | dt.date | dt.datetime | None
"""What a cell may hold; times are in UTC and carry no zone."""
T = TypeVar("T")
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Halves of characters and what is none: no XML may hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One commitment with everything that is written of it."""

    row: Row
    trail: Trail | None
    """None where nobody looked for evidence."""
    history: tuple[Judgement, ...]
    """All judgements, the first one first."""
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table."""

    heading: str
    """As people read it; a CSV that comes back is read by it."""
    width: int
    """In characters."""
    value: Callable[[T], Value]
    staff: bool = False
    """Left out of what the public gets."""


def shown_columns(columns: Iterable[Column[T]], *, public: bool) -> tuple[Column[T], ...]:
    """Return the columns that the public, or that staff, get."""
    return tuple(column for column in columns if not (public and column.staff))


def plain(text: str) -> str:
    """Return text without what no one sees and without what files of XML forbid."""
    if text.isascii() and text.isprintable():  # most are, and exports are large
        return text
    return _FORBIDDEN.sub("", without_controls(text.replace("\r\n", "\n").replace("\r", "\n")))


def promise_words(row: Row) -> str:
    """Return the words of a promise as people read them, without its lead and without marks."""
    each = row.commitment
    return _words(row.quoted.words, each.lead if each else "")


def short_words(words: str, most: int = 12) -> str:
    """Return the beginning of a text as people read it, by which it is told from others."""
    told = readable(words).split()
    if len(told) <= most:
        return " ".join(told)
    return f"{' '.join(told[:most]).rstrip(',;:.–-')} …"


def evidence_words(evidence: Evidence) -> str:
    """Return the words of a passage as people read them, without its lead and without marks."""
    return _words(evidence.words, evidence.lead)


def searched_in_words(searched: Searched) -> str:
    """Say in a sentence what was looked through, and what for."""
    undated = undated_in_words(searched)
    apart = f" {undated}." if undated else ""
    if not searched.documents:
        return f"No later document with text is held.{apart}"
    plural = "" if searched.documents == 1 else "s"
    first, last = searched.first, searched.last
    when = f" of {first.in_words()}" if first else ""
    if first and last and first != last:
        when = f", {first.in_words()} to {last.in_words()}"
    words = f"Searched: {searched.documents:,} later document{plural}{when}.{apart}"
    terms = ", ".join(readable(term) for term in searched.terms)
    return f"{words} Looked for: {terms}." if terms else words


def check_of(row: Row) -> str:
    """Return letters that tell a row's verdict and reason apart from any other.

    A file that comes back shows by them which rows were left as they were exported. Letters only:
    a spreadsheet takes other things for numbers.
    """
    judged = row.judgement
    why = " ".join(plain(judged.why).split()) if judged else ""
    return check_letters(row.id, judged.number if judged else None, row.verdict, why)


def check_letters(commitment: str, number: int | None, verdict: Verdict, why: str) -> str:
    """Return the letters of a verdict with its reason on one line."""
    seen = "\n".join((commitment, str(number or ""), verdict.value, why))
    digits = hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:12]
    return digits.translate(str.maketrans("0123456789", "ghijklmnop"))


def _words(words: str, lead: str) -> str:
    if words.lstrip().startswith("|"):
        return row_in_words(lead, words)
    return readable(words)


def _lead(each: Commitment | Evidence) -> str:
    """A table's heading row stands in the words already."""
    return "" if each.words.lstrip().startswith("|") else _readable(each.lead)


@lru_cache(4096)
def _readable(text: str) -> str:
    """Titles, headings and owners come again and again."""
    return readable(text) if text else ""


@cache
def _theme_names() -> dict[str, str]:
    return {theme.id: theme.name for theme in read_themes()}


def _of(value: Callable[[Commitment], Value]) -> Callable[[Exported], Value]:
    """A field of the commitment; nothing where the documents no longer hold it."""
    return lambda each: value(each.row.commitment) if each.row.commitment else None


def _judged(value: Callable[[Judgement], Value]) -> Callable[[Exported], Value]:
    return lambda each: value(each.row.judgement) if each.row.judgement else None


def _decided(value: Callable[[Judgement], Value]) -> Callable[[Exported], Value]:
    """Nothing where the verdict was taken back: nobody judged it then."""
    return lambda each: None if each.row.verdict is Verdict.NOT_JUDGED else _judged(value)(each)


def _source(source: TextSource) -> str:
    return "our summary" if source is TextSource.DIGEST else "the document’s own words"


def _utc(at: dt.datetime) -> dt.datetime:
    """A time as tables hold it: in UTC, to the second, without its zone."""
    if at.tzinfo is not None:
        at = at.astimezone(dt.UTC)
    return at.replace(tzinfo=None, microsecond=0)


def _suggested(trail: Trail | None) -> str:
    counts = Counter(each.relation for each in trail.evidence) if trail else Counter()
    named = [f"{kind.in_words()}: {counts[kind]}" for kind in Relation if counts[kind]]
    return "; ".join(named)


def _notes(notes: Iterable[Note]) -> str:
    return "\n".join(f"{note.at:%Y-%m-%d}, {note.by}: {note.text}" for note in notes)


def _quotations(quoted: Iterable[Quoted]) -> str:
    return "\n".join(
        f"{_readable(each.words)} ({each.title}, {each.published}"
        f"{f', page {each.page}' if each.page is not None else ''})"
        for each in quoted
    )


ROWS: tuple[Column[Exported], ...] = (
    Column("id", 34, lambda each: each.row.id),
    Column("document", 30, lambda each: each.row.quoted.title),
    Column("kind", 14, _of(lambda each: each.kind.in_words())),
    Column("published", 16, lambda each: each.row.quoted.published),
    Column("published from", 13, _of(lambda each: each.published.first_day)),
    Column("heading", 28, _of(lambda each: _readable(each.heading))),
    Column("page", 7, lambda each: each.row.quoted.page),
    Column("lead", 28, _of(_lead)),
    Column("words", 60, lambda each: promise_words(each.row)),
    Column("whose words", 16, _of(lambda each: _source(each.source))),
    Column("verdict", 18, lambda each: each.row.verdict.in_words()),
    Column("why", 50, _judged(lambda judged: judged.why)),
    Column("note", 30, lambda _: "", staff=True),
    Column("evidence", 10, lambda each: len(each.trail.evidence) if each.trail else None),
    Column("suggested", 26, lambda each: _suggested(each.trail), staff=True),
    Column("searched", 40, lambda each: searched_in_words(each.trail.searched) if each.trail else ""),
    Column("look at again", 40, lambda each: "\n".join(each.row.review.reasons) if each.row.review else ""),
    Column("judged by", 20, _decided(lambda judged: judged.by), staff=True),
    Column("office", 22, _decided(lambda judged: judged.office)),
    Column("judged at (UTC)", 18, _decided(lambda judged: _utc(judged.at))),
    Column("notes so far", 40, lambda each: _notes(each.notes), staff=True),
    Column("who", 22, _of(lambda each: _readable(each.owner))),
    Column("who held the office", 20, _of(lambda each: each.holder)),
    Column("what", 40, _of(lambda each: _readable(each.what))),
    Column("for", 22, _of(lambda each: _readable(each.beneficiary))),
    Column("by when", 20, _of(lambda each: _readable(each.deadline.words) if each.deadline else "")),
    Column("last day", 13, _of(lambda each: each.deadline.last if each.deadline else None)),
    Column("measure", 16, _of(lambda each: _readable(each.measure))),
    Column("theme", 22, _of(lambda each: _theme_names().get(each.theme, each.theme))),
    Column("theme in the documents", 22, _of(lambda each: each.strand)),
    Column("can be checked", 10, _of(lambda each: each.checkable)),
    Column("because", 34, _of(lambda each: each.reason)),
    Column("promised before", 10, _of(lambda each: each.earlier)),
    Column("on a condition", 10, _of(lambda each: each.conditional)),
    Column("found by rule", 16, _of(lambda each: each.rule)),
    Column("confidence", 11, _of(lambda each: round(each.confidence, 3))),
    Column("document id", 24, lambda each: each.row.quoted.document),
    Column("plan id", 20, _of(lambda each: each.plan)),
    Column("start", 9, lambda each: each.row.quoted.start),
    Column("end", 9, lambda each: each.row.quoted.end),
    Column("notes counted", 9, lambda each: each.row.notes, staff=True),
    Column("judgement number", 11, _judged(lambda judged: judged.number), staff=True),
    Column("check", 15, lambda each: check_of(each.row), staff=True),
)  # fmt: skip
"""The check stands last: a file that was cut off has lost it."""

EVIDENCE: tuple[Column[tuple[Exported, Evidence]], ...] = (
    Column("id", 34, lambda both: both[0].row.id),
    Column("promise", 50, lambda both: promise_words(both[0].row)),
    Column("suggested", 18, lambda both: both[1].relation.in_words(), staff=True),
    Column("words", 70, lambda both: evidence_words(both[1])),
    Column("lead", 28, lambda both: _lead(both[1])),
    Column("because of", 24, lambda both: _readable(both[1].because), staff=True),
    Column("claimed by", 28, lambda both: both[1].claimed_by),
    Column("by those who promised", 12, lambda both: both[1].own),
    Column("whose words", 16, lambda both: _source(both[1].source)),
    Column("document", 34, lambda both: both[1].title),
    Column("kind", 14, lambda both: both[1].kind.in_words()),
    Column("published", 16, lambda both: both[1].published.in_words()),
    Column("published from", 13, lambda both: both[1].published.first_day),
    Column("heading", 28, lambda both: _readable(both[1].headings[-1]) if both[1].headings else ""),
    Column("page", 7, lambda both: both[1].page),
    Column("score", 8, lambda both: round(both[1].score, 3)),
    Column("document id", 24, lambda both: both[1].document),
    Column("start", 9, lambda both: both[1].start),
    Column("end", 9, lambda both: both[1].end),
)

HISTORY: tuple[Column[Judgement], ...] = (
    Column("judgement number", 11, lambda judged: judged.number),
    Column("id", 34, lambda judged: judged.commitment),
    Column("verdict", 18, lambda judged: judged.verdict.in_words()),
    Column("why", 60, lambda judged: judged.why),
    Column("judged by", 20, lambda judged: judged.by, staff=True),
    Column("office", 22, lambda judged: judged.office),
    Column("judged at (UTC)", 18, lambda judged: _utc(judged.at)),
    Column("takes back number", 11, lambda judged: judged.undoes),
    Column("words that were judged", 60, lambda judged: _readable(judged.promise.words)),
    Column("rests on", 60, lambda judged: _quotations(judged.evidence)),
)
