"""`python -m evals.bench.plain_server STORE MODEL PORT`: the rival, served as tutorials serve it.

sentence-transformers, LangChain's Chroma from a folder, and Gradio's ChatInterface that shows the
five nearest passages. Only the address is given, and telemetry is off; all else is as it comes.
"""

import sys
from pathlib import Path

import gradio as gr

from evals.bench.contestants import sentence_embeddings
from evals.plain import SHOWN, open_store

__all__ = ["main"]


def main(store: Path, model: Path, port: int) -> None:
    """Serve until the process is ended.

    Args:
        store: Folder that Chroma wrote.
        model: Folder that sentence-transformers can load.
        port: On 127.0.0.1.
    """
    vector_store = open_store(store, sentence_embeddings(model))

    def chat(message: str, history: list[dict[str, str]]) -> str:
        del history  # the tutorials' function takes it and, without a model, has no use for it
        found = vector_store.similarity_search(message, k=SHOWN)
        return "\n\n---\n\n".join(
            f"**{chunk.metadata.get('document', 'document')}**\n\n{chunk.page_content}"
            for chunk in found
        )

    gr.ChatInterface(chat, title="Ask the documents").launch(
        server_name="127.0.0.1", server_port=port
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
