"""What a trial found: whether it passed, and lines with counts and times."""

from dataclasses import dataclass

from evals.load.report import LoadReport

__all__ = ["Finding", "Scale", "loaded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is asked of the cluster."""

    users: int
    seconds: float
    """For how long users ask in a trial, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one trial found."""

    what: str
    """What was done."""
    wanted: str
    """What had to come of it."""
    passed: bool
    lines: tuple[str, ...]
    """What came of it, with counts and times."""


def loaded(report: LoadReport) -> str:
    """Say in a line what became of all questions of a load."""
    failed = ", ".join(f"{count} × {kind}" for kind, count in report.failed.items())
    return (
        f"{report.asked} questions of {len(report.users)} users in {report.seconds:.0f} s: "
        f"{len(report.latencies)} answered, {len(report.failures)} failed"
        f"{f' ({failed})' if failed else ''}; "
        f"half within {report.percentile(50):.2f} s, 95% within {report.percentile(95):.2f} s"
    )
