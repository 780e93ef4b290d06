"""`python -m evals.load`: many `users` at once on a server, or a long `soak` of one."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.samples import load_samples
from evals.table import plain_table

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 1 where a question failed or the soak did not pass."""
    options = _parser().parse_args(arguments)
    questions = tuple(s.question for s in load_samples("dev") if not s.history)
    try:
        if options.command == "users":
            return _users(options, questions)
        return _soak(options, questions)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    users = commands.add_parser("users", help="ask a server that runs, as many users at once")
    users.add_argument("url", help="such as http://127.0.0.1:7860; its limits apply")
    users.add_argument("--users", type=int, default=32, metavar="N")
    users.add_argument("--seconds", type=float, default=20, metavar="S")
    soak = commands.add_parser("soak", help="use a server in every way for a long time")
    soak.add_argument("--minutes", type=float, default=60, metavar="M")
    soak.add_argument("--users", type=int, default=4, metavar="N")
    soak.add_argument(
        "--ingest-minutes", type=float, default=5, metavar="M", help="between two ingests"
    )
    soak.add_argument("--out", type=Path, help="folder for soak.md, soak.json and images/soak.png")
    return parser


def _users(options: argparse.Namespace, questions: Sequence[str]) -> int:
    from evals.load.users import run_users

    found = asyncio.run(run_users(options.url, options.users, questions, options.seconds))
    rows = [["", f"{options.users} users"]]
    rows += [[f"status {status}", f"{n:,}"] for status, n in sorted(found.statuses.items())]
    rows += [[f"failed: {kind}", f"{n:,}"] for kind, n in found.failed.items()]
    rows += [[f"p{p}, ms", f"{found.percentile(p) * 1000:,.0f}"] for p in (50, 95, 99)]
    rows += [
        ["answers/s", f"{found.per_second:.1f}"],
        ["longest wait, s", f"{found.longest_wait:.2f}"],
        ["fairness, Jain's index", f"{found.fairness:.3f}"],
    ]
    print(plain_table(rows))
    return 1 if found.failures else 0


def _soak(options: argparse.Namespace, questions: Sequence[str]) -> int:
    from evals.load.soak import SoakPlan, run_soak
    from evals.load.soak_page import as_text, write_soak

    plan = SoakPlan(
        questions=questions,
        minutes=options.minutes,
        users=options.users,
        ingest_minutes=options.ingest_minutes,
    )
    found = run_soak(plan, AssistantSettings())
    print(as_text(found))
    if options.out:
        write_soak(options.out, found)
        print(f"\nfigures: {options.out / 'soak.json'}, {options.out / 'soak.md'}")
    return 1 if found.passed is False else 0


if __name__ == "__main__":
    sys.exit(main())
