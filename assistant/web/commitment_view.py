"""Commitments, their evidence and their verdicts as pages show them, for staff and for everybody."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from assistant.commitments.records import Commitment, Evidence, Trail
from assistant.commitments.showing import deadline_in_words, shown_words
from assistant.commitments.themes import read_themes
from assistant.staff.export_rows import evidence_words
from assistant.text import in_marks
from assistant.verdicts.board import Row
from assistant.verdicts.records import Judgement, Quoted, Verdict
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from assistant.web.page_view import digest_of
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.documents import TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.text import readable

__all__ = [
    "CommitmentView",
    "EvidenceView",
    "JudgementView",
    "QuotedView",
    "Views",
    "evidence_key",
    "in_local_time",
    "path_of",
    "quoted_key",
]

_POINTS_BACK = re.compile(
    r"(?:it|its|he|his|she|her|they|their|them|such|this|these|that|those|both)\b", re.IGNORECASE
)
"""How words begin that cannot be understood without the sentence before them."""
_HERE = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """One row, in words."""

    id: str
    path: str
    """Where its page is, below the list's address."""
    words: str
    """In quotation marks where they are the document's own."""
    ours: bool
    """Whether they are our summary's."""
    gone: bool
    """Whether the documents no longer hold them."""
    document: str
    title: str
    kind: str
    published: str
    page: int | None
    url: str
    """Where they stand; "" where there is no such place."""
    theme: str
    strand: str
    who: str
    holder: str
    by: str
    measure: str
    beneficiary: str
    checkable: bool | None
    reason: str
    conditional: bool
    earlier: bool
    verdict: Verdict
    review: tuple[str, ...]
    """Why the verdict has to be looked at again, a sentence each."""
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedView:
    """A quotation that a verdict rests on."""

    words: str
    """In quotation marks where a document still says so in its own words."""
    title: str
    published: str
    page: int | None
    url: str
    """"" where the words are no longer there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """One verdict of the history."""

    number: int
    verdict: Verdict
    given: bool
    """Whether anything was decided; it was not where the only verdict was taken back."""
    who: str
    office: str
    when: str
    why: str
    rests: tuple[QuotedView, ...]
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A later quotation that bears on a commitment."""

    key: str
    """Names it in a form."""
    words: str
    ours: bool
    title: str
    kind: str
    published: str
    page: int | None
    url: str
    relation: str
    because: str
    claimed_by: str
    own: bool
    rested: bool
    """Whether the present verdict rests on it."""


def path_of(commitment: str) -> str:
    """Return a commitment's id as it stands in an address."""
    return quote(commitment, safe="/")


def evidence_key(evidence: Evidence) -> str:
    """Name a quotation in a form, so that a changed document is noticed."""
    return f"{evidence.document}:{evidence.start}:{evidence.end}:{digest_of(evidence.words)}"


def quoted_key(quoted: Quoted) -> str:
    """Name a quotation of a verdict as `evidence_key` names the same one."""
    return f"{quoted.document}:{quoted.start}:{quoted.end}:{digest_of(quoted.words)}"


def in_local_time(at: dt.datetime) -> str:
    """Write a moment as people in the United Kingdom do: "23 November 2026 at 09:14"."""
    here = at.astimezone(_HERE)
    return say("{day} at {time}", day=f"{here.day} {here:%B %Y}", time=f"{here:%H:%M}")


