"""Words of the documents that mean nearly the same as a word that is asked for."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from corpus.embeddings import OnnxEmbeddings
from corpus.index import Vectors
from corpus.reader import NearWords


class Angles:
    """A model that knows the direction of each word, and which words it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], object] | None = None
    ) -> Vectors:
        assert on_batch is None
        self.asked += texts
        return np.stack([at(5) for _ in texts]) if texts else np.zeros((0, 2), dtype=np.float32)


def at(degrees: float) -> Vectors:
    turn = np.radians(degrees)
    return np.asarray([np.cos(turn), np.sin(turn)], dtype=np.float32)


WORDS = {"bicycle": 0, "cycle": 20, "car": 60, "night": 90}


def near_words(model: Angles) -> NearWords:
    vectors = np.stack([at(degrees) for degrees in WORDS.values()]).astype(np.float16)
    return NearWords(list(WORDS), vectors, cast(OnnxEmbeddings, model))


def test_near_words_come_nearest_first_no_more_than_asked_and_none_that_is_too_far() -> None:
    words = near_words(Angles())
    assert [w for w, _ in words.near(["cycle"], least=0.5, most=9)[0]] == [
        "cycle",
        "bicycle",
        "car",
    ]
    assert [w for w, _ in words.near(["cycle"], least=0.9, most=9)[0]] == ["cycle", "bicycle"]
    assert [w for w, _ in words.near(["cycle"], least=0.5, most=1)[0]] == ["cycle"]


def test_the_model_is_asked_once_for_a_word_that_the_documents_do_not_have() -> None:
    model = Angles()
    words = near_words(model)
    first = words.near(["bike", "car", "bike"], least=0.9, most=2)
    assert [[word for word, _ in near] for near in first] == [
        ["bicycle", "cycle"],
        ["car"],
        ["bicycle", "cycle"],
    ]
    assert words.near(["car", "bike"], least=0.9, most=2) == [first[1], first[0]]
    assert model.asked == ["bike"]


def test_what_a_caller_does_to_the_near_words_is_not_kept() -> None:
    words = near_words(Angles())
    words.near(["car"], least=0.9, most=2)[0].clear()
    assert [word for word, _ in words.near(["car"], least=0.9, most=2)[0]] == ["car"]


def test_without_words_in_the_documents_none_is_near() -> None:
    words = NearWords([], np.zeros((0, 2), dtype=np.float16), cast(OnnxEmbeddings, Angles()))
    assert words.near(["bike"], least=0.1, most=3) == [[]]
