"""Write what is generated: tables of the README, figures of the last run, the schema of an answer.

`--check` writes nothing and fails if anything is out of date.
"""

import json
import os
import re
import sys
from pathlib import Path

from assistant.answers import answer_schema
from assistant.settings import AssistantSettings
from corpus.settings import IndexSettings
from evals.figures import Figures
from evals.intervals import INTERVALS
from evals.publishing import Published, read_published
from evals.table import about, category_rows, headline_rows, markdown
from ingest.settings import IngestSettings

ROOT = Path(__file__).resolve().parent.parent
README_FIGURES = (
    "facts asked for that are shown",
    "facts within the first 120 words shown",
    "first source is right",
    "quotations verified, marker right",
    "scope (plan or year) right",
    "words quoted",
    "answerable questions answered",
    "unanswerable ones declined",
    "status right",
    "emergencies caught",
    "documents, recall@5",
    "passages, nDCG@10",
    "follow-ups: facts shown",
    "the same asked in full",
    "same answer, typed otherwise",
)
READ_BY = {IngestSettings: "ingest", AssistantSettings: "assistant"}


def main() -> int:
    """Write or check; returns the exit status."""
    readme = ROOT / "README.md"
    published = read_published()
    text = _put("settings", settings_table(), readme.read_text("utf-8"))
    wanted = {
        readme: _put("figures", readme_figures(published), text),
        ROOT / "docs" / "figures.md": figures_page(published),
        ROOT / "docs" / "answer.schema.json": json.dumps(answer_schema(), indent=2) + "\n",
    }
    old = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in old:
            print(f"{path.relative_to(ROOT)} is out of date; run `make docs`", file=sys.stderr)
        return 1 if old else 0
    for path in old:
        path.write_text(wanted[path], "utf-8")
    return 0


def _put(name: str, table: str, text: str) -> str:
    """Put a table between its two marks."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}{table}{found[2]}", text)


def readme_figures(published: Published) -> str:
    """Return what was measured last, with what it was measured on."""
    info = published.info
    head, *rows = headline_rows(Figures(published.figures), info.systems)
    chosen = [row for row in rows if row[0] in README_FIGURES]
    return (
        f"{info.samples} questions of the {info.split} split, {info.created[:10]}, shipped corpus; "
        "in brackets 95% intervals (bootstrap; binomial where all came out alike); n is how many questions a line "
        f"rests on.\n\n{markdown([head, *chosen])}"
    )


def figures_page(published: Published) -> str:
    """Return all figures of the last published run."""
    info, figures = published.info, Figures(published.figures)
    settings = ", ".join(f"{name} {value}" for name, value in info.settings.items())
    parts = [
        "# Figures\n\nWritten by `make docs` from `evals/published.json`; do not edit.\n",
        f"{about(info)}. Settings: {settings}. In brackets {INTERVALS}.\n",
        markdown(headline_rows(figures, info.systems)),
    ]
    for system in info.systems:
        parts.append(f"## {system}, by category\n\n{markdown(category_rows(figures, system))}")
    return "\n".join(parts)


def settings_table() -> str:
    """Return every setting as a row: its variable, who reads it, its default, what it does."""
    rows = ["| variable | read by | default | what it is |", "|---|---|---|---|"]
    for name in IndexSettings.model_fields:
        rows.append(_row(IndexSettings, name, "both"))
    for settings, reader in READ_BY.items():
        for name in settings.model_fields:
            if name not in IndexSettings.model_fields:
                rows.append(_row(settings, name, reader))
    return "\n".join(rows) + "\n"


def _row(settings: type[IndexSettings], name: str, reader: str) -> str:
    field = settings.model_fields[name]
    default = field.default
    if isinstance(default, tuple):
        default = os.pathsep.join(os.path.relpath(part, ROOT) for part in default)
    shown = "" if default is None else f"`{default}`"
    return f"| `PLANS_{name.upper()}` | {reader} | {shown} | {field.description} |"


if __name__ == "__main__":
    sys.exit(main())
