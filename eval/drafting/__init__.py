"""Cases drafted from a document for a person to correct: ``plainterms eval new``.

drafts.py    READ FIRST: what is found → drafts, spread over the document
finds.py     everything in a version that a question can be drafted about
amounts.py   figures: how long, how much, how old
rulings.py   what somebody may or may not do, and exceptions
meanings.py  defined terms
watched.py   what people want to be warned of
find.py      one such thing
unsaid.py    matters that the document has no word of
numbers.py   figures, their other spellings, and figures that nearly fit
quoting.py   a few words of a sentence to quote
writing.py   drafts as YAML with comments, or JSON lines
"""

from eval.drafting.drafts import DRAFTED, Draft, Drafts, draft_cases
from eval.drafting.writing import as_text, is_jsonl

__all__ = ["DRAFTED", "Draft", "Drafts", "as_text", "draft_cases", "is_jsonl"]
