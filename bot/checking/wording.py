"""The set words of a check: short, plain, and never the claim itself, which is not ours to say."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.types import CheckedClaim, Status, Verdict

VERDICTS: Mapping[str, Verdict] = {"supports": "supported", "contradicts": "contradicted", "partly": "misleading"}
VERDICT_WORDS: Mapping[Verdict, str] = {
    "supported": "Supported",
    "contradicted": "Contradicted",
    "misleading": "Misleading",
    "not_stated": "Not stated",
}

MODEL_SAYS: Mapping[str, str] = {
    "supports": "The terms say so in {place}.",
    "contradicts": "The terms say otherwise in {place}.",
    "partly": "That is only a part of what {place} says.",
}
"""Reasons for what a chat model finds: which words decide it must be read in the clause."""

PRACTICE = "This is about what the company does or means. Its terms do not tell."
OUTSIDE = "This is a story or a view. Terms do not decide it."
NOTHING = "No clause speaks of this."
ONLY_NEAR = "The nearest clause is {place}; it does not tell."
THESE_WORDS = "These words stand in {place}."
WORDS_THEN = "This wording was in the terms only {when} ({place})."
OTHER_WORDS = "But these are not the words of the terms."
NO_SUCH_WORDS = "These words are not in any version we hold."
NEAR_WORDS = "These words are not in any version we hold. {place} comes near, with other words."
SO_THEN = "This was so only {when} ({place})."
CAME = "It is in the terms {when} ({place})."
OTHER_DAY = "The day is wrong: it is in the terms {when} ({place})."
OLDER = "The oldest version we hold has it ({place}). We cannot tell when it came in."
STILL_THERE = "It is still there, in {place}."
GONE = "It was in the terms {when} ({place}). It is gone now."


def overall(claims: Sequence[CheckedClaim]) -> Verdict | None:
    """The verdict on a whole text, None when it claims nothing.

    One wrong claim makes it contradicted. It is misleading when one is, or when some claims are borne out and others
    are not stated: the true part lends the rest its weight.
    """
    verdicts = {claim.verdict for claim in claims}
    if not verdicts:
        return None
    if "contradicted" in verdicts:
        return "contradicted"
    if "misleading" in verdicts or len(verdicts) > 1:
        return "misleading"
    return verdicts.pop()


def status(claims: Sequence[CheckedClaim]) -> Status:
    """Answered when the terms speak of any of it."""
    return "answered" if any(claim.verdict != "not_stated" for claim in claims) else "not_in_terms"


_LEADS: Mapping[Verdict, str] = {
    "supported": "Yes, the terms bear this out.",
    "contradicted": "No, that is not what the terms say.",
    "misleading": "That is only half the story.",
    "not_stated": "Not stated: no clause says this.",
}


def headline(claims: Sequence[CheckedClaim]) -> str:
    """One plain sentence or two about the whole text; the claims themselves are not repeated in it."""
    verdict = overall(claims)
    if verdict is None:
        return "There is no claim about the terms in this text."
    if len(claims) == 1:
        why = claims[0].why
        return _LEADS[verdict] if why in (NOTHING, "") else f"{_LEADS[verdict]} {why}"
    counted = Counter(claim.verdict for claim in claims)
    parts = [f"{counted[v]} {VERDICT_WORDS[v].lower()}" for v in VERDICT_WORDS if counted[v]]
    lost = sum(not quote.found for claim in claims for quote in claim.quotes)
    made_up = f" {lost} quote{' is' if lost == 1 else 's are'} in no version we hold." if lost else ""
    return f"Of {len(claims)} claims: {', '.join(parts)}.{made_up}"
