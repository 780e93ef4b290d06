"""What a promise is about, as terms that later passages are looked through for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.commitments.terms import Term, terms_in
from assistant.commitments.topic_words import names_in, people_in, stems_of, without_people
from corpus.documents import Passage
from corpus.lexical import stem_words
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = ["Around", "Topic", "around_of", "topic_of"]

_TITLE, _BEFORE, _BESIDE = 0.5, 0.8, 0.5
"""What a term of the headings counts for, one of the sentences that a pronoun stands for, and one
of the sentence that tells of the promise."""
_READ = 20_000
"""Characters of a document that are read for names."""
_MOSTLY = 0.75
"""A sentence is mostly its promise where this much of it is."""
_PHRASE = 3
"""How much rarer a phrase is than its rarest word, for each further word."""
_PRONOUN = re.compile(r"^\W*(?:It|They|This|These|Its|Their|That|Those|The (?:same|latter))\b")
_WITHIN = re.compile(r"^.{0,60}?\b(?:them|it)\b")
"""What stands for something that was named in the sentence before: as the subject, or further on."""
_DEFINITE = re.compile(r"^\W*The [\w-]+ (?:is|are|was|were|will)\b")
"""Something that the title, or what stands before, has named."""
_STOP = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n(?=[-*] )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """All terms of a promise, the most telling first."""

    terms: tuple[Term, ...]

    def mass(self, held: Sequence[float]) -> float:
        """How much those terms tell that are held, each as far as it is.

        A name of which only a part is held is hardly held at all.
        """
        total: Counter[int] = Counter()
        have: Counter[int] = Counter()
        named: dict[int, bool] = {}
        for term, worth in zip(self.terms, held, strict=True):
            total[term.group] += term.weight  # type: ignore[assignment]
            have[term.group] += term.weight * worth  # type: ignore[assignment]
            named[term.group] = named.get(term.group, False) or term.named
        mass = 0.0
        for group, weight in have.items():
            share = weight / total[group] if total[group] else 0.0
            mass += weight * (share if named[group] else 0.5 + 0.5 * share)
        return mass

    def held(self, stems: str) -> list[float]:
        """How fully some padded stems hold each of the terms, 0 to 1."""
        return [term.held(stems) for term in self.terms]

    def key(self, held: Sequence[float]) -> float:
        """How much the most telling of those terms tells that are held and say what it is about."""
        of_key = (
            t.weight * w for t, w in zip(self.terms, held, strict=True) if t.key and t.telling
        )
        return max(of_key, default=0.0)

    @property
    def query(self) -> str:
        """The terms in words."""
        return " ".join(term.words for term in self.terms)


def around_of(text: str, index: OpenIndex) -> "Around":
    """Read who and what a document names; only its beginning, where it is long."""
    holders = [person.name for person in index.generation.catalogue.body.commissioners]
    people = people_in(text[:_READ], holders)
    plans = frozenset(
        stem for plan in index.generation.catalogue.plans for stem in stem_words(plan.title)
    )
    names = names_in(without_people(text[:_READ], people))
    return Around(
        people=people,
        names=tuple(name for name in names if not plans.issuperset(stem_words(" ".join(name)))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Names in the document of a promise."""

    people: frozenset[str]
    """Words of the names of people, which are not looked for."""
    names: tuple[tuple[str, ...], ...]
    """All other names but those of plans, word by word."""


def topic_of(
    words: str,
    what: str,
    lead: str,
    passage: Passage | None,
    start: int,
    around: Around,
    index: OpenIndex,
) -> Topic:
    """Return what is looked for.

    Args:
        words: The sentence of the promise.
        what: What of it is promised, "" where that is not known.
        lead: What introduces it.
        passage: What it stands in, None where that is not known.
        start: Where it begins in the stored text.
        around: Names in its document.
        index: For how often the documents use each word.
    """
    shown, promised = readable(words), readable(what)
    texts: list[tuple[str, float, bool]] = [(shown, 1.0, True)]  # and whether its terms are key
    if promised and len(promised) < _MOSTLY * len(shown):
        texts = [(promised, 1.0, True), (shown, _BESIDE, False)]
    if passage:
        subject = bool(_PRONOUN.match(shown))
        if subject or _WITHIN.match(promised or shown):
            before = _STOP.split(passage.text[: max(0, start - passage.start)].strip())
            texts.append((readable(" ".join(before[-2:])), _BEFORE, subject))
        headings = ". ".join(dict.fromkeys((passage.title, *passage.headings[1:])))
        known = subject or bool(_DEFINITE.match(shown))
        texts.append((headings, _BEFORE if known else _TITLE, known))
    if lead and not lead.lstrip().startswith("|"):
        texts.append((readable(lead), _TITLE, False))
    title = headings if passage else ""
    terms: dict[str, Term] = {}
    group = 0
    for number, (text, factor, key) in enumerate(texts):
        bare = without_people(text, around.people)
        found = terms_in(bare, factor, number == 0, around.names, group, index)
        group += len(found) + 1
        for each in found:
            term = replace(each, key=key or (each.named and text is not title))
            stems = stems_of(term.words)
            if stems not in terms or terms[stems].weight < term.weight:
                terms[stems] = term
    return Topic(terms=tuple(sorted(terms.values(), key=lambda term: -term.weight)))
