"""One process of the cluster: started, stopped, killed and started again on the same port."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import httpx

from corpus.errors import PlansError

__all__ = ["Part", "free_ports", "wait_for"]

_STOP = 40
_AS_WE_ARE = -1


class Part:
    """A program that is run in the background; ended by its id, never by its name."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        folder: Path,
        *,
        environment: Mapping[str, str] | None = None,
        user: int | None = None,
        stopped_by: signal.Signals = signal.SIGTERM,
        alone: bool = False,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            name: What it is called in messages.
            command: The program and its arguments.
            folder: Its working folder, in which its output is kept as `NAME.log`.
            environment: Variables beside those of this process; of its `PLANS_…` none are passed.
            user: Number of the user that it runs as; only root may name another.
            stopped_by: The signal by which it ends in good order.
            alone: Whether it is given that environment only, and nothing of this process's.
        """
        self.name = name
        self._command = tuple(command)
        self._folder = folder
        self._log = folder / f"{name}.log"
        self._environment = dict(environment or {})
        self._user = _AS_WE_ARE if user is None else user
        self._stopped_by = stopped_by
        self._alone = alone
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its earlier output stays."""
        inherited = {} if self._alone else _without_settings()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                _ending_with_us(self._command, self._user),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env=inherited | self._environment,
            )

    def ask_to_stop(self) -> None:
        """Send the signal to stop, and do not wait."""
        if self.runs():
            self._running().send_signal(self._stopped_by)

    async def stop(self) -> float:
        """Stop it in good order; returns the seconds that this took.

        Raises:
            PlansError: It did not end.
        """
        began = time.monotonic()
        self.ask_to_stop()
        while self.runs():
            if time.monotonic() - began > _STOP:
                raise PlansError(f"{self.name} does not stop; {self.last_words()}")
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    def kill(self) -> None:
        """End it at once, as a fault or a lack of memory would."""
        self._running().kill()
        self._running().wait()

    def end(self) -> None:
        """End it whatever it does; for the end of all."""
        if self._process is None:
            return
        self.ask_to_stop()
        try:
            self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def status(self) -> int:
        """Its exit status; 0 while it runs."""
        return self._running().poll() or 0

    def runs(self) -> bool:
        """Say whether it is running."""
        return self._process is not None and self._process.poll() is None

    def check(self) -> None:
        """Raise PlansError where it has ended by itself."""
        if not self.runs():
            raise PlansError(f"{self.name} has ended: {self.last_words()}")

    def hang_up(self) -> None:
        """Send SIGHUP, by which servers read their configuration again."""
        self._running().send_signal(signal.SIGHUP)

    def output(self) -> IO[str]:
        """Open what it wrote."""
        return self._log.open(encoding="utf-8", errors="replace")

    def last_words(self) -> str:
        """Return the last lines that it wrote."""
        try:
            with self.output() as said:
                lines = [line.strip() for line in said if line.strip()]
        except FileNotFoundError:
            lines = []
        return " | ".join(lines[-3:]) or "it wrote nothing"

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise PlansError(f"{self.name} was never started")
        return self._process


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on, all different."""
    with contextlib.ExitStack() as stack:
        claimed = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in claimed:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in claimed]


async def wait_for(part: Part, url: str, *, seconds: float = 60) -> float:
    """Wait until a part answers an address with status 200; returns the seconds.

    Raises:
        PlansError: It ended, or did not answer in time.
    """
    began = time.monotonic()
    async with httpx.AsyncClient(trust_env=False, verify=False, timeout=5) as client:
        while time.monotonic() - began < seconds:
            part.check()
            try:
                if (await client.get(url)).status_code == 200:
                    return time.monotonic() - began
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.05)
    raise PlansError(f"{part.name} does not answer {url} in {seconds:.0f} s: {part.last_words()}")


def _without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name[:6] != "PLANS_"}


def _ending_with_us(command: Sequence[str], user: int) -> list[str]:
    """Have the system end the process when ours is killed; and run it as another user."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if user not in (_AS_WE_ARE, os.geteuid()):
            raise PlansError("setpriv is not installed; do not run this as root, or install it")
        return list(command)
    as_user = [] if user in (_AS_WE_ARE, os.geteuid()) else [f"--reuid={user}", "--clear-groups"]
    return [setpriv, "--pdeathsig=INT", *as_user, *command]
