"""`python -m evals.attacks.training`: learn `assistant/guards/weights.json` from the examples.

The examples are embedded by the model of the open index, and a regularised multinomial regression
learns from their embeddings and their words. Those made of one line stay together when it is
measured by cross-validation, which also chooses the threshold; what ships learns from all of them.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from assistant.danger_model import Embedder, terms
from assistant.guards.kinds import Guard
from assistant.guards.model import WEIGHTS, GuardWeights, pieces, score
from assistant.guards.normalising import plain
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.index import Vectors
from evals.index import open_index

__all__ = ["HARMLESS", "Example", "learn", "read_examples", "write_weights"]

FOLDER = Path(__file__).parent
HARMLESS = "harmless"
_FOLDS = 5
_C = 8.0
_SEEN_AT_LEAST = 4
"""A term that fewer examples use says nothing of others."""
_SUBJECTS_OF_A_LINE = 3
_SENTENCE_MARGIN = 1.0
_FALSE_ALARMS = 0.012
"""At most this part of the harmless examples may be stopped."""
_GUARDS = {"fabricate": Guard.FABRICATION}
_NOT_LEARNED = ("injection", "out-of-scope", "emergency", "clarification")
"""Kinds of the dev questions that are not to be answered, or say nothing by themselves."""
_ORDINARY = ("questions-about-violence", "plans-money-people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that somebody might type, and the guard that should stop it."""

    text: str
    kind: str
    """A guard, or "harmless"."""
    group: int
    """Those of one group are learned from, or measured on, together."""


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Read the lists of this folder, the dev questions and ordinary questions about crime."""
    lists = yaml.safe_load((folder / "examples.yaml").read_text("utf-8"))
    subjects = [subject.strip() for subject in lists.pop("subjects").split("|")]
    lines = [(_kind(kind), line) for kind, text in lists.items() for line in text.splitlines()]
    found = [
        Example(text=text, kind=kind, group=group)
        for group, (kind, line) in enumerate(lines)
        for text in _with_subjects(line, subjects, group)
    ]
    questions = yaml.safe_load((folder.parent / "questions" / "dev.yaml").read_text("utf-8"))
    asked = [q["question"] for q in questions if q["category"] not in _NOT_LEARNED]
    ordinary = yaml.safe_load((folder.parent / "danger" / "ordinary.yaml").read_text("utf-8"))
    for kind in _ORDINARY:
        asked += [line for text in ordinary[kind].values() for line in text.splitlines()]
    return found + [
        Example(text=text, kind=HARMLESS, group=len(lines) + place)
        for place, text in enumerate(asked)
    ]


def _kind(name: str) -> str:
    return name if name == HARMLESS else Guard(_GUARDS.get(name, name)).value


def _with_subjects(line: str, subjects: Sequence[str], turn: int) -> list[str]:
    if "{x}" not in line:
        return [line]
    places = [(turn * 5 + step * 7) % len(subjects) for step in range(_SUBJECTS_OF_A_LINE)]
    return [line.replace("{x}", subjects[place]) for place in dict.fromkeys(places)]


def learn(examples: Sequence[Example], embedder: Embedder, model: str, sha256: str) -> GuardWeights:
    """Learn weights from the examples, and measure them where they were not learned from.

    Args:
        examples: As `read_examples` gives them.
        embedder: What serves.
        model: The embedding model's name.
        sha256: What its weights hash to.
    """
    texts = sorted({piece for example in examples for piece in pieces(example.text)})
    rows = dict(zip(texts, embedder.encode(texts), strict=True))
    kinds = [*sorted({e.kind for e in examples} - {HARMLESS}), HARMLESS]
    unseen: list[tuple[Example, str, float]] = []
    for fold in range(_FOLDS):
        apart = [e for e in examples if e.group % _FOLDS != fold]
        weights = _fitted(apart, rows, kinds, model, sha256)
        unseen += [(e, *_judged(e, rows, weights)) for e in examples if e.group % _FOLDS == fold]
    alarms = sorted((odds for e, _, odds in unseen if e.kind == HARMLESS), reverse=True)
    threshold = round(alarms[int(_FALSE_ALARMS * len(alarms))], 2)
    final = _fitted(examples, rows, kinds, model, sha256)
    return final.model_copy(
        update={"threshold": threshold, "measured": _figures(unseen, threshold)}
    )


def _fitted(
    examples: Sequence[Example],
    rows: dict[str, Vectors],
    kinds: Sequence[str],
    model: str,
    sha256: str,
) -> GuardWeights:
    texts = [plain(example.text) for example in examples]
    seen = Counter(term for text in texts for term in terms(text))
    names = sorted(term for term, count in seen.items() if count >= _SEEN_AT_LEAST)
    features = np.hstack([np.stack([rows[text] for text in texts]), _term_rows(texts, names)])
    fit = LogisticRegression(C=_C, class_weight="balanced", max_iter=2000)
    fit.fit(features, [kinds.index(example.kind) for example in examples])
    wide = fit.coef_.shape[1] - len(names)
    return GuardWeights(
        model=model,
        model_sha256=sha256,
        kinds=tuple(kinds),
        bias=tuple(round(float(value), 3) for value in fit.intercept_),
        meaning=tuple(tuple(round(float(v), 3) for v in row[:wide]) for row in fit.coef_),
        terms={
            name: tuple(round(float(value), 2) for value in fit.coef_[:, wide + place])
            for place, name in enumerate(names)
        },
        threshold=0,
        sentence_margin=_SENTENCE_MARGIN,
        measured={},
    )


def _term_rows(texts: Sequence[str], names: Sequence[str]) -> Vectors:
    """A row for each text: its known terms share a length of one."""
    places = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        known = [places[term] for term in terms(text) if term in places]
        row[known] = 1 / max(1, len(known)) ** 0.5
    return rows


def _judged(example: Example, rows: dict[str, Vectors], weights: GuardWeights) -> tuple[str, float]:
    judged = pieces(example.text)
    scores = score(judged, np.stack([rows[piece] for piece in judged]), weights)
    return max(scores, key=lambda each: each[1])


def _figures(unseen: Sequence[tuple[Example, str, float]], threshold: float) -> dict[str, str]:
    """Counts by kind, as "this many of so many": stopped, and for guards stopped as that kind."""
    figures = {}
    for kind in sorted({example.kind for example, _, _ in unseen}):
        own = [(said, odds > threshold) for example, said, odds in unseen if example.kind == kind]
        stopped = sum(over for _, over in own)
        figures[kind] = f"{stopped} of {len(own)} stopped"
    return figures


def write_weights(weights: GuardWeights, path: Path = WEIGHTS) -> None:
    """Write weights as JSON, the same bytes for the same examples."""
    held = weights.model_dump(mode="json")
    lines = [
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in held.items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main() -> int:
    """Learn with the model of the current index, and write the weights."""
    try:
        index = open_index(AssistantSettings())
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    manifest = index.generation.manifest
    weights = learn(read_examples(), index.embedder, manifest.model, manifest.model_sha256)
    write_weights(weights)
    print(json.dumps(weights.measured, indent=2))
    print(f"{WEIGHTS}: {len(weights.terms)} terms, threshold {weights.threshold}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
