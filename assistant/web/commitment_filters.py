"""What a list of commitments is filtered by, as an address holds it; and the list itself."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

from starlette.datastructures import QueryParams

from assistant.commitments.themes import read_themes
from assistant.verdicts.board import Board, Row, Sort, Sought
from assistant.verdicts.records import Verdict
from assistant.web.words import phrase, say
from corpus.reader import OpenIndex
from corpus.text import without_controls

__all__ = [
    "PAGE",
    "SORTS",
    "Choices",
    "Filters",
    "Listing",
    "Lists",
    "Neighbours",
    "find",
    "orders",
    "plan_names",
    "read_filters",
]

PAGE = 50
"""Rows of one page."""
SORTS: Mapping[Sort, str] = {
    Sort.TIME: phrase("as they were promised"),
    Sort.DEADLINE: phrase("by when"),
    Sort.THEME: phrase("theme"),
    Sort.VERDICT: phrase("verdict"),
    Sort.CHANGED: phrase("judged last first"),
}
_LONGEST = 200
"""Characters of what is looked for."""
_MOST_DOCUMENTS = 300
"""Documents that can be chosen from a list; of more, people look for words of the title."""
_CAN: Mapping[str, bool | None] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked for, and which page of it."""

    sought: Sought = field(default_factory=Sought)
    page: int = 1

    def query(self, *, page: int = 1) -> dict[str, object]:
        """Return what an address asks for, for `Shell.url`; what does not limit is left out.

        Args:
            page: Which page of the list; the first is not named.
        """
        sought = self.sought
        can = {value: name for name, value in _CAN.items()}
        asked: dict[str, object] = {
            "q": sought.text,
            "plan": sought.plan,
            "theme": sought.theme,
            "document": sought.document,
            "verdict": [verdict.value for verdict in sought.verdicts],
            "can": "" if sought.checkable is None else can[sought.checkable],
            "review": "1" if sought.review else "",
            "sort": "" if sought.sort is Sort.TIME else sought.sort.value,
            "page": str(page) if page > 1 else "",
        }
        return {name: value for name, value in asked.items() if value}

    def with_verdicts(self, *verdicts: Verdict) -> "Filters":
        """Return the same for other verdicts, from the first page."""
        return replace(self, page=1, sought=replace(self.sought, verdicts=verdicts))

    @property
    def limits(self) -> bool:
        """Whether anything but the words limits the list."""
        return bool(set(self.query()) - {"q", "sort"})

    def in_words(self, choices: "Choices") -> str:
        """Write what is looked for, for a log or a heading; "all" where nothing limits."""
        sought = self.sought
        parts = [
            f"“{sought.text}”" if sought.text else "",
            choices.name("plan", sought.plan),
            choices.name("theme", sought.theme),
            choices.name("document", sought.document),
            " or ".join(verdict.in_words() for verdict in sought.verdicts),
            {None: "", True: "can be checked", False: "cannot be checked"}[sought.checkable],
            "marked for review" if sought.review else "",
        ]
        return "; ".join(part for part in parts if part) or "all"


def read_filters(asked: QueryParams, *, staff: bool = True) -> Filters:
    """Read what an address asks for; what is not known does not limit.

    Args:
        asked: The query of the address, or the fields of a form.
        staff: Whether staff ask: what is marked for review is for them alone.
    """
    page = asked.get("page", "")
    verdicts = {one.value: one for one in Verdict}
    sorts = {one.value: one for one in Sort}
    named = dict.fromkeys(asked.getlist("verdict"))
    return Filters(
        sought=Sought(
            text=_plain(asked.get("q", "")),
            plan=_plain(asked.get("plan", "")),
            document=_plain(asked.get("document", "")),
            theme=_plain(asked.get("theme", "")),
            verdicts=tuple(verdicts[name] for name in named if name in verdicts),
            checkable=_CAN.get(asked.get("can", "")),
            review=staff and asked.get("review") == "1",
            sort=sorts.get(asked.get("sort", ""), Sort.TIME),
        ),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 and int(page) else 1,
    )


def orders() -> list[tuple[str, str]]:
    """Return the orders that can be chosen beside the one that is there anyway."""
    return [(sort.value, say(words)) for sort, words in SORTS.items() if sort is not Sort.TIME]


def plan_names(index: OpenIndex) -> dict[str, str]:
    """Return the names of all plans by id, as lists have them."""
    plans = index.generation.catalogue.plans
    return {plan.id: plan.short_name[:1].upper() + plan.short_name[1:] for plan in plans}


