"""What a person limits a search to, by choosing and not by words."""

from dataclasses import dataclass

from corpus.documents import Kind

__all__ = ["NO_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Nothing outside all of these is searched, quoted, counted or offered as near."""

    kinds: tuple[Kind, ...] = ()
    """Kinds of document; empty where any will do."""
    plan: str = ""
    """Id of the plan that is searched, with what is held about it; empty where any will do."""
    years: tuple[int, int] | None = None
    """The first and the last year of publication; None where any will do."""

    def __bool__(self) -> bool:
        """Whether anything is limited."""
        return bool(self.kinds or self.plan or self.years)


NO_LIMITS = Limits()
