"""95% intervals by bootstrap (Efron, 1979; percentiles)."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import stats

from corpus.index import Vectors

__all__ = ["INTERVALS", "bootstrap_interval"]

INTERVALS = "95% intervals (bootstrap over samples; binomial where all came out alike)"
"""What stands behind the figures of a run, in words."""
_PERCENT = (2.5, 97.5)


def bootstrap_interval(
    groups: Sequence[Vectors], statistic: Callable[..., Any], *, resamples: int = 1000
) -> tuple[float, float] | None:
    """Draw from each group by itself; resamples that have no value are left out.

    Args:
        groups: The values of one or more groups of samples.
        statistic: Takes as many arrays as there are groups, and the `axis` that samples lie on.
        resamples: How often samples are drawn.

    Returns:
        None where there is nothing to draw: all values are alike, or a group has only one.
    """
    if min(map(len, groups)) < 2 or len(np.unique(np.concatenate(groups))) < 2:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        drawn = stats.bootstrap(
            tuple(groups),
            statistic,
            n_resamples=resamples,
            method="percentile",
            vectorized=True,
            rng=np.random.default_rng(0),
        ).bootstrap_distribution
    drawn = drawn[~np.isnan(drawn)]
    low, high = np.percentile(drawn, _PERCENT) if len(drawn) else (np.nan, np.nan)
    return float(low), float(high)
