"""What a question is about, as a phrase that can stand in another question: "the fire service"."""

import datetime as dt
import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.concepts import EMPTY_WORDS, Concept, find_concepts, runs
from assistant.count_questions import counts
from assistant.everyday_words import everyday_words
from assistant.follow_ups import names_office
from corpus.lexical import stem_words, words_of
from corpus.reader import OpenIndex
from corpus.references import find_references
from corpus.text import readable

__all__ = ["Subject", "find_subject"]

_LONGEST, _LONGEST_QUESTION = 4, 300
"""Words of a subject; characters of a question that is about one thing."""
_TRIED = 16
"""Phrases of a question that are looked for."""
_READ = 60
"""Passages that are read for how the documents write a phrase."""
_BARE_WORDS = (
    *("of", "on", "about", "for", "against", "in", "with", "by", "from", "into", "through", "use"),
    *("tackle", "tackling", "reduce", "reducing", "fight"),
)
_BARE = f"(?:{'|'.join(_BARE_WORDS)})"
_ENDS = (
    r"(?=\s*[.,;:()]|\s*$|\s+(?:and|or|in|of|on|for|is|are|was|were|has|have|had|will|to|by|with|from|at|"
    r"that|which|as|since|after|before|under|over|across)\b)"
)
_ABOUT = r"\b(?:about|on|regarding|concerning|against|mentions?)\s+(?:the\s+)?"
_MOSTLY, _PARTLY = 0.75, 0.4
"""A word that is no name is a subject if it tells so much of all that the question tells, and so is
a phrase."""
_KINDS_OF_THING = re.compile(
    r" (?:Fund|Centre|Hub|Panel|Team|Unit|Service|Scheme|Programme|Strategy|Office|Council|Project|"
    r"Review|Board|Agreement|Plan|Survey|Act|Minister|Secretary|Constable|Officer)$"
)
"""What a name ends in that takes "the"."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a question is about, as the documents write it."""

    words: str
    """With "the" where the documents have it: "the fire service", "cybercrime"."""
    named: bool
    """Whether it is a name: "DriveSafe"."""
    concept: Concept
    """What it is looked for by."""


def find_subject(
    question: str, index: OpenIndex, as_of: dt.date, *, least: float, plainly: bool = False
) -> Subject | None:
    """Return what a question is mostly about; None where no phrase of it can stand by itself.

    It must stand in the documents as a thing that is spoken of, so that "about" may come before it.

    Args:
        question: With its spelling mended.
        index: For how the documents write it.
        as_of: The day on which plans are named.
        least: What it must tell, as a part of what the most telling word tells, 0 to 1.
        plainly: Whether it must be a name, or what the question says that it is about.
    """
    body = index.generation.catalogue.body
    bare = counts(question) or question
    for reference in reversed(find_references(bare, index.generation.catalogue, as_of, ())):
        bare = f"{bare[: reference.start]} . {bare[reference.end :]}"
    concepts = find_concepts(
        bare, body.synonyms, everyday_words(), index.words, index.near_words, body.area
    )
    most = max((concept.weight for concept in concepts), default=0.0)
    if not most or len(question) > _LONGEST_QUESTION:
        return None
    people = {word for p in body.commissioners for word in p.name.lower().split()}
    telling = [
        concept
        for concept in concepts
        if concept.weight >= least * most
        and concept.words not in people
        and not names_office(concept.words)
    ]
    phrases = dict.fromkeys((*_phrases(bare), *(concept.words for concept in telling)))
    holding = [phrase for phrase in phrases if _value(phrase, telling)]
    best = sorted(holding, key=lambda p: (-_value(p, concepts), -len(p.split())))
    for phrase in best[:_TRIED]:
        held = next(concept for concept in telling if _value(phrase, (concept,)))
        said = bool(re.search(rf"{_ABOUT}{re.escape(phrase)}{_ENDS}", bare, re.IGNORECASE))
        share = _value(phrase, concepts) / sum(concept.weight for concept in concepts)
        whole = said or bare.strip() == phrase or (share >= _MOSTLY and not plainly)
        several = " " in phrase and share >= _PARTLY
        found = _written(phrase, held, index, whole=whole or several)
        if found and (found.named or whole or not plainly):
            return found
    return None


def _phrases(text: str) -> Iterator[str]:
    """Every run of a few words that say what is asked about, not how."""
    for piece in re.split(r"[^\w\s'’-]+", text):
        for run in _content(piece.split()):
            for size in range(1, min(len(run), _LONGEST) + 1):
                for first in range(len(run) - size + 1):
                    yield " ".join(run[first : first + size])


