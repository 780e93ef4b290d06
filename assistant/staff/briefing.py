"""A briefing for the Police and Crime Panel as a Word document: promises, verdicts, evidence."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from docx.document import Document
from docx.text.paragraph import Paragraph

from assistant.commitments.records import Evidence, Trail
from assistant.commitments.showing import shown_words
from assistant.staff.briefing_look import add_table, new_document
from assistant.staff.export_rows import (
    Exported,
    evidence_words,
    plain,
    promise_words,
    searched_in_words,
    short_words,
)
from assistant.staff.footnotes import Footnotes
from assistant.text import in_marks
from assistant.verdicts.records import Quoted, Verdict
from corpus.documents import TextSource
from corpus.text import readable

__all__ = ["Briefing", "as_briefing"]

Link = Callable[[str, int | None, int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What a briefing says of itself."""

    title: str
    prepared: dt.date
    by_office: str
    """The office that prepared it; no person is named in a briefing."""
    what: str
    """What was selected, in words; "" for everything."""
    link: Link
    """The absolute address of a place on our pages: of a document, its page if it has pages, and
    where in the text the words start and end."""


def as_briefing(rows: Sequence[Exported], about: Briefing) -> bytes:
    """Write a briefing in Word's format (.docx): by document, in order of time.

    Every quotation has a footnote that says where it stands and leads there. Words of ours, such
    as those of our summaries, never stand in quotation marks. No person who judged is named.

    Args:
        rows: The commitments, in any order.
        about: What the briefing says of itself.
    """
    document = new_document(plain(about.title), about.prepared, plain(about.by_office))
    writing = _Writing(document, about)
    writing.opening(rows)
    for _, group in groupby(
        sorted(rows, key=_in_time(rows)), key=lambda each: each.row.quoted.document
    ):
        writing.document(list(group))
    return writing.finish()


def _in_time(rows: Iterable[Exported]) -> Callable[[Exported], tuple[dt.date, str, int]]:
    """By when a document came out; one of which nothing is left comes last."""
    first: dict[str, dt.date] = {}
    for each in rows:
        if each.row.commitment:
            first[each.row.quoted.document] = each.row.commitment.published.first_day

    def key(each: Exported) -> tuple[dt.date, str, int]:
        name = each.row.quoted.document
        return first.get(name, dt.date.max), name, each.row.order

    return key