def _plain(words: str) -> str:
    return " ".join(without_controls(words).split())[:_LONGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen, each as what an address holds and how people read it."""

    plans: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    strands: tuple[tuple[str, str], ...]
    """Themes as the documents themselves name them."""
    documents: tuple[tuple[str, str], ...]
    """None where there are too many to choose from."""
    titles: Mapping[str, str]
    """Of every document."""

    def name(self, kind: str, value: str) -> str:
        """Return how people read what an address holds."""
        if kind == "document":
            return self.titles.get(value, value)
        known = self.plans if kind == "plan" else (*self.themes, *self.strands)
        return dict(known).get(value, value)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The rows that have everything that is looked for."""

    board: Board
    filters: Filters
    choices: Choices
    found: tuple[Row, ...]
    """On all pages, in order."""
    counts: Mapping[Verdict, int]
    """How many rows have each verdict, of those that have everything else."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(len(self.found) / PAGE))

    @property
    def page(self) -> int:
        """Which of them is shown."""
        return min(self.filters.page, self.pages)

    @property
    def first(self) -> int:
        """The number of the first row of the page, counted from 1."""
        return (self.page - 1) * PAGE + 1

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Those of the page."""
        return self.found[self.first - 1 : self.first - 1 + PAGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where a row stands in a list."""

    before: Row | None
    after: Row | None
    place: int
    """Counted from 1; 0 where the row is not, or no longer, in the list."""
    of: int


def find(board: Board, sought: Sought) -> tuple[Row, ...]:
    """Return the rows that are looked for, without those that nobody has to decide on any more."""
    found = board.find(sought)
    return tuple(row for row in found if row.commitment or row.verdict is not Verdict.NOT_JUDGED)


class Lists:
    """Makes lists; what can be chosen is worked out once for each board. Safe to use in threads."""

    def __init__(self, board: Callable[[], Board], plans: Callable[[], Mapping[str, str]]) -> None:
        """Prepare.

        Args:
            board: Returns the board as it is now.
            plans: Returns the names of plans, by id.
        """
        self._board = board
        self._plans = plans
        self._choices: tuple[Board, Choices] | None = None

    def shown(self, filters: Filters) -> Listing:
        """Return the rows that are looked for.

        Raises:
            PlansError: The index or the database cannot be used.
        """
        board = self._board()
        any_verdict = find(board, replace(filters.sought, verdicts=()))
        wanted = filters.sought.verdicts
        found = tuple(row for row in any_verdict if not wanted or row.verdict in wanted)
        counts = Counter(row.verdict for row in any_verdict)
        return Listing(
            board=board,
            filters=filters,
            choices=self.choices(board),
            found=found,
            counts={verdict: counts[verdict] for verdict in Verdict},
        )

    def neighbours(self, board: Board, filters: Filters, commitment: str) -> Neighbours:
        """Return what stands before and after a row in a list, also when it is no longer in it.

        Somebody who judges what is not judged yet goes on with the next, though what they have
        just judged has left the list.
        """
        listed = {row.id: place for place, row in enumerate(find(board, filters.sought), 1)}
        everything = board.find(Sought(sort=filters.sought.sort))
        own = next((n for n, row in enumerate(everything) if row.id == commitment), None)
        if own is None:
            return Neighbours(before=None, after=None, place=0, of=len(listed))
        earlier = (row for row in reversed(everything[:own]) if row.id in listed)
        later = (row for row in everything[own + 1 :] if row.id in listed)
        return Neighbours(
            before=next(earlier, None),
            after=next(later, None),
            place=listed.get(commitment, 0),
            of=len(listed),
        )

    def choices(self, board: Board) -> Choices:
        """Return what can be chosen of a board."""
        known = self._choices
        if known is None or known[0] is not board:
            known = self._choices = (board, _choices(board, self._plans()))
        return known[1]


def _choices(board: Board, plans: Mapping[str, str]) -> Choices:
    commitments = [row.commitment for row in board.rows if row.commitment]
    themes, strands = {c.theme for c in commitments}, {c.strand for c in commitments if c.strand}
    titles = {row.quoted.document: _titled(row) for row in board.rows}
    named = {c.plan for c in commitments if c.plan}
    return Choices(
        plans=tuple((name, words) for name, words in plans.items() if name in named),
        themes=tuple((theme.id, theme.name) for theme in read_themes() if theme.id in themes),
        strands=tuple((strand, strand) for strand in sorted(strands)),
        documents=tuple(titles.items()) if len(titles) <= _MOST_DOCUMENTS else (),
        titles=titles,
    )


def _titled(row: Row) -> str:
    words, published = row.quoted.title, row.quoted.published
    return say("{title}, {published}", title=words, published=published)
