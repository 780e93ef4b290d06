"""A data folder with originals of every kind, and the index that was built from them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from assistant.answers import Answer, Citation
from assistant.web.originals import Holdings
from corpus.catalogue import Body, Catalogue
from corpus.dates import PartialDate
from corpus.documents import Document, Kind, TextSource
from corpus.generation import DocumentRecord, Generation, Manifest
from corpus.health import Change, RunRecord, write_run
from corpus.layouts import layout_digest, write_layout
from corpus.pages import Layout
from corpus.provenance import Provenance
from tests.assistant.web.fakes import answer, citation
from tests.assistant.web.paper import Sheet, print_pdf

PLAN = "plan-2015-20"
TITLE = "Everybody's Business: Police and Crime Plan for Hertfordshire 2015-20"
QUOTED = "We will train forty more officers in the basics of digital evidence by the spring"
TURNED = "This table is turned on its side"
SHEETS = (
    Sheet(lines=("Foreword", "Crime is changing, and so must we."), label="i"),
    Sheet(
        lines=(
            "Newer crime",
            "Burglary has fallen in each of the last five years.",
            "Cybercrime grows faster than any other crime, and few report it.",
            f"{QUOTED},",
            "and we will publish every year how many of them have finished.",
            "Schools have asked for help with safety on the internet.",
        ),
        label="xii",
    ),
    Sheet(lines=(TURNED,), label="3", rotation=90, width=842, height=595, confidence=0.62),
    Sheet(lines=("A page read well from a scan",), label="4", confidence=0.93),
    Sheet(lines=(), problem="holds a picture and no text; text recognition is not installed"),
)
SCRIPTS = (
    "<!doctype html><html><head><title>A page</title>"
    '<meta http-equiv="refresh" content="0;url=/healthz">'
    "<script>window.pwned = 1; document.title = 'pwned'</script></head>"
    '<body onload="window.pwned = 1"><h1>A café’s page</h1><img src=x onerror="window.pwned=1">'
    '<svg onload="window.pwned=1"></svg><form action="/healthz"><button>Go</button></form>'
    '<a href="javascript:window.pwned=1">click</a></body></html>'
)
FILES: Mapping[str, bytes] = {
    "web-page.html": SCRIPTS.encode(),
    "notes.md": b"# Notes\n\n<script>window.pwned = 1</script>\n",
    "speech.txt": "A café speech.\n".encode(),
    "minutes.docx": b"PK\x03\x04 not really",
}


@dataclass
class Library:
    """The folder, its index, and what answers from it."""

    data: Path
    generation: Generation
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def holdings(self) -> Holdings:
        """What is served of it."""
        return Holdings(lambda: self.generation, self.data)

    def plan_citation(self, words: str = QUOTED, **changes: object) -> Citation:
        """Cite words of the plan, with their pages."""
        text, layout = self.texts[PLAN], self.generation.layout(PLAN)
        start = text.index(words)
        pages = layout.pages_between(start, start + len(words))
        assert pages
        first, last = pages
        fields: dict[str, object] = {
            "document": PLAN,
            "title": TITLE,
            "kind": Kind.PLAN,
            "published": "July 2015",
            "before": text[max(0, start - 120) : start],
            "after": text[start + len(words) :][:120],
            "quotation": words,
            "shown": " ".join(words.split()),
            "start": start,
            "end": start + len(words),
            "page": first.number,
            "last_page": last.number,
            "page_label": first.label,
            "confidence": first.confidence,
            "heading": "Newer crime",
            "source": TextSource.ORIGINAL,
            "original": ".pdf",
            "url": "https://www.hertscommissioner.org/the-plan",
        }
        return citation(**(fields | changes))  # type: ignore[arg-type]

    def answer(self) -> Answer:
        """Answer from two pages of the plan, one of them hardly readable."""
        return answer(
            citations=(
                self.plan_citation(),
                self.plan_citation(TURNED, marker=2),
                citation(marker=3),
            )
        )


def build_library(data: Path) -> Library:
    """Write originals and their index into a folder."""
    originals, folder = data / "originals", data / "index" / "gen-000001"
    for made in (originals, folder / "texts", folder / "layouts"):
        made.mkdir(parents=True)
    text, layout = print_pdf(originals / f"{PLAN}.pdf", SHEETS)
    texts = {PLAN: text} | {name.split(".")[0]: "Words.\n" for name in FILES}
    for name, content in FILES.items():
        (originals / name).write_bytes(content)
    write_layout(folder / "layouts" / f"{PLAN}.npz", layout)
    texts["news-2015"] = "Our words.\n"
    for document, words in texts.items():
        (folder / "texts" / f"{document}.txt").write_bytes(words.encode())
    records = {PLAN: _record(originals / f"{PLAN}.pdf", text, layout)}
    for name in FILES:
        records[name.split(".")[0]] = _record(originals / name, "Words.\n")
    records[PLAN] = replace(records[PLAN], notes=("The words “Page n of 5” were left out.",))
    records["news-2015"] = replace(
        _record(originals / "speech.txt", texts["news-2015"]),
        source=TextSource.DIGEST,
        file="news-2015.md",
        provenance=None,
    )
    _write_run(data)
    return Library(data, _generation(folder, records), texts)


def changed(
    library: Library, document: str, file: Path | None = None, content: bytes = b"", **record: str
) -> Library:
    """Return a library in which a document was read from another file, or its record differs."""
    records = dict(library.generation.manifest.documents)
    if file is not None:
        file.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        records[document] = replace(records[document], file=file.name, file_sha256=digest)
    if "file_name" in record:
        records[document] = replace(records[document], file=record["file_name"])
    manifest = replace(library.generation.manifest, documents=records)
    return replace(library, generation=replace(library.generation, manifest=manifest))


def _record(file: Path, text: str, layout: Layout | None = None) -> DocumentRecord:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    archived = {"url": "https://web.archive.org/web/2016id_/http://example.org/plan.pdf"}
    came = {"file": f"/home/ann/Downloads/{file.name}"} if file.suffix != ".pdf" else archived
    return DocumentRecord(
        source=TextSource.ORIGINAL,
        file=file.name,
        file_sha256=digest,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        layout_sha256=layout_digest(layout or Layout()),
        entry_sha256="",
        passages=12,
        changed="2026-11-20T10:00:00+00:00",
        provenance=Provenance(
            obtained="2026-11-19",
            sha256=digest,
            archived="2016-03-01" if file.suffix == ".pdf" else None,
            **came,
        ),
    )


def _generation(folder: Path, records: dict[str, DocumentRecord]) -> Generation:
    documents = [_document(name, TextSource(record.source)) for name, record in records.items()] + [
        _document("plan-2013-18", TextSource.NOT_HELD)
    ]
    none = np.zeros((0, 1), dtype=np.float32)
    return Generation(
        folder=folder,
        manifest=Manifest(
            schema="2",
            created="2026-11-21T09:30:00+00:00",
            model="none",
            model_sha256="",
            catalogue_sha256="",
            documents=records,
            passages=0,
        ),
        catalogue=Catalogue(
            documents=tuple(documents),
            body=Body(name="Police and Crime Commissioner for Hertfordshire"),
        ),
        passages=(),
        vectors=none,
        spans=none,
        words=none,
    )


def _document(name: str, text: TextSource) -> Document:
    return Document(
        id=name,
        title=TITLE if name == PLAN else f"The {name.replace('-', ' ')} of the Commissioner",
        kind=Kind.PLAN if name.startswith("plan") else Kind.NEWS,
        published=PartialDate(2015, 7),
        publisher="Police and Crime Commissioner for Hertfordshire",
        url=f"https://www.hertscommissioner.org/{name}",
        text=text,
    )


def _write_run(data: Path) -> None:
    changes = [
        Change(when=f"2026-11-{day:02}T10:00:00+00:00", document=PLAN, what="updated")
        for day in (18, 19, 20)
    ]
    gone = Change(when="2026-11-21T10:00:00+00:00", document="news-gone", what="deleted")
    problem = f"{data / 'originals' / 'minutes.docx'}: is not a Word file; get it again (kept)"
    record = RunRecord(
        when="2026-11-21T10:00:00+00:00",
        problems={"minutes": problem},
        changes=(*changes, gone),
    )
    write_run(data / "index", record)
