"""Names of several words must stand as such in what is cited: "Victim Support" is no support of victims."""

from collections.abc import Iterator, Sequence

from assistant.verification.claim_words import Word, words_in
from assistant.verification.sources import Source

__all__ = ["names_stand"]


_TITLES = frozenset({"commission", "pcc", "mr", "mrs", "ms", "dr", "cllr", "councillor", "pc"})
"""Stems that go before a name and are no part of it."""


def names_stand(said: str, cited: Sequence[Source]) -> bool:
    """Say whether each name of two words or more stands in one of the sources, word after word."""
    texts = [_stems(f"{one.words} ; {one.title} ; {one.heading}") for one in cited]
    return all(any(name in text for text in texts) for name in _names(said))


def _names(said: str) -> Iterator[str]:
    run: list[str] = []
    for word in (*words_in(said), None):
        if word is not None and word.name and word.stem not in _TITLES:
            run.append(word.stem)
            continue
        if len(run) > 1:
            yield f" {' '.join(run)} "
        run = []


def _stems(text: str) -> str:
    words: list[Word] = [word for word in words_in(text) if word.stem not in _TITLES]
    return f" {' '.join(word.stem for word in words)} "
