"""Cases drafted from a document for a person to correct: ``plainterms eval new``; and from feedback.

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
remarks.py   what people said about answers → drafts
writing.py   drafts as YAML with comments, or JSON lines
"""

from eval.drafting.drafts import DRAFTED, Draft, Drafts, draft_cases
from eval.drafting.remarks import drafts_of, remarks_text
from eval.drafting.writing import as_text, check_new, is_jsonl

__all__ = ["DRAFTED", "Draft", "Drafts", "as_text", "check_new", "draft_cases", "drafts_of", "is_jsonl", "remarks_text"]
