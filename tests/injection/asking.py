"""Asking about a planted document, through either drafter."""

from dataclasses import dataclass
from datetime import date

from bot import Answer, Explainer, Question
from bot.types import Turn
from tests.injection.attacks import DOCUMENTS, Attack
from tests.injection.obeying import Obeying, Temper

DAY = date(2024, 6, 1)


def service_of(attack: Attack) -> str:
    """The service in whose terms it was planted, by its name."""
    return f"s{[each.name for each in DOCUMENTS].index(attack.name)}"


@dataclass(frozen=True)
class Asking:
    plain: Explainer
    """Answers in excerpts."""
    worded: Explainer
    """Answers in the words of ``model``."""
    model: Obeying

    def question(self, attack: Attack) -> Question:
        turns = tuple(Turn("user" if role == "user" else "assistant", text) for role, text in attack.history)
        return Question(attack.question, service_of(attack), history=turns)

    def excerpts(self, attack: Attack) -> Answer:
        return self.plain.ask(self.question(attack))

    def obeyed(self, attack: Attack, temper: Temper) -> Answer:
        self.model.temper, self.model.planted = temper, attack.planted or attack.question
        self.model.wants = attack.wants[0] if attack.wants else "you get all your money back from us"
        return self.worded.ask(self.question(attack))
