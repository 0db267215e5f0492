"""Source → clauses → library and index. Knows nothing of questions or of models that chat."""

from ingest.archive import from_archive
from ingest.changes import Change, ChangeKind, Changes, Place, Run, changes, summary
from ingest.embeddings import Embedder, Wrapped
from ingest.embeddings.weights import find_weights
from ingest.errors import (
    ConfigurationError,
    EmbeddingMismatch,
    HomeError,
    IndexDamaged,
    ModelError,
    NotFound,
    PlainTermsError,
    SourceError,
)
from ingest.home import Home, ingest_into, open_embedder, open_home, plain_minilm, reindex
from ingest.intake import Intake, intakes
from ingest.keywords import KeywordIndex, terms
from ingest.library import Library, Recorded, Recording, Standing
from ingest.multiplied import multiply
from ingest.packed import unpack
from ingest.pipeline import Progress as IngestProgress
from ingest.pipeline import read_clauses
from ingest.readable import Readable, readable
from ingest.readers import MAX_BYTES, read_file, read_upload
from ingest.samples import manifest_path as sample_manifest
from ingest.segment import blank_out, innermost, segment, sub_at
from ingest.sentences import sentences
from ingest.tokens import TokenCounter, estimate, token_counter
from ingest.types import (
    CITABLE,
    Clause,
    Definition,
    IngestReport,
    Kind,
    Markup,
    Passage,
    PassageSpan,
    Reading,
    Reference,
    Segmentation,
    SourceText,
    Span,
    StoredPassage,
    StoredSentence,
    Use,
    Version,
)
from ingest.wording import fingerprint

__all__ = [
    "CITABLE",
    "Change",
    "ChangeKind",
    "Changes",
    "Clause",
    "ConfigurationError",
    "Definition",
    "Embedder",
    "EmbeddingMismatch",
    "Home",
    "HomeError",
    "IndexDamaged",
    "IngestProgress",
    "IngestReport",
    "Intake",
    "KeywordIndex",
    "Kind",
    "Library",
    "MAX_BYTES",
    "Markup",
    "ModelError",
    "NotFound",
    "Passage",
    "PassageSpan",
    "Place",
    "PlainTermsError",
    "Readable",
    "Reading",
    "Recorded",
    "Recording",
    "Reference",
    "Run",
    "Segmentation",
    "SourceError",
    "SourceText",
    "Span",
    "Standing",
    "StoredPassage",
    "StoredSentence",
    "TokenCounter",
    "Use",
    "Version",
    "Wrapped",
    "blank_out",
    "from_archive",
    "changes",
    "estimate",
    "find_weights",
    "fingerprint",
    "ingest_into",
    "innermost",
    "intakes",
    "multiply",
    "open_embedder",
    "open_home",
    "plain_minilm",
    "read_clauses",
    "read_file",
    "read_upload",
    "readable",
    "reindex",
    "sample_manifest",
    "segment",
    "sentences",
    "sub_at",
    "summary",
    "terms",
    "token_counter",
    "unpack",
]
