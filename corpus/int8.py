"""Eight-bit arithmetic for an exported model: faster, and the same for a text in any company.

onnxruntime's own dynamic quantisation takes one scale for a whole batch, so that a text's vector
depends on the texts beside it. Here each token has its own scale: `docs/decisions/0025-int8.md`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto, TensorProto

__all__ = ["quantise"]

_FLOAT = 1
"""32-bit float, as ONNX numbers types."""
_LARGEST = 127
_ZERO = 128
"""What stands for nought among unsigned activations: signed ones are slower on most processors."""
_LEAST_SCALE = 1e-9
"""Keeps a row of noughts from being divided by nought."""


def quantise(exact: Path, target: Path) -> int:
    """Write a copy of an ONNX model whose products with weights are of eight-bit numbers.

    Weights are scaled by column, what they are multiplied with by row, which is by token; tables
    that are only looked up in (word embeddings) become 16-bit floats.

    Args:
        exact: The model in 32-bit floats.
        target: Where the copy goes.

    Returns:
        How many products became eight-bit.
    """
    import onnx

    model = onnx.load(str(exact))
    written = _Int8Graph(model.graph)
    written.replace()
    if not any(opset.domain == "com.microsoft" for opset in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(target))
    return written.products


class _Int8Graph:
    """A graph whose nodes are replaced one by one."""

    def __init__(self, graph: "GraphProto") -> None:
        self.products = 0
        self._graph = graph
        self._weights = {
            tensor.name: tensor
            for tensor in graph.initializer
            if len(tensor.dims) == 2 and tensor.data_type == _FLOAT
        }
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._rows: dict[str, tuple[str, str]] = {}
        """Eight-bit rows and their scales, by what they were; several weights share some."""

    def replace(self) -> None:
        """Put eight-bit nodes in the place of those that multiply with weights."""
        self._one = self._constant("int8/one", np.array(1, dtype=np.float32))
        self._zero = self._constant("int8/zero", np.array(_ZERO, dtype=np.uint8))
        self._step = self._constant("int8/step", np.array(1 / _LARGEST, dtype=np.float32))
        self._least = self._constant("int8/least", np.array(_LEAST_SCALE, dtype=np.float32))
        for node in self._graph.node:
            if node.op_type == "MatMul" and node.input[1] in self._weights:
                self._multiply(node)
            elif node.op_type == "Gather" and node.input[0] in self._weights and _by_row(node):
                self._look_up(node)
            else:
                self._nodes.append(node)
        used = {name for node in self._nodes for name in node.input}
        kept = [tensor for tensor in self._graph.initializer if tensor.name in used]
        del self._graph.node[:], self._graph.initializer[:]
        self._graph.node.extend(self._nodes)
        self._graph.initializer.extend([*kept, *self._constants])

    def _multiply(self, node: "NodeProto") -> None:
        values, weights = node.input
        scales, whole = f"{weights}/scales", f"{weights}/int8"
        if not any(constant.name == whole for constant in self._constants):
            matrix = self._array(weights).astype(np.float32)
            by_column = np.maximum(np.abs(matrix).max(axis=0) / _LARGEST, _LEAST_SCALE)
            self._constant(whole, np.round(matrix / by_column).astype(np.int8))
            self._constant(scales, by_column.astype(np.float32))
        rows, by_row = self._rows.get(values) or self._quantised_rows(values)
        inputs = [rows, whole, self._one, scales, self._zero]
        (product,) = node.output
        unscaled = self._add("MatMulIntegerToFloat", inputs, f"{product}/unscaled", "com.microsoft")
        self._add("Mul", [unscaled, by_row], product)
        self.products += 1

    def _quantised_rows(self, values: str) -> tuple[str, str]:
        sizes = self._add("Abs", [values], f"{values}/sizes")
        largest = self._add("ReduceMax", [sizes], f"{values}/largest", axes=[-1], keepdims=1)
        step = self._add("Mul", [largest, self._step], f"{values}/step")
        scale = self._add("Add", [step, self._least], f"{values}/scale")
        scaled = self._add("Div", [values, scale], f"{values}/scaled")
        inputs = [scaled, self._one, self._zero]
        rows = self._add("QuantizeLinear", inputs, f"{values}/int8")
        self._rows[values] = rows, scale
        return rows, scale

    def _look_up(self, node: "NodeProto") -> None:
        table, places = node.input
        half = f"{table}/half"
        if not any(constant.name == half for constant in self._constants):
            self._constant(half, self._array(table).astype(np.float16))
        (found,) = node.output
        looked_up = self._add("Gather", [half, places], f"{found}/half")
        self._add("Cast", [looked_up], found, to=_FLOAT)

    def _add(self, kind: str, inputs: list[str], output: str, domain: str = "", **more: Any) -> str:
        from onnx import helper

        name = f"{output}/node"
        self._nodes.append(
            helper.make_node(kind, inputs, [output], name=name, domain=domain, **more)
        )
        return output

    def _constant(self, name: str, array: Any) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def _array(self, name: str) -> Any:
        from onnx import numpy_helper

        return numpy_helper.to_array(self._weights[name])


def _by_row(node: "NodeProto") -> bool:
    return all(attribute.name != "axis" or attribute.i == 0 for attribute in node.attribute)
