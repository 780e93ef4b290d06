"""What a claim may rest on: the quotation it cites, sentence by sentence, and what stands above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import sentencex

from assistant.answers import Citation
from assistant.verification.claim_words import Word, words_in
from corpus.documents import Kind, TextSource
from corpus.lexical import padded_stems

__all__ = ["Source", "Unit", "source_of"]

LINE = " ; "
"""Stands between the items of a list that are read as one sentence."""
_PRONOUNS = frozenset(
    (
        "it",
        "he",
        "she",
        "they",
        "this",
        "these",
        "those",
        "such",
        "its",
        "their",
        "his",
        "her",
        "both",
    )
)
_RELATIVE = re.compile(
    r"\b(?:last|next|previous|following|coming|past|this) (?:\w+ )?(?:year|month|week|spring|summer|autumn|winter)s?\b"
    r"|\b(?:year|month)s? (?:before|ago|later|earlier)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:• )?([A-Z][\w' -]{2,30}): (\w.+)")
"""How items begin that are labelled: "Budget: taxes raised for fire …"."""
_OPENING = 4
"""Words at the start of a sentence in which a pronoun points back."""


@dataclass(frozen=True)
class Unit:
    """One sentence, list item or row, with the words that it is read with."""

    text: str
    lead: str
    """What introduces it in the document, where it is an item of a list."""
    before: str
    """The sentence before it in the same quotation, where it points back to that."""
    points_back: bool
    """Whether it begins with a pronoun."""
    about: str
    """Title and headings of where it stands."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words and figures, in order."""
        return words_in(self.text)

    @cached_property
    def items(self) -> tuple[int, ...]:
        """Of each word, which item of a list it is of; all 0 where this is no list.

        What leads to items, and ends with a colon, is of all of them: -1.
        """
        if not self.is_list:
            return (0,) * len(self.words)
        numbers: list[int] = []
        for number, item in enumerate(self.text.split(LINE)):
            numbers += [-1 if item.rstrip().endswith(":") else number] * len(words_in(item))
        return tuple(numbers)

    @property
    def is_list(self) -> bool:
        """Whether it is all items of a list together."""
        return LINE in self.text

    @cached_property
    def stems(self) -> str:
        """Its stems between spaces, figures in normal form."""
        return f" {' '.join(word.stem for word in self.words)} "

    @cached_property
    def lead_words(self) -> tuple[Word, ...]:
        """The words of what introduces it, and of the sentence before it."""
        return words_in(f"{self.lead} ; {self.before}")

    @cached_property
    def lead_stems(self) -> str:
        """The stems of what introduces it."""
        return f" {' '.join(word.stem for word in self.lead_words)} "

    @cached_property
    def tells_when(self) -> bool:
        """Whether the sentence names a time of its own."""
        return any(word.time for word in self.words) or bool(_RELATIVE.search(self.text))

    @cached_property
    def before_words(self) -> tuple[Word, ...]:
        """The words of the sentence before it, where it points back to that."""
        return words_in(self.before)

    @property
    def is_item(self) -> bool:
        """Whether it is an item or a row, and has its subject above it."""
        return bool(self.lead) or self.text.startswith("•")

    @property
    def subject_before(self) -> bool:
        """Whether the sentence before tells by its first words what a pronoun stands for."""
        first = self.before_words[:1]
        return bool(first) and first[0].lower not in _PRONOUNS

    @cached_property
    def led_by(self) -> str:
        """The stems of the words before the list that it is of."""
        return f" {' '.join(word.stem for word in words_in(self.lead))} "

    @cached_property
    def about_stems(self) -> str:
        """The stems of title and headings."""
        return padded_stems(self.about)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One numbered quotation."""

    words: str
    """What is shown of the document, and what introduces it."""
    title: str
    heading: str
    kind: Kind
    published: str
    """In words: "June 2015"."""
    digest: bool
    """Whether the words are of our summary."""
    units: tuple[Unit, ...]


@lru_cache(maxsize=1024)
def source_of(citation: Citation) -> Source:
    """Return what claims may rest on where they cite this."""
    return Source(
        words="\n".join(part for part in (citation.lead, citation.shown) if part),
        title=citation.title,
        heading=citation.heading,
        kind=citation.kind,
        published=citation.published,
        digest=citation.source is TextSource.DIGEST,
        units=tuple(_units(citation)),
    )


def _units(citation: Citation) -> Iterator[Unit]:
    about = f"{citation.title} {citation.heading}"
    before = ""
    texts = [
        sentence.strip()
        for line in citation.shown.splitlines()
        for sentence in sentencex.segment("en", line)
        if sentence.strip()
    ]
    for text in texts:
        opening = [word.lower for word in words_in(text)[:_OPENING]]
        points_back = any(word in _PRONOUNS for word in opening)
        yield Unit(
            text=text,
            lead=citation.lead,
            before=before if points_back else "",
            points_back=points_back,
            about=about,
        )
        before = text
        if citation.lead and (labelled := _LABEL.match(text)):
            yield Unit(
                text=labelled[2],
                lead=f"{citation.lead} {labelled[1]}",
                before="",
                points_back=False,
                about=about,
            )
    is_table = citation.quotation.lstrip().startswith("|")
    if ("\n" in citation.shown or citation.lead) and not is_table:
        # A list is one sentence with what leads to it; a row stands for itself.
        yield Unit(
            text=LINE.join(texts),
            lead=citation.lead,
            before="",
            points_back=False,
            about=about,
        )
