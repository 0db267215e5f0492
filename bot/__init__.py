"""Question → verified answer. This is the public interface; ``open_explainer`` is where to start.

from bot import Question, open_explainer

with open_explainer() as explainer:
    answer = explainer.ask(Question("can they close my account?", service="acme"))
"""

from bot.assemble import AsksModel, open_explainer, open_model
from bot.comparing import Comparison
from bot.config import Settings, read_settings
from bot.explainer import ClauseText, DocumentInfo, Explainer, ServiceInfo
from bot.feedback import Remark, read_feedback
from bot.retrieval import FoundSentence
from bot.retrieval.chain import TermsRetriever
from bot.types import (
    NOTICE,
    Answer,
    Answered,
    Citation,
    Delta,
    Engine,
    Event,
    Question,
    Retrieved,
    Statement,
    Turn,
    WatchOut,
)
from bot.understanding.understand import MAX_QUESTION
from bot.watching import LABELS as WATCH_LABELS
from bot.watching import Flag, StandingRight, Watched, learned_labels
from bot.words.plain import unexplain
from bot.words.readability import reading_grade, sentence_words
from ingest import (
    CITABLE,
    Change,
    Changes,
    Clause,
    ConfigurationError,
    Embedder,
    HomeError,
    Intake,
    KeywordIndex,
    ModelError,
    NotFound,
    Passage,
    PlainTermsError,
    Reading,
    SourceError,
    SourceText,
    Span,
    Version,
    Wrapped,
    ingest_into,
    innermost,
    intakes,
    open_embedder,
    plain_minilm,
    read_clauses,
    read_file,
    readable,
    segment,
    sentences,
    sub_at,
    terms,
)

__all__ = [
    "CITABLE",
    "MAX_QUESTION",
    "NOTICE",
    "WATCH_LABELS",
    "Answer",
    "Answered",
    "AsksModel",
    "Change",
    "Changes",
    "Citation",
    "Clause",
    "ClauseText",
    "Comparison",
    "ConfigurationError",
    "Delta",
    "DocumentInfo",
    "Embedder",
    "Engine",
    "Event",
    "Explainer",
    "Flag",
    "FoundSentence",
    "HomeError",
    "Intake",
    "KeywordIndex",
    "ModelError",
    "NotFound",
    "Passage",
    "PlainTermsError",
    "Question",
    "Reading",
    "Remark",
    "Retrieved",
    "ServiceInfo",
    "Settings",
    "SourceError",
    "SourceText",
    "Span",
    "StandingRight",
    "Statement",
    "TermsRetriever",
    "Turn",
    "Version",
    "WatchOut",
    "Watched",
    "Wrapped",
    "ingest_into",
    "innermost",
    "intakes",
    "learned_labels",
    "open_embedder",
    "open_explainer",
    "open_model",
    "plain_minilm",
    "read_clauses",
    "read_feedback",
    "read_file",
    "read_settings",
    "readable",
    "reading_grade",
    "segment",
    "sentence_words",
    "sentences",
    "sub_at",
    "terms",
    "unexplain",
]
