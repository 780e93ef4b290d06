"""What all trials found, for a terminal and as `docs/cluster.md`."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from evals.cluster.findings import Finding, Scale

__all__ = ["as_lines", "write_report"]

_HEAD = """# Past one machine

Written by `python -m evals.cluster --out docs`; do not edit. {date}, {cores} cores, all parts on
one machine: {replicas} replicas of the assistant with a data folder each, nginx with the
configuration of [deploy/nginx](../deploy/nginx), Chroma's server behind nginx with a key,
PostgreSQL and Redis. {users} users ask, each the next question when the last is answered, half by
the page and half by the API; every question comes from another address than the one before.

Times are those of this machine, on which replicas, services and users share the cores. A replica
that is killed answers some requests at that moment; of these, nginx asks a GET again elsewhere,
and a POST that had been sent is lost: nobody can know how far it had come.

| trial | passed |
|---|---|
"""


def as_lines(finding: Finding) -> list[str]:
    """Lines for a terminal."""
    head = f"{'passed' if finding.passed else 'FAILED'}: {finding.what}"
    return [head, f"  wanted: {finding.wanted}", *(f"  {line}" for line in finding.lines)]


def write_report(
    folder: Path, findings: Sequence[Finding], scale: Scale, *, replicas: int, cores: int
) -> Path:
    """Write `cluster.md` into a folder; returns its path."""
    head = _HEAD.format(
        date=dt.datetime.now(dt.UTC).date(), cores=cores, replicas=replicas, users=scale.users
    )
    rows = [f"| {each.what} | {'yes' if each.passed else '**no**'} |" for each in findings]
    parts = [head + "\n".join(rows) + "\n"]
    for each in findings:
        shown = "\n".join(f"- {line}" for line in each.lines)
        title = each.what[0].upper() + each.what[1:]
        parts.append(f"## {title}\n\nWanted: {each.wanted}.\n\n{shown}\n")
    path = folder / "cluster.md"
    path.write_text("\n".join(parts), "utf-8")
    return path
