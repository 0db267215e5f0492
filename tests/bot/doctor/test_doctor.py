"""``plainterms doctor``: it says what is there, what is wrong, what to do, and never a secret."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import app
from bot.config import Settings
from bot.doctor import Check, examine, machine, worst
from bot.doctor.local import LocalServer, local_servers
from bot.doctor.model import CLAUSE, model_checks
from tests import wire

KEY = "sk-very-secret-7f3a"
GOOD = json.dumps(
    {
        "findings": [
            {"sentence": "s2", "quote": "You may close your account at any time", "plain": "You may close it any time."}
        ],
        "status": "answered",
        "yes_no": "yes",
        "headline": "You may close your account at any time.",
    }
)


def nobody() -> Sequence[LocalServer]:
    return ()


def configured(home: Path, url: str | None, **more: object) -> Settings:
    settings = Settings(home=home, openai_api_key=SecretStr(KEY), openai_base_url=url, model="tiny", model_retries=0)
    return settings.model_copy(update=more)


def checks_of(settings: Settings, offline: bool = True) -> dict[str, Check]:
    return {check.name: check for check in examine(settings, offline=offline)}


def chat_checks(
    settings: Settings, *, offline: bool = False, servers: Callable[[], Sequence[LocalServer]] = nobody
) -> dict[str, Check]:
    return {check.name: check for check in model_checks(settings, offline=offline, servers=servers)}


def test_a_home_that_is_well_is_said_to_be(sample_home: Path) -> None:
    checks = checks_of(Settings(home=sample_home))
    assert worst(list(checks.values())) == "ok"
    assert "3 services," in checks["library"].found and "4 documents" in checks["library"].found
    assert "384 dimensions" in checks["embedding model"].found
    assert "vectors" in checks["index"].found
    assert sys.version.split()[0] in checks["Python"].found
    assert "no model" in checks["answers"].found


def test_every_problem_says_what_to_do_and_looking_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "none"
    checks = checks_of(Settings(home=home))
    assert (checks["home folder"].status, checks["library"].status) == ("warning", "problem")
    assert "plainterms ingest" in checks["library"].todo
    assert all(check.todo for check in checks.values() if check.status != "ok")
    assert not home.exists()


def test_a_library_of_another_embedding_model_is_seen(sample_home: Path) -> None:
    check = checks_of(Settings(home=sample_home, embeddings="minilm-official"))["index"]
    assert check.status == "problem" and "plainterms reindex" in check.todo


def test_an_index_that_lacks_vectors_is_seen(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home, tmp_path / "home")
    shutil.rmtree(tmp_path / "home" / "index")
    check = checks_of(Settings(home=tmp_path / "home"))["index"]
    assert check.status == "problem" and check.todo


def test_a_library_that_is_none_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_text("a shopping list")
    checks = checks_of(Settings(home=tmp_path))
    assert checks["library"].status == "problem" and checks["library"].todo
    assert checks["index"].status == "problem"


def test_weights_that_are_not_there_are_said(sample_home: Path, tmp_path: Path) -> None:
    check = checks_of(Settings(home=sample_home, weights_dir=tmp_path))["embedding model"]
    assert check.status == "problem" and "PLAINTERMS_WEIGHTS_DIR" in check.todo


def test_a_home_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    assert checks_of(Settings(home=tmp_path / "home"))["home folder"].status == "problem"


@pytest.mark.parametrize(("free", "status"), [(5e7, "problem"), (5e8, "warning"), (5e9, "ok")])
def test_little_disk_is_a_warning_and_none_a_problem(
    free: float, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=int(free))
    monkeypatch.setattr(machine, "shutil", SimpleNamespace(disk_usage=lambda _: usage))
    assert {c.name: c for c in machine.machine_checks(Settings(home=tmp_path))}["disk"].status == status


@pytest.mark.parametrize(("version", "status"), [((3, 10), "problem"), ((3, 13), "ok"), ((3, 14), "problem")])
def test_which_python_will_do(
    version: tuple[int, int], status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "sys", SimpleNamespace(version_info=(*version, 0)))
    assert next(iter(machine.machine_checks(Settings(home=tmp_path)))).status == status


def test_tokens_that_are_estimated_are_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest import estimate

    monkeypatch.setattr(machine, "token_counter", lambda _: estimate)
    check = {c.name: c for c in machine.machine_checks(Settings(home=tmp_path))}["counting tokens"]
    assert check.status == "warning" and "plainterms[offline]" in check.todo


# --- the model -------------------------------------------------------------------------------------------------------


def test_a_model_that_answers_and_quotes_is_well(tmp_path: Path) -> None:
    with wire.ChatServer(wire.says(GOOD)) as server:
        checks = chat_checks(configured(tmp_path, server.url, price_input=1.0, price_output=2.0))
    assert {check.status for check in checks.values()} == {"ok"}
    assert "exact quote" in checks["model"].found
    assert checks["server"].found == f"127.0.0.1:{server.port}"
    (body,) = server.requests
    assert body["response_format"]["json_schema"]["strict"] is True
    assert CLAUSE.split(". ", 1)[1].split(". ")[0] in body["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("behaviour", "status", "says"),
    [
        (wire.says("I would rather not."), "problem", "not of the form"),
        (wire.says(GOOD.replace("at any time", "when we say so")), "warning", "without an exact quote"),
        (wire.fails(401, "bad key {key}"), "problem", "API key"),
        (wire.fails(404), "problem", "There is no model tiny"),
        (wire.hangs_up, "problem", "cannot be reached"),
        (wire.is_silent, "problem", "did not answer within 0.5 seconds"),
    ],
)
def test_a_model_that_does_not_do_is_told_with_what_to_do(
    behaviour: wire.Behaviour, status: str, says: str, tmp_path: Path
) -> None:
    with wire.ChatServer(behaviour) as server:
        check = chat_checks(
            configured(tmp_path, server.url, model_timeout_s=0.5 if behaviour is wire.is_silent else 20.0)
        )["model"]
    assert (check.status, says in check.found, bool(check.todo)) == (status, True, True)
    assert KEY not in f"{check}"


def test_offline_asks_nobody(tmp_path: Path) -> None:
    def never() -> Sequence[LocalServer]:
        raise AssertionError("asked")

    with wire.ChatServer(wire.says(GOOD)) as server:
        checks = chat_checks(configured(tmp_path, server.url), offline=True, servers=never)
        chat_checks(Settings(home=tmp_path), offline=True, servers=never)
        chat_checks(Settings(home=tmp_path, mode="excerpt"), servers=never)
    assert server.requests == [] and "--offline" in checks["model"].found


@pytest.mark.parametrize(
    ("more", "name", "status"),
    [
        ({"openai_api_key": None, "mode": "model"}, "API key", "problem"),
        ({"openai_api_key": SecretStr("two words")}, "API key and server", "problem"),
        ({"openai_base_url": "http://[::1/v1"}, "API key and server", "problem"),
        ({"openai_base_url": "http://models.example/v1"}, "server", "warning"),
        ({"openai_base_url": "https://me:hunter2@models.example/v1?key=hunter2"}, "server", "ok"),
        ({"openai_base_url": None}, "server", "ok"),
        ({"price_input": 1.0}, "prices", "warning"),
        ({"cache": "off"}, "cache of replies", "ok"),
    ],
)
def test_what_is_set_is_judged_without_asking(more: dict[str, object], name: str, status: str, tmp_path: Path) -> None:
    checks = chat_checks(configured(tmp_path, "http://127.0.0.1:9/v1", **more), offline=True)
    assert checks[name].status == status
    assert bool(checks[name].todo) is (status != "ok")
    assert not any(secret in f"{check}" for check in checks.values() for secret in (KEY, "hunter2", "two words"))


# --- servers of this machine -----------------------------------------------------------------------------------------


def closed_port() -> int:
    return int(wire.closed_url().split(":")[2].split("/")[0])


def test_a_server_on_its_usual_port_is_found_and_offered(tmp_path: Path) -> None:
    with wire.ChatServer(wire.says("")) as server:
        found = local_servers([("Nothing", closed_port()), ("Ollama", server.port)])
        assert found == [LocalServer("Ollama", server.port, ("tiny", "small"))]
        check = chat_checks(Settings(home=tmp_path), servers=lambda: found)["answers"]
    assert f"OPENAI_BASE_URL={server.url}" in check.todo and "PLAINTERMS_MODEL=tiny" in check.todo
    assert check.status == "ok"


def test_a_server_that_is_none_or_lists_nothing_usable_offers_nothing(tmp_path: Path) -> None:
    with wire.ChatServer(wire.says("")) as server:
        server.models = ("two\nlines", "x" * 500)
        assert local_servers([("Ollama", server.port)]) == [LocalServer("Ollama", server.port, ())]
        check = chat_checks(Settings(home=tmp_path), servers=lambda: local_servers([("Ollama", server.port)]))[
            "answers"
        ]
    assert "has no model" in check.todo


@pytest.mark.parametrize("body", ["<html>", "[]", '{"data": 5}', '{"data": [5]}', '{"data": [{}]}', "[" * 100_000, ""])
def test_whatever_else_listens_there_is_no_server(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire.Connection, "do_GET", lambda connection: connection.reply(200, body))
    with wire.ChatServer(wire.says("")) as server:
        assert local_servers([("Ollama", server.port)]) == []


def test_a_port_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.local.WAIT_S", 0.05)
    monkeypatch.setattr(wire.Connection, "do_GET", lambda connection: connection.wait())
    with wire.ChatServer(wire.says("")) as server:
        assert local_servers([("Ollama", server.port)]) == []


# --- the command -----------------------------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor", "--offline", *args])
    return result.exit_code, result.output


def test_the_exit_code_is_the_verdict(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run("--home", str(sample_home))
    assert (code, "All is well." in text) == (0, True)
    code, text = run("--home", str(tmp_path / "none"))
    assert (code, "PROBLEM" in text, "plainterms ingest" in text) == (1, True, True)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("PLAINTERMS_PRICE_INPUT", "1")
    code, text = run("--home", str(sample_home))
    assert (code, "warning" in text, KEY[3:] in text) == (0, True, False)


def test_json_is_a_list_of_checks(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    code, text = run("--home", str(sample_home), "--json")
    checks = json.loads(text)
    assert code == 0 and KEY not in text
    assert all(set(check) == {"name", "status", "found", "todo"} for check in checks)
    assert len({check["name"] for check in checks}) == len(checks) > 10
