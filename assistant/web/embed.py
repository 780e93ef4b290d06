"""The script that brings the assistant onto another website's pages: `/embed.js`."""

import json
import re
from pathlib import Path

from fastapi import FastAPI, Request, Response

from assistant.site import Colours
from assistant.web.shell import Shell
from assistant.web.words import say, spoken

__all__ = ["add_embed"]

_HOUR = "public, max-age=3600"
"""Its address stays the same when it changes, so nobody keeps it for long."""
_HERE = Path(__file__).parent
_VARIABLE = re.compile(r"--pa-([a-z]+): (#[0-9a-f]{6});")


def add_embed(app: FastAPI, shell: Shell) -> None:
    """Serve the script at `/embed.js`, in the language that `?lang=` asks for."""
    script = (_HERE / "embed.js").read_text("utf-8").strip()
    styles = _styles(shell.site.colours)

    def embed(request: Request) -> Response:
        with shell.in_language(request.query_params.get("lang")):
            words = json.dumps({**_words(shell), "styles": styles})
        return Response(
            f"({script})({words});\n",
            headers={"Cache-Control": _HOUR},
            media_type="text/javascript; charset=utf-8",
        )

    app.add_api_route("/embed.js", embed, methods=["GET", "HEAD"], response_model=None)


def _words(shell: Shell) -> dict[str, str]:
    """Return what the script is to say, and the addresses of pages, from the script's own."""
    start = f"{shell.root_path}/"
    return {
        "name": shell.site.name,
        "close": say("Close"),
        "elsewhere": say("Open in a new tab"),
        "language": spoken().code,
        "page": shell.url("/ask").removeprefix(start),
        "framed": shell.url("/ask", embed=1).removeprefix(start),
    }


def _styles(colours: Colours) -> str:
    """Return the style sheet with the site's colours before it, for light and for dark screens."""
    light = _rule("colours.css", colours.light)
    dark = _rule("colours-dark.css", colours.dark)
    own = (_HERE / "embed.css").read_text("utf-8")
    return f"{light}@media (prefers-color-scheme: dark) {{{dark}}}{own}"


def _rule(file: str, own: dict[str, str]) -> str:
    ours = dict(_VARIABLE.findall((_HERE / file).read_text("utf-8")))
    variables = "".join(f"--pa-{name}: {colour};" for name, colour in {**ours, **own}.items())
    return f":host {{{variables}}}"
