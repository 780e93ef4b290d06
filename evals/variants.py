"""The same question as others would type it: the answer should stay the same."""

import random
from collections.abc import Callable, Sequence

__all__ = ["VARIANTS", "vary"]

_PREAMBLES = (
    "Good morning, I hope you can help me. I would like to know: {}",
    "hi there, quick one please, {} thank you very much",
    "Dear Commissioner, could you kindly tell me the following. {} Many thanks in advance.",
    "Sorry to bother you but {}",
)
_SHORTEST = 5
"""Letters of a word in which a typo leaves it readable."""
_KEPT = 3
"""Words of a question that stay together when their order changes."""


def _typos(words: Sequence[str], rng: random.Random) -> str:
    """Two neighbouring letters of two long words change places; names and figures stay."""
    changed = list(words)
    places = [i for i, word in enumerate(words) if len(word) >= _SHORTEST and word.islower()]
    for place in rng.sample(places, min(2, len(places))):
        word = changed[place]
        at = rng.randrange(1, len(word) - 2)
        changed[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(changed)


def _order(words: Sequence[str], rng: random.Random) -> str:
    """The second part comes first, as when the subject is typed before the question."""
    if len(words) < 2 * _KEPT:
        return " ".join(words)
    cut = rng.randrange(_KEPT, len(words) - _KEPT + 1)
    last = words[-1].rstrip("?!.")
    return " ".join([*words[cut:-1], f"{last},", *words[:cut]])


def _capitals(words: Sequence[str], rng: random.Random) -> str:
    del rng
    return " ".join(words).upper()


def _preamble(words: Sequence[str], rng: random.Random) -> str:
    return rng.choice(_PREAMBLES).format(" ".join(words))


VARIANTS: dict[str, Callable[[Sequence[str], random.Random], str]] = {
    "typos": _typos,
    "word order": _order,
    "capitals": _capitals,
    "preamble": _preamble,
}


def vary(question: str, kind: str) -> str:
    """Return a variant of a question; the same question always gives the same.

    >>> vary("what about burglary", "capitals")
    'WHAT ABOUT BURGLARY'
    """
    return VARIANTS[kind](question.split(), random.Random(f"{kind}: {question}"))
