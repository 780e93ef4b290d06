"""The files that pages without Gradio load: style sheet, scripts, logo."""

from starlette.responses import Response

from assistant.web.shell import Shell

__all__ = ["asset"]

_KEPT = "public, max-age=31536000, immutable"
"""Their addresses change when they do."""
_STILL = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What an SVG may do that somebody opens by itself: nothing but be seen."""


def asset(name: str, shell: Shell) -> Response:
    """Answer with a file of `shell.files`."""
    if name not in shell.files:
        return Response("Not found", 404, media_type="text/plain")
    content, kind = shell.files[name]
    headers = {"Cache-Control": _KEPT, "Content-Security-Policy": _STILL}
    return Response(content, headers=headers, media_type=kind)
