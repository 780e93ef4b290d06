"""The HTML of the chat before any script has run: ours around Gradio's.

Gradio's page says that it is Gradio's, in English of no country, with pictures from elsewhere for
those who share its address; and without scripts it is empty.
"""

import re
from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["OurPage"]

_PAGES = frozenset({"", "/"})
_HTML_START = re.compile(r"<html\b[^>]*?\blang=\"[^\"]*\"")
_SHARING = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")
_BODY = re.compile(r"<body\b[^>]*>")


class OurPage:
    """Puts our head, top and foot into the page that Gradio sends."""

    def __init__(self, app: ASGIApp, parts: Callable[[], Mapping[str, str]]) -> None:
        """Wrap Gradio.

        Args:
            app: The application that sends Gradio's page at "/".
            parts: Makes HTML for each page: `language` (a code), `head`, `top` and `foot`.
        """
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; only the page itself is changed."""
        if scope["type"] != "http" or scope["path"].removeprefix(scope["root_path"]) not in _PAGES:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        pieces: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            pieces.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(pieces)
            headers = MutableHeaders(scope=start)
            if headers.get("content-type", "").startswith("text/html") and scope["method"] == "GET":
                body = self._ours(body.decode("utf-8")).encode()
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, collect)

    def _ours(self, page: str) -> str:
        parts = self._parts()
        page = _HTML_START.sub(f'<html lang="{parts["language"]}"', page, count=1)
        page = _SHARING.sub("", page)
        page = page.replace("</head>", f"{parts['head']}</head>", 1)
        page = _BODY.sub(lambda body: f"{body.group()}{parts['top']}", page, count=1)
        return page.replace("</body>", f"{parts['foot']}</body>", 1)
