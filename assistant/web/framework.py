"""Gradio, imported late, and the plain look that the page's own style sheets build on."""

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradio.themes import Base

__all__ = ["CONVERSATION_SECONDS", "Changes", "gradio", "plain_theme"]

CONVERSATION_SECONDS = 3_600
"""How long what a person asked and said is remembered after they last did anything."""

Changes = dict[Any, Any]
"""What an event changes on the page: new values by component."""


def gradio() -> Any:
    """Import Gradio, which takes seconds, with its telemetry off."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    return gradio


def plain_theme() -> "Base":
    """Return the plainest theme, in the fonts that the device has; page.css does the rest."""
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Arial", "sans-serif"]
    theme: Base = gradio().themes.Base(font=fonts, font_mono=["monospace"])
    return theme
