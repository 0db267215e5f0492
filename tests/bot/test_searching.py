"""Searching one service, several, and all, on the bundled samples beside one more invented service."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import ConfigurationError, Explainer, NotFound, open_explainer
from bot.cli import app
from bot.retrieval.across import AT_MOST
from ingest import config, ingest_into
from tests.bot.retrieval.making import PINEMOOR, CountedWords, home_of, intake

TODAY = date(2025, 1, 1)
SAMPLES = ("larkspan", "oddcrate", "petalbook")


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two") / "home"
    shutil.copytree(sample_home, home)
    report = ingest_into(config.IngestSettings(home=home), [intake("pinemoor", PINEMOOR)], today=TODAY)
    assert (report.added, report.skipped) == (1, ())
    return home


@pytest.fixture
def explainer(home: Path) -> Iterator[Explainer]:
    with open_explainer(home=home, mode="excerpt") as explainer:
        yield explainer


def test_each_service_comes_with_its_best_before_any_with_its_second(explainer: Explainer) -> None:
    found = explainer.search_across((), "can they close my account", 8)
    assert {p.version.service for p in found[:4]} == {*SAMPLES, "pinemoor"}
    assert [p.clause.title for p in found if p.version.service == "pinemoor"][0] in {"By us", "By you"}
    named = explainer.search_across(["pinemoor", *SAMPLES, "pinemoor"], "can they close my account", 8)
    assert [(p.version, p.span) for p in named] == [(p.version, p.span) for p in found]


def test_only_those_named_are_searched(explainer: Explainer) -> None:
    for name in ("pinemoor", "Pinemoor"):
        found = explainer.search_across([name], "can they close my account", 3)
        assert {p.version.service for p in found} == {"pinemoor"}


def test_a_term_that_one_service_defines_is_found_among_all(explainer: Explainer) -> None:
    best = explainer.search_across((), "what does quillwork mean", 3)[0]
    assert (best.version.service, best.clause.label) == ("pinemoor", "2.2")
    assert any('defines "Quillwork"' in reason for reason in best.reasons)


def test_the_day_and_the_document_choose_what_is_searched(explainer: Explainer) -> None:
    before = explainer.search_across((), "can they close my account", 9, as_of=date(2023, 12, 1))
    in_force = {("larkspan", "2023-11-01"), ("petalbook", "2023-08-21")}
    assert {(p.version.service, p.version.version) for p in before} == in_force
    privacy = explainer.search_across((), "what do they know about me", 9, terms_type="privacy-policy")
    assert {p.version.terms_type for p in privacy} == {"privacy-policy"}


@pytest.mark.parametrize(
    ("services", "words", "terms_type", "day", "error"),
    [
        (["nobody"], "fees", None, None, NotFound),
        (["larkspan", "nobody"], "fees", None, None, NotFound),
        ([""], "fees", None, None, NotFound),
        ([], "fees", "menu", None, NotFound),
        ([], "fees", None, date(2001, 1, 1), NotFound),
        ([], "", None, None, ConfigurationError),
        ([], "?\u202e", None, None, ConfigurationError),
        ([], "x" * 100_000, None, None, ConfigurationError),
    ],
)
def test_what_cannot_be_searched_is_said_with_the_next_step(
    explainer: Explainer, services: list[str], words: str, terms_type: str | None, day: date | None, error: type
) -> None:
    with pytest.raises(error) as caught:
        explainer.search_across(services, words, 5, day, terms_type)
    assert caught.value.hint


def test_sentences_are_found_by_themselves(explainer: Explainer) -> None:
    found = explainer.search_sentences("pinemoor", "how many days before do they tell me", 3)
    assert len(found) == 3
    reading = explainer.reading(found[0].passage.version)
    said = [reading.source[slice(*one.span)] for one in found]
    assert any("fourteen (14) days" in words for words in said)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


# --- more documents than are searched one by one ------------------------------------------------------------------


def many(tmp_path: Path) -> config.IngestSettings:
    return home_of(
        tmp_path,
        [
            intake(
                f"service{n}",
                f"# Terms {n}\n\n**1. Fees**. You pay a fee of {n} euros each month.\n\n"
                f"**2. Closing**. We may close your account when rule {n} is broken.\n\n"
                + ("**3. Lighthouse**. The lighthouse keeper is paid in herring.\n" if n == 7 else ""),
            )
            for n in range(AT_MOST + 3)
        ],
    )


def test_a_library_of_many_is_searched_by_what_comes_near(tmp_path: Path) -> None:
    with open_explainer(home=many(tmp_path).home, mode="excerpt", embedder=CountedWords()) as explainer:
        fees = explainer.search_across((), "what is the monthly fee", 20)
        assert {p.version.service for p in fees if p.clause.label == "1"} == {f"service{n}" for n in range(AT_MOST + 3)}
        best = explainer.search_across((), "who is paid in herring", 3)[0]
        assert (best.version.service, best.clause.label) == ("service7", "3")
        numbered = explainer.search_across((), "what does section 3 say", 3)[0]
        assert (numbered.clause.label, numbered.reasons) == ("3", ("clause number 3",))
        for words in ('"NEAR(" OR * NOT', "'; DROP TABLE version; --", "日本語", "fee " * 400):
            explainer.search_across((), words, 3)


# --- several threads -----------------------------------------------------------------------------------------------


def test_several_threads_ask_one_explainer_at_once(tmp_path: Path) -> None:
    texts = [intake(f"acme-{n}", f"# Terms\n\n**1. Fees**. You pay fee number {n}.\n") for n in range(4)]
    settings = home_of(tmp_path, texts)
    with open_explainer(home=settings.home, mode="excerpt", embedder=CountedWords()) as explainer:
        services = [f"acme-{n % 4}" for n in range(80)]

        def asked(service: str) -> str:
            (found,) = explainer.search(service, "which fee", 1)
            explainer.search_across((), "fee", 2)
            return explainer.versions(found.version.service)[0].service

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(asked, services)) == services


# --- the command line ----------------------------------------------------------------------------------------------


def run(home: Path, *args: str) -> Result:
    result = CliRunner().invoke(app, [*args, "--home", str(home)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("service", ["all", "larkspan,pinemoor", " pinemoor , larkspan ", "Larkspan,Pinemoor"])
def test_search_takes_several_services_or_all(home: Path, service: str) -> None:
    result = run(home, "search", service, "can they close my account", "-k", "4", "--json")
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    searched = {*SAMPLES, "pinemoor"} if service == "all" else {"larkspan", "pinemoor"}
    assert {row["service"] for row in rows[: len(searched)]} == searched
    shown = run(home, "search", service, "can they close my account", "-k", "4")
    assert "Pinemoor, terms-of-service" in shown.stdout
    assert "Larkspan, terms-of-service" in shown.stdout


def test_what_is_found_has_its_reasons_and_places(home: Path) -> None:
    rows = json.loads(run(home, "search", "pinemoor", "what does 2.2 say", "--json").stdout)
    assert (rows[0]["label"], rows[0]["reasons"]) == ("2.2", ["clause number 2.2"])
    with open_explainer(home=home, mode="excerpt") as explainer:
        (version,) = explainer.versions("pinemoor")
        source = explainer.reading(version).source
    for row in rows:
        assert source[row["start"] : row["end"]] == row["text"]
        assert row["start"] <= row["passage"]["start"] < row["passage"]["end"] <= row["end"]
        if row["sentence"]:
            assert row["passage"]["start"] <= row["sentence"]["start"] < row["sentence"]["end"] <= row["passage"]["end"]
    assert any(row["sentence"] for row in rows)
    assert "clause number 2.2" in run(home, "search", "pinemoor", "what does 2.2 say").stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("larkspan,nobody", "fees"), "no service 'nobody'"),
        (("all,larkspan", "fees"), "no service 'all'"),
        ((",", "fees"), "no service"),
        (("", "fees"), "no service"),
        (("all", ""), "There is no question"),
        (("all", "?!"), "There is no question"),
        (("all", "x" * 100_000), "100,000 characters"),
        (("all", "fees", "--as-of", "2001-01-01"), "in force on 2001-01-01"),
        (("all", "fees", "--as-of", "soon"), "YYYY-MM-DD"),
        (("all", "fees", "--terms-type", "menu"), "No menu in the library"),
        (("all", "fees", "-k", "0"), "-k"),
        (("all", "fees", "-k", "many"), "-k"),
    ],
)
def test_a_mistake_is_said_and_the_exit_code_is_2(home: Path, args: tuple[str, ...], says: str) -> None:
    result = run(home, "search", *args)
    assert result.exit_code == 2, result.output
    assert says in " ".join(result.output.split())


def test_an_embedding_model_of_another_home_is_refused_until_reindex(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "home"
    shutil.copytree(home, own)
    monkeypatch.setenv("PLAINTERMS_EMBEDDINGS", "minilm-official")
    refused = run(own, "search", "pinemoor", "closing")
    assert refused.exit_code == 2
    assert "plainterms reindex" in " ".join(refused.output.split())
    assert run(own, "reindex").exit_code == 0
    assert run(own, "search", "pinemoor", "closing").exit_code == 0
    monkeypatch.delenv("PLAINTERMS_EMBEDDINGS")
    assert run(own, "search", "pinemoor", "closing").exit_code == 2


def test_the_bench_of_searching_tells_three_sizes(home: Path) -> None:
    result = run(home, "bench", "search", "--clauses", "500", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["many"]["clauses"] >= 500 > found["whole"]["clauses"] > found["one"]["clauses"] > 0
    assert found["ratios"]["clauses"] > 1
    assert all(cost["inside_p50"] > 0 and cost["across_p95"] > 0 for cost in (found["one"], found["many"]))


def test_the_bench_needs_a_library(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing", "bench", "search", "--clauses", "5").exit_code == 2


def test_the_bench_asks_the_terms_in_force_where_newer_ones_are_announced(tmp_path: Path) -> None:
    announced = PINEMOOR.replace("fourteen (14)", "ten (10)")
    todo = [intake("pinemoor", PINEMOOR), intake("pinemoor", announced, "2999-01-01")]
    ingest_into(config.IngestSettings(home=tmp_path / "home"), todo, today=TODAY)
    result = run(tmp_path / "home", "bench", "search", "--clauses", "10", "--json")
    assert result.exit_code == 0, result.output
