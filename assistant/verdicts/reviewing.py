"""Which judgements have to be looked at again, because the words they rest on have changed.

Where the words still stand, only at another place or on another page, nobody is bothered.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from assistant.commitments.records import Commitment
from assistant.verdicts.records import Judgement, Quoted, Review, Verdict
from corpus.documents import TextSource
from corpus.generation import Generation
from corpus.text import normalise, readable

__all__ = ["reviews"]

_NEAR = 60.0
"""Of 100: how alike two wordings are at least when one is shown as what became of the other."""
_SHOWN = 80
"""Characters of a quotation that a reason shows."""


def reviews(
    latest: Mapping[str, Judgement], commitments: Sequence[Commitment], generation: Generation
) -> Mapping[str, Review]:
    """Return why each judgement has to be looked at again; those that need not be are left out.

    Args:
        latest: The judgement that holds now, by commitment.
        commitments: The ledger as it is now.
        generation: The index that the ledger was found in.

    Raises:
        IndexDamaged: A stored text is lost or altered.
    """
    return _Reviewing(latest, commitments, generation).all()


class _Text:
    """The stored text of a document, read as far as is needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _normal(self) -> str:
        return normalise(self._text)

    def holds(self, quoted: Quoted) -> bool:
        """Whether the quotation stands where it stood, or anywhere else."""
        if self._text[quoted.start : quoted.end] == quoted.words:
            return True
        return quoted.words in self._text or _normal(quoted.words) in self._normal


class _Reviewing:
    def __init__(
        self,
        latest: Mapping[str, Judgement],
        commitments: Sequence[Commitment],
        generation: Generation,
    ) -> None:
        self._judged = [j for j in latest.values() if j.verdict is not Verdict.NOT_JUDGED]
        self._generation = generation
        self._documents = generation.catalogue.by_id
        self._texts: dict[str, _Text] = {}
        self._known = {each.id for each in commitments}
        self._present: dict[str, list[Commitment]] = {}
        self._by_words: dict[str, Commitment] = {}
        for each in commitments:
            self._present.setdefault(each.document, []).append(each)
        self._commitments = commitments

    def all(self) -> dict[str, Review]:
        """Every review, in the order of the judgements."""
        gone = [each for each in self._judged if each.commitment not in self._known]
        if gone:
            self._by_words = {_plain(each.words): each for each in reversed(self._commitments)}
        nearest = self._nearest(gone)
        found = {}
        for each in self._judged:
            reasons, like = [], ""
            if each.commitment not in self._known:
                reason, like = self._promise(each.promise, nearest.get(each.commitment))
                reasons.append(reason)
            reasons += [reason for quoted in each.evidence if (reason := self._evidence(quoted))]
            if reasons:
                unique = tuple(dict.fromkeys(reasons))
                found[each.commitment] = Review(reasons=unique, like=like)
        return found

    def _promise(self, promise: Quoted, nearest: Commitment | None) -> tuple[str, str]:
        """Why a promise is no longer in the ledger, and what stands there in its place."""
        same = self._by_words.get(_plain(promise.words))
        if absent := self._absent(promise):
            if same is None:
                return f"{absent}, so its promise cannot be compared.", ""
            return f"{absent}; the same promise stands in “{same.title}”.", same.id
        title = f"“{self._documents[promise.document].title}”"
        if self._text(promise.document).holds(promise):
            if same is not None and same.document == promise.document:
                under = f"“{same.heading}”" if same.heading else "no heading"
                return f"The promise stands elsewhere in {title} now, under {under}.", same.id
            return (
                f"The words still stand in {title}, but they are no longer taken for a commitment.",
                nearest.id if nearest else "",
            )
        begin = f"The words of the promise no longer stand in {title}"
        if self._was_a_summary(promise):
            begin += ", whose original is held now in place of our summary"
        if nearest:
            return f"{begin}; the nearest there now: “{_short(nearest.words)}”.", nearest.id
        return f"{begin}, and nothing like them is promised there now.", ""

    def _evidence(self, quoted: Quoted) -> str:
        absent = self._absent(quoted)
        if not absent and self._text(quoted.document).holds(quoted):
            return ""
        words = f"The evidence “{_short(quoted.words)}”"
        if absent:
            return f"{words} cannot be compared: {absent[0].lower()}{absent[1:]}."
        title = f"“{self._documents[quoted.document].title}”"
        if self._was_a_summary(quoted):
            return (
                f"{words} no longer stands in {title}, whose original is held now in place of our "
                "summary."
            )
        return f"{words} no longer stands in {title}."

    def _absent(self, quoted: Quoted) -> str:
        """Why there is no text to compare with; "" if there is."""
        document = self._documents.get(quoted.document)
        if document is None:
            return f"The document “{quoted.title}” is no longer in the catalogue"
        if document.text is TextSource.NOT_HELD:
            return f"The text of “{document.title}” is not held any more"
        return ""

    def _was_a_summary(self, quoted: Quoted) -> bool:
        """Whether words without a page came from our summary of what now has pages."""
        return (
            quoted.page is None
            and self._documents[quoted.document].text is TextSource.ORIGINAL
            and quoted.document in self._with_pages
        )

    @cached_property
    def _with_pages(self) -> frozenset[str]:
        table = self._generation.table
        return frozenset(table.documents_at(table.pages.nonzero()[0]))

    def _text(self, document: str) -> _Text:
        if document not in self._texts:
            self._texts[document] = _Text(self._generation.text(document))
        return self._texts[document]

    def _nearest(self, gone: Sequence[Judgement]) -> dict[str, Commitment]:
        """The present commitment of the same document with the most alike words, where one is."""
        by_document: dict[str, list[Judgement]] = {}
        for each in gone:
            by_document.setdefault(each.promise.document, []).append(each)
        nearest: dict[str, Commitment] = {}
        for document, judged in by_document.items():
            present = self._present.get(document)
            if not present:
                continue
            alike = process.cdist(
                [_plain(each.promise.words) for each in judged],
                [_plain(each.words) for each in present],
                scorer=fuzz.ratio,
                score_cutoff=_NEAR,
                dtype=np.float32,
            )
            best = alike.argmax(axis=1)
            for row, (each, at) in enumerate(zip(judged, best, strict=True)):
                if alike[row, at] > 0:
                    nearest[each.commitment] = present[at]
        return nearest


@lru_cache(maxsize=1 << 15)
def _normal(words: str) -> str:
    return normalise(words)


def _plain(words: str) -> str:
    return _normal(words).lower()


def _short(words: str) -> str:
    shown = readable(words)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rsplit(' ', 1)[0]} …"
