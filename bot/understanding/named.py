"""Which services and documents a question names, as a person types them.

Naming is not asking about: "can I log in with my Google account" names Google and asks about the service at hand. So a
name counts only in a few places that compare or go on to another service ("zoom or discord", "same at Spotify?", "what
about Discord?"), and a word that is also an ordinary word ("x", "steam") is safe there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest import Version


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names beside the service it was put to."""

    services: tuple[str, ...] = ()
    """Slugs of other services of the library that are asked about as well, in the order they are named."""
    instead: bool = False
    """The question goes on to them and leaves the service at hand: "what about Discord?"."""
    missing: tuple[str, ...] = ()
    """Names of services that are asked about and are not in the library."""
    each: str = ""
    """The question as it is put to each of them: "which keeps my data longer, zoom or discord" without its end."""


_ELSEWHERE = tuple(
    name.replace("_", " ")
    for name in """
    adobe alibaba aliexpress bluesky bumble canva cash_app character.ai deezer disney_plus doordash dropbox duolingo
    ebay etsy facebook figma fitbit gmail grok hinge hulu icloud instagram klarna linkedin mastodon messenger
    microsoft midjourney netflix nintendo onlyfans outlook patreon paypal pinterest quora reddit replika revolut
    roblox shein shopify skype snapchat soundcloud spotify strava substack telegram temu tidal tiktok tinder tumblr
    twitch twitter uber venmo viber vimeo walmart wechat whatsapp xbox youtube zoom
    """.split()  # noqa: SIM905  a list of names reads better so
)
"""Services that a person may name although the library has not their terms. No ordinary words among them."""
_END = (
    r"(?:['’]?s)?(?=[?.!,;:)]|$| (?:do|does|did|is|are|has|have|can|will|say|says|too|as well|or|and|then|instead|about"
    r"|on|when|if|which|who|regarding|what|how|where|why|better|worse|stricter|safer|fairer|keeps?|deletes?|allows?|lets?"
    r"|sells?|owns?|charges?|gives?|pays?|shares?|with)\b)"
)
_SAME = r"(?:same|different|true|so|similar|stricter|better|worse)"
_WHICH = re.compile(r"\b(?:which|who|either|both|between|difference|compare)\b", re.IGNORECASE)
_ASKS_WHETHER = re.compile(r"\b(?:do|does|did|can|could|will|would|is|are|has|have|may)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*,?\s+(?:or|and|vs\.?|versus)\s+|\s*,\s*", re.IGNORECASE)


def named_in(text: str, library: Sequence[Version], own: Iterable[str]) -> Named:
    """The other services a question asks about, when it was put to the services ``own`` (slugs)."""
    own = frozenset(own)
    spelled = _spelled(tuple(dict.fromkeys((v.service, v.service_name) for v in library)))
    asked: dict[str, None] = {}
    instead, each = False, text
    lower = _key(text)
    # Patterns are made of the names that occur only: a library may hold hundreds.
    occurring = tuple(name for name in dict.fromkeys((*spelled, *_ELSEWHERE)) if name in lower)
    for place in _places(occurring) if occurring else ():
        for match in place.asks.finditer(text):
            found = [_key(name) for name in _BETWEEN.split(match["names"])]
            # Of services that are set side by side, one must be ours, or the question must be which.
            if place.side_by_side and not ({spelled.get(name) for name in found} & own or _WHICH.search(text)):
                continue
            # A lone letter is a name where it is written as one, or stands beside a longer one.
            if [len(name) for name in found] == [1] and not match["names"][0].isupper():
                continue
            asked |= dict.fromkeys(found)
            instead = instead or place.instead
            if "cut" in match.groupdict():
                each = _without(each, match["cut"])
    services = tuple(dict.fromkeys(spelled[name] for name in asked if name in spelled))
    missing = tuple(name.title() for name in asked if name not in spelled)
    others = tuple(slug for slug in services if slug not in own)
    if not others and not missing and len(own) < 2:
        return Named(each=text)
    return Named(others, instead and others == services, missing, each if any(c.isalnum() for c in each) else text)


