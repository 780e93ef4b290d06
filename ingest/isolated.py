"""Reading one original in a child process, or taking the reading that is kept."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from tqdm import tqdm

from corpus.child import ChildEnded, Limits, run_child
from corpus.errors import ReadingError
from ingest.readers.formats import check_format
from ingest.readers.reading import Reading
from ingest.stored_readings import StoredReadings, read_reading

__all__ = ["file_digest", "read_isolated"]

_PROBLEM = "problem: "


def read_isolated(
    file: Path, digest: str, stored: StoredReadings, limits: Limits, most_megabytes: int
) -> Reading:
    """Read a file of strangers.

    Args:
        file: What is read.
        digest: Its SHA-256.
        stored: Where its reading is kept.
        limits: What the child may use.
        most_megabytes: Larger files are not read at all.

    Raises:
        ReadingError: It cannot be read, or reading it went over a limit.
    """
    size = file.stat().st_size
    if size > most_megabytes * 2**20:
        raise ReadingError(
            f"{file}: is {size / 2**20:,.0f} MB, more than the {most_megabytes} MB that are read; "
            "make it smaller, divide it, or raise PLANS_MAX_FILE_MEGABYTES"
        )
    known = stored.get(digest)
    if known is not None:
        return known
    stored.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".arriving-", dir=stored.folder) as name:
        arriving = Path(name) / "reading"
        arriving.mkdir()
        _read_in_child(file, arriving, limits)
        reading = read_reading(arriving)
        place = stored.place(digest)
        shutil.rmtree(place, ignore_errors=True)
        arriving.rename(place)
    return reading


def _read_in_child(file: Path, folder: Path, limits: Limits) -> None:
    last = ""

    with tqdm(desc=file.name, unit=" pages", leave=False, delay=1) as bar:

        def on_line(line: str) -> None:
            nonlocal last
            last = line
            if line.startswith("page "):
                _, page, pages = line.split()
                bar.total = int(pages)
                bar.update(max(0, int(page) - bar.n))

        arguments = [str(file.absolute()), str(folder), str(limits.megabytes)]
        try:
            run_child("ingest.reading_child", arguments, limits, on_line)
        except ChildEnded as error:
            at = f" at page {bar.n} of {bar.total}" if bar.n else ""
            raise ReadingError(
                f"{file}: {error.reason}{at}, so it was not read; save it again from the program "
                "that made it, or as PDF, or raise PLANS_READ_SECONDS or PLANS_READ_MEGABYTES"
            ) from None
    if last.startswith(_PROBLEM):
        problem = last.removeprefix(_PROBLEM).removeprefix(f"{file.absolute()}: ")
        raise ReadingError(f"{file}: {problem}")


def file_digest(file: Path) -> str:
    """SHA-256 of a file that may be one of ours.

    Raises:
        ReadingError: It cannot be read, or is of no format that is read.
    """
    check_format(file)
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
