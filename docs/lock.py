"""Resolve every dependency, all extras together, and pin the versions in constraints.txt.

pip itself resolves, without installing, so that what is pinned is what `make` installs. Run it with
the oldest Python that is meant to work: some packages ask for a later patch release of the same.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Every version that was resolved together. Written by `make lock`; do not edit.\n"


def main() -> None:
    """Write constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
    resolved = subprocess.run(
        [*command, "--report", "-", *wanted], check=True, capture_output=True, text=True
    )
    report = json.loads(resolved.stdout)
    pins = sorted(_pin(entry["metadata"]) for entry in report["install"])
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(pins) + "\n", "utf-8")
    print(f"{len(pins)} versions pinned")


def _pin(metadata: dict[str, str]) -> str:
    """Leave out a build's local label, such as +cpu, which other machines do not have."""
    return f"{metadata['name'].lower().replace('_', '-')}=={metadata['version'].split('+')[0]}"


if __name__ == "__main__":
    main()
