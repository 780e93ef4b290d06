"""Serving the chat page on one address."""

import asyncio
import contextlib
import errno
import math
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING

from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.web.application import Application

__all__ = ["claim_port", "serve"]

LINGER_SECONDS = 2.0
"""How long questions are still taken after SIGTERM, while proxies learn to send none."""
_FLUSH_SECONDS = 0.3
"""In which what the chat answered last reaches its page."""
_GIVEN_UP_SECONDS = 5
"""After a stop's time is over: a thread that never ends must not keep the process."""


def claim_port(host: str, port: int) -> socket.socket:
    """Take a port before anything slow is done, so that nobody waits only to be refused.

    Raises:
        PlansError: Another program has the port, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family)
    if sys.platform != "win32":
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((host, port))
        claimed.listen()
    except (OSError, OverflowError) as error:
        claimed.close()
        raise PlansError(_refusal(host, port, error)) from error
    return claimed


def serve(
    app: "Application", host: str, port: int, *, claimed: socket.socket | None = None
) -> None:
    """Serve until interrupted; the address is printed at once, and again when all of it answers.

    Args:
        app: What `build_app` made.
        host: Address to listen on.
        port: Port to listen on; 0 takes any free one.
        claimed: What `claim_port` returned, where the caller claimed the port earlier.

    Raises:
        PlansError: The port cannot be had, or the assistant cannot answer.
    """
    listening = claimed or claim_port(host, port)
    with listening, contextlib.suppress(KeyboardInterrupt):
        _run(app, host, listening)
    if app.failure:
        raise app.failure


def _run(app: "Application", host: str, listening: socket.socket) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        stopping: "_Stopping | None" = None

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"Starting at {address} …", flush=True)

        def handle_exit(self, sig: int, _: FrameType | None) -> None:
            if self.stopping is not None:
                os._exit(128 + sig)  # asked twice, so nobody wants to wait
            app.stopping = True
            _end_after(app.stop_seconds + _GIVEN_UP_SECONDS)
            self.stopping = _Stopping(app.stop_seconds, lingers=sig != signal.SIGINT)

        async def on_tick(self, counter: int) -> bool:
            over = await super().on_tick(counter)
            return over or (self.stopping is not None and self.stopping.lingered)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            stopping = self.stopping or _Stopping(app.stop_seconds)
            await stopping.answered(app)
            _end_streams(app)
            config.timeout_graceful_shutdown = stopping.left
            await super().shutdown(sockets=sockets)

    config = uvicorn.Config(
        app,
        log_config=None,  # the log is one for all
        server_header=False,
        access_log=False,  # it would say who asked and when
        proxy_headers=False,  # who sent a request is never what the request says of itself
    )
    server = Server(config)
    address = _address(host, listening)  # which cannot be had once the port is closed

    def stop() -> None:
        server.should_exit = True

    def tell() -> None:
        print(f"The chat page is at {address}", flush=True)

    app.on_ready, app.on_failure = tell, stop
    server.run(sockets=[listening])


class _Stopping:
    """A stop that was asked for: what it waits for, and until when."""

    def __init__(self, seconds: int, *, lingers: bool = False) -> None:
        now = time.monotonic()
        self._until = now + seconds
        self._lingers_until = now + (min(LINGER_SECONDS, seconds / 4) if lingers else 0)

    @property
    def lingered(self) -> bool:
        """Whether no more questions are taken."""
        return time.monotonic() >= self._lingers_until

    @property
    def left(self) -> int:
        """Whole seconds that are left, at least one."""
        return max(1, math.ceil(self._until - time.monotonic()))

    async def answered(self, app: "Application") -> None:
        """Wait for the questions under way; the chat's answers go over streams that end next."""
        if app.under_way == 0:
            return
        while app.under_way and time.monotonic() < self._until - _FLUSH_SECONDS:
            await asyncio.sleep(_FLUSH_SECONDS / 10)
        await asyncio.sleep(_FLUSH_SECONDS)


def _end_after(seconds: float) -> None:
    """End the process then, whatever still works in a thread."""
    end = threading.Timer(seconds, os._exit, (1,))
    end.daemon = True
    end.start()


def _end_streams(app: "Application") -> None:
    """Close the streams that open pages hold, which a stop would otherwise wait for."""
    for route in app.chat.routes if app.chat else ():
        stop = getattr(getattr(route, "app", None), "stop_event", None)
        if stop is not None:
            stop.set()


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _refusal(host: str, port: int, error: Exception) -> str:
    remedy = "choose another with PLANS_PORT or --port"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use; stop the program that uses it, or {remedy}, "
            f"for example --port {port + 1 if port < 65_535 else 7861}"
        )
    return f"cannot listen on {host} port {port} ({error}); {remedy}, or another address"
