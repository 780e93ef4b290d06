"""Every test that `docs/failure-tests.md` names is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
FAILURES = 15
"""Lines of the table at least: a failure is not left out by leaving out its line."""


def test_each_failure_has_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "failure-tests.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "::" in line]
    assert len(rows) >= FAILURES
    for file, name in NAMED.findall(text):
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in there, f"{file} has no {name}"
