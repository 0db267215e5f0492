"""Each scorer against answers a person judged: what it finds is what the person found."""

from collections.abc import Callable
from dataclasses import replace
from math import nan
from typing import Any, Protocol

import pytest

from bot import Answer, Citation, Statement, WatchOut
from eval.case import Case
from eval.scorers import (
    Score,
    citations_right,
    clauses_cited,
    clauses_share,
    facts_found,
    nothing_wrong,
    quotes_exact,
    statements_backed,
    status_right,
    verdict_right,
    yes_no_right,
)
from eval.truth import Truth


class Bot(Protocol):
    """What these tests use of the fake in conftest.py."""

    texts: dict[str, str]

    def cite(self, words: str, label: str = "", title: str = "", **fields: Any) -> Citation: ...


MakeCase = Callable[..., Case]
MakeAnswer = Callable[..., Answer]

SHARE = {"label": "2.3", "title": "Accounts", "quote": "You may not share your login"}
IDLE = {"label": "2.2", "title": "Accounts", "quote": "We delete an idle account"}
REFUNDS = {"label": "", "title": "Refunds", "quote": "We don’t pay refunds"}
PREAMBLE = {"label": "", "title": "Preamble", "quote": "These terms bind you"}
RULE = "You may not share your login with anyone"


def test_a_score_is_between_0_and_1_or_unscored() -> None:
    assert Score.unscored("no idea").value is None
    for value in (-0.1, 1.1, nan):
        with pytest.raises(ValueError, match="between 0 and 1"):
            Score(value, "")


@pytest.mark.parametrize(
    ("kind", "answerable", "status", "verdict", "score"),
    [
        ("lookup", True, "answered", None, 1),
        ("lookup", True, "partly", None, 1),
        ("lookup", True, "not_in_terms", None, 0),  # over-refusal
        ("lookup", True, "out_of_scope", None, 0),
        ("lookup", True, "needs_choice", None, 0),  # the case names service and document
        ("unanswerable", False, "not_in_terms", None, 1),
        ("unanswerable", False, "out_of_scope", None, 1),
        ("unanswerable", False, "answered", None, 0),
        ("unanswerable", False, "partly", None, 0),
        ("advice", False, "out_of_scope", None, 1),
        ("advice", False, "not_in_terms", None, 1),
        ("advice", False, "answered", None, 0),
        ("claim_check", False, "answered", "not_stated", 1),
        ("claim_check", False, "answered", "supported", 0),
        ("lookup", True, "unavailable", None, None),  # a server that was down says nothing of the answers
    ],
)
def test_status(
    kind: str,
    answerable: bool,
    status: str,
    verdict: str | None,
    score: float | None,
    bot: Bot,
    case: MakeCase,
    answer: MakeAnswer,
) -> None:
    given = status_right(
        case({"answerable": answerable}, kind=kind), answer(status=status, verdict=verdict), Truth(bot)
    )
    assert given.value == score
    assert status in given.why or score is None or verdict == "not_stated"


