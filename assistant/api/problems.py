"""What went wrong, as RFC 9457 writes it: each kind of problem has an address that explains it.

A problem says why a request was not answered. It never holds a question or any other words of
whoever asks, and never where in the code something failed.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from assistant.api.request_ids import request_id

__all__ = [
    "BUSY",
    "FAILED",
    "IN_DANGER",
    "MEDIA_TYPE",
    "NOT_ACCEPTABLE",
    "NOT_FOUND",
    "NOT_JSON",
    "NOT_NOW",
    "NOT_PUBLISHED",
    "NOT_VALID",
    "NO_SUCH_METHOD",
    "PATH",
    "PROBLEMS",
    "TOO_LARGE",
    "TOO_MANY",
    "WRONG_KEY",
    "Fault",
    "Problem",
    "ProblemKind",
    "problem_fields",
    "problem_response",
]

MEDIA_TYPE = "application/problem+json"
PATH = "/api/v1/problems/"
IN_DANGER = "In danger, call 999."
"""The end of every detail: whoever was not answered may have written of danger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """One kind of problem; its name, and so its address, stays."""

    name: str
    """The end of its address."""
    title: str
    status: int
    explanation: str
    """What brings it about and what to do, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One field or parameter that cannot be read."""

    at: str
    """Where it stands: "limits.years.0"; "" for the whole."""
    problem: str


class Problem(Exception):
    """Why a request is not answered."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        seconds: float | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        """Say what is wrong.

        Args:
            kind: Which kind it is.
            detail: What is wrong this time and what to do; no words of whoever asks.
            seconds: After how long it is worth trying again.
            faults: The fields that cannot be read.
        """
        super().__init__(kind.name)
        self.kind = kind
        self.detail = detail
        self.seconds = seconds
        self.faults = tuple(faults)


WRONG_KEY = ProblemKind(
    name="wrong-key",
    title="This key is not known",
    status=401,
    explanation="The header Authorization holds a key that is not known, or no longer valid. A wrong "
    "key is never taken for no key. Send “Authorization: Bearer” with the key as it was given to "
    "you, ask whoever runs the assistant for a new one, or leave the header out and ask within the "
    "limits of everybody.",
)
NOT_FOUND = ProblemKind(
    name="not-found",
    title="There is nothing here",
    status=404,
    explanation="There is no such address, document, plan, theme or commitment. The documents may "
    "have changed since the link was made. GET /api/v1 lists the addresses; GET /api/v1/documents "
    "lists the ids of documents.",
)
NOT_PUBLISHED = ProblemKind(
    name="not-published",
    title="Commitments are not published here",
    status=404,
    explanation="Whoever runs this assistant has not published the list of commitments and what "
    "became of them. Where they do, it is at this address.",
)
NO_SUCH_METHOD = ProblemKind(
    name="no-such-method",
    title="This method cannot be used here",
    status=405,
    explanation="The address is there, but not for this method. The header Allow names the methods "
    "that it takes. Nothing can be changed through this API. Scripts of other websites cannot call "
    "it from a browser either, so OPTIONS is not answered: call it from your own server.",
)
NOT_ACCEPTABLE = ProblemKind(
    name="not-acceptable",
    title="There is no such form of it",
    status=406,
    explanation="The header Accept names no form that can be sent. Accept application/json, or "
    "text/event-stream where an answer is wanted as it grows, or leave the header out.",
)
TOO_LARGE = ProblemKind(
    name="too-large",
    title="Too much was sent",
    status=413,
    explanation="The body, or one of its lists, is larger than is taken. A question is a sentence or "
    "two; send only the last few earlier questions.",
)
NOT_JSON = ProblemKind(
    name="not-json",
    title="Only JSON is read here",
    status=415,
    explanation="The body is not declared to be JSON. Send the header “Content-Type: "
    "application/json” and a body in UTF-8.",
)
NOT_VALID = ProblemKind(
    name="not-valid",
    title="What was sent cannot be read",
    status=422,
    explanation="The body is not JSON, or a field or parameter is missing, not known, given twice or "
    "not of its kind. “faults” names each place. Field names are exact: one that is not known is "
    "an error, so that a filter with a typing mistake never returns everything.",
)
TOO_MANY = ProblemKind(
    name="too-many",
    title="Too many requests",
    status=429,
    explanation="More was asked from one address, or with one key, than may be asked in a minute. "
    "Wait as many seconds as the header Retry-After says. Whoever describes an emergency is always "
    "answered.",
)
FAILED = ProblemKind(
    name="failed",
    title="The assistant failed",
    status=500,
    explanation="The fault is ours. Please report it with the request_id, by which it is found in "
    "the log. The same request will probably fail again.",
)
NOT_NOW = ProblemKind(
    name="not-now",
    title="The assistant cannot answer now",
    status=503,
    explanation="The index of documents, or the database of verdicts, cannot be used at the moment. "
    "Whoever runs the assistant finds the remedy in its log. Try again later.",
)
BUSY = ProblemKind(
    name="busy",
    title="Many people are asking just now",
    status=503,
    explanation="As many questions are waiting as may wait. Try again after the seconds that the "
    "header Retry-After says. Whoever describes an emergency is always answered.",
)

PROBLEMS: Mapping[str, ProblemKind] = {
    kind.name: kind
    for kind in (
        WRONG_KEY, NOT_FOUND, NOT_PUBLISHED, NO_SUCH_METHOD, NOT_ACCEPTABLE, TOO_LARGE, NOT_JSON,
        NOT_VALID, TOO_MANY, FAILED, NOT_NOW, BUSY,
    )
}  # fmt: skip
"""All kinds by name."""


def problem_fields(problem: Problem, request: Request, root_path: str = "") -> dict[str, Any]:
    """Return a problem as the object that is sent.

    Args:
        problem: What went wrong.
        request: Whose id is named.
        root_path: What a proxy takes off the start of every address.
    """
    fields: dict[str, Any] = {
        "type": f"{root_path}{PATH}{problem.kind.name}",
        "title": problem.kind.title,
        "status": problem.kind.status,
        "detail": f"{problem.detail} {IN_DANGER}",
        "request_id": request_id(request),
    }
    if problem.faults:
        fields["faults"] = [{"at": fault.at, "problem": fault.problem} for fault in problem.faults]
    return fields


def problem_response(
    problem: Problem,
    request: Request,
    *,
    root_path: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make the response for a problem, as `problem_fields` writes it."""
    fields = problem_fields(problem, request, root_path)
    sent = {"Cache-Control": "no-store", **(headers or {})}
    if problem.seconds is not None:
        sent["Retry-After"] = str(max(1, math.ceil(problem.seconds)))
    if problem.kind.status == WRONG_KEY.status:
        sent["WWW-Authenticate"] = "Bearer"
    content = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, problem.kind.status, sent, MEDIA_TYPE)
