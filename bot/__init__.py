"""Question → verified answer. This is the public interface; ``open_explainer`` is where to start.

from bot import Question, open_explainer

with open_explainer() as explainer:
    answer = explainer.ask(Question("can they close my account?", service="acme"))
"""

from bot.assemble import open_explainer
from bot.comparing import Comparison
from bot.config import Settings
from bot.explainer import ClauseText, DocumentInfo, Explainer, ServiceInfo
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
from ingest import (
    Change,
    Changes,
    Clause,
    ConfigurationError,
    HomeError,
    ModelError,
    NotFound,
    Passage,
    PlainTermsError,
    SourceError,
    SourceText,
    Span,
    Version,
    innermost,
    read_clauses,
    read_file,
    readable,
    segment,
    sub_at,
)

__all__ = [
    "NOTICE",
    "Answer",
    "Answered",
    "Citation",
    "Change",
    "Changes",
    "Clause",
    "ClauseText",
    "Comparison",
    "ConfigurationError",
    "Delta",
    "DocumentInfo",
    "Engine",
    "Event",
    "Explainer",
    "FoundSentence",
    "HomeError",
    "ModelError",
    "NotFound",
    "Passage",
    "PlainTermsError",
    "Question",
    "Retrieved",
    "ServiceInfo",
    "Settings",
    "SourceError",
    "SourceText",
    "Span",
    "Statement",
    "TermsRetriever",
    "Turn",
    "Version",
    "WatchOut",
    "innermost",
    "open_explainer",
    "read_clauses",
    "read_file",
    "readable",
    "segment",
    "sub_at",
]