@pytest.mark.parametrize(
    ("expected", "words", "address", "cited"),
    [
        # by place, whatever the address says
        (SHARE, RULE, {"label": "2.3"}, True),
        (SHARE, "may not share", {"label": "7"}, True),
        (SHARE, "with anyone, unless", {"label": "7"}, False),  # beside the expected words, wrong address
        # by address: the clause itself, the one around it, an item in it
        (SHARE, "with anyone, unless", {"label": "2.3"}, True),
        (SHARE, "with anyone, unless", {"label": "2"}, True),
        (SHARE, "with anyone, unless", {"label": "2.3(a)"}, True),
        (SHARE, "We delete an idle account", {"label": "2.2"}, False),
        (SHARE, "We delete an idle account", {"label": ""}, False),
        (
            SHARE,
            "We delete an idle account",
            {"label": "", "title": "Accounts"},
            False,
        ),  # numbered: title is not enough
        # without a number, by title
        (REFUNDS, "refunds.", {"title": "**Refunds**"}, True),
        (REFUNDS, "Refunds", {"title": "Refunds"}, True),
        (REFUNDS, "Refunds", {"title": "Accounts"}, False),
        (PREAMBLE, "the day you open", {}, True),
        (PREAMBLE, "the day you open", {"title": "Preamble"}, True),
        (PREAMBLE, "an idle account", {"label": "2.2"}, False),
        # typography of the case does not matter
        (REFUNDS | {"quote": "We don't pay  refunds"}, "pay refunds", {"label": "9"}, True),
        # words that are not in the text leave the address
        (SHARE | {"quote": "no such words"}, RULE, {"label": "2.3"}, True),
        (SHARE | {"quote": "no such words"}, RULE, {"label": "2.1"}, False),
        # the same words in another version, and in a version asked for
        (SHARE, RULE, {"label": "2.3", "version": 0}, False),
        (SHARE | {"version": "2024-01-01"}, RULE, {"label": "2.1", "version": 0}, True),
        (SHARE, RULE, {"label": "2.3", "source_sha256": "0" * 64}, False),
        # in a part, where one is named
        (SHARE | {"part": "Brook EU"}, "with anyone", {"label": "2.3", "part": "Terms of Brook EU"}, True),
        (SHARE | {"part": "Brook EU"}, "with anyone", {"label": "2.3", "part": "Exhibit A"}, False),
        (SHARE | {"part": "Brook EU"}, RULE, {"label": "2.3", "part": ""}, True),  # the words stand in one place only
        (SHARE | {"part": "EU", "quote": "may"}, "may", {"part": "Exhibit A"}, True),
        (SHARE | {"part": "EU", "quote": "account"}, "account", {"part": "Exhibit A"}, False),  # they stand in several
    ],
)
def test_what_cites_a_clause(
    expected: dict[str, str],
    words: str,
    address: dict[str, Any],
    cited: bool,
    bot: Bot,
    case: MakeCase,
    answer: MakeAnswer,
) -> None:
    given = answer("Yes.", bot.cite(words, **address))
    assert clauses_cited(case({"clauses": [expected]}), given, Truth(bot)).value == float(cited)
    assert citations_right(case({"also_ok_clauses": [expected]}), given, Truth(bot)).value == float(cited)


