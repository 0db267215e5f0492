"""Write ingest/embeddings/minilm.onnx: the graph of all-MiniLM-L6-v2, without its weights.

    python scripts/export_minilm.py [FILE]

The graph is BERT as published (6 layers, 384 dimensions, 12 heads, exact GELU), then what sentence-transformers does on
top: the mean over the real tokens, scaled to length 1. Weights are declared by the names and shapes of
``ingest.embeddings.minilm.arranged`` and handed over at run time, so this file stays small and the weights stay the
official ones. Needs the ``onnx`` package (a development dependency).
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 6, 384, 12, 1536, 30522, 512
HEAD = WIDTH // HEADS
EPSILON = 1e-12
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
TARGET = Path(__file__).resolve().parent.parent / "ingest" / "embeddings" / "minilm.onnx"


class Graph:
    """Collects nodes; each method gives the name of what it computes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def const(self, values: list[float] | float, dtype: str) -> str:
        name = f"const_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.array(values, dtype=dtype), name))
        return name

    def weight(self, name: str, *shape: int) -> str:
        tensor = TensorProto(name=name, data_type=FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="given-at-run-time")
        self.initializers.append(tensor)
        return name

    def linear(self, x: str, name: str, n_in: int, n_out: int) -> str:
        product = self.op("MatMul", x, self.weight(f"{name}.weight", n_in, n_out))
        return self.op("Add", product, self.weight(f"{name}.bias", n_out))

    def norm(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight", WIDTH), self.weight(f"{name}.bias", WIDTH)
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)


def build() -> onnx.ModelProto:
    g = Graph()
    zero, one = g.const([0], "int64"), g.const([1], "int64")
    mask = g.op("Cast", "attention_mask", to=FLOAT)

    length = g.op("Shape", "input_ids", start=1, end=2)
    positions = g.op("Slice", g.weight("embeddings.position", POSITIONS, WIDTH), zero, length, zero)
    words = g.op("Gather", g.weight("embeddings.word", VOCABULARY, WIDTH), "input_ids", axis=0)
    x = g.norm(g.op("Add", words, positions), "embeddings.norm")

    # 0 where a token is real, a large negative number where it is padding, for every head and every query.
    absent = g.op("Mul", g.op("Sub", g.const(1.0, "float32"), mask), g.const(-1e9, "float32"))
    bias = g.op("Unsqueeze", absent, g.const([1, 2], "int64"))
    split = g.const([0, 0, 3 * HEADS, HEAD], "int64")
    merge = g.const([0, 0, WIDTH], "int64")
    for n in range(LAYERS):
        layer = f"layer.{n}"
        # Query, key and value in one product; the query's weights carry the 1/sqrt(head) already.
        qkv = g.op("Reshape", g.linear(x, f"{layer}.qkv", WIDTH, 3 * WIDTH), split)
        qkv = g.op("Transpose", qkv, perm=[0, 2, 1, 3])
        parts = [f"{layer}.{part}" for part in ("query", "key", "value")]
        g.nodes.append(helper.make_node("Split", [qkv], parts, name=f"{layer}.split", axis=1, num_outputs=3))
        query, key, value = parts
        scores = g.op("MatMul", query, g.op("Transpose", key, perm=[0, 1, 3, 2]))
        weights = g.op("Softmax", g.op("Add", scores, bias), axis=-1)
        heads = g.op("Transpose", g.op("MatMul", weights, value), perm=[0, 2, 1, 3])
        attended = g.linear(g.op("Reshape", heads, merge), f"{layer}.attention", WIDTH, WIDTH)
        x = g.norm(g.op("Add", attended, x), f"{layer}.attention.norm")
        inner = g.op("Gelu", g.linear(x, f"{layer}.inner", WIDTH, INNER))
        x = g.norm(g.op("Add", g.linear(inner, f"{layer}.outer", INNER, WIDTH), x), f"{layer}.norm")

    real = g.op("Unsqueeze", mask, g.const([2], "int64"))
    total = g.op("ReduceSum", g.op("Mul", x, real), one, keepdims=0)
    mean = g.op("Div", total, g.op("ReduceSum", mask, one, keepdims=1))
    size = g.op("Max", g.op("ReduceL2", mean, one, keepdims=1), g.const(1e-12, "float32"))
    g.nodes.append(helper.make_node("Div", [mean, size], ["embedding"], name="embedding"))

    graph = helper.make_graph(
        g.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(name, INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("embedding", FLOAT, ["batch", WIDTH])],
        g.initializers,
    )
    return helper.make_model(
        graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20)], producer_name="plainterms"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_bytes(build().SerializeToString(deterministic=True))
    print(f"{target.name}: {target.stat().st_size:,} bytes")
