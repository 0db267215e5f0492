"""Questions to begin with, each about something that really stands in the version that is picked."""

import re
from collections.abc import Iterable, Sequence

from bot.verifying.machines import addresses_machine
from bot.watching import Flag
from ingest import Clause

SUGGESTED = 4

# What people ask about a clause they want to be warned of, by its kind; what most people ask first stands first.
_WATCHED: tuple[tuple[str, str], ...] = (
    ("ai_training", "Can they use what I upload to train AI?"),
    ("auto_renewal", "Does it renew by itself?"),
    ("termination", "Can they close my account?"),
    ("no_refund", "Do I get my money back?"),
    ("perpetual_licence", "What may they do with what I upload?"),
    ("content_licence", "What may they do with what I upload?"),
    ("price_change", "Can they raise the price?"),
    ("arbitration", "Can I take them to court?"),
    ("data_sharing", "Who do they share my data with?"),
    ("terms_change", "Can they change these terms without asking me?"),
    ("data_kept", "How long do they keep my data?"),
    ("monitoring", "Do they look at what I do?"),
    ("content_removal", "Can they take down what I post?"),
    ("liability_cap", "What is the most they would have to pay me?"),
    ("jurisdiction", "Which court would decide a dispute?"),
    ("age_limit", "How old do I have to be?"),
)
# What people ask about a clause, by a word of its title. One question for each row.
_TITLED: tuple[tuple[str, str], ...] = (
    (r"\b(ai|artificial|machine learning|training)\b", "Can they use what I upload to train AI?"),
    (r"\b(terminat|suspen|clos)", "Can they close my account?"),
    (r"\b(cancel|refund)", "Can I cancel, and do I get my money back?"),
    (r"\b(renew|subscription|fees?|charges?|payment|billing|price)", "What will I be charged, and when?"),
    (r"\b(arbitrat|dispute|class action|governing law)", "What happens if I have a dispute with them?"),
    (r"\b(licen[cs]e|ownership|your content|customer content|user content)", "Who owns what I upload?"),
    (r"\b(shar|disclos|third part|sell)", "Who do they share my data with?"),
    (r"\b(retention|delet|eras)", "How long do they keep my data?"),
    (r"\b(liabilit|warrant|disclaim)", "What are they not liable for?"),
    (r"\b(change|modif|update|amend)", "Can they change these terms without asking me?"),
    (r"\b(age|child|minor|eligib)", "How old do I have to be?"),
    (r"\b(acceptable use|prohibited|restrictions|conduct)", "What am I not allowed to do?"),
)


def suggested(flags: Iterable[Flag], clauses: Sequence[Clause]) -> tuple[str, ...]:
    """A few questions that these clauses answer: what is watched for in them first, then what their titles name.

    >>> suggested([], [])
    ()
    """
    watched = {flag.topic for flag in flags if flag.sure != "maybe"}
    titles = list(dict.fromkeys(c.title.strip() for c in clauses if c.kind == "clause" and c.title.strip()))
    low = [title[:200].lower() for title in titles]
    asked = [question for topic, question in _WATCHED if topic in watched]
    asked += [question for pattern, question in _TITLED if any(re.search(pattern, title) for title in low)]
    asked += [f"What does “{t}” say?" for t in titles if 4 <= len(t) <= 50 and not addresses_machine(t)][:SUGGESTED]
    return tuple(dict.fromkeys(asked))[:SUGGESTED]
