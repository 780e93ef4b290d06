"""Limits that bite early, so that an exception is a visible change of this file."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "ingest", "assistant", "evals", "docs", "tests")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [f for f in FILES if "tests" not in f.parts], ids=_name)
def test_a_function_fits_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_the_readme_names_every_status_and_catalogue_field() -> None:
    from assistant.answers import Status
    from corpus.entries import DocumentEntry

    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)`", readme))
    assert {status.value for status in Status} <= named
    assert set(DocumentEntry.model_fields) <= named


def test_the_original_texts_stay_out_of_the_repository() -> None:
    """No sentence of an original that is lent for trying may stand in a file of ours."""
    originals = ROOT.parent / "shared" / "originals"
    if not originals.is_dir():
        pytest.skip("the originals are not here")
    ours = "\n".join(
        " ".join(path.read_text("utf-8").split())
        for pattern in ("corpus/**/*.md", "tests/**/*.py", "evals/**/*.yaml", "*.md")
        for path in ROOT.glob(pattern)
    )
    for original in originals.iterdir():
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(original.read_text("utf-8").split())):
            if len(sentence.split()) >= 10:
                assert sentence not in ours, sentence
