"""An original on its way to a browser: as what it is sent, and what it may do there.

Nobody knows what is in a file that came from elsewhere. A PDF is opened by the browser's own
viewer; a web page is shown as a document that may load nothing, run nothing and reach nothing;
Markdown and text are text; everything else is only saved.
"""

from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import FileResponse

from assistant.web.originals import Original

__all__ = ["original_response"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    ".pdf": "application/pdf",
    ".docx": _WORD,
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/plain; charset=utf-8",
    ".markdown": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_SHOWN = frozenset(_TYPES) - {".docx"}

SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""No scripts, no styles, no pictures, no forms, nothing loaded, and an origin of its own."""
VIEWER = (
    "default-src 'none'; object-src 'self'; style-src "
    "'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def original_response(original: Original, request: Request) -> Response:
    """Answer with a file, or a part of it, or that the browser has it already."""
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": VIEWER if original.suffix == ".pdf" else SANDBOX,
        "ETag": f'"{original.sha256}"',
        "X-DNS-Prefetch-Control": "off",
    }
    if _has_it(request.headers.get("if-none-match", ""), original.sha256):
        return Response(status_code=304, headers=headers)
    return FileResponse(
        original.path,
        headers=headers | {"Content-Type": _content_type(original)},
        filename=f"{original.document}{original.suffix}",
        content_disposition_type="inline" if original.suffix in _SHOWN else "attachment",
    )


def _has_it(held: str, sha256: str) -> bool:
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in held.split(",")}
    return sha256 in tags or "*" in tags


def _content_type(original: Original) -> str:
    kind = _TYPES.get(original.suffix, "application/octet-stream")
    if kind == "text/html" and _is_utf8(original.path):
        return f"{kind}; charset=utf-8"
    return kind


def _is_utf8(path: Path) -> bool:
    """Say whether a web page is UTF-8; in another encoding, what it says of itself holds."""
    try:
        path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return False
    return True
