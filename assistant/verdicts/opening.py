"""Which database verdicts are kept in, by the settings."""

from typing import TYPE_CHECKING

from assistant.settings import AssistantSettings

if TYPE_CHECKING:
    from assistant.verdicts.store import VerdictStore

__all__ = ["verdict_store"]

SQLITE = "verdicts.sqlite3"
"""The file in the data folder, where no other database is named."""


def verdict_store(settings: AssistantSettings) -> "VerdictStore | None":
    """Return where verdicts are kept; None where nobody can judge and nothing is published."""
    if not (settings.staff or settings.staff_header or settings.publish_commitments):
        return None
    from assistant.verdicts.store import VerdictStore  # SQLAlchemy takes long to import

    url = settings.database_url or f"sqlite:///{(settings.data / SQLITE).absolute()}"
    return VerdictStore(url)
