"""`python -m evals.cluster`: replicas, Chroma, PostgreSQL, Redis and nginx on loopback, put to trial.

Needs nginx, redis-server and PostgreSQL (Debian: apt-get install nginx-light redis-server
postgresql). Ends with 0 where every trial passed.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import PlansError
from evals.cluster.findings import Scale
from evals.cluster.reporting import write_report
from evals.cluster.running import TRIALS, run_trials

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.cluster",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--replicas", type=int, default=3, metavar="N")
    parser.add_argument("--users", type=int, default=12, metavar="N")
    parser.add_argument("--seconds", type=float, default=15, help="of load in a trial, at least")
    parser.add_argument("--only", nargs="+", choices=list(TRIALS), metavar="TRIAL", default=[])
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write cluster.md there")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it")
    options = parser.parse_args(arguments)
    scale = Scale(users=options.users, seconds=options.seconds)
    try:
        with tempfile.TemporaryDirectory(prefix="plans-cluster-") as temporary:
            folder = options.keep or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            trials = run_trials(
                folder.resolve(), scale, replicas=options.replicas, only=options.only, tell=_tell
            )
            findings = asyncio.run(trials)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.out:
        cores = os.cpu_count() or 1
        path = write_report(options.out, findings, scale, replicas=options.replicas, cores=cores)
        print(path)
    return 0 if all(finding.passed for finding in findings) else 1


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
