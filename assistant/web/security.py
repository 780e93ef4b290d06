"""What the page may be asked and what browsers may do with it.

Gradio brings many routes that this page does not need: uploads that fill the disk, a proxy,
monitoring, editing of source code. Only those that the page calls are let through.

Every path is seen as people's browsers see it, with the part that a proxy takes off its start, so
that no route has two names.
"""

import re
import secrets
from collections.abc import Sequence

from starlette._utils import get_route_path
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.policies import NOTHING, framed, may_be_framed, policy_of_chat, with_nonce

__all__ = ["MAX_BODY_BYTES", "Guard"]

MAX_BODY_BYTES = 65_536

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_CHAT = frozenset({"", "/"})
_READING = frozenset({"GET", "HEAD"})
_FOR_OTHER_WEBSITES = frozenset({"/embed.js"})

_STAFF = re.compile(r"/staff(?:/|$)")
"""Where people decide something: nobody may put that under theirs, not even a page of ours."""
_GRADIO_NEEDS = re.compile(
    r"/gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|theme\.css)"
)
_GRADIO_ONLY = re.compile(
    r"/(?:gradio_api|monitoring|config|login|logout|svelte|pwa_icon|dev|token|user|app_id|login_check"
    r"|runs)(?:/|$)"
)


class Guard:
    """Hide the routes that the page does not need and set the headers that protect it.

    A response that names a policy keeps it; the chat page gets its own and all others the one
    that lets a browser do nothing with them.
    """

    def __init__(self, app: ASGIApp, root_path: str = "", framed_by: Sequence[str] = ()) -> None:
        """Guard an application.

        Args:
            app: What answers the requests that are let through.
            root_path: What a proxy takes off the start of every path, such as "/plans".
            framed_by: Websites that may show our pages in a frame, such as "https://example.org".
        """
        self.app = app
        self._root_path = root_path
        self._framed_by = tuple(framed_by)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        self._put_root_path(scope)
        path = get_route_path(scope)
        chat = _Chat() if path in _CHAT else None

        async def send_guarded(message: Message) -> None:
            if chat is not None:
                message = chat.take(message)
            if message["type"] == "http.response.start":
                self._guard(MutableHeaders(scope=message), path)
            await send(message)

        if chat is not None:
            _uncompressed(scope)
        await self._choose(scope, path)(scope, receive, send_guarded)

    def _choose(self, scope: Scope, path: str) -> ASGIApp:
        """Return what answers a request."""
        if _is_hidden(path):
            return PlainTextResponse("Not found", 404)
        if path.startswith("/gradio_api/") and _is_sent_by_another_website(scope):
            return PlainTextResponse("Only our own pages may send this.", 403)
        return self.app

    def _put_root_path(self, scope: Scope) -> None:
        """Make the path whole, whether or not the proxy took its start off."""
        root_path = self._root_path
        if root_path:
            path: str = scope["path"]
            if path != root_path and not path.startswith(f"{root_path}/"):
                scope["path"] = root_path + path
            scope["root_path"] = root_path

    def _guard(self, headers: MutableHeaders, path: str) -> None:
        """Set our headers and take away those by which Gradio lets any origin in."""
        for name in headers:
            if name.startswith("access-control-"):
                del headers[name]
        headers.update(_HEADERS)
        policy = headers.get("content-security-policy") or NOTHING
        anybody = may_be_framed(headers.get("content-type", ""), policy)
        staff = bool(_STAFF.match(path))
        websites = self._framed_by if anybody and not staff else ()
        headers["Content-Security-Policy"] = framed(policy, websites, by_us=not staff)
        if not websites:
            headers["X-Frame-Options"] = "DENY" if staff else "SAMEORIGIN"
        others = path in _FOR_OTHER_WEBSITES
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if others else "same-origin"


class _Chat:
    """One response with Gradio's page, whose scripts stand in the page and so need a nonce.

    Until Gradio is there, a page of ours stands there, with a policy of its own.
    """

    def __init__(self) -> None:
        self._nonce = secrets.token_urlsafe(18)
        self._is_page = False

    def take(self, message: Message) -> Message:
        """Return what is sent instead of a message of the response.

        Scripts are found piece by piece, because the page comes in one piece; one that were cut
        between two would not run.
        """
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            ours = "content-security-policy" in headers
            self._is_page = headers.get("content-type", "").startswith("text/html") and not ours
            if self._is_page:
                headers["Content-Security-Policy"] = policy_of_chat(self._nonce)
                headers["Cache-Control"] = "no-store"
                del headers["content-length"]
        elif self._is_page and message["type"] == "http.response.body":
            message = {**message, "body": with_nonce(message.get("body", b""), self._nonce)}
        return message


def _uncompressed(scope: Scope) -> None:
    """Have the page come as it is, which Gradio might compress."""
    scope["headers"] = [(n, v) for n, v in scope["headers"] if n.lower() != b"accept-encoding"]


def _is_hidden(path: str) -> bool:
    return bool(_GRADIO_ONLY.match(path)) and not _GRADIO_NEEDS.fullmatch(path)


def _is_sent_by_another_website(scope: Scope) -> bool:
    """Say whether a page of another origin had a browser send this, for us to work on.

    Our own forms look for themselves and answer with a page.
    """
    sender = dict(scope["headers"]).get(b"sec-fetch-site", b"none")
    return scope["method"] not in _READING and sender not in (b"same-origin", b"none")
