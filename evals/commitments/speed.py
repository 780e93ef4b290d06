"""`python -m evals.commitments.speed`: how long the pages on commitments and plans take.

The pages are asked in one process, without a network; commitments beyond those of the index are
copies of them with other ids, a third of them judged.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from fastapi import Request
from fastapi.testclient import TestClient
from tqdm import tqdm

from assistant.across.grid import grid
from assistant.across.themes_over_time import themes_over_time
from assistant.commitments.evidence import EvidenceFinder
from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment
from assistant.settings import AssistantSettings
from assistant.site import Site
from assistant.staff.pages import Desk, build_staff
from assistant.staff.people import Person
from assistant.staff.signing_in import SignIn
from assistant.verdicts.board import Boards, quoted
from assistant.verdicts.records import NewJudgement, Verdict
from assistant.verdicts.store import VerdictStore
from assistant.web.shell import Shell
from corpus.errors import PlansError
from corpus.reader import IndexReader, OpenIndex
from corpus.sources import index_reader
from evals.bench.building import build_stores, copy_model

ROUNDS = 10
LISTS = {
    "list": "",
    "filter": "?theme=victims&can=no",
    "search": "?q=officers",
    "search and sort": "?q=police&sort=deadline",
    "last page": "?page=200",
}
SUBJECTS = ("cybercrime", "domestic abuse", "road safety", "offender pays", "council tax")
_BATCH = 500


class _Somebody(SignIn):
    """Takes every request as one of the same person."""

    asks_password = False
    published = False

    def person(self, request: Request) -> Person | None:
        """Return that person."""
        del request
        return Person(name="somebody", office="an office")

    def token(self, request: Request) -> str:
        """Return no token: nothing is sent."""
        del request
        return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.commitments.speed", description=__doc__)
    parser.add_argument("--commitments", type=int, default=10_000, metavar="N")
    parser.add_argument("--passages", type=int, default=10_000, metavar="N")
    options = parser.parse_args(arguments)
    try:
        measure(options.commitments, options.passages)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def measure(commitments: int, passages: int) -> None:
    """Measure and print; times are of the wall clock, in milliseconds.

    Raises:
        PlansError: There is no index, or a made one cannot be written.
    """
    settings = AssistantSettings()
    index = index_reader(settings).current()
    with tempfile.TemporaryDirectory(prefix="plans-speed-") as name:
        _lists(index, commitments, Path(name))
        _evidence(index)
        _grids(settings, index, passages, Path(name))


def _lists(index: OpenIndex, wanted: int, folder: Path) -> None:
    found = made(ledger(index.generation), wanted)
    store = VerdictStore(f"sqlite:///{folder / 'verdicts.sqlite3'}")
    store.prepare()
    judged = found[::3]
    for first in tqdm(range(0, len(judged), _BATCH), desc="Judging", unit="batches"):
        store.keep([(_judgement(each), None) for each in judged[first : first + _BATCH]])
    boards = Boards(lambda: index.generation, store, lambda _: found)
    desk = Desk(
        shell=Shell(Site()), boards=boards, store=store, index=lambda: index, sign_in=_Somebody()
    )
    print(f"{len(found):,} commitments, {len(judged):,} of them judged; a page of 50")
    with TestClient(build_staff(desk)) as client:
        for what, query in LISTS.items():
            _print(what, lambda query=query: client.get(f"/staff{query}").raise_for_status())  # type: ignore[misc]
        latest = store.latest()
        for place, each in enumerate(judged[:3]):
            store.judge(_judgement(each), seen=latest[each.id].number)
            began = time.perf_counter()
            client.get("/staff?q=officers").raise_for_status()
            print(f"  search after verdict {place + 1}: {_since(began):.0f}")


def _evidence(index: OpenIndex) -> None:
    finder, found = EvidenceFinder(index), ledger(index.generation)
    taken = [_timed(lambda each=each: finder.trail(each)) for each in found]  # type: ignore[misc]
    print(f"evidence of each of {len(found)} commitments: {_spread(taken)}")


def _grids(settings: AssistantSettings, real: OpenIndex, passages: int, folder: Path) -> None:
    data = folder / "data"
    copy_model(settings.data, data, settings.embedding_model)
    build_stores(data, real.generation.folder, folder / "plain", passages, seed=1)
    index = IndexReader(data, settings.embedding_model).current()
    plans = len(index.generation.catalogue.plans)
    print(f"{passages:,} passages, {plans} plans")
    print(f"  themes, once for each index: {_timed(lambda: themes_over_time(index)):.0f}")
    for subject in SUBJECTS:
        _print(f"grid of {subject!r}", lambda subject=subject: grid(index, subject))  # type: ignore[misc]


def made(found: Sequence[Commitment], wanted: int) -> list[Commitment]:
    """Return so many commitments: those that were found, and copies of them with other ids."""
    if not found:
        raise PlansError("the index holds no commitment to make copies of")
    return [
        replace(found[n % len(found)], id=f"{found[n % len(found)].id}-{n}") for n in range(wanted)
    ]


def _judgement(each: Commitment) -> NewJudgement:
    return NewJudgement(
        commitment=each.id,
        verdict=Verdict.KEPT,
        why="as the report of the year says",
        by="somebody",
        office="an office",
        promise=quoted(each),
    )


def _print(what: str, work: Callable[[], object]) -> None:
    first = _timed(work)
    print(f"  {what}: first {first:.0f}, then {_spread([_timed(work) for _ in range(ROUNDS)])}")


def _spread(taken: Sequence[float]) -> str:
    return f"p50 {median(taken):.0f}, p95 {quantiles(taken, n=20, method='inclusive')[-1]:.0f} ms"


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return _since(began)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
