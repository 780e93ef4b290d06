"""Fit when a question is answered: a logistic regression over the signals of what was found.

Learnt from the dev questions alone. Besides its real unanswerable questions there is a made one
for each answerable: the same question where the documents that answer it are kept from the search.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold
from tqdm import tqdm

from assistant.abstention import WEIGHTS, Signals, Weights, probability, signals_of
from assistant.counting import counts
from assistant.routing import route
from assistant.scope import plan_search
from assistant.searching import Found, search_all
from assistant.settings import AssistantSettings
from assistant.understanding import Understanding, understand
from corpus.index import Vectors
from corpus.reader import OpenIndex
from evals.index import open_index
from evals.samples import WRITTEN, Sample, load_samples

__all__ = ["fit"]

_MADE = 0.3
"""What the made questions weigh of all that are not answerable."""
_DECLINED = 0.7
"""The part of the real unanswerable questions that is to be declined."""
_PENALTY = 0.02
_AGAINST = frozenset({"missing", "unfit", "typed"})
"""Signals that speak against an answer; all others speak for one."""
_FOLDS = 10
_NOT_SEARCHED = frozenset({"clarification", "emergency", "not-an-emergency", "injection", "count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    signals: Signals
    answerable: bool
    made: Signals | None
    """Of the same question without the documents that answer it."""


def fit(settings: AssistantSettings) -> str:
    """Fit on the dev questions and write `assistant/answerability.json`; returns what to say.

    Raises:
        PlansError: The index cannot be used.
    """
    index = open_index(settings)
    examples = _examples(load_samples("dev"), index, settings)
    truth = np.array([example.answerable for example in examples])
    held_out = _held_out(examples, truth)
    threshold = float(np.quantile(held_out[~truth], _DECLINED))
    model = _fitted(examples)
    names = [field.name for field in fields(Signals)]
    figures = {
        "questions": len(examples),
        "answerable": int(truth.sum()),
        "auroc": round(float(roc_auc_score(truth, held_out)), 3),
        "answered": round(float((held_out[truth] > threshold).mean()), 3),
        "declined": round(float((held_out[~truth] <= threshold).mean()), 3),
    }
    stored = {
        "fitted_on": "evals/questions/dev.yaml",
        "held_out": figures,
        "threshold": round(threshold, 4),
        "bias": round(model.bias, 4),
        "signals": {
            name: {
                "weight": round(float(model.weights[place]), 4),
                "mean": round(float(model.mean[place]), 4),
                "scale": round(float(model.scale[place]), 4),
            }
            for place, name in enumerate(names)
        },
    }
    WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", "utf-8")
    return f"{WEIGHTS.name}: {json.dumps(figures)} (each judged by a fit on the other nine tenths)"


def _examples(
    samples: Sequence[Sample], index: OpenIndex, settings: AssistantSettings
) -> list[_Example]:
    found = []
    for sample in tqdm(samples, desc="Searching", unit=" questions"):
        if sample.category in _NOT_SEARCHED or route(sample.question) or counts(sample.question):
            continue
        if example := _example(sample, index, settings):
            found.append(example)
    return found


def _example(sample: Sample, index: OpenIndex, settings: AssistantSettings) -> _Example | None:
    catalogue = index.generation.catalogue
    as_of = settings.as_of or WRITTEN
    history = [earlier for earlier in sample.history if route(earlier) is None]
    asked = understand(sample.question, history, catalogue, index.words, index.near_words, as_of)
    searching = plan_search(asked.references, catalogue)
    if searching.missing or not (asked.concepts or searching.subjects):
        return None
    found = search_all(asked, searching, index, top_k=settings.top_k)
    best = _best([one.signals for one in found])
    if best is None:
        return None
    made = None
    if sample.answerable:
        made = _best([_without(one, sample, asked, best) for one in found])
    return _Example(signals=best, answerable=sample.answerable, made=made)


def _without(found: Found, sample: Sample, asked: Understanding, whole: Signals) -> Signals | None:
    """The signals of what is left when the right documents are taken away."""
    right = sample.right_documents
    left = [c for c in found.candidates if c.passage.document not in right]
    return signals_of(left, asked, scoped=bool(whole.scoped), dated=bool(whole.dated))


def _best(signals: Sequence[Signals | None]) -> Signals | None:
    held = [one for one in signals if one is not None]
    return max(held, key=lambda one: one.similarity + one.coverage, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    mean: Vectors
    scale: Vectors
    weights: Vectors
    bias: float

    def weights_for(self, threshold: float) -> Weights:
        """Return it as the assistant uses it."""
        return Weights(
            mean=tuple(self.mean),
            scale=tuple(self.scale),
            weights=tuple(self.weights),
            bias=self.bias,
            threshold=threshold,
        )


def _fitted(examples: Sequence[_Example]) -> _Model:
    """Fit by maximum likelihood with an L2 penalty, each weight with the sign that it must have.

    Answerable and unanswerable questions weigh the same in all.
    """
    kept = [example.made for example in examples if example.made is not None]
    rows = np.array([astuple(signals) for signals in (*(e.signals for e in examples), *kept)])
    truth = np.array([*(example.answerable for example in examples), *(False for _ in kept)])
    real = sum(not example.answerable for example in examples)
    each = np.where(truth, 1 / truth.sum(), (1 - _MADE) / real)
    each[len(examples) :] = _MADE / len(kept)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - mean) / scale

    def loss(parameters: Vectors) -> tuple[float, Vectors]:
        bias, weights = parameters[0], parameters[1:]
        logits = scaled @ weights + bias
        likelihood = each @ np.logaddexp(0, np.where(truth, -logits, logits))
        error = each * (expit(logits) - truth)
        gradient = np.concatenate([[error.sum()], error @ scaled + 2 * _PENALTY * weights])
        return float(likelihood + _PENALTY * weights @ weights), gradient

    # A weight of the wrong sign would be chance: of what is asked, more found cannot speak against.
    bounds = [
        (None, None),
        *((None, 0) if f.name in _AGAINST else (0, None) for f in fields(Signals)),
    ]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B").x
    return _Model(mean=mean, scale=scale, weights=found[1:], bias=float(found[0]))


def _held_out(examples: Sequence[_Example], truth: Vectors) -> Vectors:
    """The probability of each example by a model that has not seen it."""
    probabilities = np.zeros(len(examples))
    for seen, unseen in KFold(_FOLDS, shuffle=True, random_state=0).split(truth):
        model = _fitted([examples[place] for place in seen])
        weights = model.weights_for(0.0)
        probabilities[unseen] = [probability(examples[place].signals, weights) for place in unseen]
    return probabilities
