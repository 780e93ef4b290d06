"""Serving the chat page on one address."""

import errno
import socket
import sys

from assistant.web.answerer import Answerer
from corpus.errors import PlansError

__all__ = ["claim_port", "serve"]


def claim_port(host: str, port: int) -> socket.socket:
    """Take a port before anything slow is built, so that nobody waits only to be refused.

    Raises:
        PlansError: Another program has the port, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family)
    if sys.platform != "win32":
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((host, port))
    except (OSError, OverflowError) as error:
        claimed.close()
        raise PlansError(_refusal(host, port, error)) from error
    return claimed


def serve(
    answerer: Answerer, host: str, port: int, *, claimed: socket.socket | None = None
) -> None:
    """Serve the chat page until interrupted, printing its address once it answers.

    Args:
        answerer: The assistant behind the page.
        host: Address to listen on.
        port: Port to listen on; 0 takes any free one.
        claimed: What `claim_port` returned, where the caller claimed the port earlier.

    Raises:
        PlansError: The port cannot be had.
    """
    listening = claimed or claim_port(host, port)
    import uvicorn

    from assistant.web.app import build_app

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"The chat page is at {_address(host, listening)}", flush=True)

    # No access log: it would say who asked and when.
    config = uvicorn.Config(build_app(answerer), log_level="warning", access_log=False)
    with listening:
        Announcing(config).run(sockets=[listening])


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
