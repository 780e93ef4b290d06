"""The pages on which staff sign in and out."""

import datetime as dt
import logging
import math
import time
from collections.abc import Callable, Mapping

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from assistant.serving.proxies import is_https
from assistant.staff.framing import STAFF, StaffHeaders, own_address, staff_page, to_sign_in
from assistant.staff.sessions import Session
from assistant.staff.signing_in import COOKIE, PasswordSignIn, SignIn
from assistant.web.posting import is_from_elsewhere, read_body, read_fields
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.errors import PlansError

__all__ = ["STAFF", "add_sign_in", "own_address", "staff_page", "to_sign_in"]

_SIGN_IN = f"{STAFF}/sign-in"
_SIGN_OUT = f"{STAFF}/sign-out"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_log = logging.getLogger(__name__)


def add_sign_in(
    app: FastAPI,
    shell: Shell,
    sign_in: SignIn,
    *,
    clock: Callable[[], float] = time.time,
) -> None:
    """Serve /staff/sign-in and /staff/sign-out, and set the headers of all that is below /staff.

    Args:
        app: The application, before it has started.
        shell: Makes the pages.
        sign_in: Says who is signed in.
        clock: Tells seconds since 1970.
    """
    forms: _Forms | _Elsewhere
    if isinstance(sign_in, PasswordSignIn):
        forms = _Forms(shell, sign_in, clock)
    else:
        forms = _Elsewhere(shell, sign_in)
    router = APIRouter()
    for path, answer, methods in (
        (_SIGN_IN, forms.look, ["GET", "HEAD"]),
        (_SIGN_IN, forms.send, ["POST"]),
        (_SIGN_OUT, forms.sign_out, ["POST"]),
        (_SIGN_OUT, forms.look, ["GET", "HEAD"]),
    ):
        router.add_api_route(path, answer, methods=methods, response_model=None)
    app.include_router(router)
    app.add_middleware(StaffHeaders)


