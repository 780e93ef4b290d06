"""A server in a process of its own, from its start to its end, with how long the start took."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

from corpus.errors import PlansError
from evals.load.watching import Held, held_by
from evals.load.ways import NotAnswered, Way

__all__ = ["ROOT", "Server", "assistant_server", "free_port", "get", "serving"]

ROOT = Path(__file__).resolve().parents[2]
"""Where `python -m` finds the packages, wherever this is run from."""
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
_TRY_AGAIN = 0.1
"""Seconds. Each try costs a server that is starting the page that says so, so there are not many."""
_PATIENCE = 300
"""Seconds in which a server must have started."""
_STOP = 30


@dataclass(frozen=True, slots=True)
class Server:
    """One that was started and has not been stopped."""

    url: str
    process: "subprocess.Popen[bytes]"
    began: float
    """On `time.monotonic()`, just before the process was started."""
    said: IO[bytes]
    """All that it wrote to its outputs."""

    def first_times(self, probes: Mapping[str, tuple[Way, str]]) -> dict[str, float]:
        """Ask in several ways until each has been answered once.

        Args:
            probes: By name: how to ask, and what.

        Returns:
            By name: seconds from the start of the process to the first reply with status 200.

        Raises:
            PlansError: The process ended, or did not answer in five minutes.
        """
        return asyncio.run(self._first_times(probes))

    async def _first_times(self, probes: Mapping[str, tuple[Way, str]]) -> dict[str, float]:
        async with httpx.AsyncClient(base_url=self.url, timeout=60, trust_env=False) as client:
            asking = (self._first(client, way, asked) for way, asked in probes.values())
            return dict(zip(probes, await asyncio.gather(*asking), strict=True))

    async def _first(self, client: httpx.AsyncClient, way: Way, question: str) -> float:
        while (taken := time.monotonic() - self.began) < _PATIENCE:
            self.check()
            try:
                if await way(client, question) == 200:
                    return time.monotonic() - self.began
            except (httpx.HTTPError, NotAnswered):
                pass
            await asyncio.sleep(_TRY_AGAIN)
        raise PlansError(f"the server did not answer within {taken:.0f} s: {self.last_words()}")

    def check(self) -> None:
        """Raise PlansError if the process has ended."""
        if self.process.poll() is not None:
            raise PlansError(
                f"the server ended with status {self.process.returncode}: {self.last_words()}"
            )

    def held(self) -> Held:
        """Memory, threads and open files of the process and its children."""
        self.check()
        return held_by(self.process.pid)

    def stop(self) -> None:
        """Ask it to stop, and end it if it does not within half a minute."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        """Return the last line that it wrote."""
        lines = self.output().strip().splitlines()
        return lines[-1] if lines else "it wrote nothing"

    def output(self) -> str:
        """Return all that it wrote."""
        self.said.seek(0)
        return self.said.read().decode("utf-8", "replace")


async def get(client: httpx.AsyncClient, path: str) -> int:
    """Ask for a path; a `Way` by which pages are found to be there."""
    return (await client.get(path)).status_code


@contextmanager
def serving(
    module: str, arguments: Sequence[str], port: int, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start `python -m module arguments`, which serves on a port of 127.0.0.1; stop it at the end.

    Args:
        module: What is run.
        arguments: Of its command line.
        port: On which it will listen.
        environment: Variables beside those of this process; of its `PLANS_…` none are passed on.
    """
    inherited = {name: value for name, value in os.environ.items() if name[:6] != "PLANS_"}
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=inherited | _QUIET | dict(environment),
        )
        server = Server(f"http://127.0.0.1:{port}", process, began, said)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def assistant_server(data: Path, **settings: str) -> Iterator[Server]:
    """Serve the assistant on the index of a data folder, without limits on how often is asked.

    Args:
        data: The folder.
        settings: Further settings by the names of `AssistantSettings`, such as `mcp="true"`.
    """
    port = free_port()
    given = {"data": str(data.resolve()), "questions_per_minute": "0"} | settings
    environment = {f"PLANS_{name.upper()}": value for name, value in given.items()}
    arguments = ["serve", "--port", str(port)]
    with serving("assistant", arguments, port, environment) as server:
        yield server


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as claimed:
        claimed.bind(("127.0.0.1", 0))
        number: int = claimed.getsockname()[1]
    return number
