"""A table of claims against single rules: what is borne out, what is not, and what cannot be told."""

import pytest

from bot.checking.judging import Said, judge

SHARES = "We may share your data with suppliers only if you agree."
TRAINS = "Acme will not use audio, video or chat to train artificial intelligence models unless you have consented."
FLAT = "Acme does not use your content to train artificial intelligence models."
ENDS = "We may end this Agreement with sixty (60) days’ notice, for any reason."
DELETES = "Acme may delete any content at any time without notice to you if it violates these terms."
DORMANT = "If there is no letter of yours for twenty-four (24) months, we may close your account."
SHARING = "You can share your account with others in your household, which makes you answer for them."
YOURS = "As between you and us, all of your content is yours."

CASES = [
    ("They can end the contract with 60 days notice.", ENDS, "supports"),
    ("They can end the contract with ninety days notice.", ENDS, "contradicts"),
    ("Acme always has to warn you before it deletes your content.", DELETES, "contradicts"),
    ("Acme trains its AI on your content.", FLAT, "contradicts"),
    ("Acme will not train its AI on your content.", FLAT, "supports"),
    ("Acme will not train its AI on your content, full stop, not even with your consent.", FLAT, "supports"),
    ("Acme will not train AI on your chats without your consent.", TRAINS, "supports"),
    ("Acme will not train AI on your chats.", TRAINS, "partly"),
    ("Acme trains AI on your chats without your consent.", TRAINS, "contradicts"),
    ("Acme never trains AI on your files without your consent.", TRAINS, "partly"),
    ("Acme owns your content.", YOURS, "contradicts"),
    ("Your content stays yours.", YOURS, "supports"),
    ("They share your data with suppliers.", SHARES, "partly"),
    ("They sell your data to brokers.", SHARES, "none"),
    ("They share your data with OpenAI Foundation.", "We may share your data.", "none"),
    ("Acme gives you a free pizza.", DELETES, "none"),
    ("You may end the contract with 60 days notice.", ENDS, "none"),
    ("They close your account after two years without a letter.", DORMANT, "supports"),
    ("They close your account after three years without a letter.", DORMANT, "contradicts"),
    ("They can end the contract if you owe them money.", "We may end this contract if you owe us money.", "supports"),
    ("You can share your account with anyone.", SHARING, "none"),
    ("You can share your account with others.", SHARING, "supports"),
    ("You can use your account everywhere.", "You can use your account in your country.", "none"),
    ("You can use your account everywhere.", "You can use your account everywhere, on any phone.", "supports"),
    ("They sell your data to anyone.", "We may sell your data to advertisers.", "none"),
    ("They never sell your data to anyone.", "We will not sell your data to others.", "supports"),
]


@pytest.mark.parametrize(("claim", "rule", "relation"), CASES)
def test_how_a_rule_stands_to_a_claim(claim: str, rule: str, relation: str) -> None:
    assert judge(Said(claim, "Acme"), rule).relation == relation


@pytest.mark.parametrize(
    "opposite", ["We do not sell your data.", "We never sell your data.", "We sell no data of yours."]
)
def test_a_denial_is_seen_however_it_is_put(opposite: str) -> None:
    assert judge(Said("They sell your data.", "Acme"), opposite).relation == "contradicts"
    assert judge(Said("They never sell your data.", "Acme"), opposite).relation in ("supports", "none")


def test_what_takes_a_rule_back_counts_with_it() -> None:
    claim = Said("Acme may use your content to train its AI.", "Acme")
    rule = "Acme may use your content to train AI models."
    assert judge(claim, rule).relation == "supports"
    assert judge(claim, rule, exceptions="However, Acme will not train on chats unless you agree.").relation == "partly"


def test_words_in_common_by_chance_bear_nothing_out() -> None:
    claim = Said("They share your data.", "Acme")
    assert judge(claim, "We may share your data.", similarity=0.9).relation == "supports"
    assert judge(claim, "We may share your data.", similarity=0.0).relation == "none"


@pytest.mark.parametrize("text", ["", "!!!", "a", "not " * 2_000, "(i) " * 2_000 + "sell", "🎉 🎉"])
def test_anything_can_be_judged(text: str) -> None:
    assert judge(Said(text, "Acme"), FLAT).relation in ("none", "partly", "supports", "contradicts")
    assert judge(Said("They sell data.", text[:20]), text).relation == "none"
