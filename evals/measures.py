"""What is measured by libraries: rankings by `ir_measures`, what scores tell apart by scikit-learn."""

from collections.abc import Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from sklearn.metrics import roc_auc_score

from corpus.index import Vectors

__all__ = ["RANKING_MEASURES", "measure_rankings", "roc_areas"]

_RANKING = {"recall@5": R @ 5, "recall@10": R @ 10, "nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}
RANKING_MEASURES = tuple(_RANKING)


def measure_rankings(
    rankings: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, float]]:
    """Return each of `RANKING_MEASURES` for each query that has marks; 0 where nothing was found.

    Args:
        rankings: What was found for each query, best first.
        qrels: By query, how relevant each right answer is.
    """
    marks = [ir_measures.Qrel(q, d, score) for q, of in qrels.items() for d, score in of.items()]
    run = [
        ir_measures.ScoredDoc(query, found, -rank)
        for query in qrels
        for rank, found in enumerate(rankings[query])
    ]
    values = {
        (str(found.measure), found.query_id): float(found.value)
        for found in ir_measures.iter_calc(_RANKING.values(), marks, run)
    }
    return {
        name: {query: values.get((str(of), query), 0.0) for query in qrels}
        for name, of in _RANKING.items()
    }


def roc_areas(scores: Vectors, truth: Vectors) -> Vectors:
    """Return, for each row, how often what is true (1) has the higher score; ties count half.

    The area under the ROC curve; NaN for a row where all is true, or nothing.
    """
    return np.array(
        [
            roc_auc_score(true, row) if len(set(true)) == 2 else np.nan
            for true, row in zip(truth, scores, strict=True)
        ]
    )
