"""The library, the embedding model and the index, and whether they belong together."""

from collections.abc import Iterator

from bot.config import Settings
from bot.doctor.check import Check, cache_folder, many
from ingest import Home, Library, PlainTermsError, find_weights, open_embedder, open_home

REINDEX = "Make the index anew: plainterms reindex"


def store_checks(settings: Settings, *, offline: bool) -> Iterator[Check]:
    """What answers are made from."""
    yield _library(settings)
    yield _embeddings(settings, offline)
    if settings.library_path.exists():
        yield _index(settings)


def _library(settings: Settings) -> Check:
    if not settings.library_path.exists():
        return Check("library", "problem", "empty: nothing can be asked", "Take in terms: plainterms ingest --samples")
    try:
        with Library.open(settings.library_path) as library:
            versions = library.versions()
    except PlainTermsError as problem:
        return _failed("library", problem)
    if not versions:
        return Check("library", "problem", "empty: nothing can be asked", "Take in terms: plainterms ingest --samples")
    documents = {(v.service, v.terms_type) for v in versions}
    services = {v.service for v in versions}
    size = settings.library_path.stat().st_size / 1e6
    counts = (many(len(services), "service"), many(len(documents), "document"), many(len(versions), "version"))
    return Check("library", "ok", f"{', '.join(counts)}; {size:,.1f} MB")


def _embeddings(settings: Settings, offline: bool) -> Check:
    bundled = settings.embeddings.startswith("minilm")
    try:
        with cache_folder(settings) as cache:
            embedder = open_embedder(settings.model_copy(update={"home": cache.parent}))
            if not bundled and offline:
                return Check("embedding model", "ok", f"{embedder.model_id}, not asked")
            size = embedder.embed(["terms"]).shape[1]
            folder = find_weights(settings.weights_dir, cache).model.parent if bundled else None
            where = f", weights in {folder}, checked by their hash" if folder else ""
    except PlainTermsError as problem:
        return _failed("embedding model", problem)
    return Check("embedding model", "ok", f"{embedder.model_id}, {size} dimensions{where}")


def _index(settings: Settings) -> Check:
    try:
        home = open_home(settings)
    except PlainTermsError as problem:
        return _failed("index", problem)
    try:
        return _complete(home)
    except PlainTermsError as problem:
        return _failed("index", problem)
    finally:
        home.close()


def _complete(home: Home) -> Check:
    missing = len(home.index.missing(home.library.passage_keys()))
    if missing:
        return Check("index", "problem", f"{missing:,} texts of the library have no vector", REINDEX)
    return Check("index", "ok", f"{home.index.count():,} vectors, made with the embedding model that is configured")


def _failed(name: str, problem: PlainTermsError) -> Check:
    return Check(name, "problem", str(problem), problem.hint)
