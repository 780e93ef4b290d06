"""Where a document is put: by one process at a time, and whole whenever a process is killed."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.fetching import Fetcher
from tests.ingest.fetching.site import PDF, Refused, Site

ROOT = Path(__file__).resolve().parents[3]


def test_while_another_process_fetches_into_the_folder_nothing_is_asked(
    site: Site, refused: Refused, tmp_path: Path
) -> None:
    url = site.serve("/plan.pdf", PDF)
    folder = tmp_path / "got"
    folder.mkdir()
    holder = os.open(folder, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    error = refused(url)
    os.close(holder)
    assert "another process is fetching" in str(error)
    assert not error.try_archive
    assert site.asked == []


def test_a_folder_that_cannot_be_written_is_named(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(Exception, match=r"cannot be stored in .*file") as error:
        fetcher.get(site.serve("/plan.pdf", PDF), tmp_path / "file")
    assert str(error.value).startswith(site.url)


def test_killed_at_any_point_the_next_try_gets_the_whole_document(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    url = site.serve_parts("/plan.pdf", PDF * 3, cut=None)
    process = subprocess.run(
        [sys.executable, "-m", "tests.ingest.fetching.killed", url, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert process.returncode == 0, process.stderr
    kills = int(process.stdout)
    assert kills > 10
    part_seen = whole_seen = False
    for folder in (tmp_path / str(number) for number in range(1, kills + 2)):
        for left in folder.glob("*.pdf"):
            whole_seen = True
            assert left.read_bytes() == PDF * 3
        part_seen |= any(part.stat().st_size for part in folder.glob("*.part"))
        fetched = fetcher.get(url, folder)
        assert fetched.path.read_bytes() == PDF * 3
        assert list(folder.iterdir()) == [fetched.path]
    assert part_seen
    assert whole_seen
    assert any("Range" in asked.headers for asked in site.asked)
