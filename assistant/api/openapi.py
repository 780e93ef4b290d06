"""The API as OpenAPI 3.1 describes it."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from pydantic import BaseModel

from assistant.answers import answer_schema
from assistant.api.commitments import commitment_schema
from assistant.api.document_records import document_schema, passage_schema
from assistant.api.operations import OPERATIONS, Operation
from assistant.api.overview import overview_schema
from assistant.api.paging import page_schema
from assistant.api.problems import IN_DANGER, MEDIA_TYPE, PATH, ProblemKind
from assistant.api.samples import Sampled, Samples

__all__ = ["VERSION", "Description", "openapi"]

VERSION = "1.0.0"
_AFTER = frozenset({429, 503})
_DESCRIPTION = """\
Questions about the plans of a Police and Crime Commissioner, answered in the documents' own words.
Every quotation was found, word for word, in the stored text, and names its place there.
Everything is read only. Errors are problem details (RFC 9457). Scripts of other websites cannot
call it from a browser: call it from your own server."""


class Description:
    """The description of the API, made once for each index."""

    def __init__(self, samples: Samples, root_path: str) -> None:
        """Prepare.

        Args:
            samples: Makes the examples.
            root_path: What a proxy takes off the start of every address.
        """
        self._samples = samples
        self._root_path = root_path
        self._known: tuple[Sampled, dict[str, Any]] | None = None

    def now(self) -> Mapping[str, Any]:
        """Return the description with examples of the index that answers now.

        Raises:
            PlansError: The index cannot be used.
        """
        sampled, known = self._samples.now(), self._known
        if known is None or known[0] is not sampled:
            known = self._known = (sampled, openapi(sampled, self._root_path))
        return known[1]


def openapi(sampled: Sampled, root_path: str = "") -> dict[str, Any]:
    """Return the description of the API.

    Args:
        sampled: The examples.
        root_path: What a proxy takes off the start of every address.
    """
    schemas: dict[str, Any] = {}
    for name, schema in _schemas().items():
        _add(schemas, name, schema)
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        described = _operation(operation, sampled, schemas)
        paths.setdefault(operation.path, {})[operation.method] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Plans Assistant", "version": VERSION, "description": _DESCRIPTION},
        "servers": [{"url": root_path or "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"key": _KEY}},
        "security": [{}, {"key": []}],
    }


_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "The key of a partner, with a limit of its own. Without one the limits of "
    "everybody hold; a wrong one is an error.",
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "description": "Address of an explanation of this kind."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do."},
        "request_id": {
            "type": "string",
            "description": "As the header X-Request-ID: by it the request is found in the log.",
        },
        "faults": {
            "type": "array",
            "description": "The fields or parameters that cannot be read.",
            "items": {
                "type": "object",
                "properties": {"at": {"type": "string"}, "problem": {"type": "string"}},
                "required": ["at", "problem"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["detail", "request_id", "status", "title", "type"],
    "additionalProperties": False,
}


def _schemas() -> Mapping[str, dict[str, Any]]:
    return {
        "Answer": answer_schema(),
        "CommitmentEntry": commitment_schema(),
        "CommitmentList": page_schema("CommitmentEntry"),
        "DocumentEntry": document_schema(),
        "DocumentList": page_schema("DocumentEntry"),
        "Overview": overview_schema(),
        "PassageEntry": passage_schema(),
        "PassageList": page_schema("PassageEntry"),
        "Problem": dict(_PROBLEM),
    }


def _add(schemas: dict[str, Any], name: str, schema: dict[str, Any]) -> None:
    """Put a schema, and those that it refers to, where the whole description finds them."""
    own = json.loads(json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/'))
    schemas |= own.pop("$defs", {})
    schemas[name] = own


def _operation(operation: Operation, sampled: Sampled, schemas: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            *_within(operation, sampled),
            *_parameters(operation.query, sampled, schemas),
        ],
        "responses": _responses(operation, sampled),
    }
    if operation.body is not None:
        name = operation.body.model_config.get("title") or operation.body.__name__
        _add(schemas, name, operation.body.model_json_schema())
        content = {
            "schema": {"$ref": f"#/components/schemas/{name}"},
            "example": {"question": sampled.question},
        }
        described["requestBody"] = {"required": True, "content": {"application/json": content}}
    return described


def _within(operation: Operation, sampled: Sampled) -> list[dict[str, Any]]:
    commitment = operation.schema == "CommitmentEntry"
    example = sampled.commitment if commitment else sampled.document
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": words,
            "schema": {"type": "string", "minLength": 1},
            **({"example": example} if example else {}),
        }
        for name, words in operation.within.items()
    ]


def _parameters(
    query: type[BaseModel], sampled: Sampled, schemas: dict[str, Any]
) -> list[dict[str, Any]]:
    whole = json.loads(
        json.dumps(query.model_json_schema()).replace('"#/$defs/', '"#/components/schemas/')
    )
    schemas |= whole.pop("$defs", {})
    found = []
    for name, schema in whole["properties"].items():
        required = name in whole.get("required", ())
        examples = [sampled.question] if name == "q" else schema.pop("examples", [])
        schema.pop("title", None)
        schema.pop("examples", None)
        found.append(
            {
                "name": name,
                "in": "query",
                "required": required,
                "description": schema.pop("description", ""),
                "schema": _given(schema),
                **({"example": examples[0]} if examples else {}),
            }
        )
    return found


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is given: to leave it out is not to send null."""
    kinds = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if len(kinds) == 1:
        schema = {**schema, **kinds[0]}
        del schema["anyOf"]
    if schema.get("default", 0) in (None, "", []):
        schema = {name: value for name, value in schema.items() if name != "default"}
    return schema


def _responses(operation: Operation, sampled: Sampled) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{operation.schema}"}}
    if operation.schema in sampled.responses:
        content["example"] = sampled.responses[operation.schema]
    forms = {"application/json": content}
    if operation.streams:
        forms["text/event-stream"] = {
            "schema": {"type": "string"},
            "example": 'event: answer\ndata: {"id": "…", "status": "answered", …}\n\n'
            'event: done\ndata: {"id": "…"}\n\n',
        }
    responses = {"200": {"description": operation.summary, "headers": _ID, "content": forms}}
    for status, kinds in groupby(operation.all_problems, key=lambda kind: kind.status):
        responses[str(status)] = _problem(status, tuple(kinds))
    return responses


_ID = {"X-Request-ID": {"description": "Names the request.", "schema": {"type": "string"}}}
_WHEN = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
_METHODS = {"description": "The methods that can be used.", "schema": {"type": "string"}}


def _problem(status: int, kinds: tuple[ProblemKind, ...]) -> dict[str, Any]:
    """Describe what comes with a status, with each kind of problem that has it."""
    headers: dict[str, Any] = dict(_ID)
    headers |= {"Retry-After": _WHEN} if status in _AFTER else {}
    headers |= {"Allow": _METHODS} if status == 405 else {}
    examples = {
        kind.name: {
            "summary": kind.title,
            "value": {
                "type": f"{PATH}{kind.name}",
                "title": kind.title,
                "status": status,
                "detail": f"{kind.explanation} {IN_DANGER}",
                "request_id": "0f7c2a94d1b84e53a6f0c1d29be77a10",
            },
        }
        for kind in kinds
    }
    return {
        "description": "; or: ".join(kind.title for kind in kinds),
        "headers": headers,
        "content": {
            MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
        },
    }
