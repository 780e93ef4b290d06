"""Every truth and every lie, through the whole assistant: what is shown, and what is not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scipy import stats

from assistant.answers import Answer, Ended, Written
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.text import normalise
from evals.claims.reading import Spoken
from evals.modelled import Opened, open_script
from evals.scripted.lying import marker_of
from evals.scripted.server import Asked, Reply
from evals.scripted.truthful import Told, tell, true_claims

__all__ = ["HELD", "ClaimFigures", "Outcome", "Share", "figures_of_claims", "say_all"]

HELD = "held"
"""Passed every check, but the figure, date or name that was asked for is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one claim."""

    spoken: Spoken
    exercised: bool = True
    """False where the assistant does not quote, for this question, what the claim is about."""
    shown: bool = False
    check: str = ""
    """Why it is not shown: a check, or `HELD`."""
    beside: int = 0
    """Of a lie: how many true sentences were said around it."""
    beside_shown: int = 0
    """How many of those were shown."""
    shown_beside: bool = False
    """Whether the lie was shown among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with the 95% interval by the binomial distribution."""

    part: int
    whole: int

    def __str__(self) -> str:
        if not self.whole:
            return "–"
        found = stats.binomtest(self.part, self.whole).proportion_ci(method="exact")
        return f"{self.part / self.whole:.1%} ({100 * found.low:.1f}–{100 * found.high:.1f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """What the checks are worth on a set of claims."""

    truths: Share
    """Truths that are shown."""
    passed: Share
    """Truths that pass every check; by itself such a one is not shown where it does not answer."""
    lies: Share
    """Lies that pass every check, shown or not."""
    by_truth: Mapping[str, Share]
    """Truths that pass, by how they are worded."""
    by_kind: Mapping[str, Share]
    """The same by what is wrong with them."""
    between: Share
    """Lies that are shown where true sentences stand before and after."""
    beside: Share
    """Those true sentences that are shown."""
    checks: Mapping[str, Mapping[str, int]]
    """By the check by which they are not shown: truths and lies."""
    not_exercised: Mapping[str, int]
    """Truths and lies that the assistant could not be asked about: it quotes something else."""


class _Stage:
    """A script that speaks one claim, alone or among true sentences, and notes if it could."""

    def __init__(self) -> None:
        self.spoken: Spoken | None = None
        self.around: Sequence[Written] = ()
        self.exercised = False

    def __call__(self, asked: Asked) -> Reply:
        if self.spoken is None:
            return tell(true_claims(asked)[:3])
        marker = marker_of(self.spoken.quotation, asked.quotations)
        # A marker that is meant to be wrong must not have become the right one.
        self.exercised = marker is not None and marker != self.spoken.marker
        if marker is None:
            return tell([])
        claim = Told(text=self.spoken.claim, markers=(self.spoken.marker or marker,))
        true = [Told(text=written.text, markers=written.markers) for written in self.around]
        return tell([*true[:1], claim, *true[1:]])


def say_all(
    claims: Iterable[Spoken],
    settings: AssistantSettings,
    on_claim: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """Have a scripted model speak each claim, over a real connection, and see what is shown.

    Each is alone in its reply; each lie is then told once more, among true sentences that are shown
    for its question without it. A question is put to the assistant once: what it quotes does not
    depend on what is then written over it.

    Args:
        claims: What is spoken.
        settings: Of the assistant.
        on_claim: Told of each claim that was spoken.

    Raises:
        PlansError: The index cannot be used, or the connection to the script failed.
    """
    stage = _Stage()
    opened = open_script(settings, stage, "a script that lies", keeps=False)
    try:
        asked: dict[str, tuple[Answer, Sequence[Written]]] = {}
        outcomes = []
        for spoken in claims:
            if spoken.question not in asked:
                stage.spoken = None
                answers = [*opened.assistant.answers(spoken.question)]
                asked[spoken.question] = answers[0], _heard(answers[-1]).written
            outcomes.append(_say(spoken, opened, stage, *asked[spoken.question]))
            on_claim()
        return outcomes
    finally:
        opened.close()


def _say(
    spoken: Spoken, opened: Opened, stage: _Stage, quoted: Answer, true: Sequence[Written]
) -> Outcome:
    if quoted.writer is None:  # no model is asked to phrase this answer
        return Outcome(spoken=spoken, exercised=False)

    def answer(*around: Written) -> Answer:
        stage.spoken, stage.around, stage.exercised = spoken, around, False
        *_, last = opened.writer.write(replace(quoted, writer=None))
        return _heard(last)

    alone = answer()
    if not stage.exercised or alone.writer is None:
        return Outcome(spoken=spoken, exercised=False)
    check = next(iter(alone.writer.dropped), "" if alone.written else HELD)
    around = [written for written in true if _folded(written.text) != _folded(spoken.claim)]
    if spoken.true or not around:
        return Outcome(spoken=spoken, shown=bool(alone.written), check=check)
    said = {_folded(written.text) for written in answer(*around).written}
    return Outcome(
        spoken=spoken,
        shown=bool(alone.written),
        check=check,
        beside=len(around),
        beside_shown=sum(_folded(written.text) in said for written in around),
        shown_beside=_folded(spoken.claim) in said,
    )


def _heard(answer: Answer) -> Answer:
    if answer.writer and answer.writer.ended is not Ended.FINISHED:
        raise PlansError(f"the script was not heard to its end: {answer.writer.ended}")
    return answer


def _folded(text: str) -> str:
    return normalise(text).lower().strip(" .")


def figures_of_claims(outcomes: Sequence[Outcome]) -> ClaimFigures:
    """Count."""
    exercised = [outcome for outcome in outcomes if outcome.exercised]
    truths = [outcome for outcome in exercised if outcome.spoken.true]
    lies = [outcome for outcome in exercised if not outcome.spoken.true]
    among = [outcome for outcome in lies if outcome.beside]
    kinds = sorted({outcome.spoken.kind for outcome in lies})
    left = Counter(outcome.spoken.true for outcome in outcomes if not outcome.exercised)
    return ClaimFigures(
        truths=Share(part=sum(outcome.shown for outcome in truths), whole=len(truths)),
        passed=_passed(truths),
        lies=_passed(lies),
        by_truth={
            kind: _passed([o for o in truths if o.spoken.kind == kind])
            for kind in sorted({outcome.spoken.kind for outcome in truths})
        },
        by_kind={kind: _passed([o for o in lies if o.spoken.kind == kind]) for kind in kinds},
        between=Share(part=sum(outcome.shown_beside for outcome in among), whole=len(among)),
        beside=Share(
            part=sum(outcome.beside_shown for outcome in among),
            whole=sum(outcome.beside for outcome in among),
        ),
        checks={
            "truths": dict(Counter(outcome.check for outcome in truths if outcome.check)),
            "lies": dict(Counter(outcome.check for outcome in lies if outcome.check)),
        },
        not_exercised={"truths": left[True], "lies": left[False]},
    )


def _passed(outcomes: Sequence[Outcome]) -> Share:
    """Claims that are shown or were held for another reason than a check."""
    return Share(part=sum(o.shown or o.check == HELD for o in outcomes), whole=len(outcomes))
