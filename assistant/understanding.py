"""What a question asks: its words, its plans and years, the form of answer it wants, by rule."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.spelling import mend_spelling
from corpus.catalogue import Catalogue
from corpus.lexical import LexicalIndex, stem_words
from corpus.references import Reference, ReferenceKind, find_references

__all__ = ["Concept", "Form", "Understanding", "understand"]

_EMPTY = frozenset(
    """a an the and or but so of in on at to for from by with about into over under against after before
    during between per than then as it its this that these those there here is are was were be been being
    am do does did done has have had having will would shall should can could may might must i me my we us
    our you your he she him her his hers they them their who whom whose what which when where why how much
    many any some all each every no not nor only just more most less least very too also again ever still
    yet even if else please pls thanks thank hi hello tell show give find know want need like get got go
    say says said saying mention mentions mentioned state states stated according promise promised describe
    explain information info anything something thing things stuff ok okay one ones lot lots actually
    exactly bit out up down off let s t re ve ll d m anyone regarding concerning really bother
    bothered such other document documents page question answer"""
    .split()
)
_GENERIC = frozenset(stem_words("plan plans hertfordshire herts county commissioner pcc police crime"))
"""Words that nearly every passage holds; they decide only where nothing else is asked."""
_BACKWARD = re.compile(
    r"^(?:and|but|so|ok|okay|also|then|what about|how about|same)\b"
    r"|\b(?:it|its|they|them|their|he|his|him|she|her|that|those|these|this|there|then|ones?)\b",
    re.IGNORECASE,
)


class Form(StrEnum):
    """The form of answer that a question wants."""

    FIGURE = "figure"
    WHEN = "when"
    WHO = "who"
    LIST = "list"
    TEXT = "text"


_FORMS: Sequence[tuple[Form, str]] = (
    (Form.FIGURE, r"\bhow (?:much|many|often|far|old|big|long)\b|\b(?:number|no\.?|total|amount|cost|size|percentage|per ?cent|proportion|share|rate|figures?|precept|budget|salary|turnout)\b|%|£"),
    (Form.WHEN, r"\bwhen\b|\bwhat (?:date|day|year|month)\b|\bwhich year\b|\bdates?\b|\bhow long ago\b"),
    (Form.WHO, r"\bwho(?:se|m)?\b|\bwhich (?:minister|person|company|charity|charities|organisation)\b"),
    (Form.LIST, r"\b(?:list|themes?|priorities|objectives|initiatives|aims|proposals|reasons|ideas|concerns|strands|changes)\b|\bwhat are the\b|\bwhat were the\b|\bwhich\b|\bwhat were\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something asked about, in all the ways that mean the same."""

    words: str
    """As asked."""
    stems: tuple[tuple[str, ...], ...]
    """Each alternative is a run of stems."""
    weight: float
    """How much it tells: its inverse document frequency."""
    known: bool
    """Whether any alternative stands anywhere in the index."""


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
    form: Form
    queries: tuple[str, ...]
    """What the retrievers get; each is searched and all rankings are fused."""


def understand(
    question: str,
    history: Sequence[str],
    catalogue: Catalogue,
    words: LexicalIndex,
    as_of: dt.date,
) -> Understanding:
    """Read a question by rule.

    Args:
        question: As typed.
        history: The asker's earlier questions, oldest first.
        catalogue: For plans and years.
        words: For which words the documents use, and how often.
        as_of: The day that "current" means.
    """
    mended, changes = mend_spelling(question, words.words)
    references = find_references(mended, catalogue, as_of)
    bare = _without(mended, references)
    concepts = _concepts(bare, catalogue, words)
    earlier = history[-1] if history and _follows_up(mended, concepts) else None
    inherited = False
    if earlier:
        before = find_references(earlier, catalogue, as_of)
        inherited = not references and bool(before)
        references = references or before
        concepts = _join(concepts, _concepts(_without(earlier, before), catalogue, words))
    return Understanding(
        question=mended,
        mended=changes,
        references=references,
        inherited=inherited,
        earlier=earlier,
        concepts=concepts,
        form=next((form for form, p in _FORMS if re.search(p, bare, re.IGNORECASE)), Form.TEXT),
        queries=(bare, f"{_without_all(earlier, catalogue, as_of)} {bare}") if earlier else (bare,),
    )


