"""all-MiniLM-L6-v2 on onnxruntime: 384 dimensions, fp32, no torch, no network.

The graph (minilm.onnx) is made by scripts/export_minilm.py and holds no weights; they are read from the official
safetensors file when the first text is embedded. To its matrices are added those of tuning.safetensors, small ones that
were trained so that questions in everyday words lie near the clauses that answer them (docs/model-card.md).
"""

import hashlib
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.embeddings.weights import SHA256, find_weights

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 256
"""What the model was trained on; longer texts are cut."""
LAYERS = 6
HEAD = 32
TOKENS_PER_BATCH = 4_096
"""Padded tokens in one run: bounds memory to some 100 MB and fills two cores."""
MAX_CHARACTERS = 8_000
"""No 256 tokens need more; keeps hostile text from costing time in the tokenizer."""


class MiniLM(Embeddings):
    """The bundled embedding model. Safe to use from several threads."""

    def __init__(self, weights_dir: Path | None, cache: Path, *, tuned: bool = True) -> None:
        """Nothing is loaded before the first text is embedded. ``tuned`` is False for the official weights alone."""
        self._weights_dir = weights_dir
        self._cache = cache
        self._tuned = tuned
        self._loading = Lock()

    @cached_property
    def model_id(self) -> str:
        """What the index remembers: the name and the hash of the weights, of both files where two are used."""
        official = f"all-MiniLM-L6-v2@{SHA256['model.safetensors'][:12]}"
        return f"{official}+tuning@{hashlib.sha256(_tuning_file()).hexdigest()[:12]}" if self._tuned else official

    def embed(self, texts: list[str]) -> Vectors:
        """One row of length 1 for each text, shape (n, 384). Raises ConfigurationError without weights."""
        with self._loading:
            session, tokenizer = self._parts
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        encoded = tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])
        ids = [np.array(e.ids, np.int64) for e in encoded]
        for batch in _batches([len(i) for i in ids]):
            width = max(len(ids[i]) for i in batch)
            tokens = np.zeros((len(batch), width), np.int64)
            mask = np.zeros_like(tokens)
            for row, i in enumerate(batch):
                tokens[row, : len(ids[i])] = ids[i]
                mask[row, : len(ids[i])] = 1
            (vectors[batch],) = session.run(None, {"input_ids": tokens, "attention_mask": mask})
        return vectors

    def embed_questions(self, texts: list[str]) -> Vectors:
        """The same for questions; this model treats both alike."""
        return self.embed(texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for embedding passages."""
        return [[float(x) for x in row] for row in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for embedding a question."""
        return self.embed_documents([text])[0]

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        import onnxruntime
        from safetensors.numpy import load, load_file
        from tokenizers import Tokenizer

        found = find_weights(self._weights_dir, self._cache)
        official = load_file(found.model)
        weights = arranged(with_tuning(official, load(_tuning_file())) if self._tuned else official)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that wait for work by spinning take the cores from who has some: a third of all time where many ask.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
        graph = resources.files("ingest.embeddings").joinpath("minilm.onnx").read_bytes()
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(found.tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return session, tokenizer


def with_tuning(official: dict[str, NDArray[Any]], tuning: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The official tensors with the trained difference added: of a matrix ``name``, the product of two narrow ones."""
    changed = dict(official)
    for name in {key.rpartition(".")[0] for key in tuning}:
        out, in_ = tuning[f"{name}.out"].astype(np.float32), tuning[f"{name}.in"].astype(np.float32)
        changed[f"{name}.weight"] = official[f"{name}.weight"] + out @ in_
    return changed


@cache
def _tuning_file() -> bytes:
    return resources.files("ingest.embeddings").joinpath("tuning.safetensors").read_bytes()


def arranged(official: dict[str, NDArray[Any]]) -> dict[str, Vectors]:
    """The official tensors under the graph's names and in its layout.

    Linear weights are stored (out, in) and wanted (in, out); query, key and value become one matrix, the query scaled
    by 1/sqrt(head); the token type is always 0, so its row is added to every position.
    """
    names: dict[str, Vectors] = {
        "embeddings.word": official["embeddings.word_embeddings.weight"],
        "embeddings.position": official["embeddings.position_embeddings.weight"]
        + official["embeddings.token_type_embeddings.weight"][0],
        "embeddings.norm.weight": official["embeddings.LayerNorm.weight"],
        "embeddings.norm.bias": official["embeddings.LayerNorm.bias"],
    }
    scale = np.float32(HEAD**-0.5)
    for n in range(LAYERS):
        at, to = f"encoder.layer.{n}", f"layer.{n}"
        attention = [
            (official[f"{at}.attention.self.{p}.weight"].T, official[f"{at}.attention.self.{p}.bias"])
            for p in ("query", "key", "value")
        ]
        factors = (scale, np.float32(1), np.float32(1))
        names[f"{to}.qkv.weight"] = np.concatenate(
            [w * f for (w, _), f in zip(attention, factors, strict=True)], axis=1
        )
        names[f"{to}.qkv.bias"] = np.concatenate([b * f for (_, b), f in zip(attention, factors, strict=True)])
        for ours, theirs in (
            ("attention", "attention.output.dense"),
            ("inner", "intermediate.dense"),
            ("outer", "output.dense"),
        ):
            names[f"{to}.{ours}.weight"] = official[f"{at}.{theirs}.weight"].T
            names[f"{to}.{ours}.bias"] = official[f"{at}.{theirs}.bias"]
        for ours, theirs in (("attention.norm", "attention.output.LayerNorm"), ("norm", "output.LayerNorm")):
            names[f"{to}.{ours}.weight"] = official[f"{at}.{theirs}.weight"]
            names[f"{to}.{ours}.bias"] = official[f"{at}.{theirs}.bias"]
    return {name: np.ascontiguousarray(value, np.float32) for name, value in names.items()}


def _batches(lengths: list[int]) -> list[list[int]]:
    """Indexes of the texts in batches of about the same length, so that little is padded."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches and (len(batches[-1]) + 1) * lengths[i] <= TOKENS_PER_BATCH:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches
