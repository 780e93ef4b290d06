"""What every page for staff has around it, and what every response below /staff says of itself."""

import re
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette._utils import get_route_path
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.staff.signing_in import SignIn
from assistant.web.shell import Shell

__all__ = ["STAFF", "StaffHeaders", "own_address", "staff_page", "to_sign_in"]

STAFF = "/staff"
"""Where the pages for staff begin."""

_LONGEST_ADDRESS = 2_000
_SIGN_IN = f"{STAFF}/sign-in"
_ADDRESS = re.compile(rf"{STAFF}(?:/[\w.~!$&'()*+,;=:@%/-]*)?(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?", re.A)
_NOT_BELOW = re.compile(r"(?:^|/)\.\.?(?:/|$)|//|[\\%\x00-\x1f\x7f]")
_NEVER_BACK_TO = (_SIGN_IN, f"{STAFF}/sign-out")


def staff_page(
    shell: Shell,
    sign_in: SignIn,
    request: Request,
    template: str,
    *,
    title: str,
    here: str = "",
    status: int = 200,
    **values: Any,
) -> Response:
    """Make a page for whoever is signed in.

    The template extends `staff_frame.html`, fills `{% block content %}`, and has `person` and `token`;
    each of its forms sends the token as the hidden field "token".

    Args:
        shell: Makes the page.
        sign_in: Says who is signed in.
        request: The request.
        template: Its file name in `templates/`.
        title: For the browser's tab.
        here: Which address of the navigation of staff it is, such as "/staff/review".
        status: The HTTP status.
        values: What the template needs.
    """
    return shell.page(
        template,
        title=title,
        status=status,
        index=False,
        staff_here=here,
        person=sign_in.person(request),
        token=sign_in.token(request),
        sign_in=sign_in,
        **values,
    )


def to_sign_in(shell: Shell, request: Request) -> Response:
    """Lead whoever is not signed in to where they sign in, and from there back."""
    address = ""
    if request.method in ("GET", "HEAD"):
        asked = request.scope.get("query_string", b"").decode("latin-1")
        address = quote(get_route_path(request.scope), safe="/") + (f"?{asked}" if asked else "")
        address = own_address(address)
    with shell.in_language(request.query_params.get("lang")):
        back = "" if address == STAFF else address
        return RedirectResponse(shell.url(_SIGN_IN, next=back), status_code=303)


def own_address(address: str) -> str:
    """Return an address below /staff as it is, without what a proxy takes off; else "/staff".

    >>> own_address("/staff/log?page=2")
    '/staff/log?page=2'
    >>> own_address("//evil.example/staff")
    '/staff'
    """
    path = address.partition("?")[0]
    ours = (
        len(address) <= _LONGEST_ADDRESS
        and _ADDRESS.fullmatch(address)
        and not _NOT_BELOW.search(unquote(path))
        and path not in _NEVER_BACK_TO
    )
    return address if ours else STAFF


class StaffHeaders:
    """Middleware: what is below /staff is neither kept nor listed; that nobody frames it, Guard says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = get_route_path(scope) if scope["type"] == "http" else ""
        if path != STAFF and not path.startswith(f"{STAFF}/"):
            await self.app(scope, receive, send)
            return

        async def send_ours(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Robots-Tag"] = "noindex, nofollow"
            await send(message)

        await self.app(scope, receive, send_ours)
