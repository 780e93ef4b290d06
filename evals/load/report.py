"""What became of the questions that several users asked at once, and how evenly they were served."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Failure", "LoadReport", "UserFigures", "fairness"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question that got no answer."""

    kind: str
    """`status 503`, or the name of the error: `ReadTimeout`, `ConnectError`, `ReadError`."""
    at: float
    """When it was asked, in seconds since the load began."""
    seconds: float
    """How long its user waited for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFigures:
    """How one user was served."""

    answered: int
    failed: int
    slowest: float
    """The longest that this user waited for one question, answered or not, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What became of all questions."""

    seconds: float
    """From the first question to the last answer."""
    statuses: Mapping[int, int]
    """How many questions came back with which HTTP status."""
    failures: tuple[Failure, ...]
    """In the order in which they were asked."""
    latencies: tuple[float, ...]
    """Seconds of each answered question, in the order in which the answers came."""
    users: tuple[UserFigures, ...]

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return len(self.latencies) + len(self.failures)

    @property
    def per_second(self) -> float:
        """Questions answered in a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def longest_wait(self) -> float:
        """The longest that anybody waited for one question, answered or not, in seconds."""
        return max((user.slowest for user in self.users), default=0.0)

    @property
    def fairness(self) -> float:
        """Jain's index of how many answers each user got: 1 where all got the same."""
        return fairness([user.answered for user in self.users])

    @property
    def failed(self) -> Mapping[str, int]:
        """How many questions failed in which way, the most frequent first."""
        return dict(Counter(failure.kind for failure in self.failures).most_common())

    def percentile(self, percent: float) -> float:
        """The seconds that `percent` of the answered questions did not exceed; NaN without any."""
        return float(np.percentile(self.latencies, percent)) if self.latencies else float("nan")


def fairness(shares: Sequence[float]) -> float:
    """Jain's index of fairness: the squared sum of the shares over n times the sum of the squares.

    It is 1 where all have the same and 1/n where one has all. R. Jain, D. Chiu, W. Hawe: A
    Quantitative Measure of Fairness and Discrimination for Resource Allocation in Shared Computer
    Systems, DEC Technical Report 301, 1984.

    Args:
        shares: What each of the users got; not negative.

    Returns:
        The index; 0 where nobody got anything.
    """
    squares = sum(share * share for share in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else 0.0
