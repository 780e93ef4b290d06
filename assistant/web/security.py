"""What the page may be asked and what browsers may do with it.

Gradio brings many routes that this page does not need: uploads that fill the disk, a proxy,
monitoring, editing of source code. Only those that the page calls are let through.

Every path is seen as people's browsers see it, with the part that a proxy takes off its start, so
that no route has two names.
"""

import re
from collections.abc import Iterable

from starlette._utils import get_route_path
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CONTENT_SECURITY_POLICY", "MAX_BODY_BYTES", "Guard"]

MAX_BODY_BYTES = 65_536

# 'unsafe-inline': Gradio writes scripts and styles into the page, different ones at each start.
_ALLOWED = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "media-src": "'none'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{what} {where}" for what, where in _ALLOWED.items())

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_GRADIO_NEEDS = re.compile(
    r"/gradio_api/(?:queue/(?:join|data)|heartbeat/\w+|startup-events|theme\.css)"
)
_GRADIO_ONLY = re.compile(
    r"/(?:gradio_api|monitoring|config|login|logout|svelte|pwa_icon|dev|token|user|app_id|login_check"
    r"|runs)(?:/|$)"
)


_OWN_POLICY = re.compile(r"/documents(?:[./]|$)")
"""Our own routes, which may name a policy for what they send; all others get the page's."""


class Guard:
    """Hide the routes that the page does not need and set the headers that protect it."""

    def __init__(self, app: ASGIApp, root_path: str = "") -> None:
        """Guard an application.

        Args:
            app: What answers the requests that are let through.
            root_path: What a proxy takes off the start of every path, such as "/plans".
        """
        self.app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        self._put_root_path(scope)
        path = get_route_path(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _guard(headers, message.get("headers", []), path)
            await send(message)

        hidden = _is_hidden(path)
        app = PlainTextResponse("Not found", status_code=404) if hidden else self.app
        await app(scope, receive, send_guarded)

    def _put_root_path(self, scope: Scope) -> None:
        """Make the path whole, whether or not the proxy took its start off."""
        root_path = self._root_path
        if root_path:
            path: str = scope["path"]
            if path != root_path and not path.startswith(f"{root_path}/"):
                scope["path"] = root_path + path
            scope["root_path"] = root_path


def _is_hidden(path: str) -> bool:
    return bool(_GRADIO_ONLY.match(path)) and not _GRADIO_NEEDS.fullmatch(path)


def _guard(headers: MutableHeaders, sent: Iterable[tuple[bytes, bytes]], path: str) -> None:
    """Set our headers and take away those by which Gradio lets any origin in."""
    own = headers.get("content-security-policy") if _OWN_POLICY.match(path) else None
    for name in {name.decode("latin-1").lower() for name, _ in sent}:
        if name.startswith("access-control-"):
            del headers[name]
    headers.update(_HEADERS)
    if own:
        headers["content-security-policy"] = own
