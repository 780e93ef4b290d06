"""`from assistant import Assistant`: light to import, and as the documentation shows it."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "python.md"
EXAMPLES = re.findall(r"^## (.+?)$.*?```python\n(.+?)```", PAGE.read_text("utf-8"), re.M | re.S)
HEAVY = ("chromadb", "gradio", "langchain_core", "mcp", "numpy", "onnxruntime", "pydantic")
LONGEST = 0.05
"""Seconds."""


def test_importing_the_package_takes_no_time_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, time; since = time.perf_counter(); import assistant; "
        "took = time.perf_counter() - since; "
        f"print([m for m in {HEAVY!r} if m in sys.modules], took)"
    )
    tried = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(3)
    ]
    assert all(printed.startswith("[] ") for printed in tried)
    assert min(float(printed.split()[-1]) for printed in tried) < LONGEST


def test_every_name_is_there_and_what_it_says() -> None:
    for name in assistant.__all__:
        assert getattr(assistant, name).__name__ == name
        assert name in dir(assistant)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Asistant'"):
        _ = assistant.Asistant
    with pytest.raises(ImportError):
        exec("from assistant import Asistant")


def test_the_examples_of_the_documentation_run(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, since each goes on with what those before it made."""
    monkeypatch.setenv("PLANS_DATA", str(shipped))
    monkeypatch.setenv("PLANS_AS_OF", "2026-01-01")
    assert len(EXAMPLES) == 5
    names: dict[str, object] = {}
    told: list[str] = []
    for heading, code in EXAMPLES:
        test = doctest.DocTestParser().get_doctest(code, names, heading, str(PAGE), 0)
        assert test.examples
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
    assert not told, "".join(told)
