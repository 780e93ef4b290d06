"""What a question asks: its words, its plans and years, the form of answer it wants, by rule."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import Concept, find_concepts
from assistant.everyday_words import everyday_words
from assistant.follow_ups import carried, changes_subject, join
from assistant.forms import Form, Wanted, wanted_by
from assistant.spelling import mend_spelling
from corpus.catalogue import Catalogue
from corpus.lexical import LexicalIndex
from corpus.reader import NearWords
from corpus.references import Reference, ReferenceKind, find_references

__all__ = ["Understanding", "understand"]

_FRAME = re.compile(
    r"^\W*(?:(?:what|how)\s+)?(?:did|does|do|is|was|has|had)?\s*(?:in\s+)?the\s+(?:the\s+)?plan\s+"
    r"(?:(?:say|said|says|mention|promise|state|do|have|had|include|contain|tell\s+us|in)\w*\s+)?"
    r"(?:(?:about|on|regarding|for|to)\s+)?",
    re.IGNORECASE,
)
"""What only says that a plan is asked: with it, whatever speaks of a plan would seem near."""
_NAME = re.compile(r"\b(?:called|titled?|name of|named)\b", re.IGNORECASE)
_LINKED = 0.35
"""What the question before counts for where this one by itself finds nothing."""
_TURNS = 4
"""How many of the questions before are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """Everything that the rules read in a question and the questions before it."""

    question: str
    """With its spelling mended."""
    mended: tuple[tuple[str, str], ...]
    """Words that were misspelt, and what they were taken for."""
    references: tuple[Reference, ...]
    inherited: bool
    """Whether the plan or years come from an earlier question."""
    earlier: str | None
    """The earlier question that this one follows up, if it does."""
    concepts: tuple[Concept, ...]
    wanted: Wanted
    """The form of answer."""
    queries: tuple[str, ...]
    """What the retrievers get; each is searched and all rankings are fused."""

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """Everyday words of the question, and what the documents call it."""
        return tuple((c.words, c.instead[0]) for c in self.concepts if c.missing and c.instead)


def understand(
    question: str,
    history: Sequence[str],
    catalogue: Catalogue,
    words: LexicalIndex,
    near_words: NearWords,
    as_of: dt.date,
    *,
    linked: bool = False,
) -> Understanding:
    """Read a question by rule, each question before it first.

    Args:
        question: As typed.
        history: The asker's earlier questions, oldest first.
        catalogue: For plans and years.
        words: For which words the documents use, and how often.
        near_words: For words of the documents that mean nearly what was asked.
        as_of: The day that "current" means.
        linked: Whether the question follows up the one before it although it does not look so.
    """
    reader = _Reader(catalogue, words, near_words, as_of)
    before: Understanding | None = None
    for earlier in history[-_TURNS:]:
        before = reader.read(earlier, before)
    return reader.read(question, before, linked=linked)


class _Reader:
    """Reads one question after another."""

    def __init__(
        self, catalogue: Catalogue, words: LexicalIndex, near_words: NearWords, as_of: dt.date
    ) -> None:
        self._catalogue = catalogue
        self._words = words
        self._near_words = near_words
        self._as_of = as_of

    def _title_of(self, references: Sequence[Reference]) -> str:
        """The title of the plan that is named, if it is one: what it is called stands with it."""
        plans = {i for reference in references for i in reference.documents}
        return self._catalogue.by_id[plans.pop()].title if len(plans) == 1 else ""

    def read(
        self, question: str, before: Understanding | None, *, linked: bool = False
    ) -> Understanding:
        """Read a question in the light of the one before."""
        mended, changes = mend_spelling(question, self._words.words, everyday_words().words)
        references = find_references(
            mended,
            self._catalogue,
            self._as_of,
            earlier=before.references if before else (),
        )
        bare = _without(mended, references)
        if any(reference.kind is ReferenceKind.PLAN for reference in references):
            bare = _FRAME.sub("", _without_names(bare, self._catalogue)) or bare
            if _NAME.search(mended):
                bare = f"{bare} {self._title_of(references)}"
        concepts = find_concepts(
            bare, self._catalogue.body.synonyms, everyday_words(), self._words, self._near_words
        )
        wanted = wanted_by(bare)
        worth = carried(mended, concepts, wanted.form) if before else 0.0
        if linked and not worth and not changes_subject(mended):
            worth = _LINKED
        own = _query(bare, concepts)
        if not (before and worth):
            return Understanding(
                question=mended,
                mended=changes,
                references=references,
                inherited=False,
                earlier=None,
                concepts=concepts,
                wanted=wanted,
                queries=(own,),
            )
        known = tuple(r for r in before.references if r.documents or r.kind is ReferenceKind.YEARS)
        inherited = not references and bool(known)
        same = not concepts and wanted.form is Form.TEXT
        return Understanding(
            question=mended,
            mended=changes,
            references=references or known,
            inherited=inherited,
            earlier=before.question,
            concepts=join(concepts, before.concepts, worth),
            wanted=before.wanted if same else wanted,
            queries=(own, f"{before.queries[0]} {own}"),
        )


def _query(bare: str, concepts: Sequence[Concept]) -> str:
    """Add the documents' own words for what is asked in others."""
    added = dict.fromkeys(word for c in concepts for word in (*c.instead[:2], *c.near))
    return " ".join([bare, *added])


def _without(text: str, references: Sequence[Reference]) -> str:
    """Take plan names out, since the scope sees to them; years stay, they stand in the texts.

    Times in other words go too: no document says "three years ago" of them.
    """
    for reference in reversed(references):
        if reference.kind is ReferenceKind.YEARS:
            if not re.search(r"\d\d", reference.words):
                text = f"{text[: reference.start]}{text[reference.end :]}"
        elif reference.end > reference.start:
            text = f"{text[: reference.start]}the plan{text[reference.end :]}"
    return text


def _without_names(text: str, catalogue: Catalogue) -> str:
    """Take Commissioners' names out of "Lloyd's 2022 plan": the plan is named already."""
    for person in catalogue.body.commissioners:
        for name in (person.name, person.name.split()[-1]):
            text = re.sub(rf"\b{re.escape(name)}['’]?s?\b", "", text, flags=re.IGNORECASE)
    return text
