"""What belongs to the website that the assistant stands on: names, colours, logo, contacts.

Offices end and bodies are renamed; their archives stay. So nothing of this is in the code.
"""

import datetime as dt
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.help_lines import HELP_LINES
from corpus.catalogue import Body
from corpus.errors import PlansError
from corpus.yaml_lists import construct, explain, key_lines, read_yaml

__all__ = ["Colours", "Contact", "Language", "Site", "read_site"]

_URL = r"^https?://[^\s<>\"'@]+$"
_EMAIL = r"^[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+$"
_CODE = r"^[a-z]{2,3}(?:-[A-Z]{2})?$"
_LOGOS = frozenset({".svg", ".png"})
_BIGGEST_LOGO = 200_000

Url = Annotated[str, Field(pattern=_URL)]
Email = Annotated[str, Field(pattern=_EMAIL)]
Words = Annotated[str, Field(min_length=1, max_length=400)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contact(_Part):
    """Somebody to turn to with what the documents do not answer."""

    name: Words
    what: str = ""
    """What for: "questions about the plans"."""
    web: Url | None = None
    email: Email | None = None
    phone: str | None = Field(None, pattern=r"^[+0-9][0-9 ]{2,19}$")

    def in_words(self) -> str:
        """Write whom to turn to and how, in half a sentence."""
        how = ", ".join(way for way in (self.web, self.email, self.phone) if way)
        return f"{self.name}: {how}" if how else self.name


class Colours(_Part):
    """Colours by the names of `colours.css`, for light and for dark screens."""

    light: dict[str, str] = Field(default_factory=dict)
    dark: dict[str, str] = Field(default_factory=dict)


class Language(_Part):
    """A language in which the page's own words can be read, beside English."""

    code: str = Field(pattern=_CODE)
    name: Words
    """In the language itself: "Cymraeg"."""
    messages: Path
    """A gettext file (.po) of `docs/messages.pot`."""


class Privacy(_Part):
    """Who answers for personal data."""

    controller: str = ""
    email: Email | None = None
    notice: Url | None = None


class Accessibility(_Part):
    """Whom to tell of a barrier, for the accessibility statement."""

    email: Email | None = None
    phone: str | None = None
    reply_days: int = Field(10, ge=1, le=60)
    """Working days within which an answer is promised."""
    prepared: dt.date | None = None
    """When the statement was prepared, YYYY-MM-DD."""


class Site(_Part):
    """What the operator says of the website; every field has a plain default."""

    name: Words = "Ask about the plans"
    """What the assistant is called, on every page."""
    body: str = ""
    """The public body; the catalogue's where empty."""
    notice: str = ""
    """One sentence on every page, such as that the office has ended."""
    home: Url | None = None
    """The body's website."""
    logo: Path | None = None
    colours: Colours = Colours()
    contacts: tuple[Contact, ...] = ()
    help_lines: Path = HELP_LINES
    """Help lines instead of those that ship; see `assistant/help_lines.yaml`."""
    languages: tuple[Language, ...] = ()
    leave: Url | None = None
    """Where "Leave this page" leads from the page for somebody in danger."""
    report_crime: Url | None = None
    privacy: Privacy = Privacy()
    accessibility: Accessibility = Accessibility()

    @field_validator("logo")
    @classmethod
    def _is_a_picture(cls, logo: Path | None) -> Path | None:
        if logo is not None and logo.suffix.lower() not in _LOGOS:
            raise ValueError("must be an .svg or a .png file")
        return logo

    @field_validator("languages")
    @classmethod
    def _each_language_once(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        codes = [language.code for language in languages]
        if len(set(codes)) < len(codes) or any(code.startswith("en") for code in codes):
            raise ValueError("each language once, and English is there without being named")
        return languages

    def named(self, body: Body) -> Body:
        """Return the body of a catalogue under the name and with the contact of this site."""
        contact = next((contact.in_words() for contact in self.contacts), body.contact)
        return replace(body, name=self.body or body.name, contact=contact)

    @cached_property
    def logo_bytes(self) -> bytes:
        """The file of the logo; empty without one."""
        return self.logo.read_bytes() if self.logo else b""


def read_site(path: Path | None) -> Site:
    """Read a site file; without one everything has its default.

    Paths in it are relative to its folder.

    Raises:
        PlansError: The file, or one that it names, cannot be used; every problem has its line.
    """
    if path is None:
        return Site()
    problems: list[str] = []
    node = read_yaml(path, problems)
    value, error = construct(node) if node is not None else (None, None)
    if error or (node is not None and not isinstance(value, dict)):
        problems.append(f"{path}:1: {error or 'must be `key: value` lines'}")
    if problems:
        raise PlansError("\n".join(problems))
    assert node is not None
    lines = key_lines(node)
    try:
        site = Site.model_validate(value)
    except ValidationError as invalid:
        raise PlansError("\n".join(explain(invalid, path, lines, 1, ""))) from None
    site = _with_files(site, path.parent)
    if problems := _file_problems(site, path, lines):
        raise PlansError("\n".join(problems))
    return site


def _with_files(site: Site, folder: Path) -> Site:
    """Make paths start from the folder of the site file."""
    return site.model_copy(
        update={
            "logo": site.logo and folder / site.logo,
            "help_lines": folder / site.help_lines,  # a whole path stays what it is
            "languages": tuple(
                language.model_copy(update={"messages": folder / language.messages})
                for language in site.languages
            ),
        }
    )


def _file_problems(site: Site, path: Path, lines: dict[str, int]) -> list[str]:
    named: dict[str, list[Path | None]] = {"logo": [site.logo], "help_lines": [site.help_lines]}
    named["languages"] = [language.messages for language in site.languages]
    problems = [
        f"{path}:{lines.get(field, 1)}: {field}: {file}: there is no such file"
        for field, files in named.items()
        for file in files
        if file is not None and not file.is_file()
    ]
    if not problems and site.logo and len(site.logo_bytes) > _BIGGEST_LOGO:
        problems.append(
            f"{path}:{lines['logo']}: logo: {site.logo}: is larger than {_BIGGEST_LOGO:,} bytes; "
            "every page loads it"
        )
    return problems
