"""What the page keeps of people: what is sealed for their browsers, and their opinions of answers."""

from dataclasses import dataclass, field

from bot.config import Settings
from bot.feedback import FeedbackBox
from bot.web.conversation.seal import Seal


@dataclass(frozen=True, slots=True)
class Keeping:
    """By default nothing is kept here, and what a browser keeps is worth nothing after a restart."""

    seal: Seal = field(default_factory=Seal)
    feedback: FeedbackBox | None = None
    """None: people are not asked what they think."""

    @classmethod
    def of(cls, settings: Settings) -> "Keeping":
        """As the settings say, in their home folder."""
        box = FeedbackBox(settings.feedback_path) if settings.feedback == "on" else None
        return cls(Seal.kept_in(settings.home / "conversations.key"), box)
