"""Build the index of a set by the real ingest, once, and open it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.reader import OpenIndex
from evals.beir.reading import BeirSet
from evals.beir.texts import catalogue_ids, write_texts
from evals.index import open_index
from evals.runs import runs_folder
from evals.versions import code_digest

__all__ = ["BeirIndex", "cache_folder", "open_beir"]

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirIndex:
    """The index of a set, and what its documents are called in the set."""

    folder: Path
    settings: AssistantSettings
    """The settings that were given, but for this index."""
    index: OpenIndex
    names: dict[str, str]
    """Ids of the set by catalogue id."""
    built: str
    """What the ingest said that it did."""

    def documents(self, positions: list[int]) -> list[str]:
        """From ranked passages to ranked documents, each in the place of its best passage."""
        found = (self.names[self.index.passage(position).document] for position in positions)
        return list(dict.fromkeys(found))


def cache_folder(data: Path, beir: BeirSet) -> Path:
    """Where everything that is made of a set's passages is kept; queries do not change it."""
    return runs_folder(data).resolve() / "beir" / beir.corpus_sha256


def open_beir(beir: BeirSet, settings: AssistantSettings) -> BeirIndex:
    """Bring the index of a set into line with it and open it.

    The ingest runs every time: what is whole it leaves alone, what was interrupted it finishes.

    Raises:
        PlansError: It could not be built, or cannot be opened.
    """
    folder = cache_folder(settings.data, beir)
    model = settings.embedding_model
    if Path(model).is_dir():
        model = str(Path(model).resolve())
    made_with = f"BEIR data, read by the code {code_digest(('corpus', 'ingest'))[:12]}"
    write_texts(beir.passages, folder / "texts", made_with)
    _share_models(settings.data, folder)
    built = _ingest(folder, model)
    changed = settings.model_copy(update={"data": folder, "embedding_model": model})
    return BeirIndex(
        folder=folder,
        settings=changed,
        index=open_index(changed),
        names={name: passage for passage, name in catalogue_ids(beir.passages).items()},
        built=built,
    )


def _share_models(data: Path, folder: Path) -> None:
    """Use the export of the embedding model that is there, or make it for both."""
    models = data.resolve() / "models"
    models.mkdir(parents=True, exist_ok=True)
    if not (folder / "models").is_symlink():
        (folder / "models").symlink_to(os.path.relpath(models, folder), target_is_directory=True)


def _ingest(folder: Path, model: str) -> str:
    # Relative, since PLANS_CORPUS cannot name a folder that has PATH's separator in its name.
    places = {"PLANS_DATA": ".", "PLANS_CORPUS": "texts", "PLANS_EMBEDDING_MODEL": model}
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "ingest"],
        cwd=folder,
        env=os.environ | places | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PlansError(
            f"{folder}: the passages could not be indexed, for the reason said above; "
            "when it is mended run the same command again, it goes on from what is there"
        )
    return done.stdout.strip().rsplit("\n", 1)[-1]
