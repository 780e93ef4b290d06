"""Where an original came from, and when."""

from dataclasses import dataclass

__all__ = ["Provenance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How the original of a document was got."""

    obtained: str
    """The day, YYYY-MM-DD."""
    sha256: str
    """Of the file that was got."""
    file: str | None = None
    """The name of the file that was added from this machine."""
    url: str | None = None
    """The address that was asked for."""
    final_url: str | None = None
    """The address that answered, after redirects."""
    archived: str | None = None
    """The day of the web archive's copy, YYYY-MM-DD, where it is one."""
    content_type: str | None = None
    """What the server said it was."""