class Views:
    """Makes views of one index."""

    def __init__(self, shell: Shell, generation: Generation) -> None:
        self._shell = shell
        self._generation = generation
        self._themes = {theme.id: theme.name for theme in read_themes()}

    def row(self, row: Row) -> CommitmentView:
        """Return a row in words; what was judged and is gone has few of them."""
        quoted, each = row.quoted, row.commitment
        return CommitmentView(
            id=row.id,
            path=path_of(row.id),
            words=shown_words(each) if each else readable(quoted.words),
            ours=each is not None and each.source is TextSource.DIGEST,
            gone=each is None,
            document=quoted.document,
            title=quoted.title,
            kind=each.kind.in_words() if each else "",
            published=quoted.published,
            page=quoted.page,
            url=self._place(quoted) if each else "",
            theme=self._themes.get(each.theme, "") if each else "",
            strand=each.strand if each else "",
            who=readable(each.owner) if each else "",
            holder=_holder(each) if each else "",
            by=deadline_in_words(each.deadline) if each and each.deadline else "",
            measure=readable(each.measure) if each else "",
            beneficiary=readable(each.beneficiary) if each else "",
            checkable=each.checkable if each else None,
            reason=each.reason if each else "",
            conditional=each.conditional if each else False,
            earlier=each.earlier if each else False,
            verdict=row.verdict,
            review=row.review.reasons if row.review else (),
            notes=row.notes,
        )

    def evidence(self, trail: Trail, judged: Judgement | None) -> tuple[EvidenceView, ...]:
        """Return the quotations of a trail, and which of them the present verdict rests on."""
        rests = {(one.document, one.words) for one in judged.evidence} if judged else set()
        return tuple(
            self._evidence(each, rested=(each.document, each.words) in rests)
            for each in trail.evidence
        )

    def _evidence(self, each: Evidence, *, rested: bool) -> EvidenceView:
        return EvidenceView(
            key=evidence_key(each),
            words=_shown(each),
            ours=each.source is TextSource.DIGEST,
            title=each.title,
            kind=each.kind.in_words(),
            published=each.published.in_words(),
            page=each.page,
            url=self._url(each.document, each.start, each.end, each.words),
            relation=each.relation.in_words(),
            because=readable(each.because),
            claimed_by=each.claimed_by,
            own=each.own,
            rested=rested,
        )

    def sentence_before(self, each: Commitment) -> str:
        """Return what stands before a promise that cannot be understood alone; "" where it can.

        That is the sentence before it in its section or, where it is the first, the heading; in
        quotation marks where the words are the document's own.
        """
        if each.lead or not _POINTS_BACK.match(readable(each.words)):
            return ""
        spans = [
            (span.start, min(span.end, each.start))
            for passage in self._generation.passages_of(each.document)
            if passage.headings == each.headings
            for span in passage.spans
            if span.start < each.start
        ]
        start, end = max(spans, default=(0, 0))
        before = self._generation.text(each.document)[start:end] or each.heading
        words = readable(before)
        if not words:
            return ""
        return words if each.source is TextSource.DIGEST else in_marks(words)

    def judgement(self, each: Judgement) -> JudgementView:
        """Return a verdict with who gave it, when and on what."""
        return JudgementView(
            number=each.number,
            verdict=each.verdict,
            given=each.verdict is not Verdict.NOT_JUDGED,
            who=each.by,
            office=each.office,
            when=in_local_time(each.at),
            why=each.why,
            rests=tuple(self.quoted(one) for one in each.evidence),
            undoes=each.undoes,
        )

    def quoted(self, quoted: Quoted) -> QuotedView:
        """Return a quotation in words, and where it stands now."""
        url = self._place(quoted)
        document = self._generation.catalogue.by_id.get(quoted.document)
        own = url and document is not None and document.text is TextSource.ORIGINAL
        words = readable(quoted.words)
        return QuotedView(
            words=in_marks(words) if own else words,
            title=quoted.title,
            published=quoted.published,
            page=quoted.page,
            url=url,
        )

    def _place(self, quoted: Quoted) -> str:
        """Return where words stand, there or elsewhere in their document; "" where they do not."""
        try:
            text = self._generation.text(quoted.document)
        except (PlansError, KeyError):
            return ""
        start = quoted.start
        if text[start : quoted.end] != quoted.words:
            start = text.find(quoted.words)
        if start < 0:
            return ""
        return self._url(quoted.document, start, start + len(quoted.words), quoted.words)

    def _url(self, document: str, start: int, end: int, words: str) -> str:
        if not self._shell.has_documents:
            return ""
        query = quotation_query(start, end, words)
        return self._shell.url(f"{document_path(document)}#{QUOTATION}", **query)


def _shown(each: Evidence) -> str:
    """Write a quotation with its lead; in quotation marks only where the words are the document's."""
    row = each.words.lstrip().startswith("|")
    body = evidence_words(each).rstrip(";")
    lead = readable(each.lead) if each.lead and not row else ""
    if each.source is TextSource.DIGEST or row:
        return f"{lead} {body}".strip()
    return f"{in_marks(lead)} {in_marks(body)}" if lead else in_marks(body)


def _holder(each: Commitment) -> str:
    """Name who held the office, where it is meant and the words do not name them."""
    who = each.owner.lower()
    meant = not who or ("commissioner" in who and "deputy" not in who)
    return each.holder if meant and each.holder not in each.owner else ""
