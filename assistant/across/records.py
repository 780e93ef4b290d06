"""What a comparison across plans is made of: a cell for each plan, the names of themes, shares."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answers import Citation
from corpus.dates import PartialDate
from corpus.documents import Document

__all__ = ["Cell", "Change", "Grid", "NamedTheme", "Outcome", "Share", "ThemeRow"]


class Outcome(StrEnum):
    """What a cell has to say; each is a different thing for people."""

    SAYS = "says"
    """The plan itself is quoted."""
    REPORTED = "reported"
    """The plan's text is not held; another document is quoted where it says what is in the plan."""
    ALONGSIDE = "alongside"
    """The plan's text is not held; a document about it is quoted that tells of something else, such
    as an event or an award, and not of what is in the plan."""
    NOTHING = "nothing"
    """The plan's text is held, and nothing on the subject was found in it."""
    NOTHING_REPORTED = "nothing reported"
    """The plan's text is not held, and nothing on the subject was found in what speaks of it."""
    NOT_HELD = "not held"
    """Neither its text nor anything that speaks of it is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is held of one plan on the subject."""

    plan: Document
    outcome: Outcome
    held: bool = False
    """Whether the plan's own text is held."""
    citation: Citation | None = None
    """A verified quotation; None where nothing was found."""
    published: PartialDate | None = None
    """When the document came out that is quoted."""
    more: int = 0
    """Further sentences on the subject in what is held of the plan."""
    sentences: int = 0
    """Sentences, list items and table rows that were looked through."""
    documents: int = 0
    """Documents that they stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One subject across all plans, in order of time."""

    subject: str
    """As it was asked, without what no one sees."""
    read_as: str
    """With its spelling mended."""
    terms: tuple[str, ...]
    """What was looked for, the most telling first; empty where the subject says nothing."""
    theme: str = ""
    """The name of the theme of policing that was asked for by its name; "" elsewhere."""
    name: str = ""
    """The plans' own name for a theme, where that was asked for; "" elsewhere."""
    cells: tuple[Cell, ...]
    elsewhere: tuple[Citation, ...] = ()
    """Verified quotations of documents that are about no plan, one for each, best first."""

    @property
    def found(self) -> int:
        """In how many plans something was found."""
        return sum(cell.citation is not None for cell in self.cells)

    @property
    def alongside(self) -> int:
        """For how many of those only what does not tell what is in the plan."""
        return sum(cell.outcome is Outcome.ALONGSIDE for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTheme:
    """A name that plans give one of their own themes, and the plans that have it."""

    name: str
    plans: tuple[str, ...]
    """Ids of the plans that name it, in order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of what is held of a plan speaks of a theme."""

    plan: Document
    sentences: int
    """Sentences, list items and table rows with a word of the theme."""
    of: int
    """All that are held of the plan."""

    @property
    def part(self) -> float:
        """From 0 to 1; 0 where nothing is held."""
        return self.sentences / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """A theme of policing with its share in every plan, in order of time."""

    theme: str
    """Its id in `commitments/themes.yaml`."""
    name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A name that may have taken another's place from one plan to the next: a suggestion by rule."""

    before: str
    after: str
    earlier: Document
    later: Document
    theme: str
    """The name of the theme of policing that both tell of."""
    likeness: float
    """Cosine of the two names, 0 to 1."""
