"""The bundled model against a second, plain implementation of the same paper, and the ways it can be missing."""

import hashlib
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from pydantic import SecretStr

from ingest import embeddings
from ingest.embeddings import Wrapped, configured
from ingest.embeddings.minilm import MAX_TOKENS, MiniLM, _batches, with_tuning
from ingest.embeddings.weights import SHA256, Weights, find_weights
from ingest.errors import ConfigurationError

TUNING = Path(embeddings.__file__).parent / "tuning.safetensors"
TEXTS = [
    "How can I cancel?",
    "10.4 Licence. You grant Acme a perpetual, worldwide licence to your content.",
    "",
    "Gebühren – 5 € 料金",
    "the fee falls due on the first day of the month " * 12,
]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.fixture(scope="session")
def weights(cache: Path) -> Weights:
    try:
        return find_weights(None, cache)
    except ConfigurationError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def minilm(weights: Weights, cache: Path) -> MiniLM:
    return MiniLM(weights.model.parent, cache)


@pytest.fixture(scope="session")
def official(weights: Weights, cache: Path) -> MiniLM:
    return MiniLM(weights.model.parent, cache, tuned=False)


def reference(weights: Weights, text: str, *, tuned: bool) -> NDArray[np.float64]:
    """One text through BERT, mean and norm, in double precision and without batches."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    w = {name: value.astype(np.float64) for name, value in load_file(weights.model).items()}
    if tuned:
        t = {name: value.astype(np.float64) for name, value in load_file(TUNING).items()}
        w |= {
            f"{name[:-4]}.weight": w[f"{name[:-4]}.weight"] + t[name] @ t[f"{name[:-4]}.in"]
            for name in t
            if name.endswith(".out")
        }
    tokenizer = Tokenizer.from_file(str(weights.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)

    def linear(x: NDArray[Any], name: str) -> NDArray[Any]:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x: NDArray[Any], name: str) -> NDArray[Any]:
        x = x - x.mean(axis=-1, keepdims=True)
        return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    erf = np.vectorize(math.erf)
    ids = tokenizer.encode(text).ids
    table = "embeddings.{}_embeddings.weight"
    x = w[table.format("word")][ids] + w[table.format("position")][: len(ids)] + w[table.format("token_type")][0]
    x = norm(x, "embeddings.LayerNorm")
    for layer in (f"encoder.layer.{n}" for n in range(6)):
        q, k, v = (
            linear(x, f"{layer}.attention.self.{role}").reshape(-1, 12, 32).swapaxes(0, 1)
            for role in ("query", "key", "value")
        )
        scores = np.exp(q @ k.swapaxes(1, 2) / math.sqrt(32))
        heads = (scores / scores.sum(axis=-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), 384)
        x = norm(x + linear(heads, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = linear(x, f"{layer}.intermediate.dense")
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = norm(x + linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean: NDArray[np.float64] = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


@pytest.mark.parametrize("tuned", [False, True], ids=["official", "tuned"])
def test_the_model_computes_what_it_should(minilm: MiniLM, official: MiniLM, weights: Weights, tuned: bool) -> None:
    vectors = (minilm if tuned else official).embed(TEXTS)
    assert vectors.dtype == np.float32
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert np.abs(vector - reference(weights, text, tuned=tuned)).max() < 1e-4


def test_the_tuning_changes_the_model_and_its_name(minilm: MiniLM, official: MiniLM) -> None:
    assert np.abs(minilm.embed(TEXTS) - official.embed(TEXTS)).max() > 1e-3
    assert official.model_id.startswith("all-MiniLM-L6-v2@")
    assert "+" not in official.model_id
    sha256 = hashlib.sha256(TUNING.read_bytes()).hexdigest()
    assert minilm.model_id == f"{official.model_id}+tuning@{sha256[:12]}"


def test_the_tuning_is_small_and_changes_matrices_only(weights: Weights) -> None:
    from safetensors.numpy import load_file

    tuning, model = load_file(TUNING), load_file(weights.model)
    changed = with_tuning(model, tuning)
    assert changed.keys() == model.keys()
    moved = {name for name in model if not np.array_equal(changed[name], model[name])}
    assert moved == {f"{name.rpartition('.')[0]}.weight" for name in tuning}
    assert all(np.isfinite(changed[name]).all() and changed[name].shape == model[name].shape for name in moved)
    assert TUNING.stat().st_size < 2_000_000


def test_a_question_is_embedded_as_a_text_is(minilm: MiniLM) -> None:
    assert np.array_equal(minilm.embed_questions(TEXTS), minilm.embed(TEXTS))
    assert minilm.embed_questions([]).shape == (0, 384)


def test_a_text_has_one_vector_whatever_stands_beside_it(minilm: MiniLM) -> None:
    together = minilm.embed(TEXTS)
    backwards = minilm.embed(TEXTS[::-1])[::-1]
    alone = np.vstack([minilm.embed([text]) for text in TEXTS])
    assert np.abs(together - backwards).max() < 1e-5
    assert np.abs(together - alone).max() < 1e-5


def test_vectors_have_length_one_and_mean_something(minilm: MiniLM) -> None:
    cancel, end, weather = minilm.embed(["cancel my plan", "end my subscription", "rain in the mountains"])
    assert np.allclose(np.linalg.norm([cancel, end, weather], axis=1), 1, atol=1e-5)
    assert cancel @ end > cancel @ weather + 0.2


def test_nothing_gives_no_rows(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, " " * 1_000_000, "\x00\u202e\ufeff", "a " * 500_000, "<script>" * 9_000]
)
def test_hostile_text_has_a_vector(minilm: MiniLM, text: str) -> None:
    (vector,) = minilm.embed([text])
    assert np.isfinite(vector).all()


def test_langchain_sees_the_same_vectors(minilm: MiniLM) -> None:
    assert isinstance(minilm, Embeddings)
    (row,) = minilm.embed(["refund"])
    assert np.allclose(minilm.embed_query("refund"), row, atol=1e-6)
    assert np.allclose(minilm.embed_documents(["refund"]), [row], atol=1e-6)


@pytest.mark.parametrize("lengths", [[], [256] * 40, [3, 200, 3, 256, 90] * 30, list(range(2, 257))])
def test_batches_hold_each_text_once_and_are_bounded(lengths: list[int]) -> None:
    batches = _batches(lengths)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[i] for i in batch) <= 4_096 for batch in batches)


# --- where the weights come from -----------------------------------------------------------------------------------


def test_a_configured_folder_without_the_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not here") as missing:
        find_weights(tmp_path, tmp_path)
    assert "PLAINTERMS_WEIGHTS_DIR" in missing.value.hint


def test_files_that_are_not_the_official_ones_are_refused(tmp_path: Path) -> None:
    for name in SHA256:
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(ConfigurationError, match="not the official file"):
        find_weights(tmp_path, tmp_path / "cache")


def test_a_verdict_is_not_trusted_once_the_file_has_changed(tmp_path: Path, weights: Weights) -> None:
    folder, cache = tmp_path / "weights", tmp_path / "cache"
    folder.mkdir()
    shutil.copy(weights.tokenizer, folder / "tokenizer.json")
    shutil.copy(weights.model, folder / "model.safetensors")
    assert find_weights(folder, cache) == Weights(folder / "model.safetensors", folder / "tokenizer.json")
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_bytes(tokenizer.read_bytes() + b" ")
    with pytest.raises(ConfigurationError, match=r"tokenizer\.json is not the official file"):
        find_weights(folder, cache)


def test_a_verdict_is_remembered(tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    find_weights(weights.model.parent, tmp_path)
    monkeypatch.setattr("hashlib.file_digest", _no_hashing)
    assert find_weights(weights.model.parent, tmp_path) == weights


def test_a_damaged_verdict_and_a_cache_that_cannot_be_written_are_no_errors(tmp_path: Path, weights: Weights) -> None:
    for name in SHA256:
        (tmp_path / f"checked-{name}.json").write_text('{"half', encoding="utf-8")
    assert find_weights(weights.model.parent, tmp_path) == weights
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert find_weights(weights.model.parent, tmp_path / "file" / "cache") == weights


def _no_hashing(*_: object) -> None:
    raise AssertionError("hashed again")


# --- other models --------------------------------------------------------------------------------------------------


class Letters(Embeddings):
    """Counts a and b: two dimensions, not of length one."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(text.count("a")), float(text.count("b"))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Broken(Letters):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise TimeoutError("no answer")


