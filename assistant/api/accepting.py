"""Which form of a response the header Accept asks for."""

from fastapi import Request

from assistant.api.problems import NOT_ACCEPTABLE, Problem

__all__ = ["JSON", "accepted"]

JSON = "application/json"


def accepted(request: Request, *forms: str) -> str:
    """Return the form that is wanted most; of equals the first.

    Args:
        request: Whose header it is; without one, everything is accepted.
        forms: The media types that can be sent, the usual one first. The others are sent only to
            those who name them.

    Raises:
        Problem: None of them is accepted.
    """
    ranges = _ranges(",".join(request.headers.getlist("accept")) or "*/*")
    weights = {form: _weight(form, ranges, by_name=form != forms[0]) for form in forms}
    best = max(forms, key=lambda form: weights[form])
    if weights[best] <= 0:
        raise Problem(NOT_ACCEPTABLE, f"This can be had as {' or '.join(forms)}.")
    return best


def _ranges(header: str) -> dict[str, float]:
    """Return the weight of each media range; what cannot be read does not count."""
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *more = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece[2:] for piece in more if piece.startswith("q=")), "1")
        try:
            found[name] = float(weight)
        except ValueError:
            continue
    return found


def _weight(form: str, ranges: dict[str, float], *, by_name: bool) -> float:
    if form in ranges or by_name:
        return ranges.get(form, 0.0)
    return ranges.get(f"{form.partition('/')[0]}/*", ranges.get("*/*", 0.0))
