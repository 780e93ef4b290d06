"""Words that stand on one line of a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.characters import raised
from ingest.readers.pdf.words import PdfWord

__all__ = ["Row", "main_size", "rows_of", "with_drop_caps", "without_reference_marks"]

_RAISED = 0.94
"""Words that stand higher and are smaller than this part of their row are raised."""
_UNIT = re.compile(r"(?:^|[\d\s])(?:m|km|cm|mm|ft|mi|x)$", re.IGNORECASE)
_SMALL = 0.8
"""Words smaller than this part of the page's main size may be reference marks."""
_REFERENCE = re.compile(r"[(\[]?(?:\d{1,3}(?:,\d{1,3})*|[*†‡§]+)[)\]]?")


@dataclass(slots=True)
class Row:
    """Words from left to right."""

    words: list[PdfWord]

    @property
    def x0(self) -> float:
        """Left end, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def y0(self) -> float:
        """Top."""
        return min(word.y0 for word in self.words)

    @property
    def y1(self) -> float:
        """Bottom."""
        return max(word.y1 for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return main_size(self.words)

    @property
    def bold(self) -> bool:
        """Whether most of its letters are bold."""
        bold = sum(len(word.text) for word in self.words if word.bold)
        return 2 * bold > sum(len(word.text) for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


def main_size(words: Iterable[PdfWord]) -> float:
    """The size, to half a point, of most letters; 0 of none."""
    letters: dict[float, int] = {}
    for word in words:
        size = round(word.size * 2) / 2
        letters[size] = letters.get(size, 0) + len(word.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def rows_of(words: Sequence[PdfWord]) -> list[Row]:
    """Gather words into rows, from top to bottom; raised marks join the row they stand in."""
    usual = main_size(words)
    large = [word for word in words if word.size >= _SMALL * usual]
    small = [word for word in words if word.size < _SMALL * usual]
    rows = _gather(large)
    apart = [word for word in small if not _joins(word, rows)]
    rows += _gather(apart)
    for row in rows:
        row.words = _tightened(sorted(row.words, key=lambda word: word.x0))
    return sorted(rows, key=lambda row: (_base(row.words[0]), row.x0))


def with_drop_caps(words: Sequence[PdfWord]) -> list[PdfWord]:
    """Put a first letter that is as high as several lines back before the rest of its word."""
    usual = main_size(words)
    kept = list(words)
    for letter in [w for w in words if len(w.text) == 1 and w.text.isupper()]:
        if letter.size < 1.8 * usual:
            continue
        beside = [
            word
            for word in kept
            if word.size < 0.7 * letter.size
            and letter.y0 - word.size <= word.y0 <= letter.y0 + 0.5 * (letter.y1 - letter.y0)
            and -0.2 * usual <= word.x0 - letter.x1 <= 1.2 * usual
        ]
        if beside:
            first = min(beside, key=lambda word: word.y0)
            kept[kept.index(first)] = replace(first, text=letter.text + first.text)
            kept.remove(letter)
    return kept


def _tightened(words: Sequence[PdfWord]) -> list[PdfWord]:
    """Join letters that are spaced out, and marks that stand right after a word."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    spaced = len(words) >= 6 and single >= 0.8 * len(words)
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(words))
    near = 1.5 * gaps[len(gaps) // 2] if spaced else 0.0
    made = list(words[:1])
    for word in words[1:]:
        gap = word.x0 - made[-1].x1
        closing = (
            gap < 0.1 * word.size
            and word.text[0] in ".,;:!?)]”’"
            and word.size > 0.8 * made[-1].size
        )
        if closing or (spaced and gap < near):
            made[-1] = _joined(made[-1], word)
        else:
            made.append(word)
    return made


def _base(word: PdfWord) -> float:
    return word.y1 - 0.2 * word.size


def _gather(words: Sequence[PdfWord]) -> list[Row]:
    rows: list[Row] = []
    for word in sorted(words, key=_base):
        near = rows[-1] if rows else None
        if near and abs(_base(near.words[0]) - _base(word)) <= 0.35 * max(
            near.words[0].size, word.size
        ):
            near.words.append(word)
        else:
            rows.append(Row([word]))
    return rows


def _joins(word: PdfWord, rows: Sequence[Row]) -> bool:
    """Put a small word into the row whose words it touches, if there is one."""
    for row in rows:
        for other in row.words:
            inside = (
                other.y0 - 0.3 * other.size <= word.y0 and word.y1 <= other.y1 + 0.4 * word.size
            )
            if inside and -0.2 * other.size <= word.x0 - other.x1 <= 0.3 * other.size:
                row.words.append(word)
                return True
    return False


def without_reference_marks(row: Row, notes: frozenset[str]) -> Row:
    """Leave out the raised numbers that lead to a note of the page; others stay as raised digits.

    Args:
        row: A row of running text.
        notes: What the notes of its page begin with.
    """
    size = row.size
    kept: list[PdfWord] = []
    marked = False
    """Whether a mark stood before the word, which may be the rest of the word before that."""
    for word in row.words:
        before = kept[-1] if kept else None
        above = before is not None and word.size < _RAISED * size and _is_above(word, before)
        if above and _REFERENCE.fullmatch(word.text):
            marked = True
            if word.text.strip("()[]") in notes and before and not _UNIT.search(before.text):
                continue
            word = replace(word, text=raised(word.text))
        if (
            before
            and (marked or above)
            and word.x0 - before.x1 < 0.6 * size
            and _goes_on(word, above)
        ):
            kept[-1] = _joined(before, word)
        else:
            kept.append(word)
        marked = above
    return Row(kept)


def _is_above(word: PdfWord, other: PdfWord) -> bool:
    return word.y1 < other.y1 - 0.06 * other.size


def _goes_on(word: PdfWord, above: bool) -> bool:
    """Whether a word belongs to the one before a reference mark: the mark itself, a full stop."""
    return above or word.text[0] in "/⁄.,;:!?)]”’'\""


def _joined(one: PdfWord, other: PdfWord) -> PdfWord:
    box = replace(one.box, x1=max(one.box.x1, other.box.x1), y0=min(one.box.y0, other.box.y0))
    return replace(one, text=one.text + other.text, x1=max(one.x1, other.x1), box=box)