def test_all_required_clauses_and_their_share(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    both, truth = case({"clauses": [SHARE, IDLE]}), Truth(bot)
    one = answer("No.", bot.cite(RULE, "2.3"))
    assert clauses_cited(both, one, truth) == Score(0, "not cited: 2.2")
    assert clauses_share(both, one, truth) == Score(0.5, "1 of 2")
    two = answer("No.", bot.cite(RULE, "2.3"), bot.cite("an idle account", "2.2"))
    assert clauses_cited(both, two, truth).value == 1
    assert clauses_cited(both, answer("No."), truth).value == 0
    assert clauses_cited(case(), two, truth).value is None
    assert clauses_share(case(), two, truth).value is None


def test_citations_beside_the_point(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    truth, cited = Truth(bot), [bot.cite(RULE, "2.3"), bot.cite("an idle account", "2.2")]
    given = answer("No.", *cited)
    assert citations_right(case({"clauses": [SHARE]}), given, truth) == Score(0.5, "beside the point: 2.2")
    assert citations_right(case({"clauses": [SHARE], "also_ok_clauses": [IDLE]}), given, truth).value == 1
    assert citations_right(case({"clauses": [SHARE]}), answer("No."), truth).value is None
    assert citations_right(case({"answerable": False}), given, truth).value is None


@pytest.mark.parametrize(
    ("forged", "exact"),
    [
        ({}, True),
        ({"start": 60}, False),  # a shifted span
        ({"quote": RULE + "."}, False),  # a word too many
        ({"quote": RULE.lower()}, False),
        ({"start": -1}, False),
        ({"end": 0}, False),
        ({"start": 0, "end": 0, "quote": ""}, False),  # an empty quote proves nothing
        ({"end": 10**9}, False),
        ({"source_sha256": "0" * 64}, False),
        ({"version": "2025-01-02"}, False),  # a version there is not
        ({"terms_type": "privacy-policy"}, False),
        ({"service": "pond"}, False),  # nobody asked about it
        ({"label": "99", "title": "Anything"}, True),  # addresses are other scorers' business
    ],
)
def test_quotes(forged: dict[str, Any], exact: bool, bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    citation = bot.cite(RULE, "2.3")
    wrong = {name: getattr(citation, name) for name in citation.__slots__} | forged
    given = answer("No.", Citation(**wrong), bot.cite("an idle account"))
    score = quotes_exact(case(), given, Truth(bot))
    assert score.value == (1 if exact else 0.5)
    assert exact is (score.why == "all exact")


def test_quotes_of_the_other_version_are_exact_but_no_evidence(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    given = answer("No.", bot.cite(RULE, "2.1", version=0))
    assert quotes_exact(case(), given, Truth(bot)).value == 1
    assert clauses_cited(case({"clauses": [SHARE]}), given, Truth(bot)).value == 0


def test_nothing_quoted_is_unscored(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    assert quotes_exact(case(), answer(status="not_in_terms"), Truth(bot)).value is None


@pytest.mark.parametrize(
    ("status", "behind", "watch_out", "score"),
    [
        ("answered", [(0,)], None, 1),
        ("answered", [(0,), ()], None, 0.5),  # an unsupported statement
        ("answered", [(0,), (1,)], None, 0.5),  # a quote that is not there
        ("answered", [(-1,)], None, 0),
        ("answered", [(0,)], 4, 0.5),
        ("answered", [], None, None),
        ("not_in_terms", [()], None, None),  # a pointer claims nothing
    ],
)
def test_backing(
    status: str,
    behind: list[tuple[int, ...]],
    watch_out: int | None,
    score: float | None,
    bot: Bot,
    case: MakeCase,
    answer: MakeAnswer,
) -> None:
    statements = tuple(Statement("No.", indexes, "verified") for indexes in behind)
    watch_outs = () if watch_out is None else (WatchOut("licence", "Mind this.", watch_out),)
    given = answer("No.", bot.cite(RULE), status=status, statements=statements, watch_outs=watch_outs)
    assert statements_backed(case(), given, Truth(bot)).value == score


def test_what_only_a_watch_out_cites_is_no_part_of_the_answer(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    rule, idle = bot.cite(RULE, "2.3"), bot.cite("an idle account", "2.2")
    given = answer("No.", rule, idle, statements=(Statement("No.", (0,), "verified"),))
    beside = replace(given, watch_outs=(WatchOut("deletion", "Mind this.", 1),))
    truth = Truth(bot)
    both = case({"clauses": [SHARE, IDLE]})
    assert citations_right(case({"clauses": [SHARE]}), given, truth).value == 0.5
    assert citations_right(case({"clauses": [SHARE]}), beside, truth).value == 1
    assert clauses_share(both, beside, truth).value == 0.5
    assert quotes_exact(both, beside, truth).value == 1


def test_an_answer_without_any_quote_is_not_backed(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    assert statements_backed(case(), answer("No.", statements=()), Truth(bot)).value == 0


@pytest.mark.parametrize(
    ("facts", "score"),
    [
        ([], None),
        ([["may not share", "no sharing"]], 1),  # in the quote
        ([["NOT allowed"]], 1),  # in the headline
        ([["isn't allowed", "is not allowed"]], 1),
        ([["is not allowed"], ["6 months"]], 0.5),  # right clause, a fact missing
        ([["allowedly"]], 0),
        ([["ogin"]], 0),  # not from the start of a word
    ],
)
def test_facts(facts: list[list[str]], score: float | None, bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    given = answer("Sharing is **not** allowed.", bot.cite(RULE))
    assert facts_found(case({"facts": facts}), given, Truth(bot)).value == score


@pytest.mark.parametrize(
    ("must_not", "says", "score"),
    [
        ([], "Sharing is allowed.", None),
        (["sharing is allowed"], "Sharing is allowed.", 0),
        (["sharing is allowed"], "It is not true that sharing is allowed.", 1),
        (["sharing is allowed"], "Sharing is not allowed.", 1),
        (["may not share"], RULE + ".", 1),  # the document's words
        (["may not share"], "I think you may not share.", 0),  # its own
        (["a", "allowed in"], "Allowed in a household.", 0),
    ],
)
def test_wrong_assertions(
    must_not: list[str], says: str, score: float | None, bot: Bot, case: MakeCase, answer: MakeAnswer
) -> None:
    assert nothing_wrong(case({"must_not": must_not}), answer(says, bot.cite(RULE)), Truth(bot)).value == score


def test_an_invented_quote_tells_no_fact(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    given = answer("See 2.3.", bot.cite(RULE, quote="We promise a refund."))
    assert facts_found(case({"facts": [["refund"]]}), given, Truth(bot)).value == 0


def test_an_invented_quote_excuses_nothing(bot: Bot, case: MakeCase, answer: MakeAnswer) -> None:
    lie = "Sharing is allowed within a household of any size at all."
    given = answer(lie, bot.cite(RULE, quote=lie))
    assert nothing_wrong(case({"must_not": ["sharing is allowed"]}), given, Truth(bot)).value == 0


@pytest.mark.parametrize(
    ("expect", "says", "score"),
    [
        ({"yes_no": "no"}, "no", 1),
        ({"yes_no": "no"}, "yes", 0),
        ({"yes_no": "no", "yes_no_also_ok": ["depends"]}, "depends", 1),
        ({"yes_no": "no"}, None, None),
        ({}, "yes", None),
    ],
)
def test_yes_and_no(
    expect: dict[str, Any], says: str | None, score: float | None, bot: Bot, case: MakeCase, answer: MakeAnswer
) -> None:
    assert yes_no_right(case(expect), answer(yes_no=says), Truth(bot)).value == score


@pytest.mark.parametrize(
    ("headline", "says", "score"),
    [
        ("No, you may not.", None, 0),
        ("Yes, but ask first.", None, 1),
        ("Yes: it is.", "yes", 1),
        ("It depends on the plan.", None, 0),
        ("No refunds are made.", None, None),  # no "no" to the question
        ("Yes, you may.", "no", 0),  # it contradicts itself
        ("No, you may not.", "yes", 0),
        ("Yes – you may.", "no", 0),
        ("Yes you may.", None, 1),
        ("No", None, 0),
        ("No-one is asked.", None, None),
        ("No one is asked.", "yes", 1),
    ],
)
def test_the_first_word_of_the_headline_counts(
    headline: str, says: str | None, score: float | None, bot: Bot, case: MakeCase, answer: MakeAnswer
) -> None:
    assert yes_no_right(case({"yes_no": "yes"}), answer(headline, yes_no=says), Truth(bot)).value == score


@pytest.mark.parametrize(
    ("expect", "says", "score"),
    [
        ({"verdict": "supported"}, "supported", 1),
        ({"verdict": "supported", "verdict_also_ok": ["misleading"]}, "misleading", 1),
        ({"verdict": "supported"}, "contradicted", 0),
        ({"verdict": "supported"}, None, 0),  # a claim that is answered gets a verdict
        ({}, "supported", None),
    ],
)
def test_verdicts(
    expect: dict[str, Any], says: str | None, score: float | None, bot: Bot, case: MakeCase, answer: MakeAnswer
) -> None:
    assert verdict_right(case(expect), answer(verdict=says), Truth(bot)).value == score
