"""Pieces that the patterns of several guards share.

Every repetition is bounded, so that a long question costs no more than a short one for its length.
"""

import re
from collections.abc import Sequence

__all__ = ["DO", "MAKE", "compiled"]

DO = (
    r"(?:^|[.!?:;,\n\")\]>-] ?|\b(?:please|pls|can you|could you|would you|will you|you to|you must|you should|you will|"
    r"help me(?: to)?|now|then|just|and|or|let's|let us|instead|simply|go ahead and|i want you to|i'd like you to|ok|okay|hey|hi|so) )"
    r"(?:please |just |now |also |then |kindly ){0,2}"
)
"""What stands before a verb that tells the assistant to do something."""
MAKE = (
    r"(?:write|draft|compose|generate|produce|create|design|prepare|make|come up with|give|knock up|"
    r"craft|pen|whip up|do|suggest|invent|think of|rewrite|turn|put together)"
)


def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Compile patterns that are searched for in lower-case text."""
    return tuple(re.compile(pattern) for pattern in patterns)
