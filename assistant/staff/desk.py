"""What the pages for staff work with, and what each of them does before anything else."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from anyio import to_thread
from fastapi import Request, Response
from starlette._utils import get_route_path
from starlette.datastructures import QueryParams

from assistant.staff.framing import own_address, staff_page, to_sign_in
from assistant.staff.people import Person
from assistant.staff.signing_in import SignIn
from assistant.verdicts.board import Boards
from assistant.verdicts.store import VerdictStore
from assistant.web.posting import is_from_elsewhere, read_body, read_fields
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.errors import PlansError
from corpus.reader import OpenIndex

__all__ = ["Desk", "Kept", "Visit", "again", "page", "reading", "refused", "sending"]

_LEFT_OUT = frozenset({"token"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the pages for staff work with."""

    shell: Shell
    boards: Boards
    store: VerdictStore
    index: Callable[[], OpenIndex]
    """Returns the index that answers now; raises PlansError."""
    sign_in: SignIn
    site_url: str = ""
    """What links in exports begin with, such as "https://plans.example.org"; if empty, it is what
    the request was sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody who is signed in."""

    request: Request
    person: Person
    fields: QueryParams = field(default_factory=QueryParams)
    """Of the form that was sent; empty where none was."""

    @property
    def asked(self) -> QueryParams:
        """The query of the address."""
        return self.request.query_params


Work = Callable[[Visit], Response]
Fields = Callable[[Request], Awaitable[QueryParams | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A field of a form that could not be taken, to be sent again."""

    name: str
    value: str
    label: str = ""
    """What stands above a box to write in; hidden where empty."""


def reading(desk: Desk, work: Work) -> Callable[[Request], Response]:
    """Return what answers GET and HEAD: only to those who are signed in."""

    def answer(request: Request) -> Response:
        with desk.shell.in_language(request.query_params.get("lang")):
            person = desk.sign_in.person(request)
            if person is None:
                return to_sign_in(desk.shell, request)
            visit = Visit(request=request, person=person)
            try:
                desk.sign_in.confirm(request)
                return work(visit)
            except PlansError as error:
                _log.error("%s", error)
                return _not_now(desk, visit)

    return answer


async def _form(request: Request) -> QueryParams | None:
    return read_fields(await read_body(request), request.headers.get("content-type", ""))


def sending(desk: Desk, work: Work, fields: Fields = _form) -> Callable[[Request], object]:
    """Return what answers POST: only forms of ours, sent by those who are signed in.

    Args:
        desk: What the pages work with.
        work: Takes the form, in a thread.
        fields: Reads it; None where it is not what the page sends.
    """

    async def answer(request: Request) -> Response:
        return await to_thread.run_sync(_taken, desk, work, request, await fields(request))

    return answer


def _taken(desk: Desk, work: Work, request: Request, fields: QueryParams | None) -> Response:
    with desk.shell.in_language(request.query_params.get("lang")):
        if is_from_elsewhere(request):
            words = say("This form was sent from another website, so it was not taken.")
            return refused(desk, say("Not saved"), words, status=403)
        person = desk.sign_in.person(request)
        if fields is None:
            words = say("This is not what the form on our page sends.")
            return refused(desk, say("Not saved"), words, status=400)
        if person is None:
            return _to_copy(desk, request, fields, say("You are signed out"), say("Sign in"))
        if not desk.sign_in.is_ours(request, fields):
            return _to_copy(desk, request, fields, say("Not saved"), say("Open the page again"))
        visit = Visit(request=request, person=person, fields=fields)
        try:
            desk.sign_in.confirm(request)
            return work(visit)
        except PlansError as error:
            _log.error("%s", error)
            return _not_now(desk, visit)


def refused(desk: Desk, title: str, *words: str, status: int) -> Response:
    """Say why something is not done."""
    return desk.shell.message(title, *words, status=status)


def again(desk: Desk, visit: Visit, title: str, *words: str, status: int) -> Response:
    """Show what was typed, so that it can be sent again from a page of ours."""
    path = get_route_path(visit.request.scope)
    asked = {name: visit.asked.getlist(name) for name in visit.asked if name != "lang"}
    return page(
        desk,
        visit,
        "staff_again.html",
        title=title,
        status=status,
        heading=title,
        words=words,
        kept=_kept(visit.fields),
        action=desk.shell.url(path, **asked),
        multipart=visit.request.headers.get("content-type", "").startswith("multipart/"),
    )


def page(
    desk: Desk,
    visit: Visit,
    template: str,
    *,
    title: str,
    status: int = 200,
    here: str = "",
    **values: object,
) -> Response:
    """Make a page with the frame that all pages for staff have; see `staff_page`."""
    return staff_page(
        desk.shell,
        desk.sign_in,
        visit.request,
        template,
        title=title,
        status=status,
        here=here,
        wide=True,
        **values,
    )


def _kept(fields: QueryParams) -> Sequence[Kept]:
    labels = {"why": say("The reason"), "text": say("The note")}
    return [
        Kept(name=name, value=value, label=labels.get(name, ""))
        for name, value in fields.multi_items()
        if name not in _LEFT_OUT
    ]


def _not_now(desk: Desk, visit: Visit) -> Response:
    title = say("Not now")
    words = say("The documents or the verdicts cannot be used at the moment.")
    then = say("If it stays so, tell whoever runs this service.")
    if visit.fields:
        nothing = say("It was not saved. What you sent is kept on this page.")
        return again(desk, visit, title, words, nothing, then, status=503)
    return desk.shell.message(title, words, then, status=503)


def _to_copy(
    desk: Desk, request: Request, fields: QueryParams, title: str, next_one: str
) -> Response:
    """Show what was written, to be copied.

    It is not offered to be sent again: whoever made somebody send this form would need one click.
    """
    return desk.shell.page(
        "staff_to_copy.html",
        title=title,
        status=403,
        index=False,
        heading=title,
        written=[one for one in _kept(fields) if one.label and one.value],
        back=desk.shell.url(own_address(get_route_path(request.scope))),
        next_one=next_one,
    )