def _content(words: Sequence[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in chain(words, [""]):
        plain = re.sub(r"['’]s?$", "", word)
        if _WORD.fullmatch(plain) and re.sub(r"['’]", "", plain.lower()) not in EMPTY_WORDS:
            run.append(plain)
        elif run:
            yield run
            run = []
        if run and plain != word:  # "residents' views" are no residents
            run = []


def _value(phrase: str, concepts: Sequence[Concept]) -> float:
    stems = stem_words(phrase)
    return sum(c.weight for c in concepts if runs(stems, stem_words(c.words)))


def _written(phrase: str, concept: Concept, index: OpenIndex, *, whole: bool) -> Subject | None:
    """Return a phrase as the documents write it, or one of the body's own words as it was asked.

    Args:
        phrase: As asked.
        concept: What of it tells most.
        index: For how it is written.
        whole: Whether it says enough if it is no name.
    """
    found = _in_documents(phrase, index)
    group = _group(concept.words, index) if _same(concept.words, phrase) else ()
    if group:
        own = next(other for other in group if _same(other, phrase))
        same = found or next(filter(None, (_in_documents(other, index) for other in group)), None)
        words = f"{_article(same[0])}{own}" if same else ""
        return Subject(words=words, named=False, concept=concept) if same else None
    if found and (found[1] or (whole and (" " in phrase or not _article(found[0])))):
        return Subject(words=found[0], named=found[1], concept=concept)
    return None


def _article(words: str) -> str:
    return "the " if words.startswith("the ") else ""


def _group(words: str, index: OpenIndex) -> Sequence[str]:
    """The body's own words that mean the same."""
    groups = index.generation.catalogue.body.synonyms
    return next((group for group in groups if any(_same(words, other) for other in group)), ())


def _same(one: str, other: str) -> bool:
    return words_of(one) == words_of(other)


def _in_documents(phrase: str, index: OpenIndex) -> tuple[str, bool] | None:
    """Find a phrase where it is spoken of by itself: how it is written, and whether it is a name."""
    if phrase.capitalize() in month_name:
        return None
    found = index.words.search(phrase, top_k=_READ)
    texts = [readable(index.passage(hit.position).text) for hit in found]
    words = "[ -]".join(map(re.escape, phrase.split()))
    if name := _as_name(words, texts):
        return name, True
    alone = re.compile(rf"\b{_BARE}\s+(?P<the>the\s+)?(?P<words>{words}){_ENDS}", re.IGNORECASE)
    matches = [match for text in texts for match in alone.finditer(text)]
    if not matches:
        return None
    shown = Counter(match["words"] for match in matches)
    lower = [form for form in shown if form == form.lower()] or [phrase] * (phrase in shown)
    the = sum(match["the"] is not None for match in matches) * 2 > len(matches)
    best = (lower or [shown.most_common(1)[0][0]])[0]
    return (f"the {best}" if the else best), False


def _as_name(words: str, texts: Sequence[str]) -> str:
    """Return a phrase as a name, where the documents always write it with capitals; "" elsewhere.

    A piece of a longer name is none: "Minister" of "Policing Minister Mike Penning".
    """
    inside = re.compile(rf"(?<=[a-z,;] )(?:{words})(?![\w-])", re.IGNORECASE)
    written = [match[0] for text in texts for match in inside.finditer(text)]
    if not written or not all(word[0].isupper() for name in written for word in name.split()):
        return ""
    anywhere = re.findall(rf"\b{words}\b", "\n".join(texts), re.IGNORECASE)
    if anywhere and re.fullmatch(r"[A-Z]+[a-z]+[A-Z]\w*", anywhere[0]):
        return str(anywhere[0])
    owner = r"|[\w-]+['’]s?" if " " in written[0] else ""
    alone = re.compile(
        rf"(?:^|\s)(?P<before>[a-z][\w'’-]*{owner})[,;]? (?P<name>(?i:{words}))(?![\w-])(?! [A-Z\d])"
    )
    found = [match for text in texts for match in alone.finditer(text) if match["name"] in written]
    if not found:
        return ""
    name = Counter(match["name"] for match in found).most_common(1)[0][0]
    before = [match["before"] for match in found]
    the = before.count("the") > sum(word in _BARE_WORDS for word in before)
    if the and " " not in name:  # "the East" of "the East of England"
        return ""
    return f"the {name}" if the or _KINDS_OF_THING.search(name) else name
