"""What a question asks: its words, its plans and years, the form of answer it wants, by rule."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.concepts import EMPTY_WORDS, Concept, find_concepts
from assistant.everyday_words import everyday_words
from assistant.follow_ups import OTHER_SUBJECT, carried, changes_subject, join, stands_alone
from assistant.forms import Form, Wanted, wanted_by
from assistant.spelling import mend_spelling
from corpus.catalogue import Catalogue
from corpus.lexical import LexicalIndex
from corpus.reader import NearWords
from corpus.references import Reference, ReferenceKind, find_references

__all__ = ["TURNS", "Understanding", "understand"]

_FRAME = re.compile(
    r"^\W*(?:(?:what|how)\s+)?(?:did|does|do|is|was|has|had)?\s*(?:in\s+)?the\s+(?:the\s+)?plan\s+"
    r"(?:(?:say|said|says|mention|promise|state|do|have|had|include|contain|tell\s+us|in)\w*\s+)?"
    r"(?:(?:about|on|regarding|for|to)\s+)?",
    re.IGNORECASE,
)
"""What only says that a plan is asked: with it, whatever speaks of a plan would seem near."""
_PLAN = re.compile(
    r"\s*\b(?:(?:in|on|of|from|by|under|for|to|with)\s+)?the\s+(?:the\s+)?plan\b['’]?s?",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:called|titled?|name of|named)\b", re.IGNORECASE)
_LINKED = 0.35
"""What the question before counts for where this one by itself finds nothing."""
TURNS = 4
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
    other_subject: bool = False
    """Whether it asks the same as the question before of something else."""
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
    for earlier in history[-TURNS:]:
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
        mended, changes = mend_spelling(
            question, self._words.words, everyday_words().words | EMPTY_WORDS
        )
        references = find_references(
            mended,
            self._catalogue,
            self._as_of,
            earlier=before.references if before else (),
        )
        bare = _without(mended, references)
        if any(reference.kind is ReferenceKind.PLAN for reference in references):
            bare = _FRAME.sub("", _without_names(bare, self._catalogue)) or bare
            bare = _PLAN.sub(" ", bare).strip() or bare
            if _NAME.search(mended):
                bare = f"{bare} {self._title_of(references)}"
        body = self._catalogue.body
        concepts = find_concepts(
            bare, body.synonyms, everyday_words(), self._words, self._near_words, body.area
        )
        wanted = wanted_by(bare)
        worth = carried(mended, concepts, wanted.form) if before else 0.0
        if linked and not worth and not changes_subject(mended):
            worth = _LINKED
        alone = Understanding(
            question=mended,
            mended=changes,
            references=references,
            inherited=False,
            earlier=None,
            concepts=concepts,
            wanted=wanted,
            queries=(_query(bare, concepts),),
        )
        return _follow(alone, before, worth) if before and worth else alone


def _follow(alone: Understanding, before: Understanding, worth: float) -> Understanding:
    """Take over from the question before what this one leaves out."""
    known = tuple(r for r in before.references if r.documents or r.kind is ReferenceKind.YEARS)
    subject = before.queries[0 if stands_alone(before.concepts) else -1]
    same = not alone.concepts and alone.wanted.form is Form.TEXT
    return replace(
        alone,
        references=alone.references or known,
        inherited=not alone.references and bool(known),
        earlier=before.question,
        concepts=join(alone.concepts, before.concepts, worth),
        wanted=before.wanted if same else alone.wanted,
        other_subject=worth <= OTHER_SUBJECT,
        queries=_follow_up_queries(alone, subject, worth),
    )


def _follow_up_queries(alone: Understanding, subject: str, worth: float) -> tuple[str, ...]:
    """The question by itself and with the one before; by itself alone where it has another subject."""
    if worth <= OTHER_SUBJECT:
        return alone.queries
    return (*alone.queries, f"{subject} {alone.queries[0]}")


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
        for name in (person.name, person.surname):
            text = re.sub(rf"\b{re.escape(name)}['’]?s?\b", "", text, flags=re.IGNORECASE)
    return text
