"""All trials, one after the other, on one cluster."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from evals.cluster.chats import chatted
from evals.cluster.cluster import Cluster, running
from evals.cluster.findings import Finding, Scale
from evals.cluster.losses import killed, renewed, restarted
from evals.cluster.reporting import as_lines
from evals.cluster.stops import without_chroma, without_postgres, without_redis
from evals.cluster.visitors import Visitors, visiting

__all__ = ["TRIALS", "run_trials"]

_UNDER_LOAD: Mapping[str, Callable[[Cluster, Visitors, Scale], Awaitable[Finding]]] = {
    "kill": killed,
    "index": renewed,
    "restart": restarted,
}
_STOPPED: Mapping[str, Callable[[Cluster], Awaitable[Finding]]] = {
    "chroma": without_chroma,
    "redis": without_redis,
    "postgres": without_postgres,
}
TRIALS = ("chat", *_UNDER_LOAD, *_STOPPED)
"""The names of all trials."""


async def run_trials(
    folder: Path,
    scale: Scale,
    *,
    replicas: int = 3,
    only: Sequence[str] = (),
    models: Path | None = None,
    tell: Callable[[str], object],
) -> list[Finding]:
    """Start a cluster, put it to trial, and end it.

    Args:
        folder: An empty folder for all that it writes.
        scale: How much is asked of it.
        replicas: How many there are.
        only: Names of trials; all if none.
        models: Folder with the exported embedding model, to save the time of exporting it.
        tell: Told each line as it is known.

    Raises:
        PlansError: A program is missing, or a part does not start or stop.
    """
    findings = []
    async with (
        running(folder, replicas=replicas, models=models) as cluster,
        visiting(cluster.url) as visitors,
    ):
        tell(f"{replicas} replicas are ready behind {cluster.url}")
        for name in only or TRIALS:
            if name == "chat":
                finding = await chatted(cluster, visitors)
            elif name in _STOPPED:
                finding = await _STOPPED[name](cluster)
            else:
                finding = await _UNDER_LOAD[name](cluster, visitors, scale)
            findings.append(finding)
            for line in as_lines(finding):
                tell(line)
    return findings