class _Forms:
    """Signing in by a password of ours."""

    def __init__(self, shell: Shell, sign_in: PasswordSignIn, clock: Callable[[], float]) -> None:
        self._shell = shell
        self._sign_in = sign_in
        self._clock = clock
        self._has_warned = False

    def look(self, request: Request) -> Response:
        """Show the form, or lead on whoever is signed in already."""
        with self._shell.in_language(request.query_params.get("lang")):
            back = own_address(request.query_params.get("next", ""))
            if self._sign_in.person(request) is not None:
                return self._back(back)
            is_out = request.query_params.get("out") == "1"
            return self._form(request, back, is_out=is_out)

    async def send(self, request: Request) -> Response:
        """Take a name and a password."""
        body = await read_body(request)
        return await to_thread.run_sync(self._sent, request, body)

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        body = await read_body(request)
        return await to_thread.run_sync(self._signed_out, request, body)

    def _sent(self, request: Request, body: bytes | None) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            fields = read_fields(body, request.headers.get("content-type", ""))
            if fields is None:
                words = say("This is not what the form on our page sends.")
                return self._shell.message(say("You are not signed in"), words, status=400)
            back, name = own_address(fields.get("next", "")), fields.get("name", "").strip()
            if not self._sign_in.is_ours(request, fields):
                return self._not_ours(request, back, name)
            password = fields.get("password", "")
            empty = _empty(name, password)
            if empty:
                return self._form(request, back, name=name, wrong=empty, status=400)
            return self._try(request, back, name, password)

    def _try(self, request: Request, back: str, name: str, password: str) -> Response:
        self._warn(request)
        try:
            tried = self._sign_in.attempt(request, name, password)
        except PlansError:
            words = say("Signing in is not possible now. Whoever runs this can see why in its log.")
            return self._form(request, back, name=name, wrong={"": words}, status=503)
        if tried.again is not None:
            return self._too_many(tried.again)
        if tried.session is None:
            # The same words for an unknown name: nobody learns who may sign in.
            words = say("The name or the password is not right.")
            return self._form(request, back, name=name, wrong={"name": words}, status=401)
        response = self._back(back)
        self._keep(request, response, tried.session)
        return response

    def _warn(self, request: Request) -> None:
        """Tell the operator, once, of a password that crossed a network in clear."""
        if self._has_warned or is_https(request) or request.url.hostname in _THIS_MACHINE:
            return
        self._has_warned = True
        _log.warning(
            "A password of staff came without https, so that others on the way could read it: serve "
            "staff through a proxy that speaks https and says so in X-Forwarded-Proto"
        )

    def _not_ours(self, request: Request, back: str, name: str) -> Response:
        if is_from_elsewhere(request):
            words = say("This form was sent from another website, so it was not taken.")
            return self._shell.message(say("You are not signed in"), words, status=403)
        words = say(
            "This page was open for too long, or your browser does not keep cookies. Please sign "
            "in again; signing in needs one cookie."
        )
        return self._form(request, back, name=name, wrong={"name": words}, status=403)

    def _signed_out(self, request: Request, body: bytes | None) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            fields = read_fields(body, request.headers.get("content-type", ""))
            known = self._sign_in.person(request) is not None
            if known and (fields is None or not self._sign_in.is_ours(request, fields)):
                words = say("This form was not sent from our page, so you are still signed in.")
                return self._shell.message(say("You are still signed in"), words, status=403)
            if known:
                self._sign_in.sign_out(request)
            response = RedirectResponse(self._shell.url(_SIGN_IN, out="1"), status_code=303)
            response.delete_cookie(COOKIE, path=f"{self._shell.root_path}{STAFF}", httponly=True)
            return response

    def _form(
        self,
        request: Request,
        back: str,
        *,
        name: str = "",
        wrong: Mapping[str, str] | None = None,
        is_out: bool = False,
        status: int = 200,
    ) -> Response:
        """Show the form, with the name that was typed and what is wrong, by field."""
        session = self._sign_in.session(request)
        # Whoever has a session keeps it, so that a form in another tab still counts.
        kept = session if session is not None and not session.name else self._sign_in.sessions.new()
        title = say("Sign in")
        response = self._shell.page(
            "staff_sign_in.html",
            title=say("Error: {title}", title=title) if wrong else title,
            status=status,
            index=False,
            name=name,
            back="" if back == STAFF else back,
            token=self._sign_in.token_of(kept),
            wrong=wrong or {},
            is_out=is_out,
        )
        self._keep(request, response, kept)
        return response

    def _too_many(self, again: dt.datetime) -> Response:
        seconds = max(1, math.ceil(again.timestamp() - self._clock()))
        minutes = math.ceil(seconds / 60)
        response = self._shell.message(
            say("Too many attempts"),
            say("There were too many attempts to sign in, so this one was not looked at."),
            say("Please try again in one minute.")
            if minutes == 1
            else say("Please try again in {minutes} minutes.", minutes=minutes),
            say("If you have lost your password, whoever runs this assistant can set a new one."),
            status=429,
        )
        response.headers["Retry-After"] = str(seconds)
        return response

    def _back(self, address: str) -> Response:
        return RedirectResponse(f"{self._shell.root_path}{address}", status_code=303)

    def _keep(self, request: Request, response: Response, session: Session) -> None:
        """Have the browser keep the session until it is closed.

        Lax, because a link in an e-mail to a page for staff should not ask people to sign in anew;
        nothing is changed by following a link.
        """
        response.set_cookie(
            COOKIE,
            self._sign_in.sessions.sign(session),
            path=f"{self._shell.root_path}{STAFF}",
            secure=is_https(request),
            httponly=True,
            samesite="lax",
        )


class _Elsewhere:
    """Where the organisation's own sign-on is used: there is nothing to type here."""

    def __init__(self, shell: Shell, sign_in: SignIn) -> None:
        self._shell = shell
        self._sign_in = sign_in

    def look(self, request: Request) -> Response:
        """Lead on whoever is signed in; tell others where to."""
        with self._shell.in_language(request.query_params.get("lang")):
            if self._sign_in.person(request) is not None:
                back = own_address(request.query_params.get("next", ""))
                return RedirectResponse(f"{self._shell.root_path}{back}", status_code=303)
            return self._shell.message(
                say("You are not signed in"),
                say("Staff sign in here by the organisation’s own sign-in, which named nobody."),
                say("If you are a member of staff, ask whoever looks after that sign-in."),
                status=403,
            )

    def send(self, request: Request) -> Response:
        """Take no password."""
        return self.look(request)

    def sign_out(self, request: Request) -> Response:
        """Say where signing out is."""
        with self._shell.in_language(request.query_params.get("lang")):
            words = say("You sign out where you signed in: at the organisation’s own sign-in.")
            return self._shell.message(say("You are still signed in"), words, status=403)


def _empty(name: str, password: str) -> dict[str, str]:
    """Say what was not typed, by field."""
    missing = {
        "name": (name, say("Enter your name")),
        "password": (password, say("Enter your password")),
    }
    return {field: words for field, (typed, words) in missing.items() if not typed}
