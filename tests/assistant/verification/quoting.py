"""Made-up quotations for the tests of what is written about them."""

from assistant.verification.sources import LINE, Source, Unit
from corpus.documents import Kind

__all__ = ["source", "unit"]


def unit(text: str, lead: str = "", before: str = "", about: str = "Plan for the Fund") -> Unit:
    """Make one sentence of a quotation, with what stands above and before it."""
    return Unit(text=text, lead=lead, before=before, points_back=bool(before), about=about)


def source(
    *texts: str, lead: str = "", title: str = "Plan for the Fund", published: str = "June 2016"
) -> Source:
    """Make a quotation of a plan, of one or several sentences or items."""
    units = [unit(text, lead, about=title) for text in texts]
    if lead:
        units.append(unit(LINE.join(texts), lead, about=title))
    return Source(
        words="\n".join((lead, *texts)),
        title=title,
        heading="",
        kind=Kind.PLAN,
        published=published,
        digest=True,
        units=tuple(units),
    )
