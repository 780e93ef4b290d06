"""The embedding model: found, checked, exported, and served without torch.

sentence-transformers is the reference and the way to any model; `export_onnx` turns one into two
ONNX files once, at index time, an exact one for questions and a fast one for documents, and
`OnnxEmbeddings` serves them with onnxruntime and tokenizers.
Nothing heavy is imported before it is used. LangChain's face is `corpus.langchain_embeddings`.
"""

from corpus.embedding_models import DEFAULT_MODEL, EmbeddingModel, find_model
from corpus.onnx_embeddings import OnnxEmbeddings
from corpus.onnx_export import export_onnx

__all__ = ["DEFAULT_MODEL", "EmbeddingModel", "OnnxEmbeddings", "export_onnx", "find_model"]
