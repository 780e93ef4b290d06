"""Passages that are shown as they are stored: their words are held against the stored text first."""

from collections.abc import Callable
from functools import cache

from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.generation import Generation
from corpus.manifest import REMEDY

__all__ = ["checking"]


def checking(generation: Generation) -> Callable[[Passage], Passage]:
    """Return what holds a passage against the stored text of its document and gives it back.

    The file of passages is read a line at a time and too large to be hashed for every request; the
    texts are hashed when they are read, which happens here once for each document.

    Args:
        generation: Whose passages they are.

    Raises:
        IndexDamaged: By what is returned: the text is lost or altered, or a passage is not what
            stands there.
    """
    text_of = cache(generation.text)

    def checked(passage: Passage) -> Passage:
        known = passage.document in generation.manifest.documents
        if not known or not _stands(passage, text_of(passage.document), generation):
            raise IndexDamaged(
                f"{generation.folder}: a passage differs from its stored text; {REMEDY}"
            )
        return passage

    return checked


def _stands(passage: Passage, text: str, generation: Generation) -> bool:
    return (
        0 <= passage.start < passage.end <= len(text)
        and passage.text == text[passage.start : passage.end]
        and passage.source is generation.catalogue.by_id[passage.document].text
        and all(
            passage.start <= span.start < span.end <= passage.end and span.lead in text
            for span in passage.spans
        )
    )
