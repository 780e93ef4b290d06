"""The form of what people write in `catalogue.yaml` and `body.yaml`."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from corpus.dates import PartialDate, Period
from corpus.documents import Kind

__all__ = ["BodyEntry", "DocumentEntry"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _parser(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, str):
            raise ValueError(f"{value!r} must be text: put it in quotes")
        return parse(value)

    return check


_date = _parser(PartialDate.parse)


def _known_date(value: Any) -> Any:
    if value is None:
        raise ValueError("a date is needed: YYYY, YYYY-MM or YYYY-MM-DD in quotes")
    return _date(value)


_period = _parser(Period.parse)


class _InForceEntry(_Strict):
    start: Any
    until: Any = None
    note: str | None = None

    _start = field_validator("start")(_known_date)
    _until = field_validator("until")(_date)


class DocumentEntry(_Strict):
    """A document as `catalogue.yaml` writes it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)
    title: str = Field(min_length=1, max_length=500)
    kind: Kind
    published: Any
    period: Any = None
    about: tuple[str, ...] = ()
    in_force: _InForceEntry | None = None
    supersedes: tuple[str, ...] = ()
    publisher: str = Field(min_length=1)
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    digest: str | None = None

    _published = field_validator("published")(_known_date)
    _period = field_validator("period")(_period)


class _CommissionerEntry(_Strict):
    name: str = Field(pattern=r"\S")
    start: Any
    until: Any = None

    _start = field_validator("start")(_known_date)
    _until = field_validator("until")(_date)


class BodyEntry(_Strict):
    """A public body as `body.yaml` writes it."""

    name: str = Field(min_length=1)
    contact: str | None = None
    area: tuple[Annotated[str, Field(pattern=r"\w")], ...] = ()
    commissioners: tuple[_CommissionerEntry, ...] = ()
    suggestions: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
