"""How often may be asked: by the clock that the test turns."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sites import made_site
from bot.web.widget.limits import Over, SiteLimits

BEGIN = datetime(2026, 5, 4, 23, 58, 30, tzinfo=UTC)


class Clock:
    """Seconds that pass only when told to."""

    passed = 0.0

    def __call__(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.passed)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> SiteLimits:
    return SiteLimits(clock, clock.now, most_visitors=3)


def test_a_visitor_may_ask_a_few_in_a_row_and_then_one_after_the_other(limits: SiteLimits, clock: Clock) -> None:
    site = made_site("acme", ["acme"], visitor_per_minute=3)
    assert [limits.take(site, "203.0.113.7") for _ in range(3)] == [None] * 3
    assert limits.take(site, "203.0.113.7") == Over("visitor", 20)
    assert limits.take(site, "203.0.113.8") is None, "another visitor is another bucket"
    clock.passed += 20
    assert limits.take(site, "203.0.113.7") is None
    assert limits.take(site, "203.0.113.7") == Over("visitor", 20)
    clock.passed += 3600
    assert [limits.take(site, "203.0.113.7") for _ in range(4)] == [None] * 3 + [Over("visitor", 20)]


def test_all_visitors_together_have_a_limit_and_other_sites_their_own(limits: SiteLimits) -> None:
    site, other = made_site("acme", ["acme"], per_minute=2), made_site("other", ["acme"], per_minute=2)
    assert [limits.take(site, f"203.0.113.{n}") for n in range(3)] == [None, None, Over("site", 30)]
    assert limits.take(other, "203.0.113.1") is None


def test_what_is_refused_is_not_counted(limits: SiteLimits, clock: Clock) -> None:
    site = made_site("acme", ["acme"], per_minute=1, visitor_per_minute=1, per_day=2)
    assert limits.take(site, "203.0.113.1") is None
    for _ in range(50):
        assert limits.take(site, "203.0.113.1") == Over("visitor", 60)
    clock.passed += 60
    assert limits.take(site, "203.0.113.1") is None


def test_a_day_has_its_questions_and_begins_anew_at_midnight(limits: SiteLimits, clock: Clock) -> None:
    site = made_site("acme", ["acme"], per_day=2)
    assert [limits.take(site, "203.0.113.1") for _ in range(3)] == [None, None, Over("day", 90)]
    clock.passed += 90
    assert limits.take(site, "203.0.113.1") is None


def test_only_so_many_visitors_are_remembered(limits: SiteLimits) -> None:
    site = made_site("acme", ["acme"], per_minute=1000, visitor_per_minute=1)
    for number in range(100):
        assert limits.take(site, f"203.0.113.{number}") is None
    assert len(limits._of(site).visitors) == 3
    assert limits.take(site, "203.0.113.99") == Over("visitor", 60), "the last ones are remembered"


def test_a_visitor_is_a_network_and_no_address_is_kept(limits: SiteLimits) -> None:
    site = made_site("acme", ["acme"], visitor_per_minute=1)
    assert limits.take(site, "2001:db8:1:2::1") is None
    assert limits.take(site, "2001:db8:1:2:ffff::9") == Over("visitor", 60)
    assert limits.take(site, "2001:db8:1:3::1") is None
    assert "2001" not in repr(limits._of(site).visitors._buckets)
    assert SiteLimits()._hashed("203.0.113.7") != SiteLimits()._hashed("203.0.113.7"), "the secret is the process's"


def test_a_site_that_is_changed_begins_anew_but_for_the_day(limits: SiteLimits) -> None:
    site = made_site("acme", ["acme"], visitor_per_minute=1, per_day=2)
    assert limits.take(site, "203.0.113.1") is None
    assert limits.take(site, "203.0.113.1") == Over("visitor", 60)
    changed = made_site("acme", ["acme"], visitor_per_minute=5, per_day=2)
    assert limits.take(changed, "203.0.113.1") is None
    assert limits.take(changed, "203.0.113.1") == Over("day", 90)