def test_any_langchain_embeddings_can_be_used() -> None:
    letters = Wrapped(Letters(), "letters")
    assert np.allclose(letters.embed(["aaabbbb", "b", "c"]), [[0.6, 0.8], [0, 1], [0, 0]])
    assert len(letters.embed([])) == len(letters.embed_questions([])) == 0


def test_questions_go_through_the_models_own_way_for_questions() -> None:
    class Turned(Letters):
        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0][::-1]

    vectors = Wrapped(Turned(), "turned").embed_questions(["aaabbbb", "b", "c"])
    assert np.allclose(vectors, [[0.8, 0.6], [1, 0], [0, 0]])


def test_a_model_that_does_not_answer_is_named() -> None:
    with pytest.raises(ConfigurationError, match="letters does not answer"):
        Wrapped(Broken(), "letters").embed(["a"])
    with pytest.raises(ConfigurationError, match="letters does not answer"):
        Wrapped(Broken(), "letters").embed_questions(["a"])


def test_the_setting_chooses_the_model(tmp_path: Path) -> None:
    assert SHA256["model.safetensors"][:8] in configured("minilm", cache=tmp_path).model_id
    assert configured("minilm-official", cache=tmp_path).model_id in configured("minilm", cache=tmp_path).model_id
    remote = configured("openai:some-model", cache=tmp_path, api_key=SecretStr("sk-test"))
    assert remote.model_id == "openai:some-model"


@pytest.mark.parametrize(("spec", "word"), [("openai:m", "key"), ("openai:", "no embedding model"), ("other", "other")])
def test_a_setting_that_does_not_fit_is_an_error(tmp_path: Path, spec: str, word: str) -> None:
    with pytest.raises(ConfigurationError, match=word) as refusal:
        configured(spec, cache=tmp_path)
    assert refusal.value.hint
