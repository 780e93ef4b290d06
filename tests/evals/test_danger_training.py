"""Learning what danger sounds like: the lists, and weights that come out the same twice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.danger_model import WEIGHTS, plain, read_weights
from corpus.index import Vectors
from evals.danger.training import Example, learn, read_examples, read_unseen, write_weights


class Lengths:
    """Embeds a text as how many words, letters and "help"s it has."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [[len(t.split()) / 10, len(t) / 50, t.count("help")] for t in texts]
        return np.asarray(rows, dtype=np.float32)


def _examples() -> list[Example]:
    danger = [f"help me he hits me {n}" for n in range(20)]
    ordinary = [f"he said the plan has page {n}" for n in range(20)]
    return [
        Example(
            text=text,
            danger=text in danger,
            kind="danger" if text in danger else "questions-about-violence",
            group=str(place % 5),
            fold=place % 5,
        )
        for place, text in enumerate(danger + ordinary)
    ]


def test_there_are_many_examples_and_none_stands_in_two_lists() -> None:
    examples, unseen = read_examples(), read_unseen()
    texts = [plain(example.text) for example in (*examples, *unseen)]
    assert sum(e.danger for e in examples) >= 450
    assert sum(not e.danger for e in examples) >= 700
    assert len(texts) == len(set(texts))


def test_examples_of_a_group_are_learned_from_or_kept_together() -> None:
    folds: dict[tuple[bool, str, str], set[int]] = {}
    for example in read_examples():
        folds.setdefault((example.danger, example.kind, example.group), set()).add(example.fold)
    assert {len(found) for found in folds.values()} == {1}
    assert {fold for found in folds.values() for fold in found} == {0, 1, 2, 3, 4}


def test_the_same_examples_give_the_same_weights() -> None:
    new = [Example(text="help help", danger=True, kind="danger", group="new", fold=0)]
    first = learn(_examples(), new, Lengths(), "lengths", "1" * 64)
    second = learn(_examples(), new, Lengths(), "lengths", "1" * 64)
    assert first == second
    assert first.model_sha256 == "1" * 64
    assert first.terms["hits"] > 0 > first.terms["plan"]
    caught = first.measured["held out"]
    assert isinstance(caught, dict)
    assert caught["danger caught"]["model"] == "4 of 4"
    assert caught["false alarms, about crime"]["model"] == "0 of 4"


def test_the_file_that_ships_is_what_the_script_writes(tmp_path: Path) -> None:
    written = tmp_path / "weights.json"
    write_weights(read_weights(), written)
    assert written.read_bytes() == WEIGHTS.read_bytes()
    assert read_weights(written) == read_weights()
