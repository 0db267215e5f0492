from dataclasses import replace
from datetime import date

import pytest

from bot.types import Answer, Engine, Statement
from bot.verifying.verify import cite_span
from bot.watching import with_watch_outs
from bot.watching.finding import find
from ingest import Span
from tests.bot.watching.test_watch import reading_of

SOURCE = """# Terms

**1. Fees.** You pay the fee of your plan. We may increase our prices each year.

**2. Plans.** Your subscription renews automatically each month.

**3. Help.** You can reach our help desk on weekdays.

**4. Law.** Any dispute will be settled by binding arbitration.
"""
READING = reading_of(SOURCE)
READINGS = {READING.version.sha256: READING}


def answer(quote: str, status: str = "answered") -> Answer:
    start = SOURCE.index(quote)
    cited = cite_span(READING, Span(start, start + len(quote)))
    assert cited is not None
    statement = Statement(quote, (0,), "excerpt")
    given = Answer(
        "answered", "A.", "q", "q", date(2024, 1, 1), Engine("excerpt"), (None), None, (statement,), (cited,)
    )
    return replace(given, status=status)


def topics(given: Answer) -> list[str]:
    found = with_watch_outs(given, READINGS, lambda reading, span: find(reading, span).flags)
    assert found.citations[: len(given.citations)] == given.citations
    for told in found.watch_outs:
        citation = found.citations[told.citation]
        assert SOURCE[citation.start : citation.end] == citation.quote
        assert citation not in given.citations
        assert told.text
        assert told.name
    return [told.topic for told in found.watch_outs]


def test_watch_outs_are_of_the_cited_clause_and_its_neighbours_only() -> None:
    assert sorted(topics(answer("You pay the fee of your plan."))) == ["auto_renewal", "price_change"]
    assert topics(answer("You can reach our help desk on weekdays.")) == ["arbitration", "auto_renewal"]


def test_what_is_quoted_already_is_no_watch_out() -> None:
    assert topics(answer("We may increase our prices each year.")) == ["auto_renewal"]


@pytest.mark.parametrize("status", ["not_in_terms", "out_of_scope", "needs_choice", "unavailable"])
def test_an_answer_that_claims_nothing_gets_none(status: str) -> None:
    assert topics(answer("You pay the fee of your plan.", status)) == []


def test_at_most_three() -> None:
    many = " ".join(
        [
            "You pay.",
            "We may increase our prices each year.",
            "All fees are non-refundable.",
            "We may charge a late fee of two percent.",
            "Your subscription renews automatically each month.",
        ]
    )
    reading = reading_of(f"# Terms\n\n**1. Fees.** {many}\n")
    start = reading.source.index("You pay.")
    cited = cite_span(reading, Span(start, start + 8))
    assert cited is None, "too short to prove anything"
    start = reading.source.index("We may increase")
    cited = cite_span(reading, Span(start, start + 37))
    assert cited is not None
    given = replace(answer("You pay the fee of your plan."), citations=(cited,))
    found = with_watch_outs(given, {reading.version.sha256: reading}, lambda r, s: find(r, s).flags)
    assert len(found.watch_outs) == 3
    assert len({told.topic for told in found.watch_outs}) == 3
