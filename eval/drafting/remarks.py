"""What people said about answers → cases for a person to correct.

An answer that helped gives a case that expects its clauses again. One that did not gives a case without any: what is
right is what somebody has to find out, and ``why`` says what was answered and what was said of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot import Remark
from eval.case import Case
from eval.drafting.drafts import Draft
from eval.drafting.writing import listed
from eval.lint.alone import DRAFT

LONGEST_PHRASE = 500
"""Characters of a quote in a case; a longer one is cut there."""
LONGEST_TURN = 8_000

_HEAD = """\
# Drafts of what people asked and said about the answers, made by a program: nobody has checked them.
# For an answer that helped, see that its clauses are the right ones and all of them, and write down the facts. For one
# that did not, find out what the terms say, and name the clauses. Then write into “why” what makes it true, without
# “DRAFT”. Throw away what is not about the terms, and whatever tells who asked.
# Then: plainterms eval lint --cases THIS_FILE
"""


def drafts_of(remarks: Iterable[Remark]) -> tuple[list[Draft], int]:
    """A draft for each remark that can be a case, and how many cannot: those about several services, or none."""
    drafts: list[Draft] = []
    left_out = 0
    for number, remark in enumerate(remarks, 1):
        try:
            drafts.append(_draft(remark, number))
        except (KeyError, TypeError, ValueError, ValidationError):
            left_out += 1
    return drafts, left_out


def remarks_text(drafts: Sequence[Draft], *, jsonl: bool) -> str:
    """The whole file of what was drafted from remarks."""
    return listed(drafts, _HEAD, jsonl=jsonl)


def _draft(remark: Remark, number: int) -> Draft:
    answer = remark.answer
    (service,) = {document["service"] for document in answer["documents"]}
    helped = remark.thumb == "up"
    answerable = answer["status"] in ("answered", "partly")
    expect: dict[str, Any] = {"answerable": answerable or not helped}
    if helped and answerable:
        expect["clauses"] = _clauses(answer)
        expect["yes_no"] = answer["yes_no"]
    case = Case.model_validate(
        {
            "id": f"feedback-{remark.at[:10]}-{number:03d}",
            "kind": _kind(remark, helped),
            "service": service,
            "terms_type": _terms_type(answer),
            "as_of": answer["as_of"],
            "question": remark.question,
            "history": [{"role": turn.role, "content": turn.content[:LONGEST_TURN]} for turn in remark.history],
            "expect": expect,
            "why": _why(remark),
        }
    )
    return Draft(case, "", "is this what the terms say")


def _kind(remark: Remark, helped: bool) -> str:
    if remark.history:
        return "followup"
    return "unanswerable" if helped and remark.answer["status"] == "not_in_terms" else "lookup"


def _terms_type(answer: Mapping[str, Any]) -> str:
    """The document that is quoted first, else the first that was read."""
    return str([*answer["citations"], *answer["documents"]][0]["terms_type"])


def _clauses(answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the statements cite, each clause once."""
    cited = dict.fromkeys(index for statement in answer["statements"] for index in statement["citations"])
    clauses = {
        (c["part"], c["label"], c["title"]): {
            "part": c["part"],
            "label": c["label"],
            "title": c["title"] or "Preamble",
            "quote": c["quote"][:LONGEST_PHRASE],
        }
        for c in (answer["citations"][index] for index in reversed(cited))
    }
    return list(reversed(clauses.values()))


def _why(remark: Remark) -> str:
    thought = "found the answer helpful" if remark.thumb == "up" else "did not find the answer helpful"
    reason = f" ({remark.reason})" if remark.reason else ""
    note = f": “{remark.note}”" if remark.note else ""
    return f"{DRAFT} from feedback of {remark.at[:10]}. A person {thought}{reason}{note}. It was: " + str(
        remark.answer["headline"]
    )
