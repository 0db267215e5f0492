"""The tab "Check a claim" without its widgets: a pasted text in, its verdicts as HTML out."""

import re
from dataclasses import dataclass

from bot.checking import LONGEST
from bot.showing.render import citation_card_html, escape
from bot.showing.render_check import to_html, verdict_word
from bot.types import Answer
from bot.web.conversation.chat import chosen, problem_html
from bot.web.place import link_to
from bot.web.serving.problems import problem_of
from bot.web.source import Explains

KEY = "0"
"""Of the one check that is shown."""

WELCOME = (
    '<section class="pt-welcome"><h2>Did somebody tell you what the terms say?</h2>'
    "<p>Paste a blog post, an article, a tweet or what support told you. Each claim in it is held against the terms, "
    "and its quotes are looked up in every version.</p></section>"
)
WAITING = '<article class="pt-answer pt-waiting"><p class="pt-aside">Reading the terms …</p></article>'


@dataclass(frozen=True, slots=True)
class Checked:
    """What the tab shows after a check."""

    shown: str
    answer: Answer | None = None
    announced: str = ""
    """What a screen reader says."""


def check(explainer: Explains, text: str, service: str, version: str) -> Checked:
    """Check a text in the version that the page's picker names. Raises nothing."""
    try:
        terms_type, dated = chosen(explainer, service, version)
        answer = explainer.check(text[: LONGEST + 1], service, dated.effective if dated else None, terms_type)
    except Exception as error:  # a page that stops without a word is the worst answer
        problem = problem_of(error)
        return Checked(problem_html(problem), None, escape(f"{problem.detail} {problem.hint}"))
    said = f"{verdict_word(answer.verdict)}. " if answer.verdict else ""
    return Checked(to_html(answer, KEY), answer, escape(f"{said}{answer.headline}"))


def card(explainer: Explains, answer: Answer | None, cite: str) -> str:
    """The card of a source, as a click on its number asks for it; "" for one that is not there."""
    found = re.fullmatch(rf"{KEY}-(\d{{1,4}})", cite, re.ASCII)
    if answer is None or found is None or int(found[1]) >= len(answer.citations):
        return ""
    citation = answer.citations[int(found[1])]
    names = [v.service_name for v in answer.documents if v.service == citation.service]
    try:
        return citation_card_html(
            citation, explainer.clause_text(citation), names[0] if names else citation.service, link_to(citation)
        )
    except Exception as error:
        return problem_html(problem_of(error))
