"""What a run was made on, as far as figures depend on it; nothing that tells whose machine it is."""

import datetime as dt
import os
import platform
from importlib.metadata import PackageNotFoundError, version

__all__ = ["describe_machine"]

_PACKAGES = (
    "plans-assistant",
    "bm25s",
    "chromadb",
    "langchain-chroma",
    "langchain-text-splitters",
    "numpy",
    "onnxruntime",
    "sentence-transformers",
    "torch",
)


def describe_machine() -> dict[str, object]:
    """Return the day, cores, memory, how busy the machine is, and the versions of what is measured."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": _cores(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load_at_start": round(os.getloadavg()[0], 2),
        "date": dt.date.today().isoformat(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
    }


def _cores() -> int:
    """Cores that this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
