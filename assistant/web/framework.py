"""Gradio, imported late, and the plain look that the page's own style sheets build on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from assistant.serving.logs import log_current_exception

if TYPE_CHECKING:
    from gradio.themes import Base

__all__ = ["CONVERSATION_SECONDS", "Changes", "gradio", "plain_theme"]

CONVERSATION_SECONDS = 3_600
"""How long what a person asked and said is remembered after they last did anything."""

Changes = dict[Any, Any]
"""What an event changes on the page: new values by component."""


def gradio() -> Any:
    """Import Gradio, which takes seconds, with its telemetry off and without what is not used."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with _not_importing("mcp"):  # for servers of its own; it costs a second and 11 MB
        import gradio

    _without_words(gradio)
    return gradio


@contextmanager
def _not_importing(name: str) -> Iterator[None]:
    """Have a package that nobody imported yet look as if it were not installed."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


class _Places:
    """Stands for `traceback` in Gradio, which prints errors with what people wrote."""

    @staticmethod
    def print_exc() -> None:
        log_current_exception("Gradio")


def _without_words(package: ModuleType) -> None:
    """Have what Gradio prints of errors go to the log, which names their kinds and places alone."""
    for name in ("queueing", "routes", "route_utils"):
        module = sys.modules[f"{package.__name__}.{name}"]
        if not isinstance(module.__dict__["traceback"], _Places):
            setattr(module, "traceback", _Places())  # noqa: B010 - it is a module's name


def plain_theme() -> "Base":
    """Return the plainest theme, in the fonts that the device has; page.css does the rest."""
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Arial", "sans-serif"]
    theme: Base = gradio().themes.Base(font=fonts, font_mono=["monospace"])
    return theme
