"""Documents, passages and commitments: filtered, a part at a time, in the shapes of the exports."""

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from assistant.commitments.records import Commitment
from assistant.pipeline import Assistant
from assistant.staff.export_json import as_json
from assistant.staff.export_rows import Exported
from assistant.verdicts.board import Board, Boards, Row
from assistant.verdicts.records import Verdict
from assistant.web.trails import Trails
from corpus.documents import TextSource
from tests.assistant.api.conftest import MakeApi
from tests.assistant.mcp.damaged import DOCUMENT, altered
from tests.assistant.staff.made_rows import OFFICE, PERSON, judgement

DOCUMENTS = "/api/v1/documents"
COMMITMENTS = "/api/v1/commitments"


def whole(api: httpx.Client, address: str) -> list[dict[str, Any]]:
    """Follow a list from part to part."""
    found = []
    following: str | None = address
    while following:
        part = api.get(following).json()
        found += part["items"]
        assert len(part["items"]) <= part["limit"]
        following = part["next"]
    assert len(found) == part["total"]
    return found


def test_the_parts_of_the_list_are_the_catalogue(api: httpx.Client, assistant: Assistant) -> None:
    catalogue = assistant.generation().catalogue
    found = whole(api, f"{DOCUMENTS}?limit=17")
    assert [each["id"] for each in found] == [each.id for each in catalogue.documents]
    assert {each["text"] for each in found} == {each.text for each in catalogue.documents}


@pytest.mark.parametrize(
    ("asked", "admits"),
    [
        ("kind=news&kind=plan", lambda each: each["kind"] in ("news", "plan")),
        ("year=2015", lambda each: each["published"].startswith("2015")),
        ("held=not+held", lambda each: each["held"] is None),
        ("held=digest", lambda each: each["text"] == "digest"),
        (
            "plan=plan-2015-20",
            lambda each: "plan-2015-20" in (each["id"], *each["about"]),
        ),
        ("kind=news&year=2015", lambda each: each["published"][:4] + each["kind"] == "2015news"),
    ],
)
def test_filters_keep_all_that_fits_and_nothing_else(
    api: httpx.Client, asked: str, admits: Any
) -> None:
    everything = whole(api, f"{DOCUMENTS}?limit=100")
    expected = [each["id"] for each in everything if admits(each)]
    found = whole(api, f"{DOCUMENTS}?{asked}&limit=7")
    assert 0 < len(expected) < len(everything)
    assert [each["id"] for each in found] == expected


@pytest.mark.parametrize(
    "asked",
    ["limit=0", "limit=101", "limit=-1", "limit=1.0", "limit=%20", "limit=1&limit=2", "offset=x",
     "offset=99999999999999999999", "kind=poem", "kidn=plan", "year=0", "held=all", "limit="],
)  # fmt: skip
def test_what_is_no_filter_is_said(api: httpx.Client, asked: str) -> None:
    reply = api.get(f"{DOCUMENTS}?{asked}")
    assert reply.status_code == 422
    assert reply.json()["faults"]


@pytest.mark.parametrize(
    "address",
    [f"{DOCUMENTS}/no-such", f"{DOCUMENTS}/no-such/passages", f"{DOCUMENTS}?plan=plan-1999",
     f"{COMMITMENTS}?plan=plan-1999", f"{COMMITMENTS}?document=x", f"{COMMITMENTS}?theme=x",
     f"{COMMITMENTS}/no/such/one", f"{COMMITMENTS}/", f"{DOCUMENTS}/", "/api", "/api/v2"],
)  # fmt: skip
def test_what_is_not_known_is_not_found(api: httpx.Client, address: str) -> None:
    reply = api.get(address)
    assert reply.status_code == 404
    assert reply.json()["type"] == "/api/v1/problems/not-found"


def test_past_the_end_there_is_nothing_more(api: httpx.Client) -> None:
    part = api.get(f"{DOCUMENTS}?offset=100000").json()
    assert (part["items"], part["next"]) == ([], None)
    assert part["total"] > 0


def test_a_document_says_what_is_held_and_where_it_is(
    api: httpx.Client, assistant: Assistant
) -> None:
    generation = assistant.generation()
    held = next(d for d in generation.catalogue.documents if d.text is TextSource.DIGEST)
    found = api.get(f"{DOCUMENTS}/{held.id}").json()
    record = generation.manifest.documents[held.id]
    assert found["held"]["text_sha256"] == record.text_sha256
    assert found["held"]["passages"] == record.passages > 0
    assert found["links"]["self"] == f"{DOCUMENTS}/{held.id}"
    assert api.get(found["links"]["passages"]).json()["total"] == record.passages
    known = next(d for d in generation.catalogue.plans if d.text is TextSource.NOT_HELD)
    bare = api.get(f"{DOCUMENTS}/{known.id}").json()
    assert (bare["held"], bare["links"]["passages"], bare["links"]["original"]) == (None,) * 3
    assert bare["in_force"]["start"]


def test_passages_are_the_stored_text(api: httpx.Client, assistant: Assistant) -> None:
    generation = assistant.generation()
    document = next(iter(generation.manifest.documents))
    text = generation.text(document)
    found = whole(api, f"{DOCUMENTS}/{document}/passages?limit=2")
    assert found
    for passage in found:
        assert passage["text"] == text[passage["start"] : passage["end"]]


def test_a_commitment_is_written_as_the_exports_write_it(
    api: httpx.Client, assistant: Assistant, boards: Boards
) -> None:
    trails = Trails(assistant.index)
    listed = whole(api, f"{COMMITMENTS}?limit=100")
    board = boards.board()
    assert [each["id"] for each in listed] == [row.id for row in board.rows]
    with_evidence = next(row for row in board.rows if trails.of(_commitment(row)).evidence)
    exported = Exported(
        row=with_evidence, trail=trails.of(_commitment(with_evidence)), history=(), notes=()
    )
    expected = json.loads(as_json([exported], public=True))["commitments"][0]
    for path in (with_evidence.id, with_evidence.id.replace("/", "%2F")):
        assert api.get(f"{COMMITMENTS}/{path}").json() == expected
    assert expected["evidence"] and "relation" not in expected["evidence"][0]


def _commitment(row: Row) -> Commitment:
    assert row.commitment is not None
    return row.commitment


def test_commitments_are_filtered_as_by_the_command(api: httpx.Client, boards: Boards) -> None:
    rows = [_commitment(row) for row in boards.board().rows]
    plan = next(each.plan for each in rows if each.plan)
    theme = next(each.theme for each in rows if each.theme)
    document = rows[0].document
    for asked, expected in (
        (f"plan={plan}", [each.id for each in rows if each.plan == plan]),
        (f"theme={theme.upper()}", [each.id for each in rows if each.theme == theme]),
        (f"document={document}", [each.id for each in rows if each.document == document]),
        ("verdict=kept", []),
        ("verdict=kept&verdict=not-judged", [each.id for each in rows]),
    ):
        found = whole(api, f"{COMMITMENTS}?{asked}&limit=50")
        assert [each["id"] for each in found] == expected


def test_nobody_who_judged_is_named(make_api: MakeApi, boards: Boards) -> None:
    first, second, third = boards.board().rows[:3]
    kept = judgement(_commitment(first), continues="plan-1/gone/1")
    taken_back = judgement(_commitment(second), verdict=Verdict.NOT_JUDGED, why="it was a slip")
    gone = dataclasses.replace(third, id="gone/x/1", commitment=None, judgement=kept)
    board = Board(
        [
            dataclasses.replace(first, judgement=kept, notes=3),
            dataclasses.replace(second, judgement=taken_back),
            gone,
        ],
        {"gone/x/1": first.id},
    )
    api = make_api(boards=SimpleNamespace(board=lambda: board))
    listed = api.get(COMMITMENTS)
    one = api.get(f"{COMMITMENTS}/{first.id}")
    for reply in (listed, one, api.get(f"{COMMITMENTS}/{second.id}")):
        assert PERSON not in reply.text
        assert "slip" not in reply.text
    assert [each["id"] for each in listed.json()["items"]] == [first.id, second.id]
    assert one.json()["judgement"]["continues"] == ""
    assert one.json()["judgement"]["office"] == OFFICE
    assert one.json()["verdict"] == "kept"
    lost = api.get(f"{COMMITMENTS}/gone/x/1")
    assert lost.status_code == 404
    assert first.id in lost.json()["detail"]


def test_where_nothing_is_published_that_is_said(make_api: MakeApi) -> None:
    api = make_api(boards=None)
    for address in (COMMITMENTS, f"{COMMITMENTS}/a/b/c"):
        reply = api.get(address)
        assert reply.status_code == 404
        assert reply.json()["type"] == "/api/v1/problems/not-published"
    assert api.get("/api/v1").json()["commitments"] is False
    assert "commitments" not in api.get("/api/v1").json()["links"]


@pytest.mark.parametrize("spans", [False, True])
def test_a_passage_that_is_not_in_the_stored_text_is_never_shown(
    make_api: MakeApi, shipped: Path, tmp_path: Path, *, spans: bool
) -> None:
    damaged = altered(shipped, tmp_path / "data", spans=spans)
    api = make_api(answerer=damaged, index=damaged.index, boards=None)
    reply = api.get(f"{DOCUMENTS}/{DOCUMENT}/passages")
    assert reply.status_code == 503
    assert reply.json()["type"].endswith("/not-now")
    others = (
        each.id
        for each in damaged.generation().catalogue.documents
        if each.text is TextSource.DIGEST
    )
    other = next(each for each in others if each != DOCUMENT)
    assert api.get(f"{DOCUMENTS}/{other}/passages").status_code == 200
