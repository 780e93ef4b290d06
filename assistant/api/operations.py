"""What can be asked: each operation once, for the routes, for OpenAPI and for the page on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from assistant.api import commitments, document_records, overview
from assistant.api.commitments import CommitmentsQuery
from assistant.api.documents import DocumentsQuery
from assistant.api.paging import NoQuery, PageQuery
from assistant.api.problems import (
    BUSY,
    FAILED,
    NO_SUCH_METHOD,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    NOT_JSON,
    NOT_NOW,
    NOT_PUBLISHED,
    NOT_VALID,
    TOO_LARGE,
    TOO_MANY,
    WRONG_KEY,
    ProblemKind,
)
from assistant.api.questions import AskBody, AskQuery

__all__ = ["ASK", "OPERATIONS", "Operation"]

ASK = "/api/v1/ask"
_ALWAYS = (WRONG_KEY, NO_SUCH_METHOD, NOT_ACCEPTABLE, NOT_VALID, TOO_MANY, FAILED, NOT_NOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked for."""

    name: str
    """Its id in OpenAPI, and of its section on the page."""
    method: str
    path: str
    summary: str
    description: str
    schema: str
    """Name of the schema of what comes back."""
    query: type[BaseModel] = NoQuery
    body: type[BaseModel] | None = None
    within: Mapping[str, str] = field(default_factory=dict)
    """What stands in braces in the path, and what it is."""
    problems: Sequence[ProblemKind] = ()
    """What else can go wrong than always can."""
    streams: bool = False
    """Whether it can be had as server-sent events."""

    @property
    def all_problems(self) -> tuple[ProblemKind, ...]:
        """Everything that can go wrong, by status."""
        return tuple(sorted((*_ALWAYS, *self.problems), key=lambda kind: kind.status))


_ASKED = (
    "The answer is the same object that `python -m assistant ask --json` prints. Whatever the "
    "assistant says is an answer, and its `status` tells what it is worth: `not_found`, and `error` "
    "as for an empty question, come with the HTTP status 200 too."
)
_DANGER = (
    "Somebody who describes an emergency is answered with the status `emergency` before a key, a "
    "limit or another field is looked at."
)
_STREAM = (
    "With the header `Accept: text/event-stream` it comes as server-sent events. First `answer`, "
    "whole in the documents’ own words. Then `written`, each time that a chat model added a "
    "sentence, with the fields `written` and `writer` that take the place of those of the answer. "
    "At the end `done`: close the stream then, since a browser would ask again. Where the rest "
    "cannot be sent, `error` comes with a problem. A line that starts with a colon only shows that "
    "we are still there."
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="overview",
        method="get",
        path=overview.PATH,
        summary="What there is",
        description="The body, the plans, the limits, the versions and the addresses.",
        schema="Overview",
    ),
    Operation(
        name="ask",
        method="post",
        path=ASK,
        summary="Ask a question",
        description="\n\n".join((_ASKED, _DANGER, _STREAM)),
        schema="Answer",
        body=AskBody,
        problems=(TOO_LARGE, NOT_JSON, BUSY),
        streams=True,
    ),
    Operation(
        name="ask-by-address",
        method="get",
        path=ASK,
        summary="Ask a question in the address",
        description="The same for a question that may stand in logs and histories, as addresses "
        f"do.\n\n{_DANGER}",
        schema="Answer",
        query=AskQuery,
        problems=(BUSY,),
        streams=True,
    ),
    Operation(
        name="documents",
        method="get",
        path=document_records.PATH,
        summary="List the documents",
        description="Every document that is known, with or without its text, in the order of the "
        "catalogue.",
        schema="DocumentList",
        query=DocumentsQuery,
        problems=(NOT_FOUND,),
    ),
    Operation(
        name="document",
        method="get",
        path=f"{document_records.PATH}/{{id}}",
        summary="One document",
        description="Its entry in the catalogue, what is held of it and where that came from.",
        schema="DocumentEntry",
        within={"id": "Id of the document."},
        problems=(NOT_FOUND,),
    ),
    Operation(
        name="passages",
        method="get",
        path=f"{document_records.PATH}/{{id}}/passages",
        summary="The passages of a document",
        description="Its text as it is held, in the pieces that are searched and quoted; none where "
        "no text is held.",
        schema="PassageList",
        query=PageQuery,
        within={"id": "Id of the document."},
        problems=(NOT_FOUND,),
    ),
    Operation(
        name="commitments",
        method="get",
        path=commitments.PATH,
        summary="List what was promised",
        description="Every promise that was found in the documents, in order of time, with what a "
        "person decided of it. Where it is not published, the problem is `not-published`.",
        schema="CommitmentList",
        query=CommitmentsQuery,
        problems=(NOT_FOUND, NOT_PUBLISHED),
    ),
    Operation(
        name="commitment",
        method="get",
        path=f"{commitments.PATH}/{{id}}",
        summary="One promise with its evidence",
        description="What later documents say of it, as quotations in order of time, and what was "
        "searched. The id holds slashes, which may be written as they are or as %2F.",
        schema="CommitmentEntry",
        within={"id": "Id of the commitment."},
        problems=(NOT_FOUND, NOT_PUBLISHED),
    ),
)
