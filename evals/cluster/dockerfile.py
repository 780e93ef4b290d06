"""`python -m evals.cluster.dockerfile`: run the steps of the Dockerfile here, where Docker is not.

Every path of the image lies under a temporary folder; the base images' own programs are replaced by
this machine's Python. What needs another user or a file system of its own is left out, and said so.
Takes some minutes and gigabytes, and installs packages; at the end the image's command is started as
a container would, and asked a question.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from corpus.errors import PlansError
from evals.cluster.parts import Part, free_ports, wait_for

__all__ = ["Step", "main", "read_steps"]

_ROOT = Path(__file__).resolve().parents[2]
_FILE = _ROOT / "deploy" / "docker" / "Dockerfile"
_PATHS = ("/opt/made", "/opt/plans", "/opt/index", "/src", "/var/lib/plans", "/usr/local/bin/plans")
_PATH = re.compile("|".join(rf"(?<![\w/]){re.escape(path)}\b" for path in _PATHS))
_NOT_HERE = ("useradd",)
_KEPT = ("HOME", "LANG", "PATH", "SSL_CERT_FILE", "TMPDIR")
_QUESTION = "what did the 2015 plan say about cybercrime?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction of a Dockerfile."""

    word: str
    """RUN, COPY, ENV and so on."""
    rest: str


def read_steps(text: str) -> list[Step]:
    """Return the instructions, each on one line, without comments."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    parted = [line.strip().partition(" ") for line in joined.splitlines() if line.strip()]
    return [Step(word=word.upper(), rest=rest.strip()) for word, _, rest in parted]


class _Image:
    """What the steps have made so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.variables = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.variables |= {n: v for n, v in os.environ.items() if n.startswith("PIP_")}
        self.folder = root
        self.command: list[str] = []
        self.health: list[str] = []
        programs = root / "programs"
        programs.mkdir()
        python = getattr(sys, "_base_executable", sys.executable)
        (programs / "python").symlink_to(python)
        self.variables["PATH"] = f"{programs}:{self.variables['PATH']}"

    def here(self, text: str) -> str:
        """Return a text with the image's paths as they are here."""
        return _PATH.sub(lambda found: f"{self.root}{found[0]}", text)

    def take(self, step: Step) -> str:
        """Do a step; returns what is to be said of it.

        Raises:
            PlansError: It failed.
        """
        return {
            "RUN": self._run,
            "COPY": self._copy,
            "ENV": self._env,
            "ARG": self._arg,
            "WORKDIR": self._workdir,
            "CMD": self._cmd,
            "HEALTHCHECK": self._healthcheck,
        }.get(step.word, _nothing)(step.rest)

    def _run(self, rest: str) -> str:
        if rest.startswith(_NOT_HERE):
            return "left out: needs another user"
        began = time.monotonic()
        run = subprocess.run(
            ["sh", "-ec", self.here(rest)],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
        )
        if run.returncode:
            raise PlansError(f"RUN {rest}\n{(run.stdout + run.stderr)[-3000:]}")
        return f"{time.monotonic() - began:.0f} s"

    def _copy(self, rest: str) -> str:
        words = rest.split()
        options = [word for word in words if word.startswith("--")]
        *sources, target = [word for word in words if not word.startswith("--")]
        if any(option.startswith("--from=") for option in options):
            missing = [source for source in sources if not Path(self.here(source)).exists()]
            if missing:
                raise PlansError(f"COPY {rest}: {missing} were not made")
            return "the same folder here"
        for source in sources:
            place = self.folder / self.here(target)
            self._copy_one(_ROOT / source, place / source if target.endswith("./") else place)
        return ""

    def _copy_one(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)

    def _env(self, rest: str) -> str:
        for name, value in re.findall(r"(\w+)=(\S*)", rest):
            self.variables[name] = self.here(value).replace("$PATH", self.variables["PATH"])
        return ""

    def _arg(self, rest: str) -> str:
        name, _, value = rest.partition("=")
        self.variables[name] = os.environ.get(name, value.strip('"'))
        return ""

    def _workdir(self, rest: str) -> str:
        self.folder = Path(self.here(rest))
        self.folder.mkdir(parents=True, exist_ok=True)
        return ""

    def _cmd(self, rest: str) -> str:
        self.command = json.loads(rest)
        return ""

    def _healthcheck(self, rest: str) -> str:
        self.health = json.loads(rest.partition("CMD ")[2])
        return ""


def _nothing(_: str) -> str:
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.cluster.dockerfile", description=__doc__)
    parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="plans-image-") as folder:
            image = _Image(Path(folder))
            for step in read_steps(_FILE.read_text("utf-8")):
                print(f"{step.word} {step.rest[:90]}", flush=True)
                if said := image.take(step):
                    print(f"    {said}", flush=True)
            for line in asyncio.run(_serve(image)):
                print(line)
    except PlansError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


async def _serve(image: _Image) -> list[str]:
    """Start the command as a container would, and return what came of it."""
    lines = list(_sizes(image))
    (port,) = free_ports(1)
    start = ["sh", image.here("/usr/local/bin/plans"), *image.command]
    environment = image.variables | {
        "PLANS_PORT": str(port),
        "PLANS_HOST": "127.0.0.1",
        "PLANS_MADE": image.here("/opt/index"),
    }
    part = Part("image", start, image.root, environment=environment, alone=True)
    part.start()
    try:
        url = f"http://127.0.0.1:{port}"
        lines.append(f"ready after {await wait_for(part, f'{url}/readyz', seconds=300):.1f} s")
        healthy = subprocess.run(image.health, env=environment, capture_output=True).returncode
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as client:
            answer = await client.get("/ask", params={"q": _QUESTION})
    finally:
        part.end()
    if healthy or answer.status_code != 200:
        raise PlansError(f"the health check ended with {healthy}, a question with {answer}")
    return [*lines, "the health check passes, and a question is answered"]


def _sizes(image: _Image) -> Iterator[str]:
    """Say how large the image's own parts are, and see that what only exports is not there.

    Raises:
        PlansError: torch or sentence-transformers is in the environment that serves.
    """
    for path in ("/opt/made", "/opt/plans", "/opt/index"):
        files = [f for f in Path(image.here(path)).rglob("*") if f.is_file() and not f.is_symlink()]
        yield f"{path}: {sum(f.stat().st_size for f in files) / 1e6:.0f} MB"
    for module in ("torch", "sentence_transformers", "transformers"):
        command = [image.here("/opt/plans/bin/python"), "-c", f"import {module}"]
        if subprocess.run(command, capture_output=True, env=image.variables).returncode == 0:
            raise PlansError(f"{module} is in the environment that serves")
    yield "torch, sentence-transformers and transformers are not in the environment that serves"


if __name__ == "__main__":
    sys.exit(main())