def _without(text: str, names: str) -> str:
    """A question without the services it compares, so that it can be put to each of them."""
    before, _, after = text.partition(names)
    if _ASKS_WHETHER.search(before.rstrip()):
        return f"{before.rstrip()} they {after.lstrip()}"
    if after.lstrip().startswith((",", ":")) and not before.strip(" ").endswith(","):
        after = after.lstrip(" ,:")
    return " ".join(f"{before.rstrip(' ,:')}{'' if after[:1] in '?.!' else ' '}{after}".split())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a question a name is that of a service asked about; "cut" is what only compares."""

    asks: re.Pattern[str]
    side_by_side: bool = False
    instead: bool = False


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> tuple[_Place, ...]:
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    name = rf"(?<![\w-])(?:{known})(?![\w-])"
    one = rf"(?P<names>{name})"
    pair = rf"(?P<names>{name}(?:['’]s)?(?:, {name}){{,5}},? %s {name})"
    not_mine = r"(?<!\bmy )(?<!\byour )(?<!\ba )(?<!\bthe )(?<!\bwith )(?<!\bvia )"
    terms_of = r"(?:terms|tos|privacy policy|rules|policy)(?: of (?:service|use))?\b(?! (?:apply|cover|link))"

    def place(pattern: str, *, side_by_side: bool = False, instead: bool = False) -> _Place:
        return _Place(re.compile(pattern, re.IGNORECASE), side_by_side, instead)

    return (
        place(rf"\b(?:what|how) about (?:on |at |with |for )?{one}(?:['’]?s)?(?=\W*$|[?.!,;:])", instead=True),
        place(rf"^(?:and|but|or|ok(?:ay)?,?) (?:(?:at|on|with|for|in) )?{one}(?:['’]s)?\W*$", instead=True),
        place(rf"\b{_SAME}(?: \w+)?(?P<cut> (?:at|on|for|with|in|as|from|to) {one}){_END}"),
        place(
            rf"(?P<cut>\b(?:compared? (?:it |that )?(?:to|with)|(?<!other )(?<!rather )than|unlike|versus|vs\.?) {one})"
            rf"{_END}"
        ),
        place(
            rf"\b(?:do|does|can|will|is|has) {one} (?:also|do (?:that|this|it|so|the same)|say (?:that|the same)"
            r"|have (?:that|the same|such))\b"
        ),
        place(rf"\b(?:what|where|do|does|did|in|under|about) (?:do |does |in |the )?{one}(?:['’]s|s)? {terms_of}"),
        place(rf"{not_mine}(?P<cut>{pair % r'(?:or|vs.?|versus)'}){_END}", side_by_side=True),
        place(rf"(?P<cut>\b(?:both|between) {pair % 'and'}){_END}", side_by_side=True),
        place(rf"\bcompare (?P<cut>{pair % 'and'}){_END}", side_by_side=True),
        place(rf"(?P<cut>{pair % 'and'}) (?:both|compared?)\b", side_by_side=True),
    )


def _spelled(services: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Slug by each way to spell a service: "X (formerly Twitter)" is "x", "twitter" and "x (formerly twitter)"."""
    found: dict[str, str] = {}
    for slug, name in services:
        bracketed = re.search(r"\((?:formerly )?([^()]+)\)", name)
        plain = re.sub(r"\s*\([^()]*\)", "", name)
        for spelling in (slug, name, plain, slug.replace("-", " "), plain.split(".")[0], bracketed and bracketed[1]):
            if spelling:
                found.setdefault(_key(spelling), slug)
    return found


def _key(name: str) -> str:
    return re.sub(r"['’]s$", "", " ".join(name.lower().split()))


def renamed(text: str, old: Sequence[str], new: str) -> str:
    """A text with one service's names replaced by another's name."""
    for name in sorted(old, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?=s?\b)", lambda _: new, text, flags=re.IGNORECASE)
    return text


# --- documents -------------------------------------------------------------------------------------------------------

_DOCUMENTS: tuple[tuple[str, str], ...] = (
    ("privacy-policy", r"privacy (?:policy|notice|statement)"),
    ("cookie-policy", r"cookies? (?:policy|notice)"),
    ("terms-of-service", r"(?:terms of (?:service|use)|terms (?:and|&) conditions|t&cs?|tos|user agreement)"),
    ("community-guidelines", r"community (?:guidelines|standards)"),
)


@lru_cache(maxsize=1)
def _documents() -> tuple[tuple[str, re.Pattern[str]], ...]:
    whose = r"(?:the|their|its|your|\w+['’]s|\w+s['’]?) "
    says = r"(?:say|state|mention|allow|let|promise|tell|cover|mean|explain|forbid|require)"
    return tuple(
        (
            terms_type,
            re.compile(
                rf"\b(?:do|does|did|what does|what do) {whose}{words} (?:actually |even |really )?{says}\b"
                rf"|\b(?:in|under|according to|per|by|read) {whose}{words}\b"
                rf"|\bwhat(?:['’]s| is) in {whose}{words}\b",
                re.IGNORECASE,
            ),
        )
        for terms_type, words in _DOCUMENTS
    )


def document_named(text: str) -> str | None:
    """The document, as a terms type, that a question wants read: "does the privacy policy say …"."""
    return next((terms_type for terms_type, pattern in _documents() if pattern.search(text)), None)
