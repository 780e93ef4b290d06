"""What the pages on consultations show of a chain: quotations, gaps in words, marks of how far it reaches."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from assistant.chains.records import Chain, Link, Step, Topic
from assistant.text import in_marks
from assistant.web.addresses import QUOTATION, document_path, quotation_query
from assistant.web.consultation_gaps import gap_in_words
from assistant.web.escaping import escape, safe_url
from assistant.web.in_words import counted
from assistant.web.words import say
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, TextSource
from corpus.text import readable

__all__ = ["Case", "Entry", "Mark", "Quoted", "Row", "Url", "case_of", "entry_of"]

BULLET = "• "
Url = Callable[..., str]
"""`Shell.url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One step of a chain in the list: its name, how much is shown there, whether anything is."""

    name: str
    words: str
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A consultation in the list."""

    document: str
    title: Markup
    when: str
    about: Markup
    """The first thing that was asked; "" where the text is not held."""
    is_digest: bool
    note: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation as the page shows it."""

    lead: Markup
    lines: tuple[Markup, ...]
    """The first by itself, the others items of a list."""
    is_digest: bool
    before: str
    title: Markup
    facts: str
    heading: Markup
    url: str
    name: Markup
    """What tells its link from the others, for those who hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One point of a consultation: three steps, each with quotations or with why there are none."""

    number: int
    first: str
    """The name of the first step."""
    asked: Quoted | None
    """None where the same words are shown already as how people answered."""
    decided: tuple[Quoted, ...]
    decided_gap: str
    reported: tuple[Quoted, ...]
    reported_gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A document that was searched, or could not be."""

    title: Markup
    facts: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The whole page of a consultation."""

    title: Markup
    when: str
    kind: str
    held: str
    has_text: bool
    is_told: bool
    url: str
    """Of the page of its document."""
    publisher: str | None
    plan: Known | None
    marks: tuple[Mark, ...]
    answered: tuple[Quoted, ...]
    answered_gap: str
    rows: tuple[Row, ...]
    """Points on which something later is shown."""
    without: tuple[Row, ...]
    """Points on which nothing later was found."""
    gaps: tuple[str, ...]
    """What was searched for those."""
    points: int
    more: int
    searched: tuple[Known, ...]
    not_held: tuple[Known, ...]


def entry_of(chain: Chain) -> Entry:
    """Return the line of the list for a chain."""
    first = chain.topics[0].asked if chain.topics else None
    digest = chain.source is TextSource.DIGEST
    words = first.shown.split("\n")[0] if first else ""
    return Entry(
        document=chain.document,
        title=_safe(chain.title),
        when=chain.published.in_words(),
        about=_safe(words if digest or not words else in_marks(words)),
        is_digest=digest,
        note=_note(chain),
        marks=_marks(chain),
    )


def case_of(chain: Chain, catalogue: Catalogue, url: Url) -> Case:
    """Return what the page of a chain shows."""
    document = catalogue.by_id[chain.document]
    by_step = {gap.step: gap for gap in chain.gaps}
    said = {(link.document, link.start) for link in chain.answered}
    rows = [_row(topic, catalogue, url, chain.document, said) for topic in chain.topics]
    without = [row for row in rows if not (row.decided or row.reported)]
    gaps = (*chain.gaps, *(gap for topic in chain.topics for gap in topic.gaps))
    answered = by_step.get(Step.ANSWERED)
    plan = catalogue.by_id[chain.plan] if chain.plan else None
    return Case(
        title=_safe(chain.title),
        when=chain.published.in_words(),
        kind=chain.kind.in_words(),
        held=_held(chain.source),
        has_text=chain.source is not TextSource.NOT_HELD,
        is_told=chain.kind is not Kind.CONSULTATION,
        url=url(document_path(chain.document)),
        publisher=document.url if safe_url(document.url) else None,
        plan=_known(plan, url) if plan else None,
        marks=_marks(chain),
        answered=_together(chain.answered, url),
        answered_gap=gap_in_words(answered, catalogue) if answered else "",
        rows=tuple(row for row in rows if row.decided or row.reported),
        without=_with_leads_once(without),
        gaps=(without[0].decided_gap, without[0].reported_gap) if without else (),
        points=len(rows),
        more=chain.more,
        searched=_listed((i for gap in gaps for i in gap.searched), catalogue, url),
        not_held=_listed((i for gap in gaps for i in gap.not_held), catalogue, url),
    )


def _row(
    topic: Topic, catalogue: Catalogue, url: Url, document: str, said: Collection[tuple[str, int]]
) -> Row:
    """Write a point; what is shown among the answers, whose places `said` has, is not said again."""
    again = (topic.asked.document, topic.asked.start) in said
    by_step = {gap.step: gap_in_words(gap, catalogue) for gap in topic.gaps}
    return Row(
        number=topic.number,
        first=say("Asked") if topic.is_question else say("Put forward"),
        asked=None if again else _quoted(topic.asked, url, own=document),
        decided=_together(topic.decided, url),
        decided_gap=by_step.get(Step.DECIDED, ""),
        reported=_together(topic.reported, url),
        reported_gap=by_step.get(Step.REPORTED, ""),
    )


def _with_leads_once(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Leave out what introduces a point where it introduces the one before it too."""
    leads = ["", *(row.asked.lead if row.asked else "" for row in rows)]
    return tuple(
        replace(row, asked=replace(row.asked, lead=Markup()))
        if row.asked and row.asked.lead == before
        else row
        for row, before in zip(rows, leads, strict=False)
    )


def _marks(chain: Chain) -> tuple[Mark, ...]:
    number = len(chain.topics)
    points = counted(number, "point") if number else say("not held")
    if not number and chain.source is not TextSource.NOT_HELD:
        points = say("none")
    answers = len(chain.answered)
    marks = [
        (say("Asked"), points, number),
        (say("Answered"), counted(answers, "passage") if answers else say("none"), answers),
    ]
    for name, count in (
        (say("Decided"), sum(bool(topic.decided) for topic in chain.topics)),
        (say("Reported"), sum(bool(topic.reported) for topic in chain.topics)),
    ):
        found = say("{count} of {number}", count=count, number=number)
        nothing = say("none") if number else say("not sought")
        marks.append((name, found if count else nothing, count))
    return tuple(Mark(name=n, words=words, is_reached=bool(count)) for n, words, count in marks)


def _note(chain: Chain) -> str:
    if chain.source is TextSource.NOT_HELD:
        return say("Its text is not held, so what was asked cannot be shown.")
    if chain.kind is not Kind.CONSULTATION:
        return say("A {kind} that tells of a consultation.", kind=_kind(chain.kind))
    return ""


def _kind(kind: Kind) -> str:
    return say("budget document") if kind is Kind.BUDGET else say("news release")


def _held(source: TextSource) -> str:
    return {
        TextSource.ORIGINAL: say("Its own words"),
        TextSource.DIGEST: say("Our summary of it: our words, not its own"),
        TextSource.NOT_HELD: say("Known, but its text is not held"),
    }[source]


def _together(links: Sequence[Link], url: Url) -> tuple[Quoted, ...]:
    """Write quotations; those of one document that follow each other under one title."""
    before = ("", *(link.document for link in links))
    return tuple(_quoted(link, url, own=own) for link, own in zip(links, before, strict=False))


def _quoted(link: Link, url: Url, *, own: str = "") -> Quoted:
    """Write a quotation; only a document's own words stand in quotation marks, a summary's never.

    Args:
        link: What is quoted.
        url: Makes addresses.
        own: Id of a document whose title stands there already.
    """
    digest = link.source is TextSource.DIGEST
    row = link.words.lstrip().startswith("|")
    shown = link.shown if digest or row else in_marks(link.shown)
    lines = [line.replace(BULLET, "", 1) for line in shown.split("\n")]
    page = say("page {number}", number=link.page) if link.page is not None else ""
    facts = [link.kind.in_words(), link.published.in_words(), page]
    same = link.document == own
    heading = link.heading if link.heading != link.title else ""
    return Quoted(
        lead=_safe(readable(link.lead)),
        lines=tuple(_safe(line) for line in lines),
        is_digest=digest,
        before=say("From our summary of") if digest else say("From"),
        title=_safe("" if same else link.title),
        facts=page if same else ", ".join(filter(None, facts)),
        heading=_safe(heading),
        url=url(
            f"{document_path(link.document)}#{QUOTATION}",
            **quotation_query(link.start, link.end, link.words),
        ),
        name=_safe(f"{link.title}: {lines[0][:60]}"),
    )


def _listed(ids: Iterable[str], catalogue: Catalogue, url: Url) -> tuple[Known, ...]:
    documents = {i: catalogue.by_id[i] for i in ids}
    ordered = sorted(documents.values(), key=lambda d: (d.published.first_day, d.id))
    return tuple(_known(document, url) for document in ordered)


def _known(document: Document, url: Url) -> Known:
    return Known(
        title=_safe(document.title),
        facts=f"{document.kind.in_words()}, {document.published.in_words()}",
        url=url(document_path(document.id)),
    )


def _safe(words: str) -> Markup:
    return Markup(escape(words))
