"""A server that speaks OpenAI's chat protocol on loopback and says what a script tells it to.

with ScriptedServer(lambda asked: Reply(text='{"claims": []}')) as server:
    settings = AssistantSettings(model="openai:scripted", model_url=server.url, model_key="none")
"""

import json
import re
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from evals.scripted.sending import send_reply, send_status

__all__ = ["Asked", "Reply", "Script", "ScriptedServer"]

_HEAD = re.compile(r"\[(\d+)\] .*:$")
_LABELS = ("Question: ", "Understood as: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that the server got."""

    system: str
    """The system message."""
    message: str
    """The last message of the user."""
    stream: bool
    body: Mapping[str, Any] = field(default_factory=dict)
    """The whole request, as JSON."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    @property
    def question(self) -> str:
        """The question that the message holds; empty where it holds none."""
        for line in self.message.splitlines():
            if line.startswith(_LABELS[0]):
                return line.removeprefix(_LABELS[0]).strip()
        return ""

    @property
    def quotations(self) -> Mapping[int, str]:
        """The words of each quotation, without its head line, by its marker."""
        lines = self.message.partition("Quotations:\n")[2].splitlines()
        found: dict[int, list[str]] = {}
        for line in lines:
            head = _HEAD.match(line)
            # A quotation may hold a line like a head; markers only rise.
            if head and int(head[1]) > max(found, default=0):
                found[int(head[1])] = []
            elif found:
                found[max(found)].append(line)
        return {marker: "\n".join(words).strip() for marker, words in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says to one request, and how it goes wrong on the way."""

    text: str = ""
    status: int = 200
    """Anything but 200 is sent as an error in OpenAI's form, with `text` as its message."""
    piece: int = 12
    """Characters in each piece of a stream."""
    cut_after: int | None = None
    """Closes the connection after so many characters of `text`."""
    quiet_cut: bool = False
    """The cut looks like the proper end of the body, only that the reply is not whole."""
    as_tool: bool = False
    """Sends `text` as the arguments of a tool call: the tool that was offered, or `tool`."""
    tool: str = ""
    thinking: str = ""
    """Sent before `text` as `reasoning_content`, as servers of thinking models do."""
    hold: threading.Event | None = None
    """Waits for this event, once, where `hold_after` characters have been sent."""
    hold_after: int = 0
    every: float = 0.0
    """Seconds between two pieces."""
    endless: bool = False
    """Repeats `text` until the client goes."""
    raw: bytes | None = None
    """Sends these bytes as the body in place of all the above."""
    retry_after: int | None = None
    """Seconds, as the header `Retry-After`."""
    finish: str = "stop"
    """Why it stopped, as `finish_reason`."""
    usage: bool = True
    """Whether it counts tokens: one for every four characters."""


Script = Callable[[Asked], Reply]


class ScriptedServer:
    """Serves a script from a thread of its own while the `with` block lasts."""

    def __init__(self, script: Script) -> None:
        """Take a script: it is called once for each request, by many threads at the same time."""
        self.script = script
        self.asked: list[Asked] = []
        """Every request for a reply so far, in order of arrival."""
        self.gone = threading.Semaphore(0)
        """Released whenever a client has gone before its reply was whole."""
        self.stopping = threading.Event()
        self.failures: list[Exception] = []
        """What the script itself raised; the first is raised at the end of the block."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def url(self) -> str:
        """What to set as the model's address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if error is None and self.failures:
            raise self.failures[0]


def _handler_of(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            """List the one model."""
            if self.path != "/v1/models":
                return send_status(self, 404, {"error": {"message": "not found"}})
            return send_status(
                self, 200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
            )

        def do_POST(self) -> None:
            """Reply as the script says."""
            body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
            if self.path != "/v1/chat/completions":
                return send_status(self, 404, {"error": {"message": "not found"}})
            asked = _asked(body, {name.lower(): value for name, value in self.headers.items()})
            server.asked.append(asked)
            try:
                reply = server.script(asked)
            except Exception as error:
                server.failures.append(error)
                return send_status(self, 500, {"error": {"message": "the script failed"}})
            try:
                send_reply(self, asked, reply, server.stopping)
            except ConnectionError:
                self.close_connection = True
                server.gone.release()
            return None

        def handle(self) -> None:
            """Serve one connection; one that the client breaks is no news."""
            with suppress(ConnectionError):
                super().handle()

        def finish(self) -> None:
            """Let the client see the end at once."""
            with suppress(OSError):
                super().finish()
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what is sent here may hold questions."""

    return Handler


def _asked(body: Mapping[str, Any], headers: Mapping[str, str]) -> Asked:
    said: dict[str, str] = {}
    for message in body.get("messages", []):
        said[message["role"]] = _text(message["content"])
    return Asked(
        system=said.get("system", said.get("developer", "")),
        message=said.get("user", ""),
        stream=bool(body.get("stream")),
        body=body,
        headers=headers,
    )


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content or ())
