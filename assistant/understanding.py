"""What a question asks: its words, its plans and years, the form of answer it wants, by rule."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.spelling import mend_spelling, rarity
from corpus.catalogue import Catalogue
from corpus.lexical import LexicalIndex, stem_words, words_of
from corpus.reader import NearWords
from corpus.references import Reference, ReferenceKind, find_references

__all__ = ["Concept", "Form", "Understanding", "understand"]

_EMPTY = frozenset((Path(__file__).parent / "empty_words.txt").read_text("utf-8").split())
"""Words that say how something is asked, not what about."""
_GENERIC = frozenset(
    stem_words("plan plans hertfordshire herts county commissioner pcc police crime")
)
"""Words that nearly every passage holds; they decide only where nothing else is asked."""
_FRAME = re.compile(
    r"^\W*(?:(?:what|how)\s+)?(?:did|does|do|is|was|has|had)?\s*(?:in\s+)?the\s+(?:the\s+)?plan\s+"
    r"(?:(?:say|said|says|mention|promise|state|do|have|had|include|contain|tell\s+us|in)\w*\s+)?"
    r"(?:(?:about|on|regarding|for|to)\s+)?",
    re.IGNORECASE,
)
"""What only says that a plan is asked: with it, whatever speaks of a plan would seem near."""
_EARLIER = 0.5
"""What an earlier question's words count for in a follow-up."""
_NEAR, _MOST_NEAR = 0.58, 6
_KIN = 0.7
"""The cosine from which a near word is searched for in place of an unknown one."""
_LEAST_TELLING = 0.1
"""What an everyday word such as "going" counts for, beside a rare one."""
_BACKWARD = re.compile(
    r"^(?:and|but|so|ok|okay|also|then|what about|how about|same)\b"
    r"|\b(?:it|its|they|them|their|he|his|him|she|her|those|these|that one|the same)\b",
    re.IGNORECASE,
)
"""Words that point back to what was asked before."""


class Form(StrEnum):
    """The form of answer that a question wants."""

    FIGURE = "figure"
    WHEN = "when"
    WHO = "who"
    LIST = "list"
    TEXT = "text"


