"""The panel "What to watch" without its widgets: what stands in it for a service and a version. Pure HTML, escaped."""

from collections.abc import Sequence

from bot.showing.render import clause_name, document_of, documents_line, escape, quote_words
from bot.types import Citation
from bot.watching import Flag, StandingRight, Watched
from bot.web.conversation.chat import chosen, problem_html
from bot.web.place import link_to
from bot.web.serving.problems import problem_of
from bot.web.source import Explains

GROUPS: dict[str, tuple[str, ...]] = {
    "Money": ("auto_renewal", "no_refund", "price_change", "late_fees", "credits"),
    "What you upload": (
        "ai_training", "content_licence", "perpetual_licence", "feedback", "moral_rights", "likeness",
        "content_removal",
    ),
    "Your data": (
        "data_sharing", "data_sale", "tracking_ads", "monitoring", "data_kept", "data_abroad", "biometrics",
        "marketing_contact",
    ),
    "Your account and the service": (
        "termination", "no_cause", "no_notice", "inactivity", "service_change", "terms_change", "agree_by_use",
        "assignment", "account_responsibility", "auto_update", "age_limit",
    ),
    "When something goes wrong": (
        "arbitration", "class_waiver", "jury_waiver", "short_opt_out", "time_bar", "jurisdiction", "governing_law",
        "liability_exclusion", "liability_cap", "no_warranty", "indemnity",
    ),
}  # fmt: skip
"""What a kind of clause is about, by its topic (prompts/watch_kinds.toml)."""
OTHERS = "Others"
WAITING = '<p class="pt-quiet">Looking through the terms …</p>'
SURE_WORDS = {"sure": "Sure", "likely": "Likely", "maybe": "Maybe"}


def watched_html(explainer: Explains, service: str, version: str) -> str:
    """What to watch in the version that is picked, or the problem with it. Raises nothing."""
    try:
        terms_type, dated = chosen(explainer, service, version)
        return to_html(explainer.watch(service, dated.effective if dated else None, terms_type))
    except Exception as error:  # a panel that stays empty without a word is the worst answer
        return problem_html(problem_of(error))


def to_html(found: Watched) -> str:
    """All flags as a list, each with its quotes and rights to open."""
    names = {v.service: v.service_name for v in found.documents}
    name = escape(names.get(found.service, found.service))
    head = (
        f"<h2>What to watch in the terms of <bdi>{name}</bdi></h2>"
        "<p>Clauses that people want to know of before they agree. Open one to read its exact words, "
        "and what you can set against it. The word beside each says how sure it is that the clause means this.</p>"
    )
    if not found.watch_outs:
        head += '<p class="pt-watch-none">None of the kinds looked for was found. There may be others.</p>'
    groups = "".join(_group_html(name, flags, found) for name, flags in grouped(found.watch_outs))
    last = documents_line(found.documents, found.as_of)
    return f'<section class="pt-watched">{head}{groups}<p class="pt-engine">{escape(last)}</p></section>'


def grouped(flags: Sequence[Flag]) -> list[tuple[str, list[Flag]]]:
    """The flags by what they are about, in the order of ``GROUPS``; the others last."""
    group_of = {topic: name for name, topics in GROUPS.items() for topic in topics}
    found: dict[str, list[Flag]] = {name: [] for name in (*GROUPS, OTHERS)}
    for flag in flags:
        found[group_of.get(flag.topic, OTHERS)].append(flag)
    return [(name, some) for name, some in found.items() if some]


def _group_html(name: str, flags: Sequence[Flag], found: Watched) -> str:
    items = "".join(f"<li>{_flag_html(flag, found)}</li>" for flag in flags)
    return f'<h3>{escape(name)}</h3><ul class="pt-flags">{items}</ul>'


def _flag_html(flag: Flag, found: Watched) -> str:
    rights = "".join(_right_html(right, found) for right in flag.rights)
    against = f'<p class="pt-label">What stands against it</p><ul class="pt-rights">{rights}</ul>' if rights else ""
    quotes = "".join(_quote_html(found.citations[index]) for index in flag.citations)
    places = f"{len(flag.citations)} {'place' if len(flag.citations) == 1 else 'places'} in the terms"
    if flag.rights:
        places += f" · {len(flag.rights)} {'right' if len(flag.rights) == 1 else 'rights'} against it"
    return (
        f'<details class="pt-flag pt-{flag.sure}"><summary>'
        f'<span class="pt-flag-name">{escape(flag.name)}</span>'
        f'<span class="pt-flag-sure" title="{flag.confidence:.0%}">{SURE_WORDS[flag.sure]}</span>'
        f'<span class="pt-flag-text">{escape(flag.text)}</span>'
        f'<span class="pt-flag-more">{places}</span></summary>'
        f'<p class="pt-flag-why">{escape(flag.why)}</p>{quotes}{against}</details>'
    )


def _right_html(right: StandingRight, found: Watched) -> str:
    return f"<li><p>{escape(right.text)}</p>{_quote_html(found.citations[right.citation])}</li>"


def _quote_html(citation: Citation) -> str:
    return (
        f'<figure class="pt-words"><blockquote dir="auto">{escape(quote_words(citation))}</blockquote>'
        f'<figcaption><a href="{escape(link_to(citation))}" target="_blank" rel="noopener">'
        f'{escape(clause_name(citation))}<span class="pt-sr"> (opens a new tab)</span></a>'
        f" · {escape(document_of(citation))}</figcaption></figure>"
    )
