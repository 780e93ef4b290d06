"""What a language model may give each tool; wrong arguments are told without repeating them."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.limits import Limits
from corpus.documents import Kind

__all__ = [
    "Arguments",
    "AskArguments",
    "CompareArguments",
    "DocumentArguments",
    "SearchArguments",
    "WrongArguments",
    "arguments_from",
    "input_schema",
]

_MOST_PROBLEMS = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_KINDS = Field(
    max_length=len(Kind),
    description="Only documents of these kinds; any kind where it is left out.",
)
_PLAN = Field(
    max_length=100,
    description="Only the plan with this id, such as plan-2015-20, and what is held about it.",
)
_YEARS = Field(
    min_length=2,
    max_length=2,
    description="Only documents that came out from the first of these two years to the second, "
    "such as [2015, 2017].",
)
_Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]


class Arguments(BaseModel):
    """Arguments of a tool; those that are null count as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="")


class _Limited(Arguments):
    kinds: Annotated[list[Kind], _KINDS] = []
    plan: Annotated[str, _PLAN] = ""
    years: Annotated[list[_Year] | None, _YEARS] = None

    @property
    def limits(self) -> Limits:
        """What the search is limited to."""
        first_and_last = (self.years[0], self.years[1]) if self.years else None
        return Limits(
            kinds=tuple(dict.fromkeys(self.kinds)), plan=self.plan.strip(), years=first_and_last
        )


class SearchArguments(_Limited):
    """What is searched for, and where."""

    query: str = Field(description="What to look for: a subject, a question, a plan, a year.")
    limit: int = Field(8, ge=1, le=20, description="Most passages that are returned.")


class AskArguments(_Limited):
    """What is asked, and of which documents."""

    question: str = Field(
        description="One question in plain English that can be understood by itself, as a person "
        "would ask it."
    )


class DocumentArguments(Arguments):
    """Which document, and which of its passages."""

    id: str = Field(max_length=200, description="The id, as search and ask return it.")
    page: int | None = Field(
        None, ge=1, le=100_000, description="Only passages of this physical page, where it has any."
    )
    first: int = Field(
        0, ge=0, le=10_000_000, description="How many passages to leave out at the start."
    )
    limit: int = Field(10, ge=0, le=50, description="Most passages that are returned.")


class CompareArguments(Arguments):
    """What is compared, and in which plans."""

    subject: str = Field(description="A subject in a few words, such as cybercrime.")
    plans: list[Annotated[str, Field(max_length=100)]] = Field(
        default=[], max_length=50, description="Ids of plans; all plans where it is left out."
    )


class WrongArguments(Exception):
    """Arguments that no tool can use; the message says what to give instead."""


_A = TypeVar("_A", bound=Arguments)


def arguments_from(model: type[_A], given: Mapping[str, Any]) -> _A:
    """Read the arguments of a tool.

    Raises:
        WrongArguments: They do not fit; the message names at most three of them and no value.
    """
    there = {name: value for name, value in given.items() if value is not None}
    try:
        return model.model_validate(there)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        known = ", ".join(model.model_fields)
        told = "; ".join(_told(problem, model) for problem in problems[:_MOST_PROBLEMS])
        raise WrongArguments(f"{told}. The arguments are: {known}.") from None


def _told(problem: Any, model: type[Arguments]) -> str:
    """Say what is wrong with one argument; names that are not ours are not repeated."""
    name = str(problem["loc"][0])
    if name not in model.model_fields:
        return "There is an argument that this tool does not have"
    return f"“{name}”: {problem['msg'][:200]}"


def input_schema(model: type[Arguments]) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments, without references, which some clients lack."""
    schema = model.model_json_schema()
    whole: dict[str, Any] = _without_references(schema, schema.pop("$defs", {}))
    needed, every = whole["required"], whole["properties"]
    in_order = [*needed, *(name for name in every if name not in needed)]
    return {**whole, "properties": {name: every[name] for name in in_order}}


def _without_references(part: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_without_references(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        part = definitions[part["$ref"].rpartition("/")[2]]
    if "anyOf" in part:  # null is taken as left out, so nobody has to be told of it
        real = [one for one in part["anyOf"] if one != {"type": "null"}]
        rest = {name: value for name, value in part.items() if name not in ("anyOf", "default")}
        part = {**real[0], **rest} if len(real) == 1 else part
    return {
        name: _without_references(value, definitions)
        for name, value in part.items()
        if name != "title" or isinstance(value, dict)
    }
