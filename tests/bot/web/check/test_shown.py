"""The tab "Check a claim" without a browser."""

import pytest

from bot.web.check.shown import card, check
from bot.web.place import IN_FORCE
from ingest import HomeError
from tests.bot.web.fakes import HOSTILE, FakeExplainer


def test_a_text_is_checked_in_the_version_chosen() -> None:
    explainer = FakeExplainer()
    done = check(explainer, "They may close your accounts.", "merle", "terms-of-service/2024-01-10")
    assert done.answer is not None and done.answer.verdict == "contradicted"
    assert "Contradicted" in done.shown and "They may close your accounts." in done.shown
    assert done.announced.startswith("Contradicted. ")
    assert explainer.asked[0].as_of is not None and explainer.asked[0].as_of.isoformat() == "2024-01-10"
    assert 'class="pt-card"' in card(explainer, done.answer, "0-0")


@pytest.mark.parametrize("cite", ["", "0-9", "1-0", "0-", "0-0-0", "x"])
def test_a_source_that_is_not_there_is_no_card(cite: str) -> None:
    explainer = FakeExplainer()
    done = check(explainer, "They may close your accounts.", "merle", IN_FORCE)
    assert card(explainer, done.answer, cite) == ""
    assert card(explainer, None, "0-0") == ""


def test_what_goes_wrong_is_told() -> None:
    told = check(
        FakeExplainer(fails=HomeError("The library is locked.", "Close the other program.")),
        "They sell.",
        "merle",
        IN_FORCE,
    )
    assert told.answer is None
    assert "The library is locked." in told.shown and "Close the other program." in told.announced
    assert "no longer in the library" in check(FakeExplainer(), "They sell.", "merle", "x/2000-01-01").shown
    assert "Something went wrong" in check(FakeExplainer(fails=KeyError("x")), "They sell.", "merle", IN_FORCE).shown


def test_hostile_texts_and_documents_are_words() -> None:
    explainer = FakeExplainer(source=HOSTILE)
    done = check(explainer, "an upload <script>x</script> {{y}} ${z} yours", "merle", IN_FORCE)
    for harm in ("<script", "<img", "{{", "${", "javascript:", "<iframe"):
        assert harm not in done.shown.replace("javascript&", "")
