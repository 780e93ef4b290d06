"""Serving the chat page on one address."""

import contextlib
import errno
import socket
import sys
from typing import TYPE_CHECKING

from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.web.application import Application

__all__ = ["claim_port", "serve"]

STOP_SECONDS = 3
"""How long a stop waits for answers under way."""


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
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"Starting at {address} …", flush=True)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            _end_streams(app)
            await super().shutdown(sockets=sockets)

    # No access log: it would say who asked and when.
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=STOP_SECONDS,
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
