"""Nothing of a document is silently lost between the file and what can be quoted."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.documents import Section
from ingest.readers.formats import read_file
from ingest.readers.markdown import sections_in

ROOT = Path(__file__).resolve().parents[2]
ORIGINALS = ROOT.parent / "shared" / "originals"
_MARK = re.compile(r"^[ \t>]*\d{1,9}[.)](?=\s)", re.MULTILINE)


def files() -> Iterator[object]:
    for path in sorted((ROOT / "corpus" / "digests").glob("*.md")):
        yield pytest.param(path, id=path.name)
    for path in sorted(ORIGINALS.glob("*.txt")):
        yield pytest.param(path, id=f"original-{path.stem}")
    if not ORIGINALS.is_dir():
        reason = f"{ORIGINALS} is not here"
        yield pytest.param(None, id="originals", marks=pytest.mark.skip(reason=reason))


def lost(text: str, sections: Sequence[Section]) -> list[str]:
    """Words of a text that stand in no span, heading or heading row; spans out of order."""
    covered = bytearray(len(text))
    known = set()
    end = 0
    for section in sections:
        known |= {word for heading in section.headings for word in re.findall(r"\w+", heading)}
        for span in section.spans:
            assert end <= span.start < span.end, "spans overlap or are out of order"
            assert text[span.start : span.end] == text[span.start : span.end].strip()
            assert section.start <= span.start
            assert span.end <= section.end
            end = span.end
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
            known |= set(re.findall(r"\w+", span.lead))
    for mark in _MARK.finditer(text):
        covered[mark.start() : mark.end()] = b"\x01" * (mark.end() - mark.start())
    words = (match for match in re.finditer(r"\w+", text) if not covered[match.start()])
    return [match[0] for match in words if match[0].strip("_") not in known | {""}]


@pytest.mark.parametrize("path", list(files()))
@pytest.mark.parametrize("plain", [False, True], ids=["markdown", "plain"])
def test_every_word_of_every_document_that_ships_stands_in_a_span_or_a_heading(
    path: Path, plain: bool
) -> None:
    text = read_file(path, print).text
    assert lost(text, sections_in(text, plain=plain)) == []


def test_the_check_itself_notices_a_word_that_is_lost() -> None:
    text = "One word.\n\n# Two words\n\nThree.\n"
    assert lost(text, sections_in(text, plain=False)[:1]) == ["Two", "words", "Three"]


_BLOCKS = (
    "# {w}\n\nText {w} is here.",
    "## {w} and {w}\n\nShort {w}.",
    "A sentence with {w}. Another {w}!",
    "They will:\n\n- {w}\n- {w}\n  - inner {w}\n",
    "1. {w}\n2. {w}\n\n   second paragraph {w}",
    "| {w} | b |\n|---|---|\n| {w} | 1 |\n| 2 | {w} |",
    "> quoted {w}\n> goes on {w}",
    "```\ncode {w}\n```",
    "    indented {w}",
    "<div>{w}</div>",
    "“{w} said. {w} left.” He {w}.",
    "* * *",
    "**{w}:**\n\n* {w}",
    "Line {w}  \nbreak {w}",
    "&amp; {w} \\* [{w}](https://x.uk) ![{w}](y.png)",
)


@pytest.mark.parametrize("seed", range(40))
def test_every_word_of_a_made_up_document_stands_in_a_span_or_a_heading(seed: int) -> None:
    chance = random.Random(seed)
    words = iter(range(1000))
    blocks = []
    for _ in range(12):
        block = chance.choice(_BLOCKS)
        blocks.append(re.sub(r"\{w\}", lambda _: f"word{next(words)}", block))
    blocks.append(
        "The last paragraph is longer than a heading may be, so that all headings have text."
    )
    text = "\n\n".join(blocks)
    assert lost(text, sections_in(text, plain=False)) == []


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=f"bug: {reason}")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param(
            "The plan cuts burglary\nand helps 500 victims.\n------\n\nNext.",
            False,
            id="a-paragraph-above-a-ruled-line",
        ),
        pytest.param(
            "The plan cuts burglary\nand helps 500 victims.\n======\n\nNext.",
            True,
            id="a-paragraph-above-a-ruled-line-in-plain-text",
        ),
        pytest.param(
            "One.\n\n[Q1]: Yes\n\nTwo.",
            False,
            id="what-looks-like-a-link-definition",
        ),
        pytest.param(
            "# Aims\n\nText.\n\n## We met the target\n\n# Next\n\nText.",
            False,
            id="a-heading-without-text",
        ),
        pytest.param(
            "# Aims\n\nText.\n\n# The end",
            False,
            id="a-heading-at-the-end",
        ),
        pytest.param(
            "Contact the office today\n\n# Next\n\nText of the next part.",
            True,
            id="a-short-line-before-a-heading-in-plain-text",
        ),
        pytest.param(
            "| Band | Sum |\n|---|---|\n\nText.",
            False,
            id="a-table-without-rows",
            marks=bug("a heading row is kept only with its rows"),
        ),
    ],
)
def test_nothing_is_lost_of(text: str, plain: bool) -> None:
    assert lost(text, sections_in(text, plain=plain)) == []
