"""What to watch in a service's terms: the clauses people want to be warned of, with proof, and the rights against them.

words.py      sentence → words, printed or tokenised alike
patterns.py   patterns over words, read in one go
kinds.py      the kinds of clause and the rights, from prompts/watch_kinds.toml
features.py   words → hashed features
learned.py    the trained part: eight kinds, numpy only
finding.py    a version → the sentences of each kind
watch.py      READ FIRST: versions → flags with citations and rights
beside.py     watch-outs right beside an answer's citations
types.py      what comes out
"""

from bot.watching.beside import with_watch_outs
from bot.watching.learned import LABELS, learned_labels
from bot.watching.types import Flag, StandingRight, Watched
from bot.watching.watch import Watcher

__all__ = ["LABELS", "Flag", "StandingRight", "Watched", "Watcher", "learned_labels", "with_watch_outs"]
