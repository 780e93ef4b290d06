"""The whole on one machine: Chroma, PostgreSQL, Redis, some replicas and nginx, on loopback."""

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError
from evals.cluster import services
from evals.cluster.parts import Part, free_ports, wait_for
from evals.cluster.proxy import KEY, nginx

__all__ = ["STAFF_HEADER", "Cluster", "Replica", "running"]

STAFF_HEADER = "X-Forwarded-User"
_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One process that answers."""

    number: int
    port: int
    part: Part
    data: Path
    """Its data folder."""

    @property
    def url(self) -> str:
        """Its own address, without nginx."""
        return f"http://127.0.0.1:{self.port}"

    async def ready(self, *, seconds: float = 120) -> float:
        """Wait until /readyz says 200; returns the seconds. Raises PlansError where it never does."""
        return await wait_for(self.part, f"{self.url}/readyz", seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """All parts, running."""

    folder: Path
    url: str
    """Where visitors ask: nginx."""
    replicas: tuple[Replica, ...]
    chroma: Part
    chroma_url: str
    postgres: Part
    redis: Part
    nginx: Part
    shared: dict[str, str]
    """What ingest and the replicas are told alike."""

    @property
    def digests(self) -> Path:
        """The digests of this cluster's own copy of the corpus, which may be changed."""
        return self.folder / "corpus" / "digests"

    async def ingest(self) -> float:
        """Bring the index into line with the corpus; returns the seconds.

        Raises:
            PlansError: It failed.
        """
        began = time.monotonic()
        part = Part(
            "ingest",
            [sys.executable, "-m", "ingest"],
            self.folder,
            environment=_QUIET
            | self.shared
            | {
                "PLANS_DATA": str(self.folder / "writer"),
                "PLANS_CORPUS": str(self.folder / "corpus"),
            },
        )
        part.start()
        try:
            while part.runs():
                await asyncio.sleep(0.05)
        finally:
            part.end()
        if part.status:
            raise PlansError(f"python -m ingest failed: {part.last_words()}")
        return time.monotonic() - began


@asynccontextmanager
async def running(folder: Path, *, replicas: int, models: Path | None) -> AsyncIterator[Cluster]:
    """Start a cluster and end all of it, whatever happens.

    Args:
        folder: An empty folder for all that it writes.
        replicas: How many.
        models: Folder with the exported embedding model, to save the time of exporting it.

    Raises:
        PlansError: A program is missing, or a part does not start.
    """
    if missing := services.missing_programs():
        raise PlansError(f"not installed: {', '.join(missing)}")
    cluster = _prepared(folder, replicas, models)
    parts = (cluster.chroma, cluster.postgres, cluster.redis, cluster.nginx)
    try:
        for part in parts[:3]:
            part.start()
        await wait_for(cluster.chroma, f"{cluster.chroma_url}/api/v2/heartbeat")
        await services.wait_for_port(cluster.postgres, int(_port(cluster.shared, "DATABASE")))
        await services.wait_for_port(cluster.redis, int(_port(cluster.shared, "LIMITS")))
        cluster.nginx.start()
        await cluster.ingest()
        for replica in cluster.replicas:
            # A replica exports no model; it is given it, as an image of it is.
            shutil.copytree(folder / "writer" / "models", replica.data / "models")
            replica.part.start()
        for replica in cluster.replicas:
            await replica.ready()
        yield cluster
    finally:
        everything = [replica.part for replica in cluster.replicas] + [*parts]
        for part in everything:
            part.ask_to_stop()
        for part in everything:
            part.end()


def _prepared(folder: Path, replicas: int, models: Path | None) -> Cluster:
    """Choose ports and write what the parts need; nothing is started."""
    _copy_corpus(folder / "corpus")
    chroma_port, guard_port, redis_port, database_port, port, *ports = free_ports(5 + replicas)
    database, address = services.postgres(folder, database_port)
    shared = {
        "PLANS_CHROMA_URL": f"http://127.0.0.1:{guard_port}",
        "PLANS_CHROMA_KEY": KEY,
        "PLANS_DATABASE_URL": address,
        "PLANS_LIMITS_URL": f"redis://127.0.0.1:{redis_port}/0",
    }
    made = tuple(
        Replica(
            number=number,
            port=port,
            part=_replica(folder, number, port, shared),
            data=folder / f"replica-{number}",
        )
        for number, port in enumerate(ports, start=1)
    )
    if models is not None:
        shutil.copytree(models, folder / "writer" / "models")
    return Cluster(
        folder=folder,
        url=f"http://127.0.0.1:{port}",
        replicas=made,
        chroma=services.chroma(folder, chroma_port),
        chroma_url=f"http://127.0.0.1:{chroma_port}",
        postgres=database,
        redis=services.redis(folder, redis_port),
        nginx=nginx(folder, port, ports, chroma=chroma_port, chroma_proxy=guard_port),
        shared=shared,
    )


def _copy_corpus(folder: Path) -> None:
    shutil.copytree(_CORPUS / "digests", folder / "digests")
    for file in _CORPUS.glob("*.yaml"):
        shutil.copy(file, folder)


def _replica(folder: Path, number: int, port: int, shared: dict[str, str]) -> Part:
    name = f"replica-{number}"
    settings = {
        "PLANS_DATA": str(folder / name),
        "PLANS_PORT": str(port),
        "PLANS_TRUSTED_PROXIES": "127.0.0.1",
        "PLANS_STAFF_HEADER": STAFF_HEADER,
        "PLANS_STAFF_OFFICE": "the office",
        "PLANS_STAFF_KEY": str(_staff_key(folder)),
        "PLANS_STOP_SECONDS": "20",
    }
    (folder / name).mkdir(exist_ok=True)
    command = [sys.executable, "-m", "assistant", "serve"]
    return Part(name, command, folder, environment=_QUIET | shared | settings)


def _staff_key(folder: Path) -> Path:
    """The key that signs sessions, the same for all replicas."""
    key = folder / "staff-key"
    if not key.exists():
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(os.urandom(32).hex() + "\n")
    return key


def _port(shared: dict[str, str], which: str) -> str:
    return shared[f"PLANS_{which}_URL"].rpartition(":")[2].partition("/")[0]