def _without(text: str, references: Sequence[Reference]) -> str:
    """Take plan names out, since the scope sees to them; years stay, they stand in the texts."""
    for reference in reversed(references):
        if reference.kind is not ReferenceKind.YEARS:
            text = f"{text[: reference.start]}the plan{text[reference.end :]}"
    return text


def _without_all(text: str, catalogue: Catalogue, as_of: dt.date) -> str:
    return _without(text, find_references(text, catalogue, as_of))


def _follows_up(question: str, concepts: Sequence[Concept]) -> bool:
    telling = [concept for concept in concepts if concept.known]
    return bool(_BACKWARD.search(question)) or len(telling) < 2


def _join(own: Sequence[Concept], before: Sequence[Concept]) -> tuple[Concept, ...]:
    """Add what the earlier question was about, at half the weight."""
    seen = {concept.stems for concept in own}
    added = (c for c in before if c.stems not in seen)
    return tuple(own) + tuple(
        Concept(words=c.words, stems=c.stems, weight=c.weight / 2, known=c.known) for c in added
    )


def _concepts(text: str, catalogue: Catalogue, words: LexicalIndex) -> tuple[Concept, ...]:
    """Divide what is asked into concepts: first the corpus's own synonyms, then single words."""
    stems = stem_words(text)
    raw = re.findall(r"\S+", text)
    taken = [False] * len(stems)
    concepts = []
    for group in catalogue.body.synonyms:
        ways = tuple(dict.fromkeys(tuple(stem_words(way)) for way in group))
        for way in sorted(ways, key=len, reverse=True):
            for at in _runs(stems, way):
                if not any(taken[at : at + len(way)]):
                    taken[at : at + len(way)] = [True] * len(way)
                    concepts.append(_concept(" ".join(way), ways, words))
    empty = frozenset(stem_words(" ".join(_EMPTY))) | _EMPTY
    for place, stem in enumerate(stems):
        if taken[place] or stem in empty or stem in _GENERIC or _is_year(stem, raw):
            continue
        ways = ((stem,), *_compounds(stems, place, words))
        concepts.append(_concept(stem, ways, words))
    return tuple({concept.stems: concept for concept in concepts}.values())


def _is_year(stem: str, raw: Sequence[str]) -> bool:
    """Years limit the search; as words they would favour whoever repeats them."""
    return bool(re.fullmatch(r"(?:19|20)\d\d|[12]\d", stem))


def _compounds(stems: Sequence[str], place: int, words: LexicalIndex) -> tuple[tuple[str, ...], ...]:
    """Find "cybercrime" for "cyber crime": the word joined to its neighbour, where texts have it."""
    joined = []
    for first, second in ((place, place + 1), (place - 1, place)):
        if 0 <= first and second < len(stems):
            together = stem_words(stems[first] + stems[second])
            if together and together[0] in words.stems:
                joined.append(tuple(together))
    return tuple(joined)


def _runs(stems: Sequence[str], way: Sequence[str]) -> list[int]:
    return [at for at in range(len(stems) - len(way) + 1) if tuple(stems[at : at + len(way)]) == tuple(way)]


def _concept(asked: str, ways: tuple[tuple[str, ...], ...], words: LexicalIndex) -> Concept:
    total = max(words.stems.values(), default=1)
    counts = [min(words.stems.get(stem, 0) for stem in way) for way in ways if way]
    frequency = max(counts, default=0)
    return Concept(
        words=asked,
        stems=ways,
        weight=math.log(1 + total / (frequency + 0.5)),
        known=frequency > 0,
    )
