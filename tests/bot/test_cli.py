"""The command line on the bundled samples, through the real stores and the real embedding model."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.types import Answer

QUIET = "2024-05-20"  # the licence takes AI in
ADDED = "2024-09-09"  # one sentence is added
QUESTION = "can they train their AI on my calls?"
PROMISE = "will not train its artificial intelligence models on audio, video or chat"


@pytest.fixture
def run(sample_home: Path) -> Any:
    def runner(*args: str, home: Path | None = None) -> Result:
        return CliRunner().invoke(app, [*args, "--home", str(home or sample_home)])

    return runner


def ask(run: Any, *args: str) -> dict[str, Any]:
    result = run("ask", "larkspan", QUESTION, *args, "--json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def test_the_same_question_has_the_answer_of_its_day(run: Any) -> None:
    before, after, now = (
        ask(run, "--as-of", QUIET),
        ask(run, "--as-of", ADDED),
        ask(run, "--as-of", "2024-09-16"),
    )
    assert not any(PROMISE in c["quote"] for c in before["citations"])
    assert "9.4" in {c["label"] for c in before["citations"]}
    assert any(PROMISE in c["quote"] and c["label"] == "9.4" for c in after["citations"])
    assert "9.2" in {c["label"] for c in now["citations"]}
    assert ask(run)["citations"] == now["citations"]


def test_every_quote_is_the_source_at_its_place(run: Any, sample_home: Path) -> None:
    from bot import open_explainer

    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        for citation in ask(run)["citations"]:
            source = explainer.source(citation["source_sha256"])
            assert source[citation["start"] : citation["end"]] == citation["quote"]


def test_the_answer_object_has_the_fields_of_the_contract(run: Any) -> None:
    answer = ask(run)
    assert set(answer) >= {
        *("status", "headline", "yes_no", "verdict", "statements", "citations", "watch_outs"),
        *("question", "standalone_question", "as_of", "documents", "engine", "notice"),
    }
    assert set(answer) == set(Answer.__dataclass_fields__)
    assert answer["as_of"] == date.today().isoformat()
    assert answer["engine"]["mode"] == "excerpt"
    assert set(answer["citations"][0]) == {
        *("service", "terms_type", "version", "part", "label", "sub", "title", "quote", "start", "end"),
        *("source_url", "source_sha256"),
    }
    assert {index for s in answer["statements"] for index in s["citations"]} <= set(range(len(answer["citations"])))


def test_what_is_there_is_listed(run: Any) -> None:
    services = json.loads(run("services", "--json").stdout)
    assert [service["service"] for service in services] == ["larkspan", "oddcrate", "petalbook"]
    versions = json.loads(run("versions", "larkspan", "--json").stdout)
    assert [v["version"] for v in versions if v["terms_type"] == "terms-of-service"] == [
        *("2023-11-01", QUIET, ADDED, "2024-09-16"),
    ]
    for command in (("services",), ("versions", "larkspan"), ("clauses", "larkspan"), ("search", "larkspan", "fees")):
        result = run(*command)
        assert result.exit_code == 0
        assert result.stdout.strip()


def test_clauses_have_their_place_and_search_its_reasons(run: Any) -> None:
    clauses = json.loads(run("clauses", "larkspan", "--as-of", ADDED, "--json").stdout)
    licence = next(c for c in clauses if c["label"] == "9.4")
    address = {"part", "label", "title", "path", "kind", "start", "end", "text"}
    assert set(licence) == address | {"defines", "uses", "references"}
    assert PROMISE in licence["text"]
    (found,) = json.loads(
        run("clauses", "larkspan", "--as-of", ADDED, "--at", str(licence["start"] + 5), "--json").stdout
    )
    assert found["label"] == "9.4"
    ranked = json.loads(run("search", "larkspan", "cancel my plan", "-k", "4", "--json").stdout)
    assert len(ranked) == 4
    told = {"score", "dense_rank", "keyword_rank", "reasons", "passage", "sentence"}
    assert all(told <= set(row) for row in ranked)
    assert [r["score"] for r in ranked] == sorted((r["score"] for r in ranked), reverse=True)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["ask", "nobody", "may they?"], "no service 'nobody'"),
        (["ask", "larkspam", "may they?"], "Did you mean larkspan?"),
        (["ask", "larkspan", ""], "There is no question"),
        (["ask", "larkspan", "\u202e\u200b\x07"], "There is no question"),
        (["ask", "larkspan", "x" * 100_000], "100,000 characters"),
        (["ask", "larkspan", "may they?", "--as-of", "2001-01-01"], "in force on 2001-01-01"),
        (["ask", "larkspan", "may they?", "--as-of", "last week"], "YYYY-MM-DD"),
        (["ask", "larkspan", "may they?", "--terms-type", "menu"], "no menu of larkspan"),
        (["clauses", "larkspan", "--at", "99999999"], "No clause stands at"),
        (["ingest", "nowhere.md", "--service", "a"], "does not exist"),
        (["ingest"], "nothing to take in"),
        (["ingest", "--manifest", "nowhere.json"], "cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence_with_the_next_step_and_no_traceback(run: Any, args: list[str], says: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [("services",), ("ask", "larkspan", "why?"), ("serve",), ("reindex",)])
def test_without_a_library_it_says_how_to_make_one(run: Any, command: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*command, home=tmp_path / "nothing")
    assert result.exit_code == 2
    assert "plainterms ingest" in result.output


@pytest.mark.parametrize(("given", "taken"), [((), 7860), (("--port", "8001"), 8001), (("--port", "0"), 0)])
def test_the_server_takes_the_port_that_is_given(
    run: Any, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], taken: int
) -> None:
    import bot.web.app

    asked: list[Any] = []
    monkeypatch.setattr(bot.web.app, "serve", lambda _, host, port, **more: asked.append(port))
    assert run("serve", *given).exit_code == 0
    assert asked == [taken]


def test_another_embedding_model_is_refused_and_nothing_is_lost(
    run: Any, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINTERMS_EMBEDDINGS", "openai:other")
    monkeypatch.setenv("PLAINTERMS_MODE", "excerpt")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    result = run("ask", "larkspan", QUESTION)
    assert result.exit_code == 2
    assert "was read with the embedding model all-MiniLM-L6-v2" in " ".join(result.output.split())
    assert "sk-secret" not in result.output
    monkeypatch.delenv("PLAINTERMS_EMBEDDINGS")
    assert run("ask", "larkspan", QUESTION).exit_code == 0


def test_a_setting_that_does_not_fit_is_named(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINTERMS_MODEL_TIMEOUT_S", "soon")
    result = run("services")
    assert result.exit_code == 2
    assert "PLAINTERMS_MODEL_TIMEOUT_S is 'soon'" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 1000, "text"),
        (b"# Terms\n\n<script>alert(1)</script>\n\nYou pay ten euros each month.\n", "1 new version"),
    ],
)
def test_hostile_documents_are_refused_or_taken_in_as_text(tmp_path: Path, content: bytes, says: str) -> None:
    document = tmp_path / "terms.md"
    document.write_bytes(content)
    args = ["ingest", str(document), "--service", "acme", "--date", "2024-01-01", "--home", str(tmp_path / "home")]
    result = CliRunner().invoke(app, args)
    assert says in " ".join(result.output.split())
    assert result.exit_code == (0 if "version" in says else 2)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    document = tmp_path / "terms.md"
    with document.open("wb") as file:
        file.truncate(50_000_000)
    args = ["ingest", str(document), "--service", "acme", "--home", str(tmp_path / "home")]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 2
    assert "50" in result.output


PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Acme</title></head><body>
<nav><a href="/">Home</a> <a href="/p">Prices</a></nav>
<main><h1>Acme Terms of Service</h1><p>Effective date: May 1, 2024</p>
<ol><li><h2>Fees</h2><p>You pay ten euros each month, unless we agree on another price in writing. As used here,
“<b>Plan</b>” means what you have bought from us.</p></li>
<li><h2>End</h2><p>You may end your Plan at any time; Section 1 then applies until the end of the month. Section 9 does
not.</p></li></ol></main><footer>Copyright 2024 Acme. All rights reserved.</footer></body></html>""".encode()


