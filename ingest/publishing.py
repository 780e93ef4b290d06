"""Write a generation to where readers look for it: the data folder, or a Chroma server besides."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from corpus.errors import PlansError
from corpus.generation import Content, Manifest, read_generation, write_generation
from corpus.index_folder import IndexFolder
from corpus.store_check import check_and_remember
from ingest.settings import IngestSettings

if TYPE_CHECKING:  # only where a server is named is it imported
    from corpus.chroma_writer import ServerWriter

__all__ = ["chroma_server", "write_and_check"]


@contextmanager
def chroma_server(settings: IngestSettings, folder: IndexFolder) -> Iterator["ServerWriter | None"]:
    """The Chroma server that the settings name, if they name one; the folder's lock is held.

    Raises:
        IndexDamaged: The server cannot be asked.
    """
    if not settings.chroma_url:
        yield None
        return
    from corpus.chroma_writer import ServerWriter

    key = settings.chroma_key.get_secret_value()
    with closing(ServerWriter(settings.chroma_url, key, folder.path)) as server:
        yield server


def write_and_check(
    unfinished: Path, manifest: Manifest, content: Content, server: "ServerWriter | None"
) -> None:
    """Write a generation and see that what was written is found; on a server it is current then.

    Args:
        unfinished: An empty folder.
        manifest: What the generation is made of.
        content: What is written.
        server: Where its passages go; into the folder if it is None.

    Raises:
        PlansError: It cannot be written, is not found, or another machine published meanwhile.
    """
    try:
        with tqdm(total=len(content.passages), desc="Storing", unit=" passages") as bar:
            if not server:
                write_generation(unfinished, manifest, content, on_stored=bar.update)
                check_and_remember(read_generation(unfinished))
                return
            write_generation(unfinished, manifest, content, bar.update, lambda *_: ())
            server.publish(read_generation(unfinished), bar.update)
    except PlansError as error:
        raise type(error)(f"{error}; the old index serves on") from error
    except Exception as error:  # Chroma raises its own kinds where a disk is full
        raise PlansError(
            f"{unfinished}: the new index cannot be written ({error}); the old one serves on; "
            "see that the disk has room and can be written to"
        ) from error
