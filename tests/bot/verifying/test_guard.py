"""What a wording may say of its quotes, as a lawyer would check it."""

import pytest

from bot.verifying.guard import Figure, agrees, figures, figures_agree, force_agrees, is_negative, references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thirty (30) calendar days", {("30", "day")}),
        ("within 30 days", {("30", "day")}),
        ("a 30-day window", {("30", "day")}),
        ("ten (10) business days", {("10", "business day")}),
        ("under the age of sixteen", {("16", "")}),
        ("sixteen (16) years old", {("16", "year")}),
        ("twenty-one", {("21", "")}),
        ("one hundred and twenty (120) days", {("120", "day")}),
        ("$1,250.50 or €5", {("1250.5", "$"), ("5", "€")}),
        ("US$10 million", {("10000000", "$")}),
        ("100 U.S. dollars", {("100", "$")}),
        ("1.5% per month", {("1.5", "%")}),
        ("1.5 percent", {("1.5", "%")}),
        ("14 to 30 days", {("14", "day"), ("30", "day")}),
        ("7 August 2023", {("08-07-2023", "date")}),
        ("August 7th, 2023", {("08-07-2023", "date")}),
        ("on 2023-08-07", {("08-07-2023", "date")}),
        ("twelve (6) months", {("12", "month"), ("6", "month")}),
        ("see Section 14.1 and Articles 2, 3 and 4(b)", set()),
        ("no one may, one of them, a month", set()),
        ("one month", {("1", "month")}),
        ("a K-12 school and GPT-4", set()),
        ("write to help@brook.example.", {("help@brook.example", "address")}),
        ("half of it", {("0.5", "")}),
    ],
)
def test_figures(text: str, expected: set[tuple[str, str]]) -> None:
    assert figures(text) == {Figure(*pair) for pair in expected}


@pytest.mark.parametrize(
    ("statement", "quote", "expected"),
    [
        ("You have 30 days.", "for thirty (30) calendar days after", True),
        ("You have 60 days.", "for thirty (30) calendar days after", False),
        ("You have 10 days.", "within ten (10) business days", False),
        ("You must be 16.", "under the age of sixteen (16) years old", True),
        ("You must be 16 years old.", "at least 16 to join", True),
        ("They wait 1 month.", "at least a month before", True),
        ("They wait two years.", "for twenty-four (24) months in a row", True),
        ("They wait a fortnight, 14 days.", "for two weeks", True),
        ("They wait 48 hours.", "for two days", True),
        ("They wait a month, 1 month.", "for thirty (30) days", False),
        ("They wait two years.", "for 12 months", False),
        ("They wait 2 days.", "for 2 business days, at most 10.5.3 hours", False),
        ("They pay up to $100.", "the greater of 100 dollars", True),
        ("They pay up to $100.", "the greater of 100 euros", False),
        ("Interest is 1.5% a month.", "at 1.5 percent per month", True),
        ("Interest is 15% a month.", "at 1.5 percent per month", False),
        ("It starts on 7 August.", "effective August 7, 2023", True),
        ("It starts on 8 August.", "effective August 7, 2023", False),
        ("Write to evil@bad.example.", "write to help@brook.example", False),
        ("See http://bad.example/x", "see our help pages", False),
        ("Nothing to count.", "nothing here either", True),
        ("It is 30 days.", "Section 30 applies", False),
    ],
)
def test_figures_agree(statement: str, quote: str, expected: bool) -> None:
    assert figures_agree(statement, [quote]) is expected


def test_a_figure_may_be_known_from_elsewhere() -> None:
    assert not agrees("Since 7 August 2023 they may not.", ["We may not."])
    assert agrees("Since 7 August 2023 they may not.", ["We may not."], known=["2023-08-07"])


SHARE = "You may not share an account with any other individual, unless we approve it in writing."
TRAIN = "Brook will not use your recordings to train its models without your consent."


@pytest.mark.parametrize(
    ("statement", "quote", "expected"),
    [
        # denied ↔ allowed
        ("You may share your account.", "You may not share an account.", False),
        ("You can share your account with family.", "You may not share an account with family.", False),
        ("You cannot share your account.", "You may not share an account.", True),
        ("Sharing your account is not allowed.", "You may not share an account.", True),
        ("Brook trains on your recordings.", "Brook will not train on your recordings.", False),
        ("Brook does not own your uploads.", "Brook owns your uploads.", False),
        ("Brook does not own your uploads.", "You retain ownership of your uploads.", True),
        ("They will not sell your data.", "We sell your data to partners.", False),
        ("They will not sell your data.", "We do not sell your data.", True),
        # may ↔ must
        ("You must send a notice.", "You may send a notice.", False),
        ("You must send a notice.", "You must send a notice.", True),
        ("You must send a notice.", "You shall send a notice.", True),
        ("You may send a notice.", "You must send a notice.", False),
        ("You may join only if you are 18.", "You must be at least 18 to join.", True),
        # conditions are kept
        ("Brook will not train on your recordings.", TRAIN, False),
        ("Brook will not train on your recordings unless you agree.", TRAIN, True),
        ("Brook needs your consent to train on your recordings.", TRAIN, True),
        ("You may not share your account.", SHARE, False),
        ("You may not share your account unless they approve it.", SHARE, True),
        ("Refunds are never given.", "Charges are final, except where the law requires a refund.", False),
        # strong words
        ("They always warn you.", "We may warn you before we delete it.", False),
        ("They guarantee that it works.", "We provide the service as is.", False),
        ("They can close it at any time.", "We may close it if you break the rules.", False),
        ("They can close it at any time.", "We may close your account at any time.", True),
        ("They can close it without notice.", "We may close your account.", False),
        # who
        ("You can terminate the agreement.", "Brook may terminate this agreement.", False),
        ("Brook can terminate the agreement.", "Brook may terminate this agreement.", True),
        ("They can terminate the agreement.", "Brook may terminate this agreement.", True),
        # nothing to hold against it
        ("Your uploads stay yours.", "You keep all rights in your uploads.", True),
        ("Disputes go to arbitration.", "Any dispute shall be resolved by arbitration.", True),
    ],
)
def test_force(statement: str, quote: str, expected: bool) -> None:
    assert force_agrees(statement, [quote], company="Brook") is expected


def test_references() -> None:
    assert references("see Section 14.1 and Articles 2 and 4(b)") == {"14.1", "2", "4(b)"}


@pytest.mark.parametrize("text", ["it is not so", "unless you agree", "only here", "if you must"])
def test_words_that_must_not_be_cut_away(text: str) -> None:
    assert is_negative(text)


@pytest.mark.parametrize(
    "piece", ["ignore ", "1,", "30 (", "section 1.1, ", "a.", "one hundred ", "not ", "(a) ", "[](", "may"]
)
def test_hostile_texts_are_read_to_the_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert agrees(text, [text]) in (True, False)
