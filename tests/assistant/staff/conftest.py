"""Signing in as staff do, without a browser and without waiting for slow hashes."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from html import unescape
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from assistant.settings import AssistantSettings
from assistant.site import Site
from assistant.staff.people import password_bytes
from assistant.staff.sign_in_pages import add_sign_in, staff_page, to_sign_in
from assistant.staff.signing_in import COOKIE, SignIn, sign_in_from
from assistant.web.app import PLAIN
from assistant.web.assets import asset
from assistant.web.failures import add_failures
from assistant.web.posting import read_body, read_fields
from assistant.web.security import Guard
from assistant.web.shell import Shell
from corpus.errors import PlansError
from tests.assistant.web.conftest import browser as browser

NAME = "Alex Example"
PASSWORD = "three random words"
OFFICE = "the Panel’s support officers"
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(password: str) -> str:
    """Hash at once what no attacker will see."""
    return _QUICK.hash(password_bytes(password))


def token_in(page: httpx.Response) -> str:
    """Return the token of the forms of a page."""
    before, _, after = page.text.partition('name="token" value="')
    assert after, before[-300:]
    return unescape(after.partition('"')[0])


def cookie_of(reply: httpx.Response) -> "Morsel[str]":
    """Return the cookie that a reply sets."""
    return SimpleCookie(reply.headers["set-cookie"])[COOKIE]


@dataclass
class Log:
    """What was written to the log of staff."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)

    def record(self, action: str, *, by: str, detail: str = "") -> None:
        self.lines.append((action, by, detail))


class EndedSessions:
    """Keeps in memory which sessions were ended, for all applications of a test."""

    def __init__(self) -> None:
        self.until: dict[str, dt.datetime] = {}
        self.failing = False

    def end_session(self, digest: str, until: dt.datetime) -> None:
        if self.failing:
            raise PlansError("/srv/verdicts.sqlite: cannot be opened")
        self.until[digest] = until

    def has_ended(self, digest: str) -> bool:
        if self.failing:
            raise PlansError("/srv/verdicts.sqlite: cannot be opened")
        return digest in self.until


@pytest.fixture
def ended() -> EndedSessions:
    return EndedSessions()


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at once; how long hashes take is argon2's affair."""
    for module in ("people", "passwords"):
        monkeypatch.setattr(f"assistant.staff.{module}.PasswordHasher", lambda: _QUICK)


class Clock:
    """Stands still until a test moves it, for sessions and for attempts."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("limits.storage.memory.time", clock)
    return clock


@pytest.fixture
def staff_file(tmp_path: Path) -> Path:
    path = tmp_path / "staff"
    path.write_text(f"{NAME}:{quick_hash(PASSWORD)}\n")
    path.chmod(0o600)
    return path


@dataclass(kw_only=True)
class Office:
    """An application with two pages for staff, the browser that asks it, and its log."""

    app: FastAPI
    client: httpx.Client
    sign_in: SignIn
    log: Log

    def form(self, **query: str) -> str:
        """Open the form; returns its token."""
        return token_in(self.client.get("/staff/sign-in", params=query))

    def send(self, name: str = NAME, password: str = PASSWORD, **fields: str) -> httpx.Response:
        """Sign in, as a person does who opened the form."""
        sent = {"token": self.form(), "name": name, "password": password} | fields
        return self.client.post("/staff/sign-in", data=sent)

    def who(self) -> str:
        """Return who is signed in, as a page for staff sees it; "" if nobody."""
        reply = self.client.get("/staff/who")
        return reply.text if reply.status_code == 200 else ""


Made = Callable[..., Office]


@pytest.fixture
def office(
    tmp_path: Path, staff_file: Path, log: Log, clock: Clock, ended: EndedSessions
) -> Iterator[Made]:
    """Makes applications: `office()` with passwords, `office(staff_header=…)` otherwise."""

    def make(
        *, root_path: str = "", client: tuple[str, int] = ("192.0.2.1", 5000), **settings: Any
    ) -> Office:
        chosen = {"data": tmp_path / "data", "staff": staff_file, "staff_office": OFFICE}
        chosen |= settings
        sign_in = sign_in_from(AssistantSettings(**chosen), log.record, ended, clock.time)
        assert sign_in is not None
        shell = Shell(Site(), root_path=root_path)
        app = staff_app(shell, sign_in, clock, framed_by=chosen.get("framed_by", ()))
        asking = stack.enter_context(TestClient(app, follow_redirects=False, client=client))
        return Office(app=app, client=asking, sign_in=sign_in, log=log)

    with ExitStack() as stack:
        yield make


def staff_app(
    shell: Shell, sign_in: SignIn, clock: Clock | None = None, framed_by: tuple[str, ...] = ()
) -> FastAPI:
    """Build an application in which staff sign in, look at a page and send a form."""
    app = FastAPI(**PLAIN)
    app.add_middleware(Guard, root_path=shell.root_path, framed_by=framed_by)
    add_failures(app, shell)
    add_sign_in(app, shell, sign_in, **({"clock": clock.time} if clock else {}))

    def who(request: Request) -> Response:
        person = sign_in.person(request)
        if person is None:
            return to_sign_in(shell, request)
        return PlainTextResponse(f"{person.name} of {person.office}")

    def page(request: Request) -> Response:
        if sign_in.person(request) is None:
            return to_sign_in(shell, request)
        return staff_page(
            shell, sign_in, request, "staff_frame.html", title="A page", here="/staff"
        )

    async def send(request: Request) -> Response:
        fields = read_fields(await read_body(request), request.headers.get("content-type", ""))
        ours = fields is not None and sign_in.is_ours(request, fields)
        return PlainTextResponse("taken" if ours else "refused", 200 if ours else 403)

    def token(request: Request) -> Response:
        return PlainTextResponse(sign_in.token(request))

    app.add_api_route("/staff/token", token, response_model=None)
    app.add_api_route("/staff/who", who, response_model=None)
    app.add_api_route("/staff", page, methods=["GET"], response_model=None)
    app.add_api_route("/staff/save", send, methods=["POST"], response_model=None)
    app.add_api_route("/public", lambda: shell.message("Public", status=200), response_model=None)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    return app
