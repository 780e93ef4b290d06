"""What a run must reach: `thresholds.toml` names the least, or the most, of each figure."""

import tomllib
from pathlib import Path

from corpus.errors import PlansError
from evals.figures import LOWER_IS_BETTER, Figures

__all__ = ["missed_gates", "thresholds"]

_FILE = Path(__file__).parent / "thresholds.toml"


def missed_gates(figures: Figures, gate: str, path: Path = _FILE) -> list[str]:
    """Return a line for each threshold that the assistant misses.

    Raises:
        PlansError: The file cannot be read, or names what was not measured.
    """
    missed = []
    for name, threshold in thresholds(gate, path).items():
        task, _, measure = name.partition(".")
        figure = figures.get(task, "assistant", measure)
        if figure is None:
            raise PlansError(
                f"{path}: [{gate}] {name!r} is not a figure of this run; correct the name, "
                "or run all tasks with the assistant"
            )
        lower = measure in LOWER_IS_BETTER
        if figure.value > threshold if lower else figure.value < threshold:
            wanted = "at most" if lower else "at least"
            missed.append(
                f"{name} is {figure.value:.3f} over {figure.n} samples; {wanted} {threshold} is wanted"
            )
    return missed


def thresholds(gate: str, path: Path = _FILE) -> dict[str, float]:
    """Read the thresholds of a gate.

    Raises:
        PlansError: There is no such gate, or the file cannot be read.
    """
    try:
        gates = tomllib.loads(path.read_text("utf-8"))
        if gate not in gates:
            raise PlansError(f"{path}: there is no gate {gate!r}; it has {', '.join(gates)}")
        values = gates[gate]
        return {name: float(value) for name, value in values.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlansError(f"{path}: [{gate}] cannot be read: {error!r}") from None
