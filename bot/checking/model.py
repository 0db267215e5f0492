"""A chat model as judge of one claim: it points at a rule and copies its words before it says how they stand.

What it says is not believed: ``bot.checking.check`` looks its quote up, and without one ``judging`` decides.
"""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.checking.check import Ruling
from bot.checking.evidence import Rule
from bot.drafting.evidence import one_line
from bot.models import ChatModel
from prompts import load

MOST_RULES = 8
"""Rules shown for one claim."""
LONGEST_RULE = 1_200
"""Characters of one rule that are shown; its exceptions come at its end, so a longer one is left to the rules."""
MOST_OF_CLAIM = 600


class ModelRuling(BaseModel):
    """How one rule of the terms stands to the claim: the evidence first, then what it means."""

    rule: str = Field(description="The number of the rule that speaks most clearly for or against the claim, or none.")
    quote: str = Field(description="The 5 to 30 words of this rule that decide, copied exactly, in one piece.")
    relation: Literal["supports", "contradicts", "partly", "none"] = Field(
        description="partly: true only of a part, or under a condition the claim leaves out. none: the rule does not "
        "decide the claim, or you are not sure."
    )


class ModelJudge:
    """Implements ``bot.checking.Judge`` with a chat model."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def __call__(self, claim: str, rules: Sequence[Rule]) -> Ruling | None:
        """What the model makes of a claim, None when it finds that no rule decides it.

        Raises:
            ModelError: see ``bot.models``.
        """
        shown = [rule for rule in rules if len(rule.whole) <= LONGEST_RULE][:MOST_RULES]
        if not shown:
            return None
        named = {f"r{n}": rule for n, rule in enumerate(shown, 1)}
        prompt = load("check")
        system, user = prompt.fill(
            rules="\n".join(f"{name}: {one_line(rule.whole)}" for name, rule in named.items()),
            claim=one_line(claim)[:MOST_OF_CLAIM],
        )
        *_, reply = self._model.replies(
            [("system", system), ("human", user)], _schema(list(named)), self._model.deadline()
        )
        with self._model.reading(reply):
            ruling = ModelRuling.model_validate_json(reply.text.strip())
        rule = named.get(ruling.rule.strip(" []").lower())
        if rule is None or ruling.relation == "none":
            return None
        return Ruling(ruling.relation, rule, ruling.quote.strip(), prompt.sha256, dict(reply.tokens))


def _schema(names: list[str]) -> dict[str, Any]:
    """The JSON schema of a ruling: closed, all fields required, the rules' numbers as an enum."""
    schema = ModelRuling.model_json_schema()
    schema["properties"]["rule"]["enum"] = [*names, "none"]
    schema["additionalProperties"] = False
    return schema
