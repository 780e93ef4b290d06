"""The subject that the title of a consultation names, and where later documents name it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.across.names import names_in_plans
from assistant.chains.asking import Asked
from assistant.chains.linking import Linked
from corpus.documents import Document, Passage
from corpus.lexical import padded_stems, stem_words
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = ["NamedPoint", "named_point", "naming"]

_QUOTED = re.compile(r"(?<!\w)['‘“\"](.{3,60}?)['’”\"](?!\w)")
_FEWEST = 2
"""Words of a name: one word by itself stands everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPoint:
    """A point of a consultation that is about what its title names."""

    number: int
    """Of the point, from 0."""
    name: str
    """As a plan writes it that has a theme of this name, else as the title does."""


def named_point(
    consultation: Document, asked: Sequence[Asked], index: OpenIndex
) -> NamedPoint | None:
    """Find the point that is about what a title names: in quotation marks, or as a plan's theme.

    It is the first sentence that asks people something and shares a word with the name.

    Args:
        consultation: Whose title is read.
        asked: Its points, in the order of the text.
        index: What is searched; its plans have the names of themes.

    Returns:
        None where the title names nothing but a plan itself, or no point is about it.
    """
    name = _name_in(consultation.title, index)
    stems = set(stem_words(name))
    for number, each in enumerate(asked):
        if name and each.is_question and stems & set(stem_words(each.words)):
            return NamedPoint(number=number, name=name)
    return None


def naming(
    point: NamedPoint, documents: Collection[str], index: OpenIndex, *, loosely: bool = False
) -> list[Linked]:
    """Find what names a subject in some documents, the surest first, then in order of time.

    A name counts as it is written, with its capitals, in quotation marks, beside the name of
    another theme, or as a heading: that people "keep crime low" does not name “Keep Crime Low”.

    Args:
        point: What is named.
        documents: Ids of those in which it is looked for.
        index: What is searched.
        loosely: Whether its words count too where they only stand side by side, in any form.
    """
    others = [each.name for each in names_in_plans(index).named if each.name != point.name]
    catalogue = index.generation.catalogue
    found = []
    held = (each for document in documents for each in index.passages_of(document))
    for position, passage in held:
        for place in range(len(passage.spans)):
            sure = _sureness(passage, place, point.name, others, loosely=loosely)
            if sure:
                day = catalogue.by_id[passage.document].published.last_day
                found.append((sure, day, position, place, passage))
    return [
        Linked(
            passage=passage, place=place, similarity=1.0, coverage=sure,
            named=False, pair=0.0, phrase=True, on_subject=True,
        )
        for sure, _, _, place, passage in sorted(found, key=lambda each: (-each[0], *each[1:4]))
    ]  # fmt: skip


def _name_in(title: str, index: OpenIndex) -> str:
    """The first name that a title has, "" where it has none but that of a plan."""
    themes = names_in_plans(index)
    plans = [plan.title.lower() for plan in index.generation.catalogue.plans]
    written = [t.name for t in themes.named if re.search(_whole(t.name), title)]
    for name in (*written, *_QUOTED.findall(title)):
        if len(name.split()) >= _FEWEST and not any(name.lower() in plan for plan in plans):
            theme = themes.called(name)
            return theme.name if theme else name
    return ""


def _sureness(
    passage: Passage, place: int, name: str, others: Sequence[str], *, loosely: bool
) -> float:
    """How surely a span names something, 0 to 1."""
    words = readable(passage.quote(passage.spans[place]))
    quoted = rf"['‘“\"]{re.escape(name)}['’”\"]"
    if name != name.lower() and re.search(_whole(name), words):
        return 1.0
    if re.search(quoted, words, re.IGNORECASE):
        return 1.0
    if re.search(_whole(name), words, re.IGNORECASE) and any(
        re.search(_whole(other), words, re.IGNORECASE) for other in others
    ):
        return 1.0
    if any(heading.strip(" :").lower() == name.lower() for heading in passage.headings[1:]):
        return 0.8
    if loosely and padded_stems(name) in padded_stems(words):
        return 0.6
    return 0.0


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"
