"""Verdicts that come back in a file: shown first, and saved when somebody says so, all or none.

Nothing is kept here between the two: the page carries the file, and it is read again.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from anyio import to_thread
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import QueryParams, UploadFile
from starlette.exceptions import HTTPException

from assistant.staff.desk import Desk, Visit, page
from assistant.staff.export_rows import promise_words, short_words
from assistant.staff.import_csv import Import, ImportedVerdict, read_import
from assistant.staff.import_file import MOST_BYTES
from assistant.verdicts import store
from assistant.verdicts.board import Board, Row
from assistant.verdicts.records import NewJudgement, Verdict
from assistant.verdicts.store import Conflict, NewEvent, NoteConflict
from assistant.web.commitment_view import path_of
from assistant.web.in_words import counted
from assistant.web.words import say

__all__ = ["ImportPage", "read_upload"]

_SHOWN = 100
"""Changes that the preview names; of the others it tells how many."""
_MOST_SENT = 26_000_000
"""Bytes of a field."""


async def read_upload(request: Request) -> QueryParams | None:
    """Read a form with a file or with pasted words; None where it is not one.

    What was sent stands in the field "content", packed so that a page can carry it; "name" is what
    the file was called.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    try:
        async with request.form(max_files=1, max_fields=20, max_part_size=_MOST_SENT) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            file = form.get("file")
            if isinstance(file, UploadFile) and file.filename:
                fields["name"] = file.filename
                data = await file.read()
            else:
                data = fields.pop("text", "").encode("utf-8", "replace")
    except HTTPException as error:
        if error.status_code == 413:
            raise
        return None
    if data.strip():
        fields["content"] = await to_thread.run_sync(_packed, data)
    return QueryParams(list(fields.items()))


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data)).decode()


def _unpacked(content: str) -> bytes:
    """Return what was packed, cut where it is more than can be read; empty where it is damaged."""
    try:
        packed = base64.urlsafe_b64decode(content.encode("ascii", "replace"))
        return zlib.decompressobj().decompress(packed, MOST_BYTES + 1)
    except (binascii.Error, zlib.error):
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A verdict that a file brings, as the preview shows it."""

    words: str
    path: str
    before: Verdict
    after: Verdict
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtNote:
    """A note that a file brings, as the preview shows it."""

    words: str
    path: str
    text: str


class ImportPage:
    """Answers at /staff/import."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, visit: Visit) -> Response:
        """Show the form."""
        done = visit.asked.get("done", "")
        return self._page(visit, done=done if done.isascii() and done.isdigit() else "")

    def send(self, visit: Visit) -> Response:
        """Show what a file brings, or save it."""
        content = visit.fields.get("content", "")
        if not content:
            return self._page(visit, problems=(say("Choose a file, or paste its content."),))
        data = _unpacked(content)
        if not data:
            return self._page(visit, problems=(say("The file came damaged. Send it again."),))
        board = self._desk.boards.board()
        brought = read_import(data, board)
        if brought.problems or visit.fields.get("confirm") != "yes":
            return self._preview(visit, board, brought)
        try:
            return self._saved(visit, board, brought)
        except (Conflict, NoteConflict) as conflict:
            board = self._desk.boards.board()
            brought = read_import(data, board)
            return self._preview(visit, board, brought, str(conflict))

    def _saved(self, visit: Visit, board: Board, brought: Import) -> Response:
        name, person = visit.fields.get("name", ""), visit.person.name
        new = [(self._judgement(visit, board, each), seen) for each, seen in brought.new]
        notes = [
            store.NewNote(
                commitment=each.commitment, text=each.text, by=person, counted=each.counted
            )
            for each in brought.notes
        ]
        number = len(brought.new)
        said = f"{counted(number, 'verdict')}, {counted(len(brought.notes), 'note')}"
        detail = f"{said}{f', from {name}' if name else ''}"
        self._desk.store.keep(new, notes, NewEvent(action="imported", by=person, detail=detail))
        query = {"done": str(number + len(brought.notes))}
        return RedirectResponse(self._desk.shell.url("/staff/import", **query), 303)

    def _judgement(self, visit: Visit, board: Board, each: ImportedVerdict) -> NewJudgement:
        row = board.row(each.commitment)
        assert row is not None  # or it would have been a problem of the file
        return NewJudgement(
            commitment=row.id,
            verdict=each.verdict,
            why=each.why,
            by=visit.person.name,
            office=visit.person.office,
            promise=row.quoted,
        )

    def _preview(
        self, visit: Visit, board: Board, brought: Import, overtaken: str = ""
    ) -> Response:
        problems = [*([overtaken] if overtaken and not brought.problems else []), *brought.problems]
        if problems:
            return self._page(visit, problems=problems, brought=brought)
        changes = [
            Change(
                words=_words(row),
                path=path_of(row.id),
                before=row.verdict,
                after=each.verdict,
                why=each.why,
            )
            for each, _ in brought.new[:_SHOWN]
            if (row := board.row(each.commitment)) is not None
        ]
        notes = [
            BroughtNote(words=_words(row), path=path_of(row.id), text=each.text)
            for each in brought.notes[:_SHOWN]
            if (row := board.row(each.commitment)) is not None
        ]
        return self._page(visit, brought=brought, changes=changes, notes=notes)

    def _page(
        self,
        visit: Visit,
        *,
        problems: Sequence[str] = (),
        brought: Import | None = None,
        changes: Sequence[Change] = (),
        notes: Sequence[BroughtNote] = (),
        done: str = "",
    ) -> Response:
        title = say("Import verdicts")
        return page(
            self._desk,
            visit,
            "staff_import.html",
            title=say("Error: {title}", title=title) if problems else title,
            status=400 if problems else 200,
            here="/staff/import",
            heading=title,
            problems=problems,
            brought=brought,
            changes=changes,
            more=len(brought.new) - len(changes) if brought else 0,
            notes=notes,
            more_notes=len(brought.notes) - len(notes) if brought else 0,
            content=visit.fields.get("content", ""),
            name=visit.fields.get("name", ""),
            done=done,
        )


def _words(row: Row) -> str:
    return short_words(promise_words(row), 24)