def test_a_page_comes_through_standard_input_and_is_dated_by_what_it_states(tmp_path: Path) -> None:
    home = ("--home", str(tmp_path / "home"))
    taken = CliRunner().invoke(app, ["ingest", "-", "--service", "acme", "--json", *home], input=PAGE)
    assert taken.exit_code == 0, taken.output
    report = json.loads(taken.stdout)
    assert (report["added"], report["skipped"], report["documents"]) == (1, [], 1)
    (version,) = json.loads(CliRunner().invoke(app, ["versions", "acme", "--json", *home]).stdout)
    assert (version["version"], version["stated"], version["language"]) == ("2024-05-01", "2024-05-01", "en")
    clauses = json.loads(CliRunner().invoke(app, ["clauses", "acme", "--json", *home]).stdout)
    assert [(c["label"], c["title"]) for c in clauses if c["kind"] == "clause"] == [("1", "Fees"), ("2", "End")]
    assert not any("Prices" in c["text"] or "Copyright" in c["text"] for c in clauses)
    again = CliRunner().invoke(app, ["ingest", "-", "--service", "acme", "--json", *home], input=PAGE)
    assert json.loads(again.stdout)["unchanged"] == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("http://127.0.0.1:9/terms",), "was not fetched"),
        (("file:///etc/hostname",), "was not fetched"),
        (("-",), "Whose terms"),
        (("--history",), "--archive"),
        (("--archive", "nowhere"), "is not a git repository"),
        ((), "There is nothing to take in"),
    ],
)
def test_what_cannot_be_taken_in_is_said_with_the_next_step(tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    named = () if args == ("-",) else ("--service", "acme")
    result = CliRunner().invoke(app, ["ingest", *args, *named, "--home", str(tmp_path / "home")], input=b"")
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_the_bench_tells_both_ways_in_one_run(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "ingest", "--service", "larkspan", "--texts", "4", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["naive"]["chunks"] > found["ours"]["embedded"] > 0


def changed(run: Any, *args: str) -> dict[str, Any]:
    result = run("changes", "larkspan", *args, "--json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def test_changes_tells_the_added_sentence_and_then_that_the_clauses_moved(run: Any) -> None:
    added = changed(run, "--from", QUIET, "--to", ADDED)
    assert added["summary"] == "+1 sentence in 9.4"
    (change,) = added["changes"]
    (put_in,) = [run["text"] for run in change["diff"] if run["op"] == "insert"]
    assert PROMISE in put_in
    moved = changed(run)
    assert (moved["from"]["version"], moved["to"]["version"]) == (ADDED, "2024-09-16")
    assert {(c["before"]["label"], c["after"]["label"]) for c in moved["changes"] if c["kind"] == "moved"}


def test_changes_has_a_view_and_a_page_for_people(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    result = run("changes", "larkspan", "--from", QUIET, "--to", ADDED, "--html", str(page))
    assert result.exit_code == 0, result.output
    assert "+1 sentence in 9.4." in result.stdout
    assert "{+" in result.stdout
    assert "<ins>" in page.read_text(encoding="utf-8")


def test_changes_says_what_it_cannot_compare(run: Any) -> None:
    backwards = run("changes", "larkspan", "--from", ADDED, "--to", QUIET)
    assert backwards.exit_code == 2
    assert "Swap them" in backwards.stderr
    assert run("changes", "larkspan", "--to", "2023-11-05").exit_code == 2
    assert (
        "the same version was in force on both days"
        in run("changes", "larkspan", "--from", QUIET, "--to", "2024-05-21").stdout
    )


def test_watch_shows_flags_with_their_words_and_rights(run: Any) -> None:
    shown = " ".join(run("watch", "larkspan", "--as-of", "2024-09-20").output.split())
    for words in (
        "Arbitration instead of court",
        "Against it: A small claims court stays open to you.",
        "Read as of 20 September 2024: ",
    ):
        assert words in shown
    value = json.loads(run("watch", "larkspan", "--terms-type", "terms-of-service", "--json").stdout)
    assert value["service"] == "larkspan"
    assert value["watch_outs"]
    assert all(flag["citations"] for flag in value["watch_outs"])


def test_watching_a_service_that_is_not_there_says_what_to_do(run: Any) -> None:
    unknown = run("watch", "larkspam")
    assert unknown.exit_code == 2
    assert "larkspan" in unknown.output


def test_check_ends_with_1_when_the_answer_is_no(run: Any, tmp_path: Path) -> None:
    no = run("check", "larkspan", "Larkspan never refunds fees.", "--as-of", "2024-09-18", "--json")
    value = json.loads(no.stdout)
    assert (no.exit_code, value["verdict"], value["claims"][0]["verdict"]) == (1, "misleading", "misleading")
    article = tmp_path / "article.txt"
    article.write_text("Larkspan may end the contract with sixty days' notice.", encoding="utf-8")
    yes = run("check", "larkspan", "--file", str(article), "--as-of", "2024-09-18")
    assert yes.exit_code == 0, yes.output
    assert "✓ Supported." in yes.output and "13.4" in yes.output


def test_check_reads_standard_input(sample_home: Path) -> None:
    said = "Larkspan sells your phone number to telemarketers."
    result = CliRunner().invoke(app, ["check", "larkspan", "-", "--home", str(sample_home)], input=said)
    assert result.exit_code == 0
    assert "Not stated" in result.output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Give the text to check once"),
        (("They sell.", "--file", "x"), "Give the text to check once"),
        (("--file", "/nowhere/at/all.txt"), "cannot be read"),
        (("🎉",), "no text to check"),
        (("a" * 20_001,), "20,001 characters"),
    ],
)
def test_check_says_what_is_wrong_with_the_call(run: Any, args: tuple[str, ...], said: str) -> None:
    result = run("check", "larkspan", *args)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
