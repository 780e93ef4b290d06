"""Puts a scripted reply on the wire: as a stream of events, whole, or broken."""

import itertools
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evals.scripted.server import Asked, Reply

__all__ = ["Wire", "send_reply", "send_status"]

_POLL = 0.02
"""Seconds between two looks whether the server is stopping."""
_TOOL = "give_claims"


class Wire:
    """Writes a body in chunks of HTTP/1.1, so that a client can tell a cut from an end."""

    def __init__(self, handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
        self.handler = handler
        self.stopping = stopping

    def start(self, content: str, status: int = 200) -> None:
        """Send the head."""
        self.handler.send_response(status)
        self.handler.send_header("content-type", content)
        self.handler.send_header("transfer-encoding", "chunked")
        self.handler.end_headers()

    def send(self, data: bytes) -> None:
        """Send some bytes of the body; none are sent where there are none."""
        if data:
            self.handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.handler.wfile.flush()

    def event(self, data: Mapping[str, Any], name: str = "") -> None:
        """Send one server-sent event."""
        head = f"event: {name}\n" if name else ""
        self.send(f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def end(self) -> None:
        """End the body properly."""
        self.handler.wfile.write(b"0\r\n\r\n")
        self.handler.wfile.flush()

    def cut(self) -> None:
        """Close the connection, with the body not ended."""
        self.handler.close_connection = True

    def wait(self, event: threading.Event) -> bool:
        """Wait until an event is set; False where the server stops before."""
        while not event.wait(_POLL):
            if self.stopping.is_set():
                return False
        return True

    def pause(self, seconds: float) -> bool:
        """Wait some seconds; False where the server stops before."""
        return not self.stopping.wait(seconds) if seconds else not self.stopping.is_set()


def send_status(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send a whole JSON body."""
    data = json.dumps(body, ensure_ascii=False).encode()
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(data)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def send_reply(
    handler: BaseHTTPRequestHandler, asked: "Asked", reply: "Reply", stopping: threading.Event
) -> None:
    """Send a reply in the form that was asked for.

    Raises:
        ConnectionError: The client has gone.
    """
    wire = Wire(handler, stopping)
    if reply.status != 200:
        if reply.hold and not wire.wait(reply.hold):
            return wire.cut()
        after = {} if reply.retry_after is None else {"retry-after": str(reply.retry_after)}
        error = {"error": {"message": reply.text or "refused", "type": "scripted", "code": None}}
        return send_status(handler, reply.status, error, after)
    if reply.raw is not None:
        wire.start("text/event-stream" if asked.stream else "application/json")
        wire.send(reply.raw)
        return wire.end()
    return _stream(wire, asked, reply) if asked.stream else _whole(wire, asked, reply)


def _whole(wire: Wire, asked: "Asked", reply: "Reply") -> None:
    if reply.hold and not wire.wait(reply.hold):
        return wire.cut()
    message: dict[str, Any] = {"role": "assistant", "content": reply.text}
    if reply.as_tool:
        function = {"name": _tool(asked, reply), "arguments": reply.text}
        message["content"] = None
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    whole: dict[str, Any] = {**_frame(asked, "chat.completion"), "choices": [choice]}
    if reply.usage:
        whole["usage"] = _usage(asked, len(reply.text))
    data = json.dumps(whole, ensure_ascii=False).encode()
    wire.start("application/json")
    if reply.cut_after is not None:
        wire.send(data[: len(data) // 2])
        return wire.end() if reply.quiet_cut else wire.cut()
    wire.send(data)
    return wire.end()


def _stream(wire: Wire, asked: "Asked", reply: "Reply") -> None:
    frame = _frame(asked, "chat.completion.chunk")

    def delta(said: Mapping[str, Any], finish: str | None = None) -> None:
        wire.event({**frame, "choices": [{"index": 0, "delta": said, "finish_reason": finish}]})

    wire.start("text/event-stream")
    delta({"role": "assistant", **_opening(asked, reply)})
    if reply.thinking:
        delta({"reasoning_content": reply.thinking})
    sent = 0
    held = reply.hold is None
    for piece in _pieces(reply):
        if not held and sent + len(piece) > reply.hold_after:
            held = True
            if reply.hold and not wire.wait(reply.hold):
                return wire.cut()
        if not wire.pause(reply.every):
            return wire.cut()
        delta(_said(reply, piece))
        sent += len(piece)
    if not held and reply.hold and not wire.wait(reply.hold):
        return wire.cut()
    if reply.cut_after is not None:
        return wire.end() if reply.quiet_cut else wire.cut()
    delta({}, reply.finish)
    if reply.usage and asked.body.get("stream_options", {}).get("include_usage"):
        wire.event({**frame, "choices": [], "usage": _usage(asked, sent)})
    wire.send(b"data: [DONE]\n\n")
    return wire.end()


def _pieces(reply: "Reply") -> Iterator[str]:
    text = reply.text if reply.cut_after is None else reply.text[: reply.cut_after]
    for _ in itertools.count() if reply.endless else range(1):
        for start in range(0, len(text), reply.piece):
            yield text[start : start + reply.piece]


def _opening(asked: "Asked", reply: "Reply") -> dict[str, Any]:
    if not reply.as_tool:
        return {"content": ""}
    function = {"name": _tool(asked, reply), "arguments": ""}
    call = {"index": 0, "id": "call_1", "type": "function", "function": function}
    return {"content": None, "tool_calls": [call]}


def _said(reply: "Reply", piece: str) -> dict[str, Any]:
    if not reply.as_tool:
        return {"content": piece}
    return {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}


def _tool(asked: "Asked", reply: "Reply") -> str:
    offered = asked.body.get("tools") or [{"function": {"name": _TOOL}}]
    return reply.tool or str(offered[0]["function"]["name"])


def _frame(asked: "Asked", kind: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-scripted",
        "object": kind,
        "created": 0,
        "model": asked.body.get("model", "scripted"),
    }


def _usage(asked: "Asked", written: int) -> dict[str, int]:
    read = (len(asked.system) + len(asked.message)) // 4
    return {
        "prompt_tokens": read,
        "completion_tokens": written // 4,
        "total_tokens": read + written // 4,
    }