class _Writing:
    """The document as far as it is written."""

    def __init__(self, document: Document, about: Briefing) -> None:
        self._document = document
        self._about = about
        self._notes = Footnotes(document)
        self._number = 0
        self._styles = {style.name: style.style_id for style in document.styles}

    def opening(self, rows: Sequence[Exported]) -> None:
        """Write the title, what was selected, how to read it, and the counts of verdicts."""
        about = self._about
        self._add(about.title, "Title")
        self._add(f"Prepared by {about.by_office} on {_day(about.prepared)}", "Subtitle")
        what = about.what or "everything in the ledger"
        self._add(f"What was selected: {what}. {_counted(len(rows), 'commitment')}.")
        self._add("How to read this", "Heading 1")
        for line in _READING:
            self._add(line, "List Bullet")
        self._add("Verdicts", "Heading 1")
        counts = Counter(each.row.verdict for each in rows)
        lines = [
            (_capital(verdict.in_words()), f"{counts[verdict]:,}")
            for verdict in sorted(Verdict, key=lambda each: each is Verdict.NOT_JUDGED)
            if counts[verdict]
        ]
        add_table(self._document, ("Verdict", "Commitments"), lines, ("All", f"{len(rows):,}"))
        review = sum(each.row.review is not None for each in rows)
        if review:
            self._add(
                f"{_counted(review, 'verdict')} of these must be looked at again, because the words "
                "that were judged have changed; each is marked."
            )

    def document(self, rows: Sequence[Exported]) -> None:
        """Write all commitments of one document."""
        quoted = rows[0].row.quoted
        first = next((each.row.commitment for each in rows if each.row.commitment), None)
        self._add(quoted.title, "Heading 1")
        kind = f"{_capital(first.kind.in_words())}, " if first else ""
        whose = "" if first is None else "; quoted in its own words"
        if first and first.source is TextSource.DIGEST:
            whose = "; told in our summary, not in its own words"
        self._add(f"{kind}{quoted.published}{whose}.")
        for each in rows:
            self._commitment(each)

    def _commitment(self, each: Exported) -> None:
        self._number += 1
        row, commitment = each.row, each.row.commitment
        heading = readable(commitment.heading) if commitment else ""
        self._add(f"{self._number}. {short_words(promise_words(row))}", "Heading 2")
        if commitment is None:
            self._add("No longer in the document.")
        if commitment is None:
            words = f"As it stood when it was judged: {promise_words(row)}"
        elif commitment.source is TextSource.DIGEST:
            words = f"Our summary of {commitment.title}: {shown_words(commitment)}"
        else:
            words = shown_words(commitment)
        promise = self._add(words, "Quote")
        self._note(promise, row.quoted, heading)
        self._verdict(each)
        self._evidence(each.trail)

    def _verdict(self, each: Exported) -> None:
        judged = each.row.judgement
        if judged is None:
            self._add("", bold="Not yet judged.")
            return
        if judged.verdict is Verdict.NOT_JUDGED:
            when = f"an earlier verdict was taken back on {_day(judged.at.date())}"
            self._add(f" ({when}).", bold="Not yet judged")
            return
        self._add(f" {judged.why}", bold=f"Verdict: {judged.verdict.in_words()}.")
        self._add(f"Decided by {judged.office} on {_day(judged.at.date())}.")
        if each.row.review:
            self._add(f" {' '.join(each.row.review.reasons)}", bold="To be looked at again:")
        if judged.evidence:
            self._add("The verdict rests on:")
            for quoted in judged.evidence:
                paragraph = self._add(_rested(quoted, each.trail), "List Bullet")
                self._note(paragraph, quoted, "")

    def _evidence(self, trail: Trail | None) -> None:
        if trail is None:
            self._add("Later documents were not searched for this briefing.")
        elif not trail.evidence:
            self._add(f"Nothing found since. {searched_in_words(trail.searched)}")
        else:
            self._add("What later documents say", "Heading 3")
            for found in trail.evidence:
                self._passage(found)
            self._add(searched_in_words(trail.searched))

    def _passage(self, found: Evidence) -> None:
        paragraph = self._add(_shown(found), "List Bullet")
        quoted = Quoted(
            document=found.document, title=found.title, published=found.published.in_words(),
            page=found.page, start=found.start, end=found.end, words=found.words,
        )  # fmt: skip
        self._note(paragraph, quoted, readable(found.headings[-1]) if found.headings else "")
        own = ", about its own promise" if found.own else ""
        because = f" (“{readable(found.because)}”)" if found.because else ""
        suggested = f"Suggested by rule: {found.relation.in_words()}{because}. " if because else ""
        self._add(f"{suggested}Who says so: {found.claimed_by}{own}.", "List Continue")

    def _note(self, to: Paragraph, quoted: Quoted, heading: str) -> None:
        page = f", page {quoted.page}" if quoted.page is not None else ""
        where = f", under “{heading}”" if heading else ""
        address = self._about.link(quoted.document, quoted.page, quoted.start, quoted.end)
        link = (plain(f"{quoted.title}{page}"), address)
        self._notes.add(to, "", link, plain(f", {quoted.published}{where}."))

    def _add(self, words: str, style: str = "Normal", *, bold: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[style]  # looking styles up each time takes seconds
        if bold:
            paragraph.add_run(plain(bold)).bold = True
        paragraph.add_run(plain(words))
        return paragraph

    def finish(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()


_READING = (
    "Words in quotation marks stand so in the documents; each has a footnote that says where and "
    "leads there.",
    "Where a document is told in our summary, the words are ours and stand without quotation marks.",
    "A verdict was given by a person of the office named, for the reason that stands with it.",
    "“Suggested by rule” is what a rule makes of the words in brackets. No person has confirmed it. "
    "What those who promised say of themselves is no audit.",
    "“Nothing found” speaks of the documents searched, not of what was done.",
)


def _shown(found: Evidence) -> str:
    words = evidence_words(found)
    row = found.words.lstrip().startswith("|")
    lead = "" if row else readable(found.lead)
    if found.source is TextSource.DIGEST:
        return f"Our summary of {found.title}: {lead} {words}".replace("  ", " ")
    if row:
        return words
    return f"{in_marks(lead)} {in_marks(words)}" if lead else in_marks(words)


def _rested(quoted: Quoted, trail: Trail | None) -> str:
    """In quotation marks only where it is known that the words are the document's own."""
    for found in trail.evidence if trail else ():
        if found.document == quoted.document and found.words == quoted.words:
            return _shown(found)
    return readable(quoted.words)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
