"""Lists, a part at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["NoQuery", "PageQuery", "Whole", "WholeYear", "page_of", "page_schema"]

USUAL = 20
MOST = 100
_DIGITS = 9

_T = TypeVar("_T")


def _whole(value: Any) -> Any:
    """Addresses hold digits; nothing else that looks like a number is one."""
    if isinstance(value, str) and not (
        value.isascii() and value.isdigit() and len(value) <= _DIGITS
    ):
        raise ValueError(f"must be a whole number of at most {_DIGITS} digits")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
WholeYear = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_whole)]


class NoQuery(BaseModel):
    """No parameter is known."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(BaseModel):
    """Which part of a list is wanted."""

    model_config = ConfigDict(extra="forbid")

    offset: Whole = Field(
        0, ge=0, le=999_999_999, description="How many are left out at the start."
    )
    limit: Whole = Field(USUAL, ge=1, le=MOST, description="The most that are returned.")


def page_of(
    found: Sequence[_T],
    asked: PageQuery,
    record: Callable[[_T], Any],
    *,
    address: str,
    index: str,
) -> dict[str, Any]:
    """Return the part of a list that is asked for, with its place in the whole.

    Args:
        found: All of it, in order.
        asked: Which part, and by what the list is filtered.
        record: Writes one of it.
        address: Of the list, without parameters.
        index: The index that it is of: where it changes between two parts, one begins anew.
    """
    end = asked.offset + asked.limit
    after = {**_given(asked), "offset": end, "limit": asked.limit}
    return {
        "index": index,
        "total": len(found),
        "offset": asked.offset,
        "limit": asked.limit,
        "next": f"{address}?{urlencode(after, doseq=True)}" if end < len(found) else None,
        "items": [record(each) for each in found[asked.offset : end]],
    }


def _given(asked: PageQuery) -> Mapping[str, Any]:
    """The filters that were given, as an address holds them."""
    return asked.model_dump(mode="json", exclude_defaults=True)


def page_schema(item: str) -> dict[str, Any]:
    """Return the JSON Schema of a part of a list.

    Args:
        item: Name of the schema of what is listed.
    """
    number = {"type": "integer", "minimum": 0}
    properties: dict[str, Any] = {
        "index": {
            "type": "string",
            "description": "The index that this is of. Where it changes between two parts, the "
            "documents changed: begin anew.",
        },
        "total": {**number, "description": "How many the whole list has."},
        "offset": number,
        "limit": {**number, "maximum": MOST},
        "next": {
            "type": ["string", "null"],
            "description": "Address of the next part; null after the last.",
        },
        "items": {"type": "array", "items": {"$ref": f"#/$defs/{item}"}},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
