"""Questions about time are told from those that only hold a date or the word "change"."""

from datetime import date

import pytest

from bot.timeline.asked_about_time import TimeAsked, asked_about_time
from bot.timeline.when import read_days

TODAY = date(2026, 11, 30)


def asked(question: str) -> TimeAsked | None:
    return asked_about_time(question, read_days(question, TODAY), ["Larkspan", "larkspan"])


ABOUT_TIME = [
    ("What did they change on 7 August?", "compare", ""),
    ("so what did they actually change in that early august 2023 update, the one after the outcry", "compare", ""),
    ("what did they change last month? everyone is upset", "compare", ""),
    ("between the 7th and the 11th of august 2023, did they rewrite the AI part again?", "compare", "AI"),
    ("whats new about sharing and AI in the 2026 terms compared with the 2021 ones?", "compare", "sharing and AI"),
    ("has anything changed about refunds since march 2024?", "compare", "refunds"),
    ("did Larkspan change the price in the last update?", "compare", "price"),
    ("did they touch the arbitration part in may 2024?", "compare", "arbitration"),
    ("has the interest for late payment gone up since 2023?", "compare", "interest for late payment"),
    ("what's different in the september 16 2024 version about deleting my stuff", "compare", "deleting my stuff"),
    ("compare the 2023 and 2024 terms on feedback", "compare", "feedback"),
    ("can you tell me what changed in september 2024", "compare", ""),
    ("show me the changes since may 2024", "compare", ""),
    ("what changed", "compare", ""),
    ("what's new?", "compare", ""),
    ("what did they take out in the may 2024 version?", "compare", ""),
    ("was that already so in February?", "then", ""),
    ("how was it on 10 september 2024?", "then", ""),
    ("under the 1 november 2023 terms could they see my boards?", "then", "could they see my boards"),
    ("was there an arbitration clause in 2023?", "then", None),
    ("do they own my ideas? was it like that in feb 2023 too", "then", "do they own my ideas"),
    ("did they always have this?", "always", ""),
    ("has it always been like this?", "always", ""),
    ("has the minimum age always been sixteen?", "always", None),
    ("since when can they train AI on my calls?", "since", "can they train AI on my calls"),
    ("when did they add the arbitration clause?", "since", "arbitration"),
    ("how long has this been in the terms?", "since", ""),
    ("is that still in there?", "since", ""),
    ("is 10.4 still the AI clause?", "clause", "AI"),
    ("where did 10.2 go?", "clause", ""),
    ("what did 9.4 say before?", "clause", ""),
    ("which version is this", "which", ""),
    ("since when does it apply?", "which", ""),
    ("when were these terms last updated?", "which", ""),
]


@pytest.mark.parametrize(("question", "kind", "topic"), ABOUT_TIME)
def test_a_question_about_time_is_known_with_its_topic(question: str, kind: str, topic: str | None) -> None:
    found = asked(question)
    assert found is not None
    assert found.kind == kind
    assert topic is None or found.topic == topic


ORDINARY = [
    "when they change the rules, how long till it counts against me?",
    "how much warning do i get before it gets pricier",
    "can they change the price",
    "can i cancel within 30 days",
    "how long before a price rise do they have to tell me, and do they need a reason?",
    "do they have to tell me what changed?",
    "i signed up on 3 march 2024, how long is my trial?",
    "my subscription renewed in may, can i get a refund",
    "if i cancel on march 3 do i still pay for april",
    "i bought it on 7 August and it broke",
    "what happens if the price changed before my renewal",
    "whats different for kids?",
    "what's the difference between a host and a guest?",
    "do they always have to warn me before deleting my files?",
    "can i always cancel",
    "will they always have my data",
    "can i still get a refund after 30 days?",
    "do they still own my stuff after i delete my account?",
    "which version of windows do i need?",
    "what if i changed my mind",
    "i changed my email address, what now",
    "how often can they change the terms",
    "may they change the terms without telling me",
    "must i accept new terms",
    "what's new in premium?",
    "did they change my plan without asking allowed?",
    "can i compare plans before i buy",
    "how do i update my billing address",
    "are updates installed automatically",
    "does the new update cost anything",
    "i deleted my account in 2023, do they still have my data",
    "is my 2023 invoice still available",
    "what counts as a material change",
    "can i reject the changes and leave",
    "who pays for the changes i ask for",
    "will i be told about changes to the privacy policy",
    "is it still free after the trial",
    "when does my plan renew",
    "since i moved to canada in may 2024 can i opt out of arbitration?",
    "can they add fees later",
    "were my files deleted when i left",
    "was i charged twice",
    "did i agree to arbitration",
    "what choices do i have when the policy changes?",
    "there is a date of the last update of the terms",
    "i was told in may that refunds take 5 days, is that right",
    "how many days notice before they end the free plan",
    "what is 9.4",
    "",
]


@pytest.mark.parametrize("question", ORDINARY)
def test_an_ordinary_question_stays_one(question: str) -> None:
    assert asked(question) is None


CLAIMS = [
    "A blogger says: 'Larkspan now trains its AI on your meetings' true?",
    "someone posted that after the august 11 update they 'gave up the licence'.",
    "headline: 'they can use your calls'. as of 27 july 2023 was that in the terms",
    "their own blog (10 sept 2024) says 'we never train on your content'. is that what the terms say?",
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_somebody_says_about_the_terms_is_no_question_about_time(claim: str) -> None:
    assert asked(claim) is None


def test_what_is_asked_for_only_is_known() -> None:
    assert (taken := asked("what did they take out in may 2024?")) is not None
    assert taken.act == "removed"
    assert (put := asked("what did they add about AI in may 2024?")) is not None
    assert (put.act, put.insists) == ("added", True)


def test_yes_or_no_is_known_and_which_way_it_turns() -> None:
    assert (same := asked("was it the same in 2023?")) is not None
    assert (same.asks_yes_no, same.turned) == (True, False)
    assert (different := asked("was it different in 2023?")) is not None
    assert (different.asks_yes_no, different.turned) == (True, True)


@pytest.mark.parametrize(
    "words", ["the one before ", "so ", "what changed ", "in the terms of ", "about the about ", "⌚ "]
)
def test_any_words_are_read_to_the_end(words: str) -> None:
    question = words * (2_000 // len(words))
    asked_about_time(question, read_days(question, TODAY))
