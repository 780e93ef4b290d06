"""Fetch into folder after folder, killed -9 at another step each time; prints how often.

`python -m tests.ingest.fetching.killed URL FOLDER`. A step is anything that Python tells of to an
audit hook (opening, renaming, removing a file) or one of the first looks at the clock: five before
the document begins and one for each piece of it. How many pieces there are is up to the system, so
later looks are no steps, or two runs would not have the same.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from ingest.fetching import Fetcher

_LOOKS = 8
_STEPS = ("open", "os.rename", "os.remove", "os.truncate", "fcntl.flock")


def main(url: str, folder: Path) -> None:
    for last in count(1):
        child = os.fork()
        if child == 0:
            _fetch(url, folder / str(last), last)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print(last - 1)
            sys.exit(os.waitstatus_to_exitcode(status))


def _fetch(url: str, folder: Path, last: int) -> None:
    steps = count(1)

    def step() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS and (event == "fcntl.flock" or str(folder) in str(arguments[0])):
            step()

    looks = count(1)

    def clock() -> float:
        if next(looks) <= _LOOKS:
            step()
        return 0.0

    sys.addaudithook(hook)
    with Fetcher(allow_loopback=True, clock=clock, sleep=lambda _: None) as fetcher:
        fetcher.get(url, folder)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
