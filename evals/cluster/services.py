"""What replicas share: Chroma's server behind its proxy, PostgreSQL and Redis, all on loopback."""

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from corpus.errors import PlansError
from evals.cluster.parts import Part

__all__ = ["chroma", "missing_programs", "postgres", "redis", "wait_for_port"]

_POSTGRES = Path("/usr/lib/postgresql")
_DATABASE = "plans"


def missing_programs() -> tuple[str, ...]:
    """Return which of the programs that a cluster needs are not installed."""
    found = {"nginx": _nginx(), "redis-server": shutil.which("redis-server"), "postgres": _bin()}
    return tuple(name for name, path in found.items() if path is None)


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _bin() -> Path | None:
    """The folder with PostgreSQL's programs, the newest where there are several."""
    known = [p.parent for p in _POSTGRES.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found = sorted(known, key=lambda folder: int(folder.parent.name.split(".")[0]))
    return Path(on_path).parent if on_path else (found[-1] if found else None)


def chroma(folder: Path, port: int) -> Part:
    """Return Chroma's server, which asks nobody who they are and so listens on loopback."""
    program = Path(sys.executable).parent / "chroma"
    store = folder / "chroma"
    store.mkdir()
    command = [str(program), "run", "--path", str(store), "--host", "127.0.0.1"]
    quiet = {"ANONYMIZED_TELEMETRY": "False"}
    return Part("chroma", [*command, "--port", str(port)], folder, environment=quiet)


def redis(folder: Path, port: int) -> Part:
    """Return a Redis that keeps nothing: counts of the last minute may be lost."""
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    return Part("redis", [*command, "--appendonly", "no", "--dir", str(folder)], folder)


def postgres(folder: Path, port: int) -> tuple[Part, str]:
    """Make a database cluster of its own; returns the server and the database's address.

    Raises:
        PlansError: It cannot be made.
    """
    programs = _bin()
    if programs is None:
        raise PlansError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    user = _user()
    here = folder / "postgres"
    here.mkdir()
    if user is not None:
        folder.chmod(0o711)
        os.chown(here, user, -1)
    data = here / "data"
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", _DATABASE, "-A", "trust", "-N"]
    made = subprocess.run(
        [*initdb, "-E", "UTF8", "--locale=C"], capture_output=True, text=True, user=user, cwd=here
    )
    if made.returncode:
        raise PlansError(f"initdb failed: {made.stderr.strip()}")
    command = [str(programs / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port)]
    server = Part(
        "postgres",
        [*command, "-k", str(here)],
        here,
        user=user,
        stopped_by=signal.SIGINT,  # its fast shutdown: connections are closed
    )
    # The database of the user's name is made by initdb only as `postgres`.
    return server, f"postgresql+psycopg://{_DATABASE}@127.0.0.1:{port}/postgres"


def _user() -> int | None:
    """Whom PostgreSQL runs as, since it refuses to run as root; None for ourselves."""
    if os.geteuid():
        return None
    try:
        return pwd.getpwnam("postgres").pw_uid
    except KeyError:
        return pwd.getpwnam("nobody").pw_uid


async def wait_for_port(part: Part, port: int, *, seconds: float = 30) -> None:
    """Wait until a part accepts connections.

    Raises:
        PlansError: It ended, or did not in time.
    """
    for _ in range(int(seconds / 0.05)):
        part.check()
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        await asyncio.sleep(0.05)
    raise PlansError(f"{part.name} does not listen on port {port}: {part.last_words()}")
