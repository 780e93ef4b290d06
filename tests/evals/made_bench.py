"""Made-up figures of a benchmark: the rival's are the assistant's times a factor."""

from evals.bench.figures import (
    Alone,
    Answering,
    Ingest,
    IngestFigures,
    Load,
    Served,
    SizeFigures,
    Writing,
)
from evals.bench.reporting import About


def answering(factor: float) -> Answering:
    return Answering(
        milliseconds=[[90 * factor] * 10, [10 * factor] * 89 + [500 * factor]],
        steps=[{"embed": 4.0, "total": 10.0}, {"total": 1.0}, {"embed": 6.0, "total": 12.0}],
        memory_mb=400 * factor,
        disk_mb=30 * factor,
    )


def served(factor: float) -> Served:
    load = Load(
        users=32,
        asked=50,
        failures={},
        p50_ms=300 * factor,
        p95_ms=900 * factor,
        p99_ms=950 * factor,
        per_second=20 / factor,
        fairness=0.99,
        longest_wait=1.5 * factor,
    )
    starts = [{"answer": seconds * factor, "chat": 9 * factor} for seconds in (1, 9, 2)]
    return Served(
        starts=starts,
        idle_mb=200 * factor,
        memory_mb=300 * factor,
        peak_mb=310 * factor,
        answered=51,
        loads=[load],
    )


INGEST = IngestFigures(
    documents=2,
    characters=9,
    assistant=Ingest(seconds=10, passages=100, texts=600, memory_mb=300),
    plain=Ingest(seconds=50, passages=100, texts=100, memory_mb=900),
    alone=Alone(
        passages=100, assistant_seconds=2, plain_seconds=6, assistant_texts_per_second=90.0
    ),
    unchanged_seconds=1.5,
)


def figures(size: int, ingest: IngestFigures | None = None, factor: float = 4) -> SizeFigures:
    return SizeFigures(
        passages=size,
        real=264,
        load=1.5,
        assistant=answering(1),
        plain=answering(factor),
        served={"assistant": served(1), "plain": served(factor)},
        writing=Writing(assistant_seconds=3, plain_seconds=6, assistant_mb=250),
        ingest=ingest,
        taken=60,
    )


ABOUT = About(
    machine={
        "system": "Linux",
        "architecture": "x86_64",
        "cores": 2,
        "memory_gb": 8.0,
        "load_at_start": 0.5,
        "date": "2026-01-01",
        "python": "3.11",
        "packages": {"chromadb": "1.5.9"},
    },
    questions=206,
    rounds=3,
    unchanged_seconds=1.25,
)
