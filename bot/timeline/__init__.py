"""Questions about time: what changed, was it so then, since when, which version is this."""

from bot.timeline.answering import Timeline, Told

__all__ = ["Timeline", "Told"]
