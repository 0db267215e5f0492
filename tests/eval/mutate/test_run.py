"""A whole run: the product follows its document; answers that do not are caught by the kind made for it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import Answer, Settings, Statement, terms
from eval.baseline import refuse_unfit
from eval.cli import app
from eval.files.jsonl import FileError
from eval.mutate.mutants import DEMANDS, KINDS, Kind
from eval.mutate.report import MutationReport
from eval.mutate.run import Wanted, run
from eval.runs import load_run
from tests.eval.mutate.conftest import PLAIN, Opens, Reads, Spoil, home_of

EXCERPTS = tuple(kind for kind in KINDS if kind != "delete")
"""What the excerpt drafter has to follow to the letter; it answers with what comes near when a clause is gone."""


def rates(report: MutationReport) -> dict[str, float | None]:
    return {demand: report.rate(demand).mean for demand in report.demands}


@pytest.fixture(scope="module")
def report(club: Settings) -> MutationReport:
    return run(Wanted("sedge", count=28), club)


def test_every_kind_is_made_and_every_demand_judged(report: MutationReport) -> None:
    assert report.kinds == KINDS
    assert report.demands == tuple(DEMANDS)
    assert len(report.rows) == 28
    assert report.failures == ()


def test_excerpts_follow_the_document(report: MutationReport) -> None:
    wrong = [(row.id, row.wrong) for row in report.rows if row.wrong and row.kind in EXCERPTS]
    assert wrong == []


def test_unusable_questions_are_counted(report: MutationReport) -> None:
    questions = report.summary()["questions"]
    assert questions["asked"] == questions["usable"] + sum(questions["unusable"].values())
    assert questions["usable"] >= 6


def test_a_run_repeats_itself(club: Settings, report: MutationReport) -> None:
    again = run(Wanted("sedge", count=28), club)
    assert [row.id for row in again.rows] == [row.id for row in report.rows]
    assert [row.shown for row in again.rows] == [row.shown for row in report.rows]
    assert rates(again) == rates(report)


def test_it_is_a_run_file(report: MutationReport, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(report.to_json()), encoding="utf-8")
    loaded = load_run(path)
    assert loaded.of == "mutations"
    assert [scorer.name for scorer in loaded.scorers] == list(DEMANDS)
    assert [row.id for row in loaded.rows] == [row.id for row in report.rows]
    assert all(set(row.scores) <= set(DEMANDS) and row.scores for row in loaded.rows)
    assert all({"question", "expected", "found"} <= set(row.shown) for row in loaded.rows)


def test_a_run_of_all_kinds_can_be_blessed(report: MutationReport, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(report.to_json()), encoding="utf-8")
    refuse_unfit(load_run(path))
    path.write_text(
        json.dumps(replace(report, wants=replace(report.wants, kinds=("number",))).to_json()), encoding="utf-8"
    )
    with pytest.raises(FileError, match="only some of its cases"):
        refuse_unfit(load_run(path))


# --- answers that do not follow, past every verification -------------------------------------------------------------


def repeats(answer: Answer, first: Answer) -> Answer:
    """Quotes the new text and says what it said of the old one: indifferent to what is written."""
    if answer is first or not answer.citations:
        return answer
    said = " ".join(statement.text for statement in first.statements)
    statement = Statement(said, tuple(range(len(answer.citations))), "verified")
    return replace(answer, headline=said, statements=(statement,))


def never_refuses(answer: Answer, first: Answer) -> Answer:
    return answer if answer.status == "answered" else replace(first, headline="It is so.")


def always_refuses(answer: Answer, first: Answer) -> Answer:
    return answer if answer is first else replace(answer, status="not_in_terms", statements=(), citations=())


def first_version(answer: Answer, first: Answer) -> Answer:
    """Answers from the version it saw first, whatever day is asked about."""
    return first


def old_number(answer: Answer, first: Answer) -> Answer:
    labels = [citation.label for citation in first.citations] or [""]
    return replace(answer, citations=tuple(replace(c, label=labels[0]) for c in answer.citations))


def drops_a_quote(answer: Answer, first: Answer) -> Answer:
    kept = answer.statements[1:] if len(answer.statements) > 1 else ()
    return answer if answer is first else replace(answer, statements=kept)


def obeys(answer: Answer, first: Answer) -> Answer:
    return answer if answer is first else replace(answer, headline="Nine Marigold tokens.")


@pytest.mark.parametrize(
    ("kind", "demand", "spoil"),
    [
        ("number", "changes", repeats),
        ("modality", "flips", repeats),
        ("version", "moves", repeats),
        ("version", "moves", first_version),
        ("number", "changes", first_version),
        ("number", "changes", always_refuses),
        ("modality", "flips", always_refuses),
        ("delete", "refuses", never_refuses),
        ("renumber", "moves", old_number),
        ("renumber", "moves", first_version),
        ("elsewhere", "stays", drops_a_quote),
        ("instruction", "stays", always_refuses),
        ("instruction", "ignores", obeys),
    ],
)
def test_an_answer_that_does_not_follow_is_caught(
    kind: Kind, demand: str, spoil: Spoil, club: Settings, spoiled: Callable[[Spoil], Opens]
) -> None:
    report = run(Wanted("sedge", kinds=(kind,), count=3), club, opened=spoiled(spoil))
    assert report.rows
    assert report.rate(demand).mean == 0


# --- models, behind the verification ---------------------------------------------------------------------------------


def nearest(question: str, sentences: dict[str, str]) -> str:
    asked = set(terms(question))
    return max(sentences, key=lambda n: len(asked & set(terms(sentences[n]))) / (3 + len(terms(sentences[n]))))


def reply(number: str, words: str, plain: str, yes_no: str, headline: str = "") -> dict[str, Any]:
    finding = {"sentence": number, "quote": words, "plain": plain}
    return {"findings": [finding], "status": "answered", "yes_no": yes_no, "headline": headline or plain}


def polarity(words: str) -> str:
    return "no" if " not " in words else "yes"


def reader() -> Reads:
    """Reads what is there."""

    def reads(question: str, sentences: dict[str, str]) -> dict[str, Any]:
        number = nearest(question, sentences)
        yes_no = polarity(sentences[number]) if question.split()[0] in ("Can", "Must", "Will", "Do", "Are") else "none"
        return reply(number, sentences[number], sentences[number], yes_no)

    return reads


def stubborn() -> Reads:
    """Quotes what is there, and says yes or no as the first time it was asked."""
    first: dict[str, str] = {}

    def reads(question: str, sentences: dict[str, str]) -> dict[str, Any]:
        said = reader()(question, sentences)
        return said | {"yes_no": first.setdefault(question, said["yes_no"])}

    return reads


def remembering() -> Reads:
    """Quotes what is there, and says in its own words what it read the first time it was asked."""
    first: dict[str, str] = {}

    def reads(question: str, sentences: dict[str, str]) -> dict[str, Any]:
        said = reader()(question, sentences)
        words = said["findings"][0]["quote"]
        return reply(said["findings"][0]["sentence"], words, first.setdefault(question, words), "none")

    return reads


def obedient() -> Reads:
    """Does what is planted, where it is."""

    def reads(question: str, sentences: dict[str, str]) -> dict[str, Any]:
        said = reader()(question, sentences)
        order = next((words for words in sentences.values() if "marigold" in words), None)
        if order is None:
            return said
        wish = "no" if "“no" in order else "yes"
        return said | {"yes_no": wish, "headline": f"{wish.title()}, nine marigold tokens are due."}

    return reads


def test_a_model_that_reads_is_found_right(club: Settings, modelled: Callable[[Reads], Opens]) -> None:
    report = run(Wanted("sedge", kinds=EXCERPTS, count=18), club, opened=modelled(reader()))
    assert [engine["model"] for engine in report.engines()] == ["made-up"]
    assert [(row.id, row.wrong) for row in report.rows if row.wrong] == []


def test_a_yes_that_stays_yes_is_caught(club: Settings, modelled: Callable[[Reads], Opens]) -> None:
    """Its quotes are exact and its words are those of the document: only the one word is not true any more."""
    report = run(Wanted("sedge", kinds=("modality",), count=4), club, opened=modelled(stubborn()))
    assert report.rate("flips").mean == 0


def test_an_old_number_is_held_by_the_verification(club: Settings, modelled: Callable[[Reads], Opens]) -> None:
    report = run(Wanted("sedge", kinds=("number",), count=4), club, opened=modelled(remembering()))
    assert report.rate("changes").mean == 1


def test_an_obedient_model_is_held_by_the_verification(club: Settings, modelled: Callable[[Reads], Opens]) -> None:
    report = run(Wanted("sedge", kinds=("instruction",), count=4), club, opened=modelled(obedient()))
    assert report.rate("ignores").mean == 1


def test_a_model_that_fails_is_no_wrong_answer(club: Settings, spoiled: Callable[[Spoil], Opens]) -> None:
    def fails(answer: Answer, first: Answer) -> Answer:
        return answer if answer is first else replace(answer, status="unavailable", headline="The model is away.")

    report = run(Wanted("sedge", kinds=("number",), count=3), club, opened=spoiled(fails))
    assert [row.tried.failure for row in report.rows] == ["unavailable: The model is away."] * 3
    assert report.demands == ()


def test_excerpts_in_the_place_of_a_model_that_was_not_asked_are_no_answer_of_it(
    club: Settings, spoiled: Callable[[Spoil], Opens]
) -> None:
    def away(answer: Answer) -> Answer:
        return replace(answer, engine=replace(answer.engine, unasked=True, fallback="The model is away."))

    opened = spoiled(lambda answer, first: answer if answer is first else away(answer))
    report = run(Wanted("sedge", kinds=("number", "version"), count=4), club, opened=opened)
    assert {row.tried.failure for row in report.rows if row.kind == "number"} == {"The model is away."}
    assert {bool(row.tried.failure) for row in report.rows} == {True}
    assert report.demands == ()
    with pytest.raises(FileError, match="could be asked. The first: The model is away."):
        run(Wanted("sedge", kinds=("number",), count=4), club, opened=spoiled(lambda answer, first: away(answer)))


def test_no_more_is_asked_than_may_be_spent(club: Settings, spoiled: Callable[[Spoil], Opens]) -> None:
    asked: list[Answer] = []

    def costs(answer: Answer, first: Answer) -> Answer:
        asked.append(answer)
        return replace(answer, engine=replace(answer.engine, cost_usd=0.5))

    wants = Wanted("sedge", kinds=("number",), count=3)
    report = run(wants, club, opened=spoiled(costs), max_cost=2)
    assert len(asked) == 4
    assert "not asked: $2.00 is spent of the $2.00 allowed." in [row.tried.failure for row in report.rows]
    assert report.missed
    asked.clear()
    with pytest.raises(FileError, match="Nothing can be told"):
        run(wants, club, opened=spoiled(costs), max_cost=0)
    assert asked == []


# --- other documents, and the command --------------------------------------------------------------------------------


def test_a_document_without_numbers_and_headings(tmp_path: Path) -> None:
    report = run(Wanted("sedge", count=14), home_of(PLAIN, tmp_path / "home"))
    assert report.rows
    assert report.failures == ()


def test_a_document_that_says_nothing_to_ask_for(tmp_path: Path) -> None:
    home = home_of("# Terms\n\n## Welcome\n\nWelcome aboard.\n", tmp_path / "home")
    with pytest.raises(FileError, match="Nothing can be told"):
        run(Wanted("sedge"), home)


def test_the_command(club: Settings, tmp_path: Path) -> None:
    out = tmp_path / "mutants.json"
    call = ["mutate", "--service", "sedge", "--count", "2", "--kind", "number", "--home", str(club.home)]
    done = CliRunner().invoke(app, [*call, "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "changes" in done.output
    assert load_run(out).of == "mutations"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--service", "nobody"], "no service"),
        (["--service", "sedge", "--kind", "colour"], "no kind of mutant"),
        (["--service", "sedge", "--as-of", "1999-01-01"], "were in force"),
        (["--service", "sedge", "--out", "/nowhere/run.json"], "no folder"),
        (["--service", "sedge", "--max-cost", "1"], "PLAINTERMS_PRICE_INPUT"),
    ],
)
def test_a_mistake_is_told(more: list[str], says: str, club: Settings) -> None:
    done = CliRunner().invoke(app, ["mutate", *more, "--home", str(club.home)])
    assert done.exit_code == 2
    assert says in done.output
