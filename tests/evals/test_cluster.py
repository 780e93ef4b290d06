"""A small cluster, put to the trials that `python -m evals.cluster` puts a larger one to."""

import asyncio
import tempfile
from pathlib import Path

import pytest

from evals.cluster.dockerfile import Step, read_steps
from evals.cluster.findings import Finding, Scale
from evals.cluster.proxy import DEPLOYED, upstreams_for
from evals.cluster.reporting import write_report
from evals.cluster.running import TRIALS, run_trials
from evals.cluster.services import missing_programs

MISSING = missing_programs()


@pytest.fixture(scope="module")
def findings(models: Path) -> dict[str, Finding]:
    """What two replicas, three users and all services found, by trial."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    scale = Scale(users=3, seconds=6)
    # Not in pytest's folder, which PostgreSQL's own user may not enter.
    with tempfile.TemporaryDirectory(prefix="plans-cluster-") as folder:
        trials = run_trials(Path(folder), scale, replicas=2, models=models, tell=print)
        return dict(zip(TRIALS, asyncio.run(trials), strict=True))


@pytest.mark.parametrize("trial", TRIALS)
def test_a_cluster_stands_the_trial(findings: dict[str, Finding], trial: str) -> None:
    found = findings[trial]
    assert found.passed, "\n".join((found.what, found.wanted, *found.lines))


def test_every_replica_of_a_run_stands_in_all_three_lists() -> None:
    written = upstreams_for((DEPLOYED / "upstreams.conf").read_text("utf-8"), [1111, 2222])
    assert written.count("127.0.0.1:1111 max_fails=1") == 2
    assert written.count("127.0.0.1:2222 max_fails=0") == 1
    assert "786" not in written


def test_the_report_says_what_failed(tmp_path: Path) -> None:
    found = [
        Finding(what="one thing", wanted="much", passed=True, lines=("3 of 3",)),
        Finding(what="another", wanted="more", passed=False, lines=("2 of 3",)),
    ]
    path = write_report(tmp_path, found, Scale(users=5, seconds=1), replicas=2, cores=2)
    text = path.read_text("utf-8")
    assert "| one thing | yes |" in text
    assert "| another | **no** |" in text
    assert "- 2 of 3" in text


def test_the_steps_of_a_dockerfile_are_read_with_their_continuations() -> None:
    text = '# about\nFROM a AS b\nRUN one \\\n    # not this\n    && two\nCMD ["x"]\n'
    assert read_steps(text) == [
        Step(word="FROM", rest="a AS b"),
        Step(word="RUN", rest="one && two"),
        Step(word="CMD", rest='["x"]'),
    ]
