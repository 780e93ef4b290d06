"""What a request asks, read strictly: what is not known is said, and no word of it is repeated."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeGuard, TypeVar, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel, ValidationError

from assistant.api.problems import NOT_JSON, NOT_VALID, TOO_LARGE, Fault, Problem
from assistant.web.security import MAX_BODY_BYTES

__all__ = ["MOST_FAULTS", "read_json", "read_query", "validated"]

MOST_FAULTS = 20
"""Faults that are named; whoever wrote so many looks again anyhow."""

_M = TypeVar("_M", bound=BaseModel)


async def read_json(request: Request) -> Any:
    """Read the body of a request as JSON.

    Raises:
        Problem: It is not declared to be JSON, too large, or no JSON.
    """
    kind, _, more = request.headers.get("content-type", "").partition(";")
    charset = more.strip().lower().replace('"', "").replace(" ", "")
    if kind.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise Problem(
            NOT_JSON, "Send JSON in UTF-8 with the header “Content-Type: application/json”."
        )
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise Problem(
                TOO_LARGE, f"The body is larger than the {MAX_BODY_BYTES:,} bytes that are taken."
            )
    try:
        return json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError:
        _not_valid("The body is not text in UTF-8.")
    except RecursionError:
        _not_valid("The body is nested too deeply.")
    except json.JSONDecodeError as error:
        _not_valid(f"The body is not JSON ({error.msg}, at character {error.pos + 1}).")
    except ValueError as error:  # a number of thousands of digits, or what the hooks below say
        said = (
            str(error) if isinstance(error, _Unreadable) else "It holds a number that is too long."
        )
        _not_valid(f"The body cannot be read. {said}")


class _Unreadable(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two fields with one name, nobody can tell which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Unreadable("An object has the same field twice.")
    return found


def _no_number(_: str) -> NoReturn:
    raise _Unreadable("NaN and Infinity are no numbers of JSON.")


def _not_valid(detail: str) -> NoReturn:
    raise Problem(NOT_VALID, detail) from None


def read_query(request: Request, model: type[_M]) -> _M:
    """Read the parameters of an address.

    Args:
        request: Whose parameters they are.
        model: Names them; only its lists may be given several times.

    Raises:
        Problem: One is not known, missing, given twice or not of its kind.
    """
    lists = {
        name for name, each in model.model_fields.items() if get_origin(each.annotation) is tuple
    }
    read: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in lists:
            read.setdefault(name, []).append(value)
        elif name in read:
            known = name if name in model.model_fields else ""
            faults = [Fault(at=known, problem="is given twice")]
            raise Problem(NOT_VALID, "A parameter is given twice.", faults=faults)
        else:
            read[name] = value
    return validated(model, read)


def validated(model: type[_M], value: Any) -> _M:
    """Hold what was read against a model.

    Raises:
        Problem: It does not fit; each fault is named.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        faults = tuple(dict.fromkeys(_fault(each, model) for each in found[:MOST_FAULTS]))
        lines = "; ".join(
            f"{fault.at}: {fault.problem}" if fault.at else fault.problem for fault in faults
        )
        raise Problem(NOT_VALID, f"What was sent cannot be read: {lines}.", faults=faults) from None


def _fault(error: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    """Return a fault in words of ours: the name of a field that is not known may be anything."""
    place: Sequence[str | int] = error["loc"]
    if error["type"] == "extra_forbidden":
        place = place[:-1]
        names = ", ".join(sorted(_model_at(place, model).model_fields))
        return Fault(at=".".join(map(str, place)), problem=f"only these fields are known: {names}")
    problem = str(error["msg"]).removeprefix("Value error, ")
    return Fault(at=".".join(map(str, place)), problem=problem[:1].lower() + problem[1:])


def _model_at(place: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel]:
    """Return the model of the object at a place."""
    for name in place:
        within = model.model_fields[str(name)].annotation
        inner = [each for each in (within, *get_args(within)) if _is_model(each)]
        model = inner[0] if inner else model
    return model


def _is_model(each: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(each, type) and issubclass(each, BaseModel)
