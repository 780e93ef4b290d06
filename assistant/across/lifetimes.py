"""In plain sentences: which names and themes come with a plan, stay, and go; made from what is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.across.themes_over_time import ThemesOverTime
from assistant.text import listed
from corpus.documents import Document

__all__ = ["Lifetimes", "lifetimes", "plan_label", "plans_in_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetimes:
    """Sentences for people, each about names or themes that share a fate."""

    ended: tuple[str, ...]
    """Names that a plan has and none after it, of those on which enough is held."""
    lasting: tuple[str, ...]
    """Names that the latest plan has."""
    changed: tuple[str, ...]
    """Names that may have taken the place of others."""
    everywhere: tuple[str, ...]
    """Names of themes of policing that every plan speaks of."""
    missing: tuple[str, ...]
    """Themes of policing that some plan does not speak of, as far as is held."""
    not_held: str
    """Of how many plans the own text is not held; "" where all are held."""
    left_out: str
    """Plans on which too little is held to be judged; "" where there are none."""


def lifetimes(themes: ThemesOverTime) -> Lifetimes:
    """Say what comes, stays and goes from plan to plan, as far as is held."""
    by_id = {text.plan.id: text.plan for text in themes.texts}
    latest = themes.judged[-1] if themes.judged else ""
    groups: dict[tuple[str, ...], list[str]] = {}
    for named in themes.names.named:
        groups.setdefault(named.plans, []).append(f"“{named.name}”")
    ended, lasting = [], []
    for plans, names in groups.items():
        subject = f"In what is held, {listed(names)} {'is' if len(names) == 1 else 'are'}"
        where = plans_in_words([by_id[plan] for plan in plans])
        if latest in plans:
            only = len(plans) == 1
            lasting.append(f"{subject} named {'first ' if only else ''}for {where}.")
        elif any(_is_before(plans[-1], plan, themes) for plan in themes.judged):
            ended.append(f"{subject} named for {where} and for none after.")
    return Lifetimes(
        ended=tuple(ended),
        lasting=tuple(lasting),
        changed=tuple(
            f"In what is held, “{change.before}” of {change.earlier.short_name} may go on as "
            f"“{change.after}” of {change.later.short_name}: the names are alike, and both tell of “{change.theme}”."
            for change in themes.names.changes
        ),
        **_of_policing(themes),
        not_held=_not_held(themes),
        left_out=_left_out(themes),
    )


def plan_label(plan: Document) -> str:
    """Return the years by which a plan is known: "2015–20"."""
    return plan.short_name.removeprefix("the ").removesuffix(" plan")


def plans_in_words(plans: Sequence[Document]) -> str:
    """Name plans as people do: "the 2013–18 and 2015–20 plans"."""
    if all(plan.short_name == f"the {plan_label(plan)} plan" for plan in plans):
        return f"the {listed(list(map(plan_label, plans)))} plan{'' if len(plans) == 1 else 's'}"
    return listed([plan.short_name for plan in plans])


def _is_before(one: str, other: str, themes: ThemesOverTime) -> bool:
    order = [text.plan.id for text in themes.texts]
    return order.index(one) < order.index(other)


def _of_policing(themes: ThemesOverTime) -> dict[str, tuple[str, ...]]:
    everywhere, missing = [], []
    for row in themes.rows:
        judged = [share for share in row.shares if share.plan.id in themes.judged]
        absent = [share.plan for share in judged if not share.sentences]
        if not judged or len(absent) == len(judged):
            continue
        if absent:
            missing.append(f"“{row.name}”: nothing in what is held on {plans_in_words(absent)}.")
        else:
            everywhere.append(row.name)
    return {"everywhere": tuple(everywhere), "missing": tuple(missing)}


def _left_out(themes: ThemesOverTime) -> str:
    few = [text.plan for text in themes.texts if text.plan.id not in themes.judged]
    if not few:
        return ""
    return f"Too little is held on {plans_in_words(few)} to say what is not in {'it' if len(few) == 1 else 'them'}."


def _not_held(themes: ThemesOverTime) -> str:
    lost = [text for text in themes.texts if not text.held]
    if not lost:
        return ""
    number, all_ = len(lost), len(themes.texts)
    which = f"none of the {all_} plans" if number == all_ else f"{number} of the {all_} plans"
    held = "is held" if number == all_ else "is not held"
    sizes = [len(text.places) for text in lost]
    return (
        f"The text of {which} {held}: what is known of {'them' if number > 1 else 'it'} are "
        f"sentences of other documents, {min(sizes)} to {max(sizes)} on each."
    )
