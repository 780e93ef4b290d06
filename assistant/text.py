"""The text of an answer, as a person reads it on a terminal."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from assistant.answers import Absence, Citation, Part, Scope, Written
from corpus.documents import Kind, TextSource
from corpus.health import LOW_CONFIDENCE

__all__ = [
    "IN_SHORT",
    "MOST_NEAR",
    "NEAR",
    "absence_in_words",
    "by_document",
    "cut",
    "head",
    "in_marks",
    "listed",
    "named_plans",
    "published_when",
    "reports_on",
    "write_text",
]

IN_SHORT = "In short"
NEAR = "Near, but not an answer"
MOST_NEAR = 3
"""Passages that are near, but do not answer, which are shown at most."""
_NEAR_LENGTH = 180
"""Characters of each that are shown in the text."""
_REPORTING = {
    Kind.NEWS: "news",
    Kind.CONSULTATION: "a consultation",
    Kind.PANEL_PAPER: "a panel paper",
    Kind.BUDGET: "a budget release",
}
"""Kinds of document that speak of a plan and are none."""


def write_text(
    opening: str,
    citations: Sequence[Citation],
    notes: Sequence[str],
    *,
    written: Sequence[Written] = (),
    parts: Sequence[Part] = (),
    near: Sequence[Citation] = (),
    absence: Absence | None = None,
    plans: Collection[str] = (),
) -> str:
    """Write what a person reads: what it speaks from, the quotations with their markers, notes.

    Args:
        opening: The first lines.
        citations: What is quoted, in order of their markers.
        notes: The last lines.
        written: Sentences of a chat model that passed every check; they stand before what they
            rest on.
        parts: Where the answer has parts, each with its quotations or its note, in their order.
        near: What does not answer; shown without markers.
        absence: What was searched, where nothing answers.
        plans: Ids of the plans that the question names: what other documents say is then said to
            be reported there.
    """
    searched = absence_in_words(absence) if absence else ""
    in_parts = {marker for part in parts for marker in part.markers}
    rest = [citation for citation in citations if citation.marker not in in_parts]
    blocks = [
        opening,
        searched,
        _in_short(written, citations),
        _near(near),
        *(_part(part, citations, plans) for part in parts),
        *_groups(rest, plans),
        *notes,
    ]
    return "\n\n".join(block for block in blocks if block)


def _in_short(written: Sequence[Written], citations: Sequence[Citation]) -> str:
    """Write the short answer, each sentence with the markers that it rests on."""
    sentences = []
    for sentence in written:
        markers = "".join(f"[{marker}]" for marker in sentence.markers)
        when = published_when(sentence, citations)
        sentences.append(f"{sentence.text} {markers}{f' ({when})' if when else ''}")
    return f"{IN_SHORT}: {' '.join(sentences)}" if sentences else ""


def published_when(sentence: Written, citations: Sequence[Citation]) -> str:
    """Say when what a sentence rests on came out, where the answer quotes several documents."""
    if len({citation.document for citation in citations}) < 2:
        return ""
    dates = [cited.published for cited in citations if cited.marker in sentence.markers]
    return listed(list(dict.fromkeys(dates))) if dates else ""


def by_document(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Divide citations wherever the document changes."""
    return [list(group) for _, group in groupby(citations, key=lambda cited: cited.document)]


def named_plans(scope: Scope) -> tuple[str, ...]:
    """Return the plans that a question names, without those that only applied in its years."""
    return tuple(plan for plan in scope.plans if plan in scope.documents)


def reports_on(citation: Citation, plans: Collection[str]) -> bool:
    """Say whether a document only reports on the plans that are asked about: a release is no plan."""
    return bool(plans) and citation.kind in _REPORTING


def head(citation: Citation, plans: Collection[str]) -> tuple[str, str]:
    """Return what is written before a document's title, and the facts that follow it."""
    digest = citation.source is TextSource.DIGEST
    whose = "our summary" if digest else "its own words"
    if reports_on(citation, plans):
        kind = _REPORTING[citation.kind]
        return f"Reported in {kind} of {citation.published}: ", whose
    return "", f"{citation.kind.in_words()}, {citation.published}; {whose}"


def in_marks(shown: str) -> str:
    """Put a quotation in quotation marks, unless it is one in the document already."""
    return shown if shown[:1] in '“"' and shown[-1:] in '”"' else f"“{shown}”"


def cut(words: str, length: int) -> tuple[str, bool]:
    """Return words on one line, at most so many characters long, and whether any were left out."""
    words = " ".join(words.split())
    short = words
    if len(words) > length:
        short = words[: length + 1].rpartition(" ")[0] or words[:length]
    return short.rstrip(" ,;:–-"), len(words) > length


def absence_in_words(absence: Absence) -> str:
    """Say in a sentence or two what was searched, what for, and which words stand nowhere."""
    if not absence.documents:
        return ""
    one = absence.documents == 1
    pages = f" ({_counted(absence.pages, 'page')})" if absence.pages else ""
    words = f"Searched: {_counted(absence.documents, 'document')}{pages}."
    if not absence.terms:
        return words
    words = f"{words} Looked for: {', '.join(absence.terms)}"
    if not absence.unknown:
        return f"{words}."
    verb = "stands" if len(absence.unknown) == 1 else "stand"
    unknown = listed([f"“{term}”" for term in absence.unknown])
    return f"{words}; {unknown} {verb} {'nowhere in it' if one else 'in none of them'}."


def _part(part: Part, citations: Sequence[Citation], plans: Collection[str]) -> str:
    by_marker = {citation.marker: citation for citation in citations}
    own = [by_marker[marker] for marker in part.markers if marker in by_marker]
    name = f"— {part.name[:1].upper()}{part.name[1:]} —"
    nothing = "" if own or part.note else "Nothing on this was found."
    return "\n".join(line for line in (name, *_groups(own, plans), part.note, nothing) if line)


def _groups(citations: Sequence[Citation], plans: Collection[str]) -> list[str]:
    """Write quotations under the document that they are from."""
    groups = []
    for group in by_document(citations):
        before, facts = head(group[0], plans)
        source = f"{before}{group[0].title} ({facts}):"
        groups.append("\n".join([source, *(_line(citation) for citation in group)]))
    return groups


def _near(near: Sequence[Citation]) -> str:
    if not near:
        return ""
    lines = []
    for citation in near[:MOST_NEAR]:
        words, shorter = cut(citation.shown, _NEAR_LENGTH)
        source = "; our summary" if citation.source is TextSource.DIGEST else ""
        facts = f"{citation.title}, {citation.published}{source}"
        lines.append(f"• {in_marks(words)}{' …' if shorter else ''} ({facts})")
    return "\n".join([f"{NEAR}:", *lines])


def _line(citation: Citation) -> str:
    between = "\n" if "\n" in citation.shown else " "
    lead = f"{citation.lead}{between}" if citation.lead else ""
    marker = f"[{citation.marker}]{_where(citation)}"
    if citation.quotation.lstrip().startswith("|"):
        return f"{lead}Table: {citation.shown} {marker}"
    return f"{lead}{in_marks(citation.shown)} {marker}"


def _where(citation: Citation) -> str:
    """The page of a quotation, and whether its words were recognised without being sure."""
    if citation.page is None:
        return ""
    unsure = citation.confidence is not None and citation.confidence < LOW_CONFIDENCE
    doubt = (
        f", read by text recognition that was unsure ({citation.confidence:.0%})" if unsure else ""
    )
    return f" (page {citation.page}{doubt})"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Write names as people list them: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
