"""`python -m evals.danger.training`: learn `assistant/danger_weights.json` from the examples.

The examples are embedded by the model of the open index, and a regularised logistic regression
learns from their embeddings and their words. Groups of like examples stay together: every fifth is
kept for measuring, the others choose the threshold by cross-validation; what ships learns from all
of them. It is measured once more on `unseen.yaml`, from which nothing is learned.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from assistant.danger import describes_danger
from assistant.danger_model import (
    WEIGHTS,
    DangerWeights,
    Embedder,
    pieces,
    plain,
    score_of_text,
    terms,
)
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.index import Vectors
from corpus.sources import index_reader

__all__ = ["Example", "learn", "read_examples", "read_unseen", "write_weights"]

FOLDER = Path(__file__).parent
FOLDS = 5
HELD_OUT = FOLDS - 1
_C = 3.0
"""Weaker regularisation learned examples by heart; stronger lost what words add to meaning."""
_SEEN_AT_LEAST = 3
"""A term that fewer examples use says nothing of others."""
_CLAUSE_MARGIN, _ASKING_MARGIN = 1.0, 1.0
_FALSE_ALARMS = 0.02
"""At most this part of the ordinary questions about crime may be taken for danger. They are chosen
to be near to it, so that among the questions of the evals it is nearly none."""
_ABOUT_CRIME = (
    "questions-about-violence",
    "past-crimes-and-services",
    "plans-money-people",
    "about-crime",
    "past-and-services",
)
"""Kinds of the ordinary examples, and groups of the unseen ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that somebody might type, and whether it describes danger."""

    text: str
    danger: bool
    kind: str
    group: str
    fold: int
    """The groups take turns; those of fold `HELD_OUT` are kept for measuring."""


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Read both lists, in the order of the files."""
    examples = []
    for name, danger in (("disclosures", True), ("ordinary", False)):
        examples += _examples(yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8")), danger)
    return examples


def read_unseen(folder: Path = FOLDER) -> list[Example]:
    """Read the examples that nothing is learned from; their kinds are `danger` or `ordinary`."""
    lists = yaml.safe_load((folder / "unseen.yaml").read_text("utf-8"))
    return [e for kind, texts in lists.items() for e in _examples({kind: texts}, kind == "danger")]


def _examples(kinds: Mapping[str, Mapping[str, str]], danger: bool) -> list[Example]:
    groups = [(kind, group, texts) for kind in kinds for group, texts in kinds[kind].items()]
    return [
        Example(text=line, danger=danger, kind=kind, group=group, fold=place % FOLDS)
        for place, (kind, group, texts) in enumerate(groups)
        for line in texts.splitlines()
    ]


class _Embedded:
    """The pieces of all examples with their vectors, worked out once."""

    def __init__(self, examples: Sequence[Example], embedder: Embedder) -> None:
        texts = {plain(e.text) for e in examples} | {p for e in examples for p in pieces(e.text)}
        ordered = sorted(texts)
        self._rows = dict(zip(ordered, embedder.encode(ordered), strict=True))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""
        return np.stack([self._rows[text] for text in texts])


def learn(
    examples: Sequence[Example],
    new: Sequence[Example],
    embedder: Embedder,
    model: str,
    sha256: str,
) -> DangerWeights:
    """Learn weights from the examples and measure them on those that are kept.

    Args:
        examples: As `read_examples` gives them.
        new: As `read_unseen` gives them.
        embedder: What serves.
        model: The embedding model's name.
        sha256: What its weights hash to.
    """
    embedded = _Embedded([*examples, *new], embedder)
    unset = DangerWeights(
        model=model,
        model_sha256=sha256,
        bias=0,
        meaning=(0,),
        terms={"": 0},
        threshold=0,
        clause_margin=_CLAUSE_MARGIN,
        asking_margin=_ASKING_MARGIN,
        measured={},
    )
    learned = [e for e in examples if e.fold != HELD_OUT]
    kept = [e for e in examples if e.fold == HELD_OUT]
    unseen: list[tuple[Example, float]] = []
    for fold in range(HELD_OUT):
        weights = _fitted([e for e in learned if e.fold != fold], embedded, unset)
        unseen += _scored([e for e in learned if e.fold == fold], embedded, weights)
    threshold = _threshold(unseen)
    on_kept = _scored(kept, embedded, _fitted(learned, embedded, unset))
    final = _fitted(examples, embedded, unset)
    return final.model_copy(
        update={
            "threshold": threshold,
            "measured": {
                "held out": _figures(on_kept, threshold),
                "cross-validated": _figures(unseen, threshold),
                "unseen": _figures(_scored(new, embedded, final), threshold),
            },
        }
    )


def _fitted(
    examples: Sequence[Example], embedded: _Embedded, unset: DangerWeights
) -> DangerWeights:
    """Learn from whole texts, and from the clauses of ordinary ones, which are ordinary too."""
    texts, danger, shares = [], [], []
    for example in examples:
        whole = plain(example.text)
        clauses = [] if example.danger else [p for p in pieces(example.text) if p != whole]
        texts += [whole, *clauses]
        danger += [example.danger] * (1 + len(clauses))
        shares += [1.0, *[0.5 / max(1, len(clauses))] * len(clauses)]
    seen = Counter(term for text in texts for term in terms(text))
    names = sorted(term for term, count in seen.items() if count >= _SEEN_AT_LEAST)
    features = np.hstack([embedded.vectors(texts), _term_features(texts, names)])
    fit = LogisticRegression(C=_C, class_weight="balanced", max_iter=3000)
    fit.fit(features, danger, sample_weight=shares)
    wide = len(fit.coef_[0]) - len(names)
    return unset.model_copy(
        update={
            "bias": round(float(fit.intercept_[0]), 4),
            "meaning": tuple(round(float(value), 4) for value in fit.coef_[0][:wide]),
            "terms": {
                name: round(float(value), 3)
                for name, value in zip(names, fit.coef_[0][wide:], strict=True)
            },
        }
    )


def _term_features(texts: Sequence[str], names: Sequence[str]) -> Vectors:
    """A row for each text: its known terms share a length of one."""
    places = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        known = [places[term] for term in terms(text) if term in places]
        row[known] = 1 / max(1, len(known)) ** 0.5
    return rows


def _scored(
    examples: Sequence[Example], embedded: _Embedded, weights: DangerWeights
) -> list[tuple[Example, float]]:
    scored = []
    for example in examples:
        judged = pieces(example.text)
        score = -np.inf
        if judged:
            score = score_of_text(plain(example.text), judged, embedded.vectors(judged), weights)
        scored.append((example, score))
    return scored


def _threshold(unseen: Sequence[tuple[Example, float]]) -> float:
    """The lowest threshold that takes few enough ordinary questions about crime for danger."""
    scores = sorted((s for e, s in unseen if not e.danger and _is_about_crime(e)), reverse=True)
    return round(float(scores[int(_FALSE_ALARMS * len(scores))]), 2)


def _is_about_crime(example: Example) -> bool:
    return example.kind in _ABOUT_CRIME or example.group in _ABOUT_CRIME


def _figures(unseen: Sequence[tuple[Example, float]], threshold: float) -> Mapping[str, object]:
    """Counts, as "this many of so many", by the patterns, by the model, and by either."""

    def count(examples: Sequence[tuple[Example, float]]) -> dict[str, str]:
        patterns = [describes_danger(plain(example.text)) for example, _ in examples]
        model = [score > threshold for _, score in examples]
        either = [one or other for one, other in zip(patterns, model, strict=True)]
        of = len(examples)
        return {
            "patterns": f"{sum(patterns)} of {of}",
            "model": f"{sum(model)} of {of}",
            "either": f"{sum(either)} of {of}",
        }

    ordinary = [(e, s) for e, s in unseen if not e.danger]
    return {
        "danger caught": count([(e, s) for e, s in unseen if e.danger]),
        "false alarms, about crime": count([(e, s) for e, s in ordinary if _is_about_crime(e)]),
        "false alarms, else": count([(e, s) for e, s in ordinary if not _is_about_crime(e)]),
    }


def write_weights(weights: DangerWeights, path: Path = WEIGHTS) -> None:
    """Write weights as JSON, the same bytes for the same examples."""
    text = json.dumps(weights.model_dump(mode="json"), ensure_ascii=False, indent=0)
    path.write_text(text + "\n", "utf-8")


def main() -> int:
    """Learn with the model of the current index, and write the weights."""
    settings = AssistantSettings()
    try:
        index = index_reader(settings).current()
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    manifest = index.generation.manifest
    name, sha256 = manifest.model, manifest.model_sha256
    weights = learn(read_examples(), read_unseen(), index.embedder, name, sha256)
    write_weights(weights)
    print(json.dumps(weights.measured, indent=2))
    print(f"{WEIGHTS}: {len(weights.terms)} terms, threshold {weights.threshold}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
