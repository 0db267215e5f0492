"""The question below an answer, whether it helped, and what a click on it says. Untrusted on its way back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from bot.feedback import LONGEST_NOTE, REASONS, Thumb
from bot.showing.render import escape

THANKS: dict[str, str] = {
    "up": "Thank you. You found this helpful.",
    "down": "Thank you. What you said is kept here, for whoever looks after these answers.",
}
_UP = "M7 10v11H3V10h4Zm3-.5L13.5 2c1.4 0 2.5 1.1 2.5 2.5V9h4a2 2 0 0 1 2 2.3l-1.3 8A2 2 0 0 1 18.7 21H10V9.5Z"


@dataclass(frozen=True, slots=True)
class Clicked:
    """What somebody thinks of one answer of a conversation."""

    number: int
    thumb: Thumb
    reason: str
    note: str


def clicked(values: Mapping[str, Any]) -> Clicked | None:
    """What the page sent, bounded; None for what it never sends."""
    number, thumb = str(values.get("number", "")), values.get("thumb")
    if not re.fullmatch(r"\d{1,6}", number, re.ASCII) or thumb not in THANKS:
        return None
    reason = str(values.get("reason", ""))
    note = str(values.get("note", ""))[:LONGEST_NOTE]
    return Clicked(int(number), cast(Thumb, thumb), reason if reason in REASONS else "", note)


def thumbs_html(number: int, thumb: str) -> str:
    """The buttons, or thanks to somebody who has used them."""
    if thumb in THANKS:
        return f'<p class="pt-thanks" tabindex="-1">{escape(THANKS[thumb])}</p>'
    reasons = "".join(
        f'<label><input type="radio" name="pt-reason-{number}" value="{key}"> {escape(words)}</label>'
        for key, words in REASONS.items()
    )
    return (
        f'<div class="pt-thumbs" data-answer="{number}"><p><span id="pt-helped-{number}">Did this help?</span> '
        f'<button type="button" data-thumb="up">{_thumb_svg("")}Yes</button> '
        f'<button type="button" data-thumb="down" aria-expanded="false" aria-controls="pt-unhelped-{number}">'
        f"{_thumb_svg('pt-turned')}No</button></p>"
        f'<div class="pt-unhelped" id="pt-unhelped-{number}" hidden><fieldset><legend>What is wrong with it?</legend>'
        f"{reasons}</fieldset>"
        f'<label class="pt-note">In your words, if you like <textarea rows="2" maxlength="{LONGEST_NOTE}"></textarea>'
        "</label><p>It is kept on this server together with the question and the answer.</p>"
        '<button type="button" class="pt-small" data-thumb="send">Send</button></div></div>'
    )


def _thumb_svg(turned: str) -> str:
    return f'<svg class="pt-thumb {turned}" viewBox="0 0 24 24" aria-hidden="true"><path d="{_UP}"/></svg>'
