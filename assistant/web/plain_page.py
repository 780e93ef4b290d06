"""Pages without Gradio and without scripts, in the look of the chat page."""

from functools import cache
from pathlib import Path

from fastapi.responses import HTMLResponse

from assistant.web.escaping import escape, safe_url

__all__ = ["message_page", "outward_link", "plain_page"]

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_HERE = Path(__file__).parent


def plain_page(title: str, main: str, *, root_path: str, status: int = 200) -> HTMLResponse:
    """Make a page.

    Args:
        title: For the browser's tab; escaped here.
        main: HTML of what is on the page, with its only h1.
        root_path: Starts the address of every page.
        status: The HTTP status.
    """
    html = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f'<link rel="icon" href="{root_path}/favicon.ico"><style>{_style()}</style></head><body>'
        '<a class="pa-skip" href="#main">Skip to the content</a>'
        f'<header><a href="{root_path}/">Ask about the plans</a></header>'
        f'<main id="main" tabindex="-1">{main}</main></body></html>'
    )
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return HTMLResponse(html, status_code=status, headers=headers)


def message_page(
    title: str, *lines: str, root_path: str, status: int, url: str | None = None
) -> HTMLResponse:
    """Make a page that says why something is not there, and where else to look.

    Args:
        title: The heading.
        lines: Plain words, a paragraph each.
        root_path: Starts the address of every page.
        status: The HTTP status.
        url: Where the publisher has the document, where known.
    """
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    link = outward_link(url, "Look at the publisher’s address")
    documents = f'<a href="{root_path}/documents">The documents and their state</a>'
    main = (
        f"<h1>{escape(title)}</h1>{paragraphs}{f'<p>{link}</p>' if link else ''}<p>{documents}</p>"
    )
    return plain_page(title, main, root_path=root_path, status=status)


def outward_link(url: str | None, words: str, about: str = "") -> str:
    """Link to another site in a new tab; nothing where the address is not one to follow.

    Args:
        url: The address.
        words: What stands there; escaped here.
        about: What only screen readers hear after it, to tell such links apart.
    """
    safe = safe_url(url)
    if not safe:
        return ""
    about = f": {about}" if about else ""
    hidden = f'<span class="pa-hidden">{escape(about)} (opens in a new tab)</span>'
    return f'<a href="{safe}" target="_blank" rel="noopener noreferrer">{escape(words)}{hidden}</a>'


@cache
def _style() -> str:
    """Return the style sheets, with the dark colours where the device is set to dark."""
    light, dark, rest = (
        (_HERE / name).read_text("utf-8")
        for name in ("colours.css", "colours-dark.css", "documents.css")
    )
    dark = dark.replace("body.dark", ":root")
    return f"{light}@media (prefers-color-scheme: dark) {{{dark}}}{rest}"
