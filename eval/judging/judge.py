"""A chat model as judge of two things no rule sees: is each statement backed by its quotes, and is all of it there?

It is asked for evidence first, the words of the quotes that say the same, and its "yes" counts only when these words
stand in the statement's own quotes. Where it cannot tell, does not reply, or replies with words that are nowhere, the
answer is unscored. Its statements and quotes are other people's text: each is put on one line, as data. How often it
agrees with a person is measured by ``eval.judging.agreeing``; look at that before believing it.
"""

from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot import Answer, AsksModel, ModelError, readable
from eval.case import Case
from eval.scorers.quotes import stored
from eval.scorers.score import FunctionScorer, Score, scorer
from eval.scorers.status import RIGHT_STATUS
from eval.truth import Truth
from eval.words.matching import plain
from eval.words.plainness import is_quoted
from prompts import load

MOST = 12
"""Statements, and points, that are shown; an answer with more is unscored."""
LONGEST = 2_000
"""Characters of a quote that are shown; a longer one is cut, and what stands behind the cut backs nothing."""
FEWEST_WORDS = 3
"""Of the words that back a statement: fewer stand in any quote."""

Told = Literal["yes", "no", "unsure"]


class _Judged(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class JudgedStatement(_Judged):
    statement: str
    quote: str
    backed: Told


class JudgedPoint(_Judged):
    point: str
    said_in: str
    told: Told


class Judgement(_Judged):
    """What the model replies."""

    statements: tuple[JudgedStatement, ...]
    points: tuple[JudgedPoint, ...]


def judge_scorers(ask: AsksModel) -> tuple[FunctionScorer, FunctionScorer]:
    """``judge_support`` and ``judge_complete``; both read the same reply, so that an answer costs one call."""

    @lru_cache(maxsize=64)
    def judged(user: str, statements: int, points: int) -> Judgement | str:
        """The model's reply to a message, or why there is none."""
        system = load("judge").system
        try:
            return ask(system, user, _schema(statements, points), Judgement)
        except ModelError as error:
            return str(error)

    def judgement(case: Case, answer: Answer, truth: Truth) -> Judgement | str:
        points = points_of(case)
        if len(answer.statements) > MOST or len(points) > MOST:
            return "too much to be judged at once"
        return judged(_message(case, answer, truth, points), len(answer.statements), len(points))

    @scorer("judge: backed")
    def judge_support(case: Case, answer: Answer, truth: Truth) -> Score:
        """A chat model finds the words in the quotes that say what each statement says."""
        if not answer.statements or answer.status not in RIGHT_STATUS[True]:
            return Score.unscored("nothing is stated")
        known = [_without_asking(answer, number, case, truth) for number in range(len(answer.statements))]
        if None not in known:
            bare = known.count(False)
            why = f"{bare} without a true quote" if bare else "all of it is quoted"
            return Score.share(len(known) - bare, len(known), why)
        found = judgement(case, answer, truth)
        return Score.unscored(found) if isinstance(found, str) else _support(found, case, answer, truth)

    @scorer("judge: all")
    def judge_complete(case: Case, answer: Answer, truth: Truth) -> Score:
        """A chat model finds every point that a right answer makes in what it says and quotes."""
        points = points_of(case)
        if not points:
            return Score.unscored("no point is expected")
        if answer.status not in RIGHT_STATUS[True] or not answer.statements:
            return Score(0, "nothing is stated")
        found = judgement(case, answer, truth)
        return Score.unscored(found) if isinstance(found, str) else _complete(found, points, answer)

    return judge_support, judge_complete


def points_of(case: Case) -> tuple[str, ...]:
    """What a right answer says: the key facts, else the words of the clauses that must be cited."""
    if not case.expect.answerable:
        return ()
    facts = tuple(" / ".join(wordings) for wordings in case.expect.facts)
    return facts or tuple(clause.quote for clause in case.expect.clauses)


def _support(found: Judgement, case: Case, answer: Answer, truth: Truth) -> Score:
    said = {one.statement.strip(" []").lower(): one for one in found.statements}
    bare: list[str] = []
    for number, statement in enumerate(answer.statements, 1):
        name = f"s{number}"
        known = _without_asking(answer, number - 1, case, truth)
        if known is not None:
            bare += [] if known else [f"{name}: {statement.text[:80]}"]
            continue
        one = said.get(name)
        if one is None or one.backed == "unsure":
            return Score.unscored(f"the judge cannot tell of {name}")
        if one.backed == "no":
            bare.append(f"{name}: {statement.text[:80]}")
        elif not _stands(one.quote, _quotes(answer, number - 1, case, truth)):
            return Score.unscored(f"the judge names words for {name} that do not stand in its quotes")
    share = len(answer.statements) - len(bare)
    return Score.share(share, len(answer.statements), f"not backed: {'; '.join(bare)}" if bare else "all backed")


def _without_asking(answer: Answer, number: int, case: Case, truth: Truth) -> bool | None:
    """What needs no judge: words of true quotes are backed, and what has no true quote is not; else None."""
    if not _quotes(answer, number, case, truth):
        return False
    return True if is_quoted(answer.statements[number], answer) else None


def _complete(found: Judgement, points: tuple[str, ...], answer: Answer) -> Score:
    said = {one.point.strip(" []").lower(): one for one in found.points}
    names = {f"s{number}" for number in range(1, len(answer.statements) + 1)}
    missing: list[str] = []
    for number, point in enumerate(points, 1):
        one = said.get(f"p{number}")
        if one is None or one.told == "unsure":
            return Score.unscored(f"the judge cannot tell of “{point[:80]}”")
        if one.told == "no":
            missing.append(point[:80])
        elif one.said_in.strip(" []").lower() not in names:
            return Score.unscored(f"the judge does not name a statement for “{point[:80]}”")
    return Score.share(
        len(points) - len(missing), len(points), f"missing: {'; '.join(missing)}" if missing else "all told"
    )


def _message(case: Case, answer: Answer, truth: Truth, points: tuple[str, ...]) -> str:
    lines = []
    for number, statement in enumerate(answer.statements):
        lines.append(f"s{number + 1}: {_one_line(statement.text)}")
        lines += [f"  quote of s{number + 1}: {quote}" for quote in _quotes(answer, number, case, truth)]
    _, user = load("judge").fill(
        question=_one_line(case.question),
        statements="\n".join(lines) or "none",
        points="\n".join(f"p{number}: {_one_line(point)}" for number, point in enumerate(points, 1)) or "none",
    )
    return user


def _quotes(answer: Answer, number: int, case: Case, truth: Truth) -> list[str]:
    """The quotes of a statement as they really stand there, each on one line."""
    indexes = [index for index in answer.statements[number].citations if 0 <= index < len(answer.citations)]
    texts = (readable(stored(answer.citations[index], case, truth)).text for index in indexes)
    return [_one_line(text)[:LONGEST] for text in texts if text]


def _stands(words: str, quotes: list[str]) -> bool:
    wanted = plain(words).strip(" \"'.…")
    return len(wanted.split()) >= FEWEST_WORDS and any(wanted in plain(quote) for quote in quotes)


def _one_line(text: str) -> str:
    """A text that cannot end its line and pose as another statement."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST]


def _schema(statements: int, points: int) -> dict[str, Any]:
    """The JSON schema of a judgement: closed, all fields required, the numbers as enums."""
    told = {"type": "string", "enum": ["yes", "no", "unsure"]}
    numbers = [f"s{number}" for number in range(1, statements + 1)]
    statement = _object(
        statement={"type": "string", "enum": numbers or ["none"]}, quote={"type": "string"}, backed=told
    )
    point = _object(
        point={"type": "string", "enum": [f"p{number}" for number in range(1, points + 1)] or ["none"]},
        said_in={"type": "string", "enum": [*numbers, "none"]},
        told=told,
    )
    whole = _object(statements={"type": "array", "items": statement}, points={"type": "array", "items": point})
    return {"title": "judgement", **whole}


def _object(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
