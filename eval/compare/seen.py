"""What a person needs to see of one side of a case. Each line is one, without control characters, and short.

Answers come from a file that anybody may have written: only what has the right form is shown, the rest is left out.
"""

from eval.compare.comparison import CaseChange
from eval.files.jsonl import FileError
from eval.printing.inert import clipped, one_line
from eval.printing.shown import Citation, shown_answer
from eval.runs import Row
from eval.scorers import Score

STATEMENTS = 12
"""Of an answer that are shown; a longer list is not compared by eye."""
_HEADLINE = 500
_QUOTE = 600
_SHORT = 200


def question(row: Row) -> str:
    """What was asked, or "" where nothing was."""
    asked = (row.case or row.shown).get("question")
    return _line(asked, _HEADLINE) if isinstance(asked, str) else ""


def lines(row: Row) -> tuple[str, ...]:
    """One side: the answer with its statements and their quotes, or what a run without answers shows."""
    if row.failure is not None:
        return (_line(f"failed: {row.failure}", _QUOTE),)
    if row.answer is None:
        return tuple(_line(f"{name}: {text}", _QUOTE) for name, text in row.shown.items() if name != "question")
    return _answer(row)


def reasons(change: CaseChange) -> tuple[str, ...]:
    """For each scorer that found a change: before, after, and why."""
    return tuple(_reason(name, before, after) for name, (before, after) in change.scores.items())


def _answer(row: Row) -> tuple[str, ...]:
    try:
        answer = shown_answer(row)
    except FileError:
        answer = None
    if answer is None:
        return ("(an answer that cannot be read)",)
    found = [" · ".join(_line(part, _SHORT) for part in (answer.status, answer.yes_no, answer.verdict) if part)]
    found.append(_line(answer.headline, _HEADLINE))
    for statement in answer.statements[:STATEMENTS]:
        cited = [answer.citations[at] for at in statement.citations if 0 <= at < len(answer.citations)]
        # An excerpt is its quotes; the same words twice are of no use to anybody.
        if not (cited and statement.support == "excerpt"):
            found.append(_line(f"– {statement.text}", _HEADLINE))
        found += [_quote(citation) for citation in cited[:STATEMENTS]]
    if (more := len(answer.statements) - STATEMENTS) > 0:
        found.append(f"… and {more} more statements")
    return tuple(found)


def _quote(citation: Citation) -> str:
    place = " ".join(part for part in (citation.label, citation.title, citation.version) if part)
    return f"“{_line(citation.quote, _QUOTE)}” ({_line(place, _SHORT) or 'no label'})"


def _reason(name: str, before: Score | None, after: Score | None) -> str:
    whys = [score.why for score in (after, before) if score is not None and score.value != 1 and score.why]
    why = f": {whys[0]}" if whys else ""
    return _line(f"{name} {mark(before)} → {mark(after)}{why}", _QUOTE)


def mark(score: Score | None) -> str:
    """A score as it is printed; a dot where there is none."""
    if score is None or score.value is None:
        return "·"
    return f"{score.value:.2f}".rstrip("0").rstrip(".")


def _line(text: str, most: int) -> str:
    return clipped(one_line(text), most)
