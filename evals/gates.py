"""What a run must reach: `thresholds.toml` names the least, or the most, of each figure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError
from evals.figures import LOWER_IS_BETTER, Figure, Figures

__all__ = ["Gate", "missed_thresholds", "read_gate"]

_FILE = Path(__file__).parent / "thresholds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The thresholds under one heading of the file."""

    name: str
    path: Path
    thresholds: Mapping[str, float]
    """By figure, named task.measure; of another system than the assistant, system.task.measure."""


def read_gate(name: str, path: Path = _FILE) -> Gate:
    """Read the thresholds of a gate.

    Raises:
        PlansError: There is no such gate, or the file cannot be read.
    """
    try:
        gates = tomllib.loads(path.read_text("utf-8"))
        if name not in gates:
            raise PlansError(f"{path}: there is no gate {name!r}; it has {', '.join(gates)}")
        thresholds = {figure: float(value) for figure, value in gates[name].items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PlansError(f"{path}: [{name}] cannot be read: {error!r}") from None
    return Gate(name=name, path=path, thresholds=thresholds)


def missed_thresholds(gate: Gate, figures: Figures) -> list[str]:
    """Return a line for each threshold that is missed.

    Raises:
        PlansError: The gate names what was not measured.
    """
    lines = []
    for name, threshold in gate.thresholds.items():
        figure = _named(figures, name)
        if figure is None:
            raise PlansError(
                f"{gate.path}: [{gate.name}] {name!r} is not a figure of this run; correct the "
                "name, or run all tasks with all systems"
            )
        lower = figure.measure in LOWER_IS_BETTER
        if figure.value > threshold if lower else figure.value < threshold:
            wanted = "at most" if lower else "at least"
            lines.append(
                f"{name} is {figure.value:.3f} over {figure.n} samples; {wanted} {threshold} is wanted"
            )
    return lines


def _named(figures: Figures, name: str) -> Figure | None:
    system, _, rest = name.rpartition(".")[0].rpartition(".")
    return figures.get(rest, system or "assistant", name.rpartition(".")[2])
