"""What was promised and what became of it, as the exports write it, without the names of people."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from pydantic import Field, TypeAdapter

from assistant.api.paging import NoQuery, PageQuery, page_of
from assistant.api.problems import NOT_FOUND, NOT_PUBLISHED, Problem
from assistant.api.questions import Words
from assistant.api.reading import read_query
from assistant.commitments.records import Commitment, Evidence, Searched
from assistant.commitments.themes import read_themes
from assistant.staff.export_json import as_json
from assistant.staff.export_rows import Exported
from assistant.verdicts.board import Board, Boards, Row, Sought
from assistant.verdicts.published import Published
from assistant.verdicts.records import Judgement, Quoted, Review, Verdict
from assistant.web.trails import Trails
from corpus.generation import Generation
from corpus.reader import OpenIndex

__all__ = ["PATH", "Commitments", "CommitmentsQuery", "commitment_schema"]

PATH = "/api/v1/commitments"


class CommitmentsQuery(PageQuery):
    """By what the list of commitments is filtered."""

    plan: Words = Field(
        "", description="Only of or about this plan: its id.", examples=["plan-2015-20"]
    )
    document: Words = Field("", description="Only in this document: its id.")
    theme: Words = Field(
        "", description="Only of this theme, by id or by name, or by the name that a plan gives it."
    )
    verdict: tuple[Verdict, ...] = Field(
        (), description="Only with this verdict of a person; may be given several times."
    )


class Commitments:
    """Answers what is asked about commitments."""

    def __init__(
        self,
        boards: Boards | None,
        index: Callable[[], OpenIndex],
        trails: Trails,
        root_path: str,
    ) -> None:
        """Prepare.

        Args:
            boards: The ledger with the verdicts; None where it is not published.
            index: Returns the index that answers now; raises PlansError.
            trails: Finds the evidence.
            root_path: What a proxy takes off the start of every address.
        """
        self._published = Published(boards.board) if boards else None
        self._index = index
        self._trails = trails
        self._root_path = root_path

    def list(self, request: Request) -> Mapping[str, Any]:
        """Return a part of the list, in order of time; evidence comes with each one alone."""
        self._board()
        return self.found(read_query(request, CommitmentsQuery))

    def found(self, asked: CommitmentsQuery) -> Mapping[str, Any]:
        """Return the part of the list that is asked for."""
        board = self._board()
        generation = self._index().generation
        sought = _sought(asked, board, generation)
        return page_of(
            board.find(sought),
            asked,
            lambda row: _record(Exported(row=row, trail=None, history=_history(row), notes=())),
            address=f"{self._root_path}{PATH}",
            index=generation.folder.name,
        )

    def one(self, request: Request) -> Mapping[str, Any]:
        """Return a commitment with its evidence and its verdict."""
        board = self._board()
        read_query(request, NoQuery)
        row = board.row(request.path_params["id"])
        if row is None or row.commitment is None:
            moved = board.follow(request.path_params["id"])
            said = f" Its verdict went over to {moved.id}." if moved else ""
            raise Problem(
                NOT_FOUND, f"There is no commitment with this id.{said} GET {PATH} lists them."
            )
        return self._whole(row)

    def sample(self) -> Mapping[str, Any]:
        """Return one with its evidence, as an example.

        Raises:
            Problem: There is none, or they are not published.
        """
        rows = self._board().rows
        if not rows:
            raise Problem(NOT_FOUND, "There is no commitment.")
        return self._whole(rows[0])

    def _whole(self, row: Row) -> Mapping[str, Any]:
        assert row.commitment is not None  # what is gone is not published
        trail = self._trails.of(row.commitment)
        return _record(Exported(row=row, trail=trail, history=_history(row), notes=()))

    def _board(self) -> Board:
        if self._published is None:
            raise Problem(
                NOT_PUBLISHED, "Whoever runs this assistant has not published commitments."
            )
        return self._published.now()


def _history(row: Row) -> tuple[Judgement, ...]:
    return (row.judgement,) if row.judgement else ()


def _record(exported: Exported) -> Mapping[str, Any]:
    """Write one as the exports do, so that there is one shape."""
    written: Mapping[str, Any] = json.loads(as_json([exported], public=True))
    found: Mapping[str, Any] = written["commitments"][0]
    return found


def _sought(asked: CommitmentsQuery, board: Board, generation: Generation) -> Sought:
    """Return what is looked for; what is not known is said, as an empty list would hide it."""
    catalogue = generation.catalogue
    plans = [plan.id for plan in catalogue.plans]
    if asked.plan and asked.plan not in plans:
        raise Problem(NOT_FOUND, f"There is no plan with this id. There are: {', '.join(plans)}.")
    if asked.document and asked.document not in catalogue.by_id:
        raise Problem(
            NOT_FOUND, "There is no document with this id; GET /api/v1/documents lists them."
        )
    theme = _theme(asked.theme, board) if asked.theme else ""
    return Sought(plan=asked.plan, document=asked.document, theme=theme, verdicts=asked.verdict)


def _theme(name: str, board: Board) -> str:
    """Return the theme that is named, as rows have it."""
    themes = {called.lower(): each.id for each in read_themes() for called in (each.id, each.name)}
    strands = {
        row.commitment.strand for row in board.rows if row.commitment and row.commitment.strand
    }
    known = {**{strand.lower(): strand for strand in strands}, **themes}
    if name.lower() not in known:
        named = ", ".join([*(each.id for each in read_themes()), *sorted(strands)])
        raise Problem(NOT_FOUND, f"There is no theme of this name. There are: {named}.")
    return known[name.lower()]


def commitment_schema() -> dict[str, Any]:
    """Return the JSON Schema of one commitment, as the exports write it for everybody."""
    definitions: dict[str, Any] = {}

    def taken(kind: type, *left_out: str) -> dict[str, Any]:
        schema = TypeAdapter(kind).json_schema(mode="serialization")
        definitions.update(schema.pop("$defs", {}))
        for name in left_out:
            del schema["properties"][name]
        schema["required"] = sorted(schema["properties"])
        return {**schema, "additionalProperties": False}

    promise = {"id", "document", "title", "page", "start", "end", "words"}
    own = {
        "Quoted": taken(Quoted),
        "Commitment": taken(Commitment, *promise),
        "Judgement": taken(Judgement, "by"),
        "Review": taken(Review),
        "Evidence": taken(Evidence, "relation", "because"),
        "Searched": taken(Searched),
    }
    date = {
        "type": "string",
        "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        "description": "YYYY, YYYY-MM or YYYY-MM-DD, as precisely as is known.",
    }
    definitions |= own | {"PartialDate": date, "Verdict": {"enum": list(Verdict), "type": "string"}}
    to = {name: {"$ref": f"#/$defs/{name}"} for name in (*own, "Verdict")}
    nothing = {"type": "null"}
    properties = {
        "id": {"type": "string"},
        "promise": to["Quoted"],
        "commitment": to["Commitment"],
        "verdict": to["Verdict"],
        "judgement": {"anyOf": [to["Judgement"], nothing]},
        "review": {"anyOf": [to["Review"], nothing]},
        "history": {"type": "array", "items": to["Judgement"]},
        "evidence": {"anyOf": [{"type": "array", "items": to["Evidence"]}, nothing]},
        "searched": {"anyOf": [to["Searched"], nothing]},
    }
    return {
        "title": "Commitment",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }
