"""The pages for staff on a few documents made by hand, with a database of their own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.commitments.records import Commitment, Evidence, Relation, Searched, Trail
from assistant.site import Site
from assistant.staff.pages import Desk, build_staff
from assistant.staff.people import Person
from assistant.staff.signing_in import SignIn
from assistant.verdicts.board import Boards
from assistant.verdicts.records import Verdict
from assistant.verdicts.store import VerdictStore
from assistant.web.assets import asset
from assistant.web.commitments_page import add_commitments
from assistant.web.security import Guard
from assistant.web.shell import Shell
from assistant.web.trails import Trails
from corpus.dates import PartialDate
from corpus.documents import Document, Kind, TextSource
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.reader import OpenIndex
from tests.assistant.commitments.made import PLAN, document, generation_of

OFFICE = "the Commissioner’s office"
TOKEN = "the token of this session"
REPORT = document(
    id="report-2014",
    title="Annual Report 2013-14",
    kind=Kind.ANNUAL_REPORT,
    published=PartialDate(2014, 6),
    period=None,
    in_force=None,
)
NEWS = document(
    id="news-2016",
    title="A new scheme for rural roads",
    kind=Kind.NEWS,
    published=PartialDate(2016, 9),
    period=None,
    in_force=None,
    text=TextSource.DIGEST,
)
DONE = "Forty more officers joined the patrols in March 2014."
MORE = "We are still recruiting officers for rural patrols."
PARTS = {
    "plan-2013": {
        "Patrols": [
            "We will recruit 40 more officers by March 2014.",
            "We will open a police shop in every town by 2015.",
        ],
        "Victims": ["I will set up a fund for victims of burglary by April 2014."],
    },
    "report-2014": {"Officers": [DONE, MORE]},
    "news-2016": {"Roads": ["The Commissioner will buy six speed cameras by 2017."]},
}


@dataclass
class Documents:
    """The index, which a test may change or break."""

    parts: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: {name: dict(parts) for name, parts in PARTS.items()}
    )
    broken: bool = False
    searched: list[str] = field(default_factory=list)
    """Ids of commitments for which evidence was looked for."""
    found: bool = True
    """Whether any is."""
    _made: Generation | None = None

    def index(self) -> OpenIndex:
        if self.broken:
            raise PlansError("the index is damaged; run `python -m ingest`")
        if self._made is None:
            held: tuple[Document, ...] = (PLAN, REPORT, NEWS)
            self._made = generation_of(*((each, self.parts[each.id]) for each in held))
        return cast(OpenIndex, SimpleNamespace(generation=self._made))

    def change(self, name: str, heading: str, lines: list[str]) -> None:
        """Let a document say something else from now on."""
        self.parts[name][heading] = lines
        self._made = None
        made = self.index().generation
        made.folder = Path(f"generation-{id(made)}")  # type: ignore[misc]

    def finder(self, index: OpenIndex) -> "Finder":
        return Finder(self, index.generation)


@dataclass
class Finder:
    """Finds the report's two sentences for whatever is promised about officers."""

    documents: Documents
    generation: Generation

    def trail(self, commitment: Commitment) -> Trail:
        self.documents.searched.append(commitment.id)
        first, last = PartialDate(2014, 6), PartialDate(2016, 9)
        searched = Searched(
            documents=2, passages=2, first=first, last=last, terms=("officers", "patrols")
        )
        if not self.documents.found or "officers" not in commitment.words:
            return Trail(evidence=(), searched=searched)
        both = ((DONE, Relation.DONE, "joined"), (MORE, Relation.UNCLEAR, ""))
        text = self.generation.text(REPORT.id)
        held = [one for one in both if one[0] in text]
        return Trail(evidence=tuple(self._found(*one) for one in held), searched=searched)

    def _found(self, words: str, relation: Relation, because: str) -> Evidence:
        start = self.generation.text(REPORT.id).index(words)
        return Evidence(
            document=REPORT.id, title=REPORT.title, kind=REPORT.kind, published=REPORT.published,
            source=TextSource.ORIGINAL, passage=f"{REPORT.id}/officers/1", headings=("Officers",), page=3,
            start=start, end=start + len(words), words=words, lead="", relation=relation, because=because,
            claimed_by="the Commissioner’s own annual report", own=True, score=0.9,
        )  # fmt: skip


class FakeSignIn(SignIn):
    """Signs in whoever the test names."""

    asks_password = True
    published = False

    def __init__(self) -> None:
        self.name: str | None = "Alex Example"

    def person(self, _: Request) -> Person | None:
        return Person(name=self.name, office=OFFICE) if self.name else None

    def token(self, _: Request) -> str:
        return TOKEN


class FlakyStore(VerdictStore):
    """A store that a test can make fail."""

    failing = False

    def state(self) -> tuple[int, int]:
        if self.failing:
            raise PlansError("/srv/verdicts.sqlite: cannot be opened")
        return super().state()


@dataclass
class Staff:
    """The pages, and all that is behind them."""

    documents: Documents
    store: FlakyStore
    sign_in: FakeSignIn
    boards: Boards
    app: FastAPI
    shell: Shell
    client: httpx.Client = field(init=False)

    def ids(self) -> list[str]:
        """Ids of all commitments, in order of time."""
        return [row.id for row in self.boards.board().rows]

    def page(self, commitment: str, **query: str) -> httpx.Response:
        return self.client.get(f"/staff/commitments/{commitment}", params=query)

    def send(self, commitment: str, query: str = "", **fields: Any) -> httpx.Response:
        sent = {"token": TOKEN, "action": "judge"} | fields
        return self.client.post(f"/staff/commitments/{commitment}{query}", data=sent)

    def judge(self, commitment: str, **fields: Any) -> httpx.Response:
        """Judge it as the form does that was just opened."""
        seen = hidden(self.page(commitment).text, "seen")
        given = {"verdict": Verdict.KEPT.value, "why": "The report says so.", "seen": seen}
        return self.send(commitment, **(given | fields))

    def log(self) -> list[tuple[str, str, str]]:
        """What was logged, the oldest first: by whom, what, and the detail."""
        return [(one.by, one.action, one.detail) for one in reversed(self.store.events())]


def hidden(page: str, name: str) -> str:
    """Return the value of the first hidden field of that name."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def ticks(page: str) -> list[str]:
    """Return the values of the boxes for quotations that a verdict may rest on."""
    return [unescape(key) for key in re.findall(r'name="rests" value="([^"]*)"', page)]


def make_staff(folder: Path, root_path: str = "", *, public: bool = True) -> Staff:
    """Build the pages, for staff and for everybody, on documents made by hand."""
    documents, sign_in = Documents(), FakeSignIn()
    store = FlakyStore(f"sqlite:///{folder / 'verdicts.sqlite'}")
    store.prepare()
    boards = Boards(lambda: documents.index().generation, store)
    shell = Shell(Site(), root_path=root_path)
    shell.body = "Commissioner for Exampleshire"
    desk = Desk(shell=shell, boards=boards, store=store, index=documents.index, sign_in=sign_in)
    trails = Trails(documents.index, documents.finder)
    app = build_staff(desk, trails=trails)
    if public:
        add_commitments(app, shell, boards, documents.index, trails=trails)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    app.add_middleware(Guard, root_path=root_path)
    return Staff(documents, store, sign_in, boards, app, shell)


@contextmanager
def staff_client(folder: Path, root_path: str = "") -> Iterator[Staff]:
    """Ask as browsers do, without a browser."""
    staff = make_staff(folder, root_path)
    with TestClient(staff.app, follow_redirects=False) as client:
        staff.client = client
        yield staff
