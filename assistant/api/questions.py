"""What a request asks of the assistant: a question, the earlier ones, and limits of the search."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr

from assistant.limits import NO_LIMITS, Limits
from assistant.serving.gate import is_emergency
from assistant.typed import readable_question
from corpus.documents import Kind

__all__ = ["MOST_EARLIER", "AskBody", "AskQuery", "LimitsBody", "tells_of_danger"]

MOST_EARLIER = 20
"""Earlier questions that go with a new one."""


def _readable(value: Any) -> Any:
    """Half a character, and what no one sees, are no fault of whoever asks."""
    return readable_question(value) if isinstance(value, str) else value


Words = Annotated[StrictStr, BeforeValidator(_readable)]
Year = Annotated[StrictInt, Field(ge=1, le=9999)]


class LimitsBody(BaseModel):
    """What the search is limited to; what is left out does not limit."""

    model_config = ConfigDict(extra="forbid", title="Limits")

    kinds: tuple[Kind, ...] | None = Field(
        None, description="Kinds of document.", examples=[["annual-report"]]
    )
    plan: Words | None = Field(
        None,
        description="Id of the plan that is searched, with what is held about it.",
        examples=["plan-2015-20"],
    )
    years: tuple[Year, Year] | None = Field(
        None,
        description="The first and the last year of publication.",
        examples=[[2015, 2017]],
    )

    def limits(self) -> Limits:
        """Return them as the assistant takes them."""
        years = tuple(sorted(self.years)) if self.years else None
        kinds = tuple(dict.fromkeys(self.kinds or ()))
        return Limits(kinds=kinds, plan=self.plan or "", years=years)  # type: ignore[arg-type]


class AskBody(BaseModel):
    """A question as it is sent in the body."""

    model_config = ConfigDict(extra="forbid", title="Question")

    question: Words = Field(
        description="The question, in a person’s own words. One that is empty or longer than is "
        "taken is answered too: with the status “error” and a text that says what to do."
    )
    history: Annotated[tuple[Words, ...], Field(max_length=MOST_EARLIER)] | None = Field(
        None,
        description="The asker’s earlier questions of the same conversation, the oldest first.",
        examples=[["what did the 2015 plan say about cybercrime?"]],
    )
    limits: LimitsBody | None = Field(None, description="What the search is limited to.")

    @property
    def earlier(self) -> tuple[str, ...]:
        """The earlier questions."""
        return self.history or ()

    @property
    def limited(self) -> Limits:
        """The limits, as the assistant takes them."""
        return self.limits.limits() if self.limits else NO_LIMITS


class AskQuery(BaseModel):
    """A question as it is sent in the address."""

    model_config = ConfigDict(extra="forbid")

    q: Words = Field(
        description="The question.", examples=["what did the 2015 plan say about cybercrime?"]
    )
    earlier: tuple[Words, ...] = Field(
        (),
        max_length=MOST_EARLIER,
        description="Earlier questions of the same conversation, the oldest first; may be given "
        "several times.",
    )
    kind: tuple[Kind, ...] = Field(
        (), description="Only documents of this kind; may be given several times."
    )
    plan: Words = Field("", description="Only this plan, with what is held about it: its id.")
    years: str = Field(
        "",
        pattern=r"^(?:[0-9]{4}(?:-[0-9]{4})?)?$",
        description="Only documents of these years of publication: “2015” or “2015-2017”.",
    )

    @property
    def question(self) -> str:
        """The question."""
        return self.q

    @property
    def limited(self) -> Limits:
        """The limits, as the assistant takes them."""
        first, _, last = self.years.partition("-")
        years = sorted((int(first), int(last or first))) if first else None
        return Limits(
            kinds=tuple(dict.fromkeys(self.kind)),
            plan=self.plan,
            years=(years[0], years[1]) if years else None,
        )


def tells_of_danger(question: object) -> bool:
    """Say whether somebody is in danger, which is answered before anything else is looked at.

    Args:
        question: What was sent as one, of whatever kind.
    """
    return isinstance(question, str) and is_emergency(question)
