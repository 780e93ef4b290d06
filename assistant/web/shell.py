"""What every page without Gradio has around its content: header, navigation, footer, policy."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from assistant.pre_election import Period
from assistant.site import Site
from assistant.web.escaping import safe_url
from assistant.web.stylesheets import SCRIPTS, stylesheet, top_stylesheet
from assistant.web.words import ENGLISH, Spoken, read_languages, say, speaking, spoken

__all__ = ["POLICY", "Shell"]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""Guard adds who may frame the page."""

_HERE = Path(__file__).parent


class Shell:
    """Makes whole pages; one for each application, used by all of its pages at once."""

    def __init__(
        self,
        site: Site,
        *,
        root_path: str = "",
        has_documents: bool = True,
        has_plans: bool = False,
        has_commitments: bool = False,
        has_api: bool = False,
        election: Callable[[], Period | None] = lambda: None,
    ) -> None:
        """Prepare the templates, the style sheet and the languages.

        Args:
            site: Names, colours, logo and contacts.
            root_path: What a proxy takes off the start of every address; links have it.
            has_documents: Whether there are pages on the documents.
            has_plans: Whether there are pages on the plans side by side and on consultations.
            has_commitments: Whether everybody may read the ledger of commitments.
            has_api: Whether other programs are answered.
            election: Tells in which pre-election period it is now; asked for every page.

        Raises:
            PlansError: A file of the site cannot be used.
        """
        self.site = site
        self.root_path = root_path
        self.body = site.body
        """The name of the public body; from the catalogue, once it is read, where the site has none."""
        self.languages: Mapping[str, Spoken] = read_languages(site.languages)
        self.files: Mapping[str, tuple[bytes, str]] = _files(site)
        """What is served under /site: name to content and type."""
        self._has_documents = has_documents
        self._has_plans = has_plans
        self._has_commitments = has_commitments
        self._has_api = has_api
        self._election = election
        self._templates = _templates(self)

    def page(
        self,
        template: str,
        *,
        title: str,
        status: int = 200,
        here: str = "",
        embed: bool = False,
        index: bool = True,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """Make a page of a template, which escapes every value that is not `Markup`.

        Args:
            template: Its file name in `templates/`; it extends `frame.html`.
            title: For the browser's tab, before the names of the assistant and the body.
            status: The HTTP status.
            here: Which of `pages` it is, where it is one.
            embed: Whether the page stands in a panel on another page: without what is around it.
            index: Whether search engines may list it.
            headers: More HTTP headers.
            values: What the template needs.
        """
        html = self._templates.get_template(template).render(
            title=" - ".join(part for part in (title, self.site.name, self.body) if part),
            here=here,
            embed=embed,
            index=index,
            spoken=spoken(),
            **values,
        )
        sent = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", **(headers or {})}
        return HTMLResponse(html, status_code=status, headers=sent)

    def part(self, template: str, **values: object) -> Markup:
        """Make a part of a page of a template, for where the page is not ours."""
        return Markup(self._templates.get_template(template).render(spoken=spoken(), **values))

    def plain(
        self, title: str, main: str, *, status: int = 200, here: str = "", wide: bool = False
    ) -> HTMLResponse:
        """Make a page of ready HTML, which has the page's only h1.

        Args:
            title: For the browser's tab.
            main: HTML, escaped already.
            status: The HTTP status.
            here: Which of `pages` it is, where it is one.
            wide: Whether it needs the width of the screen, as tables do.
        """
        content = Markup(main)
        return self.page(
            "plain.html", title=title, status=status, here=here, content=content, wide=wide
        )

    def message(self, title: str, *lines: str, status: int, url: str | None = None) -> HTMLResponse:
        """Make a page that says why something is not there, and where else to look.

        Args:
            title: The heading.
            lines: Plain words, a paragraph each.
            status: The HTTP status.
            url: Where the publisher has the document, where known.
        """
        outward = url if safe_url(url) else None
        return self.page(
            "message.html",
            title=title,
            status=status,
            index=False,
            heading=title,
            lines=lines,
            url_outside=outward,
        )

    def url(self, path: str, **query: object) -> str:
        """Return an address of ours, in the language of the request.

        Args:
            path: It starts with "/".
            query: What comes after "?"; lists are repeated, and what is None or "" is left out.
        """
        asked = {name: value for name, value in query.items() if value not in (None, "", (), [])}
        if spoken().code != ENGLISH:
            asked["lang"] = spoken().code
        path, mark, place = path.partition("#")
        words = f"?{urlencode(asked, doseq=True)}" if asked else ""
        return f"{self.root_path}{path}{words}{mark}{place}"

    def pages(self) -> list[tuple[str, str]]:
        """Return the addresses and names of the pages in the navigation."""
        pages = [("/ask", say("Ask")), ("/", say("Chat"))]
        pages += [("/documents", say("Documents"))] if self.has_documents else []
        pages += [("/compare", say("Plans"))] if self._has_plans else []
        pages += [("/timeline", say("Timeline"))] if self._has_plans else []
        pages += [("/consultations", say("Consultations"))] if self._has_plans else []
        pages += [("/commitments", say("Commitments"))] if self._has_commitments else []
        return [*pages, ("/about", say("About"))]

    def small_pages(self) -> list[tuple[str, str]]:
        """Return the addresses and names of the pages in the footer."""
        return [
            ("/about", say("About this assistant")),
            ("/about#privacy", say("Privacy")),
            ("/accessibility", say("Accessibility")),
            *([("/api/v1/docs", say("For other programs"))] if self._has_api else []),
        ]

    def in_other(self, language: Spoken) -> str:
        """Return the address of the page for questions in another language."""
        with speaking(language):
            return self.url("/ask")

    def asset(self, name: str) -> str:
        """Return the address of a file under /site; it changes when the file does."""
        digest = hashlib.sha256(self.files[name][0]).hexdigest()[:12]
        return f"{self.root_path}/site/{name}?v={digest}"

    def in_language(self, code: str | None) -> AbstractContextManager[None]:
        """Speak the language that an address asks for until the block ends; English otherwise."""
        return speaking(self.languages.get(code or ""))

    def election_words(self) -> str:
        """Return what every page says in a pre-election period; "" outside of one."""
        period = self._election()
        return (
            say(
                "An election is being held. Until {day} this website shows only what published "
                "documents say, and takes no side.",
                day=period.until,
            )
            if period
            else ""
        )

    @property
    def the_body(self) -> str:
        """The body's name as it stands within a sentence."""
        return self.body if self.body[:4].lower() in ("", "the ") else f"the {self.body}"

    @property
    def has_documents(self) -> bool:
        """Whether there are pages on the documents."""
        return self._has_documents


def _templates(shell: Shell) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capfirst"] = lambda words: words[:1].upper() + words[1:]
    environment.globals.update(shell=shell, site=shell.site, _=say, url=shell.url)
    return environment


def _files(site: Site) -> dict[str, tuple[bytes, str]]:
    """Return what is served under /site."""
    sheets = {"site.css": stylesheet(site.colours), "top.css": top_stylesheet(site.colours)}
    files = {name: (css.encode(), "text/css; charset=utf-8") for name, css in sheets.items()}
    for name in SCRIPTS:
        files[name] = ((_HERE / name).read_bytes(), "text/javascript; charset=utf-8")
    if site.logo:
        kind = "image/png" if site.logo.suffix.lower() == ".png" else "image/svg+xml"
        files[f"logo{site.logo.suffix.lower()}"] = (site.logo_bytes, kind)
    return files
