"""The child process that reads one file: `python -m ingest.reading_child FILE FOLDER MEGABYTES`.

Prints a line for each page, and at last `done` or `problem: …`.
"""

import sys
from pathlib import Path

from corpus.child import limit_this_process
from corpus.errors import ReadingError
from ingest.readers.formats import read_file
from ingest.stored_readings import write_reading

__all__: list[str] = []

_MOST_WRITTEN = 1024
"""Megabytes of one file that it may write."""


def _main(file: Path, folder: Path, megabytes: int) -> None:
    limit_this_process(megabytes, _MOST_WRITTEN)
    try:
        reading = read_file(file, lambda page, pages: print(f"page {page} {pages}", flush=True))
        write_reading(folder, reading)
    except ReadingError as error:
        print(f"problem: {' '.join(str(error).split())}", flush=True)
    else:
        print("done", flush=True)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
