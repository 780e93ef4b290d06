"""Write what is generated: the settings table of the README and the JSON schema of an answer.

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
from ingest.settings import IngestSettings

ROOT = Path(__file__).resolve().parent.parent
TABLE = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.DOTALL)
READ_BY = {IngestSettings: "ingest", AssistantSettings: "assistant"}


def main() -> int:
    """Write or check; returns the exit status."""
    readme = ROOT / "README.md"
    wanted = {
        readme: TABLE.sub(rf"\g<1>{settings_table()}\g<2>", readme.read_text("utf-8")),
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
