"""The file of the sites: whole or not at all, read anew when it has changed, and checked whoever wrote it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.sites import SiteStore, made_site
from ingest import ConfigurationError, HomeError, NotFound


def test_what_is_added_is_there_for_another_process(tmp_path: Path) -> None:
    store, server = SiteStore(tmp_path / "home"), SiteStore(tmp_path / "home")
    assert server.sites() == {}
    store.add(
        made_site("acme", ["acme", "other"], ["https://acme.example"], per_day=7, terms_url="https://a.example/t")
    )
    assert server.site("acme") == store.site("acme")
    assert server.site("acme").per_day == 7
    store.add(made_site("acme", ["other"]), replace=True)
    assert server.site("acme").services == ("other",)
    store.remove("acme")
    with pytest.raises(NotFound, match="no site 'acme'"):
        server.site("acme")
    assert [path.name for path in (tmp_path / "home").iterdir() if path.suffix != ".lock"] == ["sites.json"]


def test_a_site_is_not_overwritten_by_mistake(tmp_path: Path) -> None:
    store = SiteStore(tmp_path)
    store.add(made_site("acme", ["acme"], per_day=7))
    with pytest.raises(ConfigurationError, match="There is a site acme already") as caught:
        store.add(made_site("acme", ["acme"]))
    assert "--replace" in caught.value.hint
    assert store.site("acme").per_day == 7
    with pytest.raises(NotFound):
        store.remove("other")


def test_sites_added_at_the_same_time_are_all_there(tmp_path: Path) -> None:
    names = [f"site-{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: SiteStore(tmp_path).add(made_site(name, ["acme"])), names))
    assert sorted(SiteStore(tmp_path).sites()) == sorted(names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "the file: "),
        ("[]", "the file: "),
        ("\x00", "the file: "),
        ('{"sites": {"acme": {"services": ["acme"], "orgins": []}}}', "sites.acme.orgins"),
        ('{"sites": {"acme": {"services": "acme"}}}', "sites.acme.services"),
        ('{"sites": {"acme": {"services": ["acme"], "per_day": "many"}}}', "sites.acme.per_day"),
        ('{"sites": {"acme": {"services": ["acme"], "per_day": true}}}', "sites.acme.per_day"),
        ('{"sites": {"acme": {"services": ["acme"], "origins": ["*"]}}}', "not the origin of a page"),
        ('{"sites": {"../x": {"services": ["acme"]}}}', "name of a site"),
    ],
)
def test_a_file_that_does_not_fit_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "sites.json").write_text(text, encoding="utf-8")
    with pytest.raises(HomeError, match="sites.json cannot be used") as caught:
        SiteStore(tmp_path).site("acme")
    assert said in str(caught.value)


def test_a_damaged_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "sites.json").write_text("{ mine", encoding="utf-8")
    with pytest.raises(HomeError):
        SiteStore(tmp_path).add(made_site("acme", ["acme"]))
    assert (tmp_path / "sites.json").read_text(encoding="utf-8") == "{ mine"


def test_the_file_is_one_that_a_person_can_read(tmp_path: Path) -> None:
    SiteStore(tmp_path).add(made_site("acme", ["acme"], ["https://acme.example"]))
    assert json.loads((tmp_path / "sites.json").read_text(encoding="utf-8"))["sites"]["acme"]["origins"] == [
        "https://acme.example"
    ]