_FORMS: Sequence[tuple[Form, str]] = (
    (Form.FIGURE, r"\bhow (?:much|many|often|far|old|big|long)\b|\b(?:number|total|amount|percentage|per ?cent|proportion|share|figures?|turnout|salary|oldest|youngest) ?(?:of|for)?\b|%|£"),
    (Form.WHEN, r"\bwhen\b|\bwhat (?:date|day|year|month)\b|\bwhich year\b|\bdates?\b|\bhow long ago\b"),
    (Form.WHO, r"\bwho(?:se|m)?\b|\bwhich (?:minister|person|company|charity|charities|organisation)\b"),
    (Form.LIST, r"\b(?:list|themes?|priorities|objectives|initiatives|aims|proposals|reasons|ideas|concerns|strands|changes)\b|\bwhat (?:are|were) the\b|\bwhich\b|\bwhat were\b"),
    (Form.FIGURE, r"^(?!.*\b(?:what|why|who|how|did|does|is|are|was)\b).*\b(?:cost|size|rate|precept|budget|council tax)\b|\bhow\b.*\b(?:cost|price)\b|\bwhat (?:is|was|were|are) the (?:cost|size|rate|precept|budget)\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something asked about, in all the ways that mean the same."""

    words: str
    """As asked."""
    ways: tuple[tuple[tuple[str, ...], float], ...]
    """Each way of putting it is a run of stems, and how fully it means the same, 0 to 1."""
    weight: float
    """How much it tells: rare in the documents (inverse document frequency), rare in English."""
    known: bool
    """Whether the words asked, or words that mean the same, stand anywhere in the index."""
    near: tuple[str, ...] = ()
    """For unknown words: words of the documents that mean nearly the same."""


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
    near_words: NearWords,
    as_of: dt.date,
) -> Understanding:
    """Read a question by rule.

    Args:
        question: As typed.
        history: The asker's earlier questions, oldest first.
        catalogue: For plans and years.
        words: For which words the documents use, and how often.
        near_words: For words of the documents that mean nearly what was asked.
        as_of: The day that "current" means.
    """
    mended, changes = mend_spelling(question, words.words)
    references = find_references(mended, catalogue, as_of)
    bare = _without(mended, references)
    if any(reference.kind is ReferenceKind.PLAN for reference in references):
        bare = _FRAME.sub("", _without_names(bare, catalogue)) or bare
    concepts = _concepts(bare, catalogue, words, near_words)
    earlier = history[-1] if history and _follows_up(mended, concepts, references) else None
    inherited = False
    if earlier:
        before = find_references(earlier, catalogue, as_of)
        before = tuple(r for r in before if r.documents or r.kind is ReferenceKind.YEARS)
        inherited = not references and bool(before)
        references = references or before
        concepts = _join(
            concepts, _concepts(_without(earlier, before), catalogue, words, near_words)
        )
    bare = " ".join([bare, *(word for concept in concepts for word in concept.near)])
    queries = [bare, f"{_without_all(earlier, catalogue, as_of)} {bare}"] if earlier else [bare]
    return Understanding(
        question=mended,
        mended=changes,
        references=references,
        inherited=inherited,
        earlier=earlier,
        concepts=concepts,
        form=next((form for form, p in _FORMS if re.search(p, bare, re.IGNORECASE)), Form.TEXT),
        queries=tuple(_with_synonyms(query, catalogue) for query in queries),
    )


def _without(text: str, references: Sequence[Reference]) -> str:
    """Take plan names out, since the scope sees to them; years stay, they stand in the texts."""
    for reference in reversed(references):
        if reference.kind is not ReferenceKind.YEARS:
            text = f"{text[: reference.start]}the plan{text[reference.end :]}"
    return text


def _without_names(text: str, catalogue: Catalogue) -> str:
    """Take Commissioners' names out of "Lloyd's 2022 plan": the plan is named already."""
    for person in catalogue.body.commissioners:
        for name in (person.name, person.name.split()[-1]):
            text = re.sub(rf"\b{re.escape(name)}['’]?s?\b", "", text, flags=re.IGNORECASE)
    return text


def _without_all(text: str, catalogue: Catalogue, as_of: dt.date) -> str:
    return _without(text, find_references(text, catalogue, as_of))


def _with_synonyms(query: str, catalogue: Catalogue) -> str:
    """Add the documents' own word for what is asked in others: "POCA" finds the Act by name."""
    stems = stem_words(query)
    added = [
        group[0]
        for group in catalogue.body.synonyms
        if not _runs(stems, stem_words(group[0]))
        and any(_runs(stems, stem_words(way)) for way in group[1:])
    ]
    return " ".join([query, *added])


def _follows_up(
    question: str, concepts: Sequence[Concept], references: Sequence[Reference]
) -> bool:
    """Whether a question needs the one before it: it points back, or names nothing itself."""
    return bool(_BACKWARD.search(question)) or not (concepts or references)


def _join(own: Sequence[Concept], before: Sequence[Concept]) -> tuple[Concept, ...]:
    """Add what the earlier question was about, at half the weight."""
    seen = {concept.words for concept in own}
    added = (concept for concept in before if concept.words not in seen)
    return tuple(own) + tuple(replace(c, weight=c.weight * _EARLIER) for c in added)


def _concepts(
    text: str, catalogue: Catalogue, words: LexicalIndex, near_words: NearWords
) -> tuple[Concept, ...]:
    """Divide what is asked into concepts: first the corpus's own synonyms, then single words."""
    asked = [word for word in words_of(text) if word]
    stems = stem_words(text)
    taken = [False] * len(stems)
    concepts = []
    for group in catalogue.body.synonyms:
        ways = tuple(dict.fromkeys(tuple(stem_words(way)) for way in group))
        for way in sorted(ways, key=len, reverse=True):
            for at in _runs(stems, way):
                if not any(taken[at : at + len(way)]):
                    taken[at : at + len(way)] = [True] * len(way)
                    same = tuple((alternative, 1.0) for alternative in ways)
                    concepts.append(_concept(" ".join(asked[at : at + len(way)]), same, words))
    single = [
        place
        for place, stem in enumerate(stems)
        if not (taken[place] or asked[place] in _EMPTY or stem in _GENERIC or _is_year(stem))
    ]
    near = near_words.near([asked[p] for p in single], least=_NEAR, most=_MOST_NEAR)
    for place, others in zip(single, near, strict=True):
        exact = ((stems[place],), *_compounds(stems, place, words))
        ways_of = [(way, 1.0) for way in exact]
        ways_of += [((stem_words(word)[0],), _worth(cosine)) for word, cosine in others]
        concept = _concept(asked[place], tuple(ways_of), words)
        kin = tuple(w for w, cosine in others if not concept.known and cosine >= _KIN)
        concepts.append(replace(concept, near=kin))
    return tuple({concept.words: concept for concept in concepts}.values())


def _worth(cosine: float) -> float:
    """What a near word counts for: nothing at 0.4, all at 1."""
    return (cosine - 0.4) / 0.6


def _is_year(stem: str) -> bool:
    """Years limit the search; as words they would favour whoever repeats them."""
    return bool(re.fullmatch(r"(?:19|20)\d\d|[12]\d", stem))


def _compounds(
    stems: Sequence[str], place: int, words: LexicalIndex
) -> tuple[tuple[str, ...], ...]:
    """Find "cybercrime" for "cyber crime": the word joined to its neighbour, where texts have it."""
    joined = []
    for first, second in ((place, place + 1), (place - 1, place)):
        if first >= 0 and second < len(stems):
            together = stem_words(stems[first] + stems[second])
            if together and together[0] in words.stems:
                joined.append(tuple(together))
    return tuple(joined)


def _runs(stems: Sequence[str], way: Sequence[str]) -> list[int]:
    return [
        at
        for at in range(len(stems) - len(way) + 1)
        if tuple(stems[at : at + len(way)]) == tuple(way)
    ]


def _concept(
    asked: str, ways: tuple[tuple[tuple[str, ...], float], ...], words: LexicalIndex
) -> Concept:
    total = max(words.stems.values(), default=1)
    exact = [way for way, worth in ways if worth == 1.0]
    telling = _LEAST_TELLING + (1 - _LEAST_TELLING) * max(map(rarity, asked.split()))
    frequency = max((min(words.stems.get(stem, 0) for stem in way) for way in exact), default=0)
    return Concept(
        words=asked,
        ways=ways,
        weight=math.log(1 + total / (frequency + 0.5)) * telling,
        known=frequency > 0,
    )
