"""A question → the passages that are about it.

retriever.py  READ FIRST: the way from a question to passages
query.py      what a question looks for, read from its words
shelf.py      passages searched together, with their vectors and words
shelves.py    where shelves come from: one version, or what comes near in all
spelling.py   mistyped words
signals.py    how near each passage is, in three ways
rules.py      what was asked for by name: a clause's number, a defined term, a figure
across.py     which of the passages of many services are shown
rerank.py     a chat model puts what was found in order, when one is configured for it
chain.py      our search as a LangChain retriever
"""

from bot.retrieval.retriever import FoundSentence, Rerank, Retriever, found_span
from bot.retrieval.shelf import Shelf, Vectors
from bot.retrieval.shelves import Shelves

__all__ = ["FoundSentence", "Rerank", "Retriever", "Shelf", "Shelves", "Vectors", "found_span"]
