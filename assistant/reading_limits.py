"""Limits as other programs and the command line write them."""

import re
from argparse import ArgumentTypeError
from typing import Any

from assistant.limits import NO_LIMITS, Limits
from corpus.documents import Kind

__all__ = ["limits_from", "years_from"]

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_FORM = '{"kinds": ["annual-report"], "plan": "plan-2015-20", "years": [2015, 2017]}'


def limits_from(value: Any) -> Limits:
    """Read limits from JSON: an object of which every field may be left out.

    Raises:
        ValueError: It is none; the message says what to write.
    """
    if value is None:
        return NO_LIMITS
    if not isinstance(value, dict):
        raise ValueError(f'"limits" must be an object, such as {_FORM}')
    if unknown := sorted(set(value) - {"kinds", "plan", "years"}):
        raise ValueError(f'"limits" has no field {unknown[0]!r}; write {_FORM}')
    plan = value.get("plan") or ""
    if not isinstance(plan, str):
        raise ValueError('"plan" must be the id of a plan, such as "plan-2015-20"')
    return Limits(kinds=_kinds(value.get("kinds")), plan=plan, years=_years(value.get("years")))


def _kinds(value: Any) -> tuple[Kind, ...]:
    known = [kind.value for kind in Kind]
    kinds = [] if value is None else value
    if not isinstance(kinds, list) or not all(kind in known for kind in kinds):
        raise ValueError(f'"kinds" must be a list of any of: {", ".join(known)}')
    return tuple(dict.fromkeys(map(Kind, kinds)))


def _years(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    numbers = isinstance(value, list) and [n for n in value if type(n) is int]
    if not numbers or len(numbers) != len(value) or len(value) != 2:
        raise ValueError('"years" must be the first and the last year, such as [2015, 2017]')
    if numbers[0] > numbers[1]:
        raise ValueError(f'"years" must have the earlier year first, not {value}')
    return numbers[0], numbers[1]


def years_from(text: str) -> tuple[int, int]:
    """Read "2015-2017", or "2015" for one year.

    Raises:
        ArgumentTypeError: It is neither, or the later year comes first.
    """
    found = _YEARS.fullmatch(text.strip())
    years = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if years[0] > years[1]:
        raise ArgumentTypeError(f"{text!r} must be years such as 2015-2017, the earlier one first")
    return years
