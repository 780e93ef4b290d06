"""What comes over HTTP is read before the protocol's library sees it: that would log what is wrong."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive

__all__ = ["IN_DANGER", "MAX_BODY_BYTES", "read_body", "refusal_of", "replayed", "rpc_error"]

MAX_BODY_BYTES = 65_536
IN_DANGER = "In danger, call 999."
"""The end of every refusal: what was refused may have told of danger."""
_PARSE_ERROR, _INVALID_REQUEST, _INVALID_PARAMS = -32700, -32600, -32602


def rpc_error(
    words: str,
    *,
    status: int,
    code: int = _INVALID_REQUEST,
    name: str | int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Say in the protocol's form what is wrong with a request; `name` is its id."""
    told = {"code": code, "message": f"{words} {IN_DANGER}"}
    error = {"jsonrpc": "2.0", "id": name, "error": told}
    return JSONResponse(error, status_code=status, headers=headers)


async def read_body(request: Request) -> bytes | Response | None:
    """Return the body of a request; what to answer where it is too long; None if nobody waits."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY_BYTES:
                return rpc_error(
                    f"The request is longer than {MAX_BODY_BYTES:,} bytes. Send less.", status=413
                )
    except ClientDisconnect:
        return None
    return bytes(body)


def refusal_of(body: bytes) -> Response | None:
    """Return what to answer to a message that needs no work; None for a request that does.

    Nothing of it is repeated: it may be somebody's words.
    """
    from mcp import types

    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return rpc_error("This is not JSON.", status=400, code=_PARSE_ERROR)
    try:
        message = types.JSONRPCMessage.model_validate(raw).root
        if isinstance(message, types.JSONRPCRequest):
            str(message.id).encode()  # an id that is no Unicode could not be sent back
    except (ValueError, RecursionError):
        return rpc_error(
            "This is not one message of JSON-RPC 2.0; several at once are not taken.", status=400
        )
    if not isinstance(message, types.JSONRPCRequest):
        if "method" in raw and "id" in raw:
            return rpc_error("The id of a request must be a text or a whole number.", status=400)
        return Response(status_code=202)  # nothing is kept that a notification could change
    asked = {"method": message.method, "params": message.params}
    try:
        types.ClientRequest.model_validate({k: v for k, v in asked.items() if v is not None})
    except (ValueError, RecursionError):
        return rpc_error(
            "There is no such method, or its parameters do not have its form.",
            status=200,
            code=_INVALID_PARAMS,
            name=message.id,
        )
    return None


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read once more, and then what else comes."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Any:
        return messages.pop() if messages else await receive()

    return again
