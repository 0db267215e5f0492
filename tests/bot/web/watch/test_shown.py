"""The panel "What to watch": what is in it, and that nothing of others' text is markup there."""

import tomllib
from dataclasses import replace
from datetime import date

from bot.types import Citation
from bot.watching import Flag, StandingRight, Watched
from bot.web.place import IN_FORCE
from bot.web.watch.shown import GROUPS, grouped, to_html, watched_html
from ingest import HomeError
from tests.bot.web.fakes import FakeExplainer, version_of
from tests.bot.web.server import ROOT

EVIL = '<script>alert(1)</script>{{x}}<img src=x onerror="alert(2)">'


class Broken(FakeExplainer):
    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        raise HomeError("The library cannot be read.", "Check the disk.")


def test_a_flag_has_its_sentence_its_quote_and_its_rights() -> None:
    page = watched_html(FakeExplainer(), "merle", IN_FORCE)
    for words in (
        "Merle Pages",
        "It renews by itself",
        "Sure",
        "It goes on.",
        "The yearly plan renews by itself unless",
    ):
        assert words in page
    assert "You may cancel or stop when you want." in page
    assert ">3 Fees<" in page and "</a> · Terms of Service, 1 June 2024" in page
    assert (
        'href="/?tab=read&amp;service=merle&amp;terms_type=terms-of-service&amp;version=2024-06-01&amp;start=' in page
    )


def test_the_version_that_is_picked_is_watched() -> None:
    assert "10 January 2024" in watched_html(FakeExplainer(), "merle", "terms-of-service/2024-01-10")


def test_a_problem_is_said_in_the_panel() -> None:
    assert "There is no service" in watched_html(FakeExplainer(), "nobody", IN_FORCE)
    assert "The library cannot be read." in watched_html(Broken(), "merle", IN_FORCE)
    assert "no longer in the library" in watched_html(FakeExplainer(), "merle", "terms-of-service/1999-01-01")


def test_nothing_found_is_said_without_a_promise() -> None:
    page = to_html(Watched("merle", date(2024, 6, 1), (version_of("2024-06-01"),)))
    assert "None of the kinds looked for was found. There may be others." in page


def test_hostile_words_are_only_words() -> None:
    citation = Citation("merle", EVIL, EVIL, EVIL, EVIL, "", EVIL, EVIL, 0, len(EVIL), EVIL, "0" * 64)
    flag = Flag(EVIL, EVIL, EVIL, EVIL, 0.5, "maybe", (0,), (StandingRight(EVIL, 0),))
    version = replace(version_of("2024-06-01"), service_name=EVIL, terms_type=EVIL)
    page = to_html(Watched("merle", date(2024, 6, 1), (version,), (flag,), (citation,)))
    for active in ("<script", "<img", 'onerror="', "{{", "javascript:"):
        assert active not in page


def test_every_kind_has_a_group_and_no_kind_two() -> None:
    kinds = tomllib.loads((ROOT / "prompts" / "watch_kinds.toml").read_text(encoding="utf-8"))["kind"]
    topics = [topic for some in GROUPS.values() for topic in some]
    assert sorted(topics) == sorted(kind["key"] for kind in kinds)


def test_flags_stand_under_what_they_are_about() -> None:
    flags = [Flag(topic, topic, "", "", 0.9, "sure", ()) for topic in ("arbitration", "unheard", "auto_renewal")]
    names = [(name, [flag.topic for flag in some]) for name, some in grouped(flags)]
    assert names == [
        ("Money", ["auto_renewal"]),
        ("When something goes wrong", ["arbitration"]),
        ("Others", ["unheard"]),
    ]
