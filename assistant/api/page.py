"""The API described for people and for programs, and a page for each kind of problem."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup

from assistant.api.openapi import Description
from assistant.api.problems import PROBLEMS
from assistant.web.shell import Shell
from corpus.errors import PlansError

__all__ = ["ApiPages"]

_ANYWHERE = "https://assistant.example"
"""Stands for the address of this website where it is not known; no request is asked for it."""
_LONGEST = 2_400
"""Characters of an example that are shown."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parameter:
    """One parameter or field, for people."""

    name: str
    kind: str
    """What it must be: "whole number, 1 to 100"."""
    required: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """One operation, for people."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[_Parameter, ...]
    curl: str
    python: str
    response: str
    """An example of what comes back; "" where there is none."""
    problems: tuple[tuple[str, str], ...]
    """Status and titles."""


class ApiPages:
    """Answers people who want to use the API."""

    def __init__(self, shell: Shell, description: Description, address: str = "") -> None:
        """Prepare.

        Args:
            shell: Makes the pages.
            description: What is shown.
            address: Under which people reach this website, such as "https://plans.example.org".
        """
        self._address = address or _ANYWHERE
        self._shell = shell
        self._description = description

    def openapi(self, _: Request) -> Response:
        """Describe the API to programs."""
        return JSONResponse(self._description.now(), headers={"Cache-Control": "no-cache"})

    def docs(self, _: Request) -> Response:
        """Describe the API."""
        try:
            described = self._description.now()
        except PlansError as error:
            _log.error("%s", error)
            return self._shell.message("Not now", "Please try again later.", status=503)
        here = self._address + self._shell.root_path
        sections = [
            _section(path, method, operation, described, here)
            for path, operations in described["paths"].items()
            for method, operation in operations.items()
        ]
        return self._shell.page(
            "api.html",
            title="For other programs",
            sections=sections,
            problems=list(PROBLEMS.values()),
            version=described["info"]["version"],
            code=_code,
            stands_for_it=self._address if self._address == _ANYWHERE else "",
        )

    def problem(self, request: Request) -> Response:
        """Explain a kind of problem."""
        kind = PROBLEMS.get(request.path_params["name"])
        if kind is None:
            return self._shell.message("Not found", "There is no such problem.", status=404)
        return self._shell.message(
            kind.title, f"{kind.explanation} The HTTP status is {kind.status}.", status=200
        )


def _section(
    path: str, method: str, operation: Mapping[str, Any], whole: Mapping[str, Any], here: str
) -> _Section:
    body = operation.get("requestBody")
    parameters = [_parameter(each, whole) for each in operation["parameters"]]
    if body:
        parameters += _fields(body["content"]["application/json"]["schema"], whole)
    address = here + _example_path(path, operation)
    sent = body["content"]["application/json"]["example"] if body else None
    shown = operation["responses"]["200"]["content"]["application/json"].get("example")
    return _Section(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        paragraphs=tuple(operation["description"].split("\n\n")),
        parameters=tuple(parameters),
        curl=_curl(address, sent),
        python=_python(address, sent),
        response=_shortened(shown) if shown is not None else "",
        problems=tuple(
            (status, each["description"])
            for status, each in operation["responses"].items()
            if status != "200"
        ),
    )


def _parameter(each: Mapping[str, Any], whole: Mapping[str, Any]) -> _Parameter:
    return _Parameter(
        name=each["name"],
        kind=_kind(each["schema"], whole),
        required=each["required"],
        words=each["description"],
    )


def _fields(
    schema: Mapping[str, Any], whole: Mapping[str, Any], before: str = ""
) -> list[_Parameter]:
    """Return the fields of a body, those of inner objects after them."""
    schema = _resolved(schema, whole)
    found = []
    for name, each in schema["properties"].items():
        inner = _resolved(each, whole)
        found.append(
            _Parameter(
                name=f"{before}{name}",
                kind=_kind(each, whole),
                required=name in schema.get("required", ()),
                words=each.get("description", ""),
            )
        )
        if "properties" in inner:
            found += _fields(inner, whole, f"{before}{name}.")
    return found


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and past the choice of leaving something out."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolved(choice, whole)
    if "$ref" in schema:
        found: Mapping[str, Any] = whole["components"]["schemas"][schema["$ref"].split("/")[-1]]
        return found
    return schema


def _kind(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> str:
    """Say what a value must be."""
    schema = _resolved(schema, whole)
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    if schema.get("type") == "array":
        if "prefixItems" in schema:
            return "two whole numbers"
        most = f"at most {schema['maxItems']}" if "maxItems" in schema else "any number"
        return f"{most} of: {_kind(schema['items'], whole)}"
    if schema.get("type") == "integer":
        return f"whole number, {schema['minimum']:,} to {schema['maximum']:,}"
    return {"object": "object", "string": "text"}[schema["type"]]


def _example_path(path: str, operation: Mapping[str, Any]) -> str:
    asked = {}
    for each in operation["parameters"]:
        example = each.get("example", "")
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", quote(str(example) or "ID", safe=""))
        elif example != "":
            asked[each["name"]] = example
    return f"{path}?{urlencode(asked)}" if asked else path


def _curl(address: str, sent: Any) -> str:
    if sent is None:
        return f"curl '{address}'"
    data = json.dumps(sent, ensure_ascii=False).replace("'", "\\u0027")
    return f"curl '{address}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{data}'"


def _python(address: str, sent: Any) -> str:
    lines = ["import httpx", ""]
    if sent is None:
        lines.append(f'reply = httpx.get("{address}")')
    else:
        lines.append(f"asked = {json.dumps(sent, ensure_ascii=False)}")
        lines.append(f'reply = httpx.post("{address}", json=asked, timeout=30)')
    return "\n".join([*lines, "reply.raise_for_status()", "print(reply.json())"])


def _code(words: str) -> Markup:
    """Return words as HTML, with what stands in backticks as code."""
    parts = words.split("`")
    parts[1::2] = [Markup("<code>{}</code>").format(part) for part in parts[1::2]]
    return Markup("").join(parts)


def _shortened(example: Any) -> str:
    text = json.dumps(example, ensure_ascii=False, indent=2)
    if len(text) <= _LONGEST:
        return text
    return f"{text[: text.rindex(chr(10), 0, _LONGEST)]}\n…"
