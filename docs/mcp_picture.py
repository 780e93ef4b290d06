"""Take the picture of what an MCP client shows: a question, the tool's call, the answer and its link.

    PLANS_MCP=true python -m assistant serve
    python docs/mcp_picture.py http://127.0.0.1:7860

Everything on it came over the protocol from the running assistant, by the protocol's own client.
"""

import argparse
import asyncio
import io
import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from PIL import Image
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
PICTURE = Path(__file__).parent / "images" / "mcp-client-1280.png"
COLOURS = 64
"""Enough for a page of text; a picture is a third as large."""
QUESTION = "what did the 2015 plan say about cybercrime?"
STYLE = """
body { margin: 0; padding: 2rem 3rem; background: #fff; color: #1a1a1a;
       font: 1.0625rem/1.5 system-ui, "DejaVu Sans", sans-serif }
h1 { font-size: 1.25rem; margin: 0 0 .25rem }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; color: #333 }
p { margin: 0 0 .75rem; white-space: pre-line }
.small { color: #444; font-size: .9375rem; overflow-wrap: anywhere }
.asked { background: #eef2f7; border-radius: .5rem; padding: .75rem 1rem; margin: 0 }
pre { background: #f5f5f2; border: 1px solid #bbb; border-radius: .25rem; padding: .75rem 1rem;
      margin: 0; font: .9375rem/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap }
blockquote { border-left: .25rem solid #1d5a96; margin: 0 0 1rem; padding: .25rem 0 .25rem 1rem }
blockquote p { margin: 0 0 .25rem }
a { color: #12487c }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What went to and fro."""

    server: str
    tools: tuple[str, ...]
    call: dict[str, Any]
    text: str
    """What the tool said in words."""
    cited: tuple[dict[str, Any], ...]
    """Its citations, in fields."""


def main() -> None:
    """Read the arguments and take the picture."""
    parser = argparse.ArgumentParser(description="Take the picture of an MCP client's answer.")
    parser.add_argument("base_url", nargs="?", default="http://127.0.0.1:7860")
    parser.add_argument("--question", default=QUESTION)
    options = parser.parse_args()
    talk = asyncio.run(ask(f"{options.base_url}/mcp", options.question))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_content(shown(options.question, talk))
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        picture.quantize(COLOURS).save(PICTURE, optimize=True)
        browser.close()
    print(PICTURE)


async def ask(url: str, question: str) -> Talk:
    """Ask as any client does.

    Raises:
        SystemExit: The tool failed; with its words.
    """
    async with (
        streamable_http_client(url) as (incoming, outgoing, _),
        ClientSession(incoming, outgoing) as session,
    ):
        begun = await session.initialize()
        listed = await session.list_tools()
        arguments = {"question": question}
        result = await session.call_tool("ask", arguments)
    texts = [content.text for content in result.content if content.type == "text"]
    if result.isError or len(texts) != 2:
        raise SystemExit(f"error: no answer with citations: {texts[0]}")
    return Talk(
        server=f"{begun.serverInfo.name} (version {begun.serverInfo.version})",
        tools=tuple(tool.name for tool in listed.tools),
        call={"name": "ask", "arguments": arguments},
        text=texts[0],
        cited=tuple(json.loads(texts[1])),
    )


def shown(question: str, talk: Talk) -> str:
    """Write what a client shows, as a page."""
    answer, _, _ = talk.text.partition("\n\nSources,")
    call = json.dumps(talk.call, ensure_ascii=False, indent=2)
    sources = "".join(_source(one) for one in talk.cited)
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><style>{STYLE}</style>'
        f"<h1>{escape(talk.server)}</h1>"
        f'<p class="small">Model Context Protocol; tools: {escape(", ".join(talk.tools))}</p>'
        f'<h2>Asked</h2><p class="asked">{escape(question)}</p>'
        f"<h2>Tool called</h2><pre>{escape(call)}</pre>"
        f"<h2>Answer</h2><p>{escape(answer)}</p>"
        f"<h2>Sources, each quotation found word for word</h2>{sources}</html>"
    )


def _source(cited: dict[str, Any]) -> str:
    place = cited["place"]
    whose = "our summary" if place["source"] == "digest" else "the document’s own words"
    facts = f"{place['published']}, {whose}"
    link = escape(place["link"] or place["published_at"])
    return (
        f"<blockquote><p>[{cited['marker']}] “{escape(cited['quotation'])}”</p>"
        f'<p class="small">{escape(place["title"])} ({escape(facts)})<br>'
        f'<a href="{link}">{link}</a></p></blockquote>'
    )


if __name__ == "__main__":
    main()
