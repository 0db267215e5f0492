"""The drafter that lets a chat model word the answer, and the rewriting of follow-up questions.

The model reads clauses as data and proposes; it decides nothing. The schema makes it copy the evidence first, say what
that means second, and judge last, since a small model asked for "yes" or "no" first defends whatever it said.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, get_args

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import from_json

from bot.drafting import DraftRequest
from bot.drafting.evidence import Evidence, evidence, one_line
from bot.models import ChatModel, ContextOverflow, InvalidReply, Message, Reply
from bot.types import Draft, DraftQuote, DraftStatement, Status, Turn, YesNo
from bot.words.plain import NOT_IN_TERMS, OUT_OF_SCOPE
from ingest import TokenCounter, estimate
from prompts import load

EVIDENCE_TOKENS = 3_000
"""Eight clauses of ordinary length. Two cores read this in 50 seconds, a hosted model in one."""
SPARE_TOKENS = 96
"""Of the model's context left free: what a server's chat template adds, and tokenizers that differ from ours."""
MAX_FINDINGS = 4
MAX_TURNS = 6
MAX_TURN = 400
"""Characters of each earlier message that are shown when a question is rewritten."""
MAX_QUESTION = 500


class ModelDrafter:
    """Drafts answers with a chat model."""

    def __init__(
        self,
        model: ChatModel,
        name: str,
        *,
        context: int | None = None,
        count: TokenCounter = estimate,
    ) -> None:
        """``context`` is what the model reads and writes at most, in tokens, where that is known."""
        self._model = model
        self._name = name
        self._context = context
        self._count = count

    def draft(self, request: DraftRequest) -> Iterator[str | Draft]:
        """The provisional text as it grows, then the draft.

        A reply that does not fit is sent back once with what is wrong with it; clauses that are too many for the model
        become fewer, the best ones staying, until they fit. All tries share one deadline.

        Raises:
            ModelError: see ``bot.models``.
        """
        deadline = self._model.deadline()
        shown = evidence(request, self._room(request), self._count)
        if not shown.passages:
            yield Draft("not_in_terms", NOT_IN_TERMS, model=self._name, prompt_sha256=load("answer").sha256)
            return
        while True:
            try:
                yield from self._asked(request, shown, deadline)
                return
            except ContextOverflow as problem:
                less = evidence(request, _fewer(shown.tokens, problem.excess), self._count)
                if less.tokens >= shown.tokens:  # one clause is left
                    raise
                shown = less

    def _room(self, request: DraftRequest) -> int:
        """Tokens there are for clauses, besides the rules, the question, the schema and the reply."""
        if self._context is None:
            return EVIDENCE_TOKENS
        rest = json.dumps([_messages(request, ""), _schema(())], ensure_ascii=False)
        free = self._context - self._count(rest) - self._model.settings.reply_tokens - SPARE_TOKENS
        return min(EVIDENCE_TOKENS, free)

    def _asked(self, request: DraftRequest, shown: Evidence, deadline: float) -> Iterator[str | Draft]:
        messages = _messages(request, shown.text)
        schema = _schema(tuple(shown.passages))
        tokens: Counter[str] = Counter()
        cached = True
        for last in (False, True):
            reply, said, problem = Reply("", {}), "", ""
            try:
                for reply in self._model.replies(messages, schema, deadline):
                    if (so_far := _provisional(reply.text)) and so_far != said:
                        said = so_far
                        yield said
                with self._model.reading(reply):
                    answer = ModelAnswer.model_validate_json(_json(reply.text), context=shown.passages)
            except InvalidReply as invalid:
                if last:
                    raise
                problem = invalid.problem
            tokens.update(reply.tokens)
            cached = cached and reply.cached
            if not problem:
                draft = answer.draft(shown.passages, self._name, load("answer").sha256, dict(tokens))
                yield replace(draft, cached=cached)
                return
            messages += [("ai", reply.text[:2_000] or "{}"), ("human", load("repair").fill(problem=problem)[1])]


def _messages(request: DraftRequest, clauses: str) -> list[Message]:
    system, user = load("answer").fill(
        clauses=clauses,
        question=one_line(request.question),
        language=one_line(request.language or "the language of the question"),
    )
    return [("system", system), ("human", user)]


def _fewer(tokens: int, excess: int | None) -> int:
    """How many tokens of clauses to try next: by as many fewer as the server said, with a tenth for the difference
    between its tokens and ours; half as many where it did not say, or where that would leave next to nothing.
    """
    less = tokens - int(1.1 * excess) - SPARE_TOKENS if excess else 0
    return less if less > tokens // 4 else tokens // 2


def rewrite_question(model: ChatModel, history: Sequence[Turn], question: str) -> str:
    """The question as it can be understood without the conversation before it.

    Raises:
        ModelError: see ``bot.models``.
    """
    turns = (f"{turn.role}: {one_line(turn.content)[:MAX_TURN]}" for turn in history[-MAX_TURNS:])
    system, user = load("standalone_question").fill(history="\n".join(turns), question=one_line(question))
    *_, reply = model.replies([("system", system), ("human", user)], StandaloneQuestion.schema_sent(), model.deadline())
    with model.reading(reply):
        return StandaloneQuestion.model_validate_json(_json(reply.text)).question


# --- what the model is asked for: docstrings and descriptions are words of the prompt ---------------------------------


class Finding(BaseModel):
    """One thing the clauses say about the question: first the words, then what they mean."""

    sentence: str = Field(description="The number of the sentence that says it, like s1.")
    quote: str = Field(description="The 5 to 30 words of this sentence that matter, copied exactly, in one piece.")
    plain: str = Field(
        description="What the quote means for 'you': one sentence of at most 25 everyday words, not a copy; nothing "
        "that is not in the quote. Keep may, must, must not, will not, unless, and every number and condition."
    )

    @field_validator("sentence")
    @classmethod
    def _is_one_of_those_shown(cls, value: str, info: ValidationInfo) -> str:
        known = info.context or ()
        name = value.strip(" []").lower()
        if name not in known:
            raise ValueError(f"there is no sentence with this number, only s1 to s{len(known)}")
        return name


class ModelAnswer(BaseModel):
    """An answer from the clauses alone: evidence first, then the verdict."""

    findings: list[Finding] = Field(
        description="What in the clauses answers the question, most important first, each rule with its exceptions. "
        "Empty if nothing answers it.",
        json_schema_extra={"maxItems": MAX_FINDINGS},
    )
    status: Literal["answered", "partly", "not_in_terms", "out_of_scope"] = Field(
        description="partly: only a part of the question is answered. not_in_terms: no clause answers it. "
        "out_of_scope: it is not about these terms, or asks what the person should do."
    )
    yes_no: Literal["yes", "no", "depends", "none"] = Field(
        description="The answer the findings give to a yes-or-no question; depends: yes with an exception; none: any "
        "other question."
    )
    headline: str = Field(
        description="One short sentence that answers the question from the findings alone, with their conditions."
    )

    @model_validator(mode="after")
    def _answers_from_evidence(self) -> "ModelAnswer":
        if self.status in ("answered", "partly") and not any(
            f.quote.strip() and one_line(f.plain) for f in self.findings
        ):
            raise ValueError(
                f'the status is "{self.status}" but there is no finding with a quote; quote a sentence, or write '
                '"not_in_terms"'
            )
        return self

    def draft(self, passages: Mapping[str, str], model: str, prompt_sha256: str, tokens: dict[str, int]) -> Draft:
        """The draft this answer makes.

        Where the terms do not answer, the model's own sentence is not used: nothing could be held against it.
        """
        status: Status = self.status
        answers = status in ("answered", "partly")
        statements = () if status == "not_in_terms" else _statements(self.findings[:MAX_FINDINGS], passages)
        headline = {"not_in_terms": NOT_IN_TERMS, "out_of_scope": OUT_OF_SCOPE}.get(status) or one_line(self.headline)
        return Draft(
            status=status,
            headline=headline or (statements[0].text if statements else ""),
            statements=statements,
            yes_no=_YES_NO[self.yes_no] if answers else None,
            nearest=passages[self.findings[0].sentence] if status == "not_in_terms" and self.findings else None,
            model=model,
            prompt_sha256=prompt_sha256,
            tokens=tokens,
        )


class StandaloneQuestion(BaseModel):
    """A question that can be understood alone."""

    question: str = Field(description="The last question with everything it refers to put in.")

    @field_validator("question")
    @classmethod
    def _is_a_question_of_bounded_length(cls, value: str) -> str:
        value = one_line(value)
        if not value or len(value) > MAX_QUESTION:
            raise ValueError(f"must have 1 to {MAX_QUESTION} characters")
        return value

    @classmethod
    def schema_sent(cls) -> dict[str, Any]:
        return _closed(cls.model_json_schema())


_YES_NO: dict[str, YesNo | None] = {**{value: value for value in get_args(YesNo)}, "none": None}


def _statements(findings: Sequence[Finding], passages: Mapping[str, str]) -> tuple[DraftStatement, ...]:
    """One statement for each different wording, with all its quotes: small models say the same thing twice."""
    quotes: dict[str, dict[DraftQuote, None]] = {}
    for finding in findings:
        text, quote = one_line(finding.plain), finding.quote.strip()
        if text and quote:
            quotes.setdefault(text, {})[DraftQuote(passages[finding.sentence], quote)] = None
    return tuple(DraftStatement(text, tuple(found)) for text, found in quotes.items())


def _schema(numbers: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of an answer from these sentences: closed, all fields required, numbers as an enum."""
    schema = ModelAnswer.model_json_schema()
    schema["$defs"]["Finding"]["properties"]["sentence"]["enum"] = list(numbers)
    return _closed(schema)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    for each in (schema, *schema.get("$defs", {}).values()):
        each["additionalProperties"] = False
    return schema


def _json(text: str) -> str:
    """A reply without the code fence that some models put around JSON."""
    text = text.strip()
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    return text


def _provisional(text: str) -> str:
    """What an unfinished reply says so far: its headline, if it has come to that, and its sentences."""
    try:
        value = from_json(text.lstrip().removeprefix("```json"), allow_partial="trailing-strings")
    except ValueError:
        return ""
    if not isinstance(value, dict):
        return ""
    findings = value.get("findings")
    said = [f.get("plain") for f in findings if isinstance(f, dict)] if isinstance(findings, list) else []
    lines = [one_line(line) for line in (value.get("headline"), *said) if isinstance(line, str)]
    return "\n\n".join(line for line in lines if line)
