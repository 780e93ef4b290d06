"""What the commands print."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.answers import Status
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.comparing import Change, Comparison, compare, differences
from evals.figures import figures_of
from evals.gates import missed_thresholds, read_gate
from evals.headlines import number
from evals.index import open_index, stored_texts
from evals.intervals import INTERVALS
from evals.publishing import publish
from evals.report import write_report
from evals.running import RunPlan, make_run
from evals.runs import Row, find_run, read_run
from evals.samples import SPLITS, Sample, check_samples, load_samples
from evals.systems import SYSTEMS
from evals.table import about, about_writer, category_rows, headline_rows, plain_table
from evals.tasks import TASKS

__all__ = ["check", "print_comparison", "print_sample", "run"]

_QUICK = 10
_MOST_CHANGES = 40


def run(
    options: argparse.Namespace, settings: AssistantSettings, environment: Mapping[str, str]
) -> int:
    """Measure and print; returns 1 if a gate is missed or an answer ended in an error."""
    gate = read_gate(options.gate) if options.gate else None
    plan = RunPlan(
        samples=_chosen(load_samples(options.split), quick=options.quick),
        split=f"{options.split}, quick" if options.quick else options.split,
        systems=_known(options.systems, SYSTEMS) or (SYSTEMS[:1] if options.quick else SYSTEMS),
        tasks=_known(options.tasks, tuple(TASKS)) or tuple(TASKS),
        grader=options.grader,
    )
    made = read_run(make_run(settings, plan, environment=environment))
    figures = figures_of(made)
    print(f"\n{about(made.info)}\nin brackets {INTERVALS}\n")
    print(plain_table(headline_rows(figures, made.info.systems)))
    for system in ("assistant", "writer"):
        if system in made.info.systems:
            print(f"\n{plain_table(category_rows(figures, system))}")
    print("".join(f"\n{line}" for line in about_writer(made)))
    if routed := made.of("routing", "assistant"):
        missing = [row.sample.id for row in routed if row.scores["emergencies caught"] == 0]
        print(f"\nemergencies missed: {', '.join(sorted(missing)) or 'none'}")
    failed = {
        row.sample.id for row in made.rows if any(s.status == Status.ERROR for s in row.shown)
    }
    if failed:
        print(f"ANSWERS THAT ENDED IN AN ERROR: {', '.join(sorted(failed))}")
    print(f"open a sample: python -m evals show ID\n{made.folder}")
    if not options.quick:
        write_report(made, made.folder / "report.html", figures)
        print(f"all of them: {made.folder / 'report.html'}")
    if options.publish:
        print(f"figures for the README: {publish(made, figures)}; now run `make docs`")
    below = missed_thresholds(gate, figures) if gate else []
    for line in below:
        print(f"below the gate: {line}")
    if gate and not below:
        print(f"the gate [{gate.name}] is passed: {len(gate.thresholds)} figures")
    return 1 if below or failed else 0


def _chosen(samples: Sequence[Sample], *, quick: bool) -> list[Sample]:
    """For a quick run, every tenth sample of each category, and at least one."""
    if not quick:
        return list(samples)
    places: dict[str, int] = {}
    chosen = []
    for sample in samples:
        place = places.get(sample.category, 0)
        places[sample.category] = place + 1
        if place % _QUICK == 0:
            chosen.append(sample)
    return chosen


def _known(names: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    for name in names or ():
        if name not in known:
            raise PlansError(f"{name!r} is not known; choose from {', '.join(known)}")
    return tuple(names or ())


def check(settings: AssistantSettings) -> int:
    """Hold both question sets against the indexed texts; returns 1 if anything is wrong."""
    generation = open_index(settings).generation
    texts = stored_texts(generation)
    problems = []
    for split in SPLITS:
        samples = load_samples(split)
        found = check_samples(samples, generation.catalogue, texts)
        print(f"{split}: {len(samples)} samples, {len(found)} problems")
        problems += found
    print("\n".join(problems))
    return 1 if problems else 0


def print_comparison(data: Path, before: str, after: str, system: str = "assistant") -> int:
    """Say in what two runs differ, and which samples a system now answers otherwise."""
    old, new = read_run(find_run(data, before)), read_run(find_run(data, after))
    print(f"before: {about(old.info)}\nafter:  {about(new.info)}\n")
    made = differences(old, new)
    print("\n".join(["made differently:", *(f"  {line}" for line in made or ["in nothing"])]))
    comparisons, changes = compare(old, new, system)
    head = ["", "before", "after", "better", "worse", "p"]
    print("\n" + plain_table([head, *(_comparison_row(c) for c in comparisons)]))
    print("p: how often chance alone makes such a difference (paired permutation test)")
    print("of words, reading age, superfluous sources and dropped sentences, less is better\n")
    _print_changes(changes)
    return 0


def _print_changes(changes: Sequence[Change]) -> None:
    """A line for each sample and task in which a measure moved; the rest only by their ids."""
    moved = [change for change in changes if change.measures]
    samples = dict.fromkeys(change.after.sample.id for change in moved)
    print(f"{len(samples)} samples moved{', the worst first:' if samples else ''}")
    for change in moved[:_MOST_CHANGES]:
        _print_change(change)
    if rest := dict.fromkeys(change.after.sample.id for change in moved[_MOST_CHANGES:]):
        print(f"moved too: {', '.join(rest)}")
    others = dict.fromkeys(c.after.sample.id for c in changes if c.after.sample.id not in samples)
    if others:
        print(f"other words, but no measure moved: {', '.join(others)}")


def _comparison_row(found: Comparison) -> list[str]:
    line = found.headline
    numbers = [
        number(value, line.measure, percent=line.percent) for value in (found.before, found.after)
    ]
    counts = [str(len(found.better)), str(len(found.worse))]
    return [line.label, *numbers, *counts, "<0.001" if found.p < 0.001 else f"{found.p:.3f}"]


def _print_change(change: Change) -> None:
    row = change.after
    word = {1: "better", -1: "worse"}.get((change.better > 0) - (change.better < 0), "moved")
    moved = "; ".join(change.measures)
    print(f"  {word:7} {row.sample.id} {row.task}: {row.sample.question!r}: {moved}")


def print_sample(data: Path, name: str, run_name: str) -> int:
    """Show one sample: what was wanted, what each system showed and retrieved, and the scores."""
    found = read_run(find_run(data, run_name))
    rows = [row for row in found.rows if row.sample.id == name]
    if not rows:
        raise PlansError(
            f"run {found.info.id} (split: {found.info.split}) has no sample {name!r}; name a run "
            "that has, `show ID RUN`, or make one, `python -m evals run --split dev`"
        )
    sample = rows[0].sample
    print(f"{sample.id} ({sample.category}), run {found.info.id}")
    for field, value in sample.model_dump(mode="json", exclude_defaults=True).items():
        if field not in ("id", "category"):
            print(f"  {field}: {_visible(str(value))}")
    shown: set[str] = set()
    for row in rows:
        if row.system not in shown:
            _print_shown(row)
            shown.add(row.system)
    for row in rows:
        scores = (f"{k} {v:.3g}" for k, v in row.scores.items() if v is not None)
        print(f"{row.system}, {row.task}: {', '.join(scores)} ({row.why})")
    return 0


def _visible(text: str) -> str:
    """What a document or a question holds must not steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _print_shown(row: Row) -> None:
    shown = row.shown[0]
    print(f"\n== {row.system}: {shown.status}, {shown.words} words, {shown.milliseconds:.0f} ms")
    print("\n".join(f"   {_visible(line)}" for line in shown.text.splitlines()))
    print("   retrieved:")
    right = row.sample.right_documents
    for rank, hit in enumerate(shown.hits[:10], start=1):
        print(f"   {rank:3} {'*' if hit.document in right else ' '} {hit.id}")
    print()
