"""The home folder: library, index and caches opened together, by one writer at a time.

home/
├── library.sqlite3     the truth
├── index/              vectors, can be rebuilt
├── cache/              checked weights, encodings, vectors and replies that are kept; can be deleted
├── feedback/           what people said about answers on the web page, if they are asked
├── conversations.key   seals the conversations that people's browsers keep; without it they start anew
└── ingest.lock         held by the one process that writes
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.config import IngestSettings
from ingest.embeddings import Embedder, configured
from ingest.embeddings.minilm import MiniLM
from ingest.errors import ConfigurationError, EmbeddingMismatch, HomeError, IndexDamaged
from ingest.intake import Intake
from ingest.library import Library
from ingest.packed import pack
from ingest.pipeline import Progress, ingest
from ingest.tokens import token_counter
from ingest.types import IngestReport
from ingest.vectors import EmbedProgress, VectorIndex, embed_missing, remove_index


@dataclass(frozen=True, slots=True)
class Home:
    """The open stores and what makes vectors for them."""

    library: Library
    index: VectorIndex
    embedder: Embedder

    def close(self) -> None:
        self.library.close()
        self.index.close()


def open_embedder(settings: IngestSettings) -> Embedder:
    """The configured embedding model. Raises ConfigurationError."""
    return configured(
        settings.embeddings,
        weights_dir=settings.weights_dir,
        cache=settings.cache_path,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
    )


def plain_minilm(settings: IngestSettings) -> Embedder:
    """The bundled model as its makers published it, whatever is configured: what others are compared with."""
    return MiniLM(settings.weights_dir, settings.cache_path, tuned=False)


def open_home(settings: IngestSettings, *, create: bool = False, embedder: Embedder | None = None) -> Home:
    """Open library and index for reading (with ``create`` for writing), with the configured embedding model or another.

    Raises:
        HomeError: there is no library, or a store cannot be used.
        EmbeddingMismatch: the index was made with another embedding model.
    """
    library = Library.open(settings.library_path, create=create)
    model = embedder or open_embedder(settings)
    made_with = library.embedding_model()
    if made_with not in (None, model.model_id):
        library.close()
        raise EmbeddingMismatch(
            f"The library in {settings.home} was read with the embedding model {made_with}, but {model.model_id} is "
            "configured.",
            "Set PLAINTERMS_EMBEDDINGS back, or make the vectors anew with the configured model: plainterms reindex",
        )
    return Home(library, VectorIndex.open(settings.index_path, model.model_id, create=create), model)


def ingest_into(
    settings: IngestSettings,
    todo: Sequence[Intake],
    *,
    today: date | None = None,
    progress: Progress = lambda *_: None,
    embedder: Embedder | None = None,
) -> IngestReport:
    """Take documents into the home folder; what is there already is not done again.

    An index that a killed run left unreadable is made anew from the library on the way.
    """
    if not todo:
        raise ConfigurationError(
            "There is nothing to take in.",
            "Name a file, a folder or an address, or use --manifest, --archive or --samples.",
        )
    with _writing(settings.home):
        try:
            home = open_home(settings, create=True, embedder=embedder)
        except IndexDamaged:
            remove_index(settings.index_path)
            home = open_home(settings, create=True, embedder=embedder)
        try:
            count = token_counter(settings.cache_path)
            return ingest(
                todo, home.library, home.index, home.embedder, count, today=today or date.today(), progress=progress
            )
        finally:
            home.close()


def reindex(
    settings: IngestSettings, progress: EmbedProgress = lambda *_: None, embedder: Embedder | None = None
) -> int:
    """Make all vectors anew from the library with the configured embedding model; gives the number of texts embedded.

    The sentences come first, in one transaction that also notes the model: a run that is killed leaves either a library
    that asks for ``reindex`` again or an index that lacks vectors, never vectors of two models.
    """
    with _writing(settings.home), Library.open(settings.library_path) as library:
        model = embedder or open_embedder(settings)
        remove_index(settings.index_path)
        sentences = library.sentence_texts()
        vectors = model.embed(list(sentences.values()))
        library.put_sentence_vectors(
            model.model_id, {key: pack(row) for key, row in zip(sentences, vectors, strict=True)}
        )
        index = VectorIndex.open(settings.index_path, model.model_id, create=True)
        return len(sentences) + embed_missing(index, library.passage_keys(), library.embedded, model.embed, progress)


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Hold the home folder's lock; a process that dies lets go of it."""
    import filelock

    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(home / "ingest.lock", blocking=False)
        lock.acquire()
    except filelock.Timeout as exc:
        raise HomeError(
            f"Another program is writing to {home}.", "Wait until it has finished, then run the same command again."
        ) from exc
    except OSError as exc:
        raise HomeError(
            f"The home folder {home} cannot be written: {exc.strerror or exc}.",
            "Choose a folder you can write to with --home.",
        ) from exc
    try:
        yield
    finally:
        lock.release()
