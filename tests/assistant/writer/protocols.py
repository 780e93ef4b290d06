"""Speaks Anthropic's and Ollama's protocols on loopback, as far as a short reply needs them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

__all__ = ["Request", "anthropic_reply", "ollama_reply", "speaking"]


class Request(NamedTuple):
    """What was asked."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


@contextmanager
def speaking(
    kind: str, reply: bytes, status: int = 200, *, location: str = ""
) -> Iterator[tuple[str, list[Request]]]:
    """Serve one reply again and again; yields the address and the list of what is asked."""
    asked: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Request(self.path, headers, body))
            self.send_response(status)
            self.send_header("content-type", kind)
            if location:
                self.send_header("location", location)
            self.send_header("content-length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def anthropic_reply(text: str, *, tool: str, thinking: str = "Hm.", whole: bool = True) -> bytes:
    """A stream of Anthropic's events: thinking, then a call of a tool with `text` as arguments."""
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "scripted",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 40, "output_tokens": 1},
    }
    pieces = [text[start : start + 9] for start in range(0, len(text), 9)]
    call = {"type": "tool_use", "id": "toolu_1", "name": tool, "input": {}}
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": message},
        _block(0, {"type": "thinking", "thinking": "", "signature": ""}),
        _delta(0, {"type": "thinking_delta", "thinking": thinking}),
        {"type": "content_block_stop", "index": 0},
        _block(1, {"type": "text", "text": ""}),
        _delta(1, {"type": "text_delta", "text": "Here it is."}),
        {"type": "content_block_stop", "index": 1},
        _block(2, call),
        *(_delta(2, {"type": "input_json_delta", "partial_json": piece}) for piece in pieces),
    ]
    end = {"stop_reason": "tool_use", "stop_sequence": None}
    if whole:
        events += [
            {"type": "content_block_stop", "index": 2},
            {
                "type": "message_delta",
                "delta": end,
                "usage": {"input_tokens": 40, "output_tokens": 17},
            },
            {"type": "message_stop"},
        ]
    return b"".join(f"event: {e['type']}\ndata: {json.dumps(e)}\n\n".encode() for e in events)


def _block(index: int, block: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "content_block_start", "index": index, "content_block": block}


def _delta(index: int, delta: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "content_block_delta", "index": index, "delta": delta}


def ollama_reply(text: str, *, thinking: str = "Hm.", whole: bool = True) -> bytes:
    """Ollama's lines of JSON: thinking apart, then `text` in pieces."""
    said: list[dict[str, Any]] = [{"content": "", "thinking": thinking}]
    said += [{"content": text[start : start + 9]} for start in range(0, len(text), 9)]
    lines: list[dict[str, Any]] = [
        {"message": {"role": "assistant", **each}, "done": False} for each in said
    ]
    if whole:
        end = {"done": True, "done_reason": "stop", "prompt_eval_count": 40, "eval_count": 17}
        lines.append({"message": {"role": "assistant", "content": ""}, **end})
    frame = {"model": "scripted", "created_at": "2026-03-01T00:00:00Z"}
    return b"".join(json.dumps({**frame, **line}).encode() + b"\n" for line in lines)
