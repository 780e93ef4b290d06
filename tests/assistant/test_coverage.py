"""An answer says when pages of what it speaks of could not be read."""

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.coverage import coverage_notes


def generation(**unread: tuple[int, int]) -> Any:
    """A generation whose documents have so many unread pages, and so many in all."""
    return SimpleNamespace(
        manifest=SimpleNamespace(
            documents={
                name: SimpleNamespace(unread=missing, pages=pages)
                for name, (missing, pages) in unread.items()
            }
        ),
        catalogue=SimpleNamespace(
            by_id={name: SimpleNamespace(short_name=f"report {name}") for name in unread}
        ),
    )


@pytest.mark.parametrize(
    ("unread", "start"),
    [
        ({"a": (3, 40)}, "3 of the 40 pages of report a could not be read"),
        ({"a": (1, 1)}, "The page of report a could not be read"),
        (
            {"a": (3, 40), "b": (2, 9)},
            "3 of the 40 pages of report a and 2 of the 9 pages of report b could not be read",
        ),
        (
            {"a": (1, 2), "b": (1, 2), "c": (1, 2)},
            "Some pages of 3 of the documents searched could not be read",
        ),
    ],
)
def test_pages_that_could_not_be_read_are_named(
    unread: dict[str, tuple[int, int]], start: str
) -> None:
    (note,) = coverage_notes([*unread, *unread, "unknown"], generation(**unread))
    assert note.startswith(start)
    assert "something may be missing" in note


def test_nothing_is_said_of_documents_that_were_read_whole() -> None:
    assert coverage_notes(["a"], generation(a=(0, 40), b=(5, 9))) == []
