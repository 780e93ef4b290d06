"""The assistant on the shipped corpus."""

from tests.assistant.conftest import assistant

__all__ = ["assistant"]
