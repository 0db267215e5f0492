"""The pipeline of the usual tutorial: text cut every 500 characters or so, plain MiniLM, Chroma's nearest chunks.

LangChain's recursive character splitter makes the chunks, each knows where it stands in its text, and an in-memory
Chroma collection ranks them. It is measured as people use it, so this module talks to Chroma itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot import Span
from eval.retrieval.sets import Found, SearchQuestion, mostly_in
from eval.retrieval.units import Collection, firsts
from eval.retrieval.vectors import Vectors
from eval.retrieval.ways import DEEPER

if TYPE_CHECKING:
    import chromadb

TUTORIAL = "tutorial"
CHUNK_SIZE = 500
"""Characters of a chunk at most."""
CHUNK_OVERLAP = 50
"""Characters that neighbouring chunks share at most."""
BATCH = 2_000
"""Chunks a call; Chroma's own limit on this platform is 5,461."""
MISSING = "The tutorial pipeline is left out: install langchain-text-splitters to measure it too."


@dataclass(frozen=True, slots=True)
class Chunk:
    document: str
    span: Span
    text: str


def splitter() -> Any | None:
    """LangChain's splitter as tutorials set it up; None where it is not installed."""
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError:
        return None
    return RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True)


class Tutorial:
    """One in-memory collection for each choice of documents that is asked about."""

    name = TUTORIAL

    def __init__(self, collection: Collection, vectors: Vectors, splits: Any) -> None:
        """``splits`` is a LangChain text splitter that adds the start of each chunk."""
        self._collection = collection
        self._vectors = vectors
        self._splits = splits
        self._chunks: dict[str, list[Chunk]] = {}
        self._stores: dict[tuple[str, ...], tuple[list[Chunk], chromadb.Collection]] = {}

    def chunks(self, name: str) -> list[Chunk]:
        """The chunks of one document."""
        if name not in self._chunks:
            pieces = self._splits.create_documents([self._collection.source(name)])
            self._chunks[name] = [
                Chunk(name, Span(start, start + len(piece.page_content)), piece.page_content)
                for piece in pieces
                # -1: the splitter could not find its own chunk again; it then stands nowhere
                if (start := piece.metadata["start_index"]) >= 0
            ]
        return self._chunks[name]

    def find(self, question: SearchQuestion, at_most: int) -> list[Found]:
        """The nearest chunks first; of sentences, the lines of each chunk in their order."""
        chunks, store = self._store(question.documents)
        if not chunks:
            return []
        ranked = self._collection.ranked
        wanted = min(len(chunks), at_most * (DEEPER if ranked == "documents" else 1))
        result: Any = store.query(query_embeddings=self._vectors.of([question.words]), n_results=wanted, include=[])
        nearest = (chunks[int(id_)] for id_ in result["ids"][0])
        return firsts((found for chunk in nearest for found in self._found(chunk)), ranked, at_most)

    def close(self) -> None:
        """Let go of the collections: all of a process share one memory."""
        client = _client()
        for _, store in self._stores.values():
            client.delete_collection(store.name)
        self._stores.clear()

    def _found(self, chunk: Chunk) -> Iterator[Found]:
        if self._collection.ranked != "sentences":
            yield Found(chunk.document, chunk.span, chunk.span)
            return
        for line in self._collection.lines(chunk.document):
            if mostly_in(line, chunk.span):
                yield Found(chunk.document, line, line)

    def _store(self, asked: tuple[str, ...]) -> tuple[list[Chunk], "chromadb.Collection"]:
        if asked not in self._stores:
            chunks = [chunk for name in self._collection.names(asked) for chunk in self.chunks(name)]
            # embedding_function=None always: the default would fetch a model from the network.
            store = _client().create_collection(f"tutorial-{uuid4().hex}", embedding_function=None)
            for start in range(0, len(chunks), BATCH):
                batch = chunks[start : start + BATCH]
                ids = [str(number) for number in range(start, start + len(batch))]
                store.add(ids=ids, embeddings=self._vectors.of([chunk.text for chunk in batch]))
            self._stores[asked] = chunks, store
        return self._stores[asked]


def _client() -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
