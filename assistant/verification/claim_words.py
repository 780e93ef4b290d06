"""The words of a claim or a quotation as they are compared: stems, figures, and what each may do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.figures import Figure, figures_in
from corpus.lexical import stem_words
from corpus.text import normalise

__all__ = ["Word", "words_in"]

_WORD = re.compile(r"[A-Za-z][A-Za-z]*(?:'[A-Za-z]+)?|[,;:()–!?]|\.(?=\s|$)")
_CONTRACTIONS = (
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bcan(?:'t|not)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bshan't\b", re.IGNORECASE), "shall not"),
    (re.compile(r"n't\b", re.IGNORECASE), " not"),
    (re.compile(r"'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"'re\b", re.IGNORECASE), " are"),
)
_BREAKS = frozenset({",", ";", ":", "(", ")", "–", "!", "?", ".", "-"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word or figure."""

    stem: str
    """Stem in lower case; of a figure its value in normal form."""
    text: str
    """As written."""
    segment: int
    """Which part of the sentence, between commas and conjunctions; counts from 0."""
    figure: bool = False
    name: bool = False
    """Whether it has a capital that no sentence start explains."""
    time: bool = False
    """Of a figure: whether it is a year, some years, or a month."""
    mark: str = ""
    """What stands right before it: a comma or the like, or nothing."""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


_DIVIDING = frozenset({"and", "but", "while", "whereas", "although", "though", "which", "who"})


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words and figures of a text, in order, with the segments that they stand in."""
    text = normalise(text).replace(" - ", " – ")
    for pattern, plain in _CONTRACTIONS:
        text = pattern.sub(plain, text)
    pieces: list[tuple[int, str | Figure]] = [(found.start, found) for found in figures_in(text)]
    covered = [(found.start, found.end) for _, found in pieces if isinstance(found, Figure)]
    for match in _WORD.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            pieces.append((match.start(), match.group()))
    return _in_order(sorted(pieces, key=lambda piece: piece[0]))


def _in_order(pieces: Sequence[tuple[int, str | Figure]]) -> tuple[Word, ...]:
    words: list[Word] = []
    segment, begins, mark = 0, True, ""
    for _, piece in pieces:
        if isinstance(piece, str) and piece in _BREAKS:
            segment += 1
            begins = begins or piece in ".!?:"
            mark = piece
            continue
        if isinstance(piece, Figure):
            value, time = piece.value, piece.is_time
            words.append(Word(value, value, segment, figure=True, time=time, mark=mark))
        else:
            segment += piece.lower() in _DIVIDING
            words += _word(piece, segment, begins=begins, mark=mark)
        begins, mark = False, ""
    return tuple(words)


def _word(piece: str, segment: int, *, begins: bool, mark: str) -> list[Word]:
    stems = stem_words(piece)
    capital = piece[0].isupper()
    name = capital and (not begins or piece[1:2].isupper())
    return [Word(stem, piece, segment, name=name, mark=mark) for stem in stems[:1]]
