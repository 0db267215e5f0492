"""Does a wording say more than its quotes? Figures and the force of the words are compared by rule; pure.

    >>> agrees("You have 60 days.", ["You have thirty (30) calendar days."])
    False
    >>> agrees("You may share your login.", ["You may not share an account."])
    False

Rules of thumb over English word patterns, made to err on the strict side: a wording that does not pass is shown as the
quote itself, so a mistake costs plain words and never truth. Every pattern is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.verifying.turned import turns_round

# --- figures: numbers, amounts, periods, dates, addresses --------------------------------------------------------


class Figure(NamedTuple):
    """One figure of a text: "thirty (30) calendar days" and "30 days" are both ("30", "day")."""

    value: str
    unit: str
    """Singular, "" for a bare number; "$", "%", "date" and "address" are units too."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_WORD_VALUES = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)} | {"half": 0.5}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER_WORD = "|".join([*sorted(_WORD_VALUES, key=len, reverse=True), *_SCALES])
_MONTHS = _words("january february march april may june july august september october november december")
_MONTH = rf"(?:{'|'.join(f'{m[:3]}(?:{m[3:]})?' if m[3:] else m for m in _MONTHS)}|sept)\.?"
_UNITS = {
    **{form: unit for unit in _words("second minute hour day week month year") for form in (unit, f"{unit}s")},
    **dict.fromkeys(("%", "percent", "per cent"), "%"),
    **dict.fromkeys(("$", "usd", "us$", "dollar", "dollars", "u.s. dollars", "us dollars"), "$"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "€"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "£"),
    "cents": "cent",
}
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
_ADDRESS = r"(?:https?://|www\.)[^\s<>()\"“”]{1,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_ADDRESS += r"|\b[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|net|org|io|us|eu|gov|edu|info|app|dev|co|ai|ly)\b"
_DATE = (
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|\b(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s(?P<y2>\d{{4}})\b)?"
)
# A number that names a place of the document is not a figure.
_REFERENCE = r"(?:\b(?:sections?|clauses?|articles?|paragraphs?|chapters?|part|annex|exhibit|schedule)|§{1,2})\s"
_REFERENCE += r"(?P<ref>[A-Z]?\d[\w.()-]{0,20}(?:(?:,\s|\sand\s|\sor\s|\sto\s|[-–])[A-Z]?\d[\w.()-]{0,20}){0,9})"
_WORDS = rf"(?:{_NUMBER_WORD})(?:[\s-](?:and\s)?(?:{_NUMBER_WORD})){{0,6}}"
_FIGURE = re.compile(
    rf"(?P<address>{_ADDRESS})|{_REFERENCE}|{_DATE}"
    r"|(?:(?P<sign>us\$|[$€£])\s?)?(?:"
    r"(?<![\w.-])(?P<digits>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?|\d{1,18}(?:\.\d{1,6})?)(?!\.?\d)(?:st|nd|rd|th)?"
    rf"(?:\s(?P<scale>{'|'.join(_SCALES)})\b)?"
    rf"|\b(?P<words>{_WORDS})\b)"
    r"(?:\s?\(\s?[$€£]?(?P<again>\d[\d,.]{0,20})\s?%?\s?\))?"
    rf"(?P<unit>[\s-]?(?:(?:calendar|consecutive|full|whole|working|business)\s)?(?:{_UNIT})(?![a-z]))?"
    rf"|\b(?:a|an|each|per|every)\s(?P<each>{'|'.join(u for u in _UNITS if u.isalpha())})\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:to|or|and|-|–|—)\s?")


@lru_cache(maxsize=2_048)  # the sentences of the terms people ask about come again with each question
def figures(text: str) -> frozenset[Figure]:
    """Numbers with their units, dates and addresses that a text states. Numbers of sections and "no one" are none."""
    return frozenset(f for f, implied in _figures(text) if not implied)


def figures_agree(statement: str, quotes: Iterable[str], *, known: Iterable[str] = ()) -> bool:
    """Whether every figure of the statement stands in the quotes, or among the ``known`` texts beside them.

    "Sixteen" and "16 years" agree, because ages are written both ways, and so do "24 months" and "two years", which are
    as long; "10 days" and "10 business days" do not, nor do "30 days" and "a month".
    """
    there = {figure for quote in (*quotes, *known) for figure, _ in _figures(quote)}
    lengths = {length for figure in there if (length := _length(figure))}
    values = {figure.value for figure in there if figure.unit not in ("date", "address")}
    bare = {figure.value for figure in there if not figure.unit}
    for figure in figures(statement):
        if figure in there or (not figure.unit and figure.value in values):
            continue
        if figure.unit == "year" and figure.value in bare:
            continue
        if _length(figure) in lengths:
            continue
        if figure.unit in ("date", "address") and any(
            f.unit == figure.unit and (f.value.startswith(figure.value) or f.value.endswith("//" + figure.value))
            for f in there
        ):
            continue
        return False
    return True


_LENGTHS = {
    **{unit: ("second", n) for unit, n in (("second", 1), ("minute", 60), ("hour", 3600), ("day", 86400))},
    **{unit: ("month", n) for unit, n in (("month", 1), ("year", 12))},
    "week": ("second", 7 * 86400),
}
"""How long a unit of time is, in the smallest one of which it is always as many."""


def _length(figure: Figure) -> tuple[str, float] | None:
    smallest, so_many = _LENGTHS.get(figure.unit, ("", 0))
    try:
        return (smallest, float(figure.value) * so_many) if smallest else None
    except ValueError:  # a number that is none, as "10.5.3"
        return None


def references(text: str) -> frozenset[str]:
    """Numbers of the clauses a text names: "see Section 14.1" → 14.1."""
    found = (m["ref"] for m in _FIGURE.finditer(text) if m["ref"])
    return frozenset(n.rstrip(".") for ref in found for n in re.findall(r"[A-Z]?\d[\w.()]*", ref))


def _figures(text: str) -> Iterator[tuple[Figure, bool]]:
    """Every figure, and whether it is only implied ("a month" is one month when a quote says so)."""
    matches = list(_FIGURE.finditer(text))
    for at, match in enumerate(matches):
        if match["address"]:
            yield Figure(match["address"].lower().rstrip(".,;:)'’"), "address"), False
        elif match["each"]:
            yield Figure("1", _UNITS[match["each"].lower()]), True
        elif match["iso"] or match["m1"] or match["m2"]:
            yield Figure(_date(match), "date"), False
        elif not match["ref"]:
            yield from _number(match, _unit_of_range(text, matches, at))


def _number(match: re.Match[str], unit: str) -> Iterator[tuple[Figure, bool]]:
    words, digits, again = match["words"], match["digits"], match["again"]
    # "No one may …", "one of them": a pronoun; and "the two of you" is rare enough to be strict about.
    pronoun = words is not None and words.lower() == "one" and not unit and not again
    if words is not None:
        yield Figure(_spell(_word_value(words)), unit), pronoun
    if digits is not None:
        value = float(digits.replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
        yield Figure(_spell(value), unit), False
    if again is not None:
        try:
            yield Figure(_spell(float(again.replace(",", "").rstrip("."))), unit), False
        except ValueError:
            yield Figure(again, unit), False


def _unit_of_range(text: str, matches: Sequence[re.Match[str]], at: int) -> str:
    """The unit of a number; in "14 to 30 days" the first has that of the second."""
    unit = _unit(matches[at])
    following = matches[at + 1] if at + 1 < len(matches) else None
    if not unit and following and _RANGE.fullmatch(text, matches[at].end(), following.start()):
        return _unit(following)
    return unit


def _unit(match: re.Match[str]) -> str:
    if match["sign"]:
        return _UNITS[match["sign"].lower()]
    if not match["unit"]:
        return ""
    words = match["unit"].lower().strip(" -").split(" ", 1)
    working = "business " if words[0] in ("working", "business") else ""
    plain = (
        words[-1]
        if words[0] in ("calendar", "consecutive", "full", "whole", "working", "business")
        else " ".join(words)
    )
    return working + _UNITS[plain]


def _word_value(words: str) -> float:
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
        elif word != "and":
            current += _WORD_VALUES[word]
    return total + current


def _spell(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _date(match: re.Match[str]) -> str:
    """From "7 August 2023" to "08-07-2023": without a year it is the beginning of the same day with one."""
    if match["iso"]:
        year, month, day = match["iso"].split("-")
        return f"{month}-{day}-{year}"
    named, day = (match["m1"] or match["m2"])[:3].lower(), match["d1"] or match["d2"]
    month = next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(named))
    year = match["y1"] or match["y2"]
    return f"{month:02}-{int(day):02}" + (f"-{year}" if year else "")


# --- force: may, must, must not, unless ------------------------------------------------------------------------

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[.;:?!]")
_PERMITS = frozenset(
    _words(
        "may can could might allow allows allowed permit permits permitted entitled free able option authorize "
        "authorizes authorized grant grants license licence right rights choose elect consent"
    )
)
_OBLIGES = frozenset(
    _words("must shall required requires require need needs obliged obligated obligation mandatory responsible only")
)
_COMMITS = _OBLIGES | frozenset(_words("will agree agrees have has are is your under least before prior"))
_DENIES = frozenset(
    _words(
        "not no never none nothing nobody neither nor cannot without prohibited prohibits prohibit forbidden "
        "forbids banned refuse refuses lose lost unless except excluded exclude excludes disclaim disclaims waive "
        "waives waiver lack against non unable illegal unlawful unauthorized restricted restrict stop prevent "
        "prevents avoid refrain only few less limited limit limits limitation final nonrefundable"
    )
)
_CONDITIONS = re.compile(
    r"\b(?:unless|except(?! as expressly| as set| as otherwise)|only (?:if|with|when|where|after)|provided,? that"
    r"|other than"
    r"|without (?:your|our|their|his|her|its|the|prior|express|written|explicit|parental)"
    r"(?: (?:prior|express|written|explicit|or|and|parental|guardian's))* (?:consent|permission|approval|agreement))\b"
)
_ACKNOWLEDGES = re.compile(
    r"\b(?:unless|except\w*|without|only|if|consent\w*|permission|allow\w*|agree\w*|but|however|other than|approv\w*"
    r"|as long as|subject to|until|when|where|provided|depends|apart from|some|certain|most|usually|generally)\b"
)
# Strong words, and what must stand in the quotes for them.
_STRONG = (
    (re.compile(r"\balways\b"), re.compile(r"\b(?:always|at all times|each|every|all|any)\b")),
    (
        re.compile(r"\b(?:never|under no circumstances|in no event)\b"),
        re.compile(r"\b(?:never|not|no|neither|nor|none|cannot|prohibited|without)\b|n't\b"),
    ),
    (re.compile(r"\bguarantee(?:s|d)?\b"), re.compile(r"\b(?:guarantee\w*|warrant\w*|ensure\w*)\b")),
    (
        re.compile(r"\bany (?:time|reason)\b"),
        re.compile(r"\b(?:any|no) (?:\w+ )?(?:time|reason)\b|\bat will\b|discretion"),
    ),
    (
        re.compile(r"\b(?:without (?:any |prior )?(?:notice|warning))\b"),
        re.compile(r"\b(?:without|no) (?:\w+ ){0,3}(?:notice|warning|notifying)\b|\bdo not need to .{0,20}noti"),
    ),
)
_YOU, _THEY = "you", "they"
_PARTIES = dict.fromkeys(_words("you users user customer customers member members"), _YOU)
_PARTIES |= dict.fromkeys(("we", "us", "they", "company"), _THEY)
_MODALS = frozenset(_words("may can must shall will could might should do does did cannot"))
_NOT = frozenset(("not", "never", "cannot", "nor", "neither"))
# Words between a modal and its verb, and verbs that carry no meaning of their own.
_PASSING = frozenset(
    _words(
        "also then only be been being is are have has had to the a an in any at its our your their his her just "
        "still always ever otherwise directly immediately now currently each other from of on by with and or"
    )
)
_REACH = 4
"""Words between a "not" and the last verb it can reach: "will not use or share"."""


class _Deed(NamedTuple):
    """A verb with who does it and whether it is denied: "you may not share" → (you, True, share)."""

    party: str
    denied: bool
    verb: str


def force_agrees(statement: str, quotes: Iterable[str], *, company: str = "") -> bool:
    """Whether may, must, must not, unless and their like in a statement go with the words of its quotes.

    ``company`` is the service's name, so that "Acme may" counts as "we may".
    """
    said, wrote = _plain(statement), " . ".join(_plain(quote) for quote in quotes)
    said_words, wrote_words = _WORD.findall(said), _WORD.findall(wrote)
    says, writes = frozenset(said_words), frozenset(wrote_words)
    return not (
        _invents_denial(says, writes, wrote)
        or _swaps_force(says, writes)
        or (_CONDITIONS.search(wrote) and not _ACKNOWLEDGES.search(said))
        or any(strong.search(said) and not backing.search(wrote) for strong, backing in _STRONG)
        or turns_round(said, wrote, frozenset({"we", "us", "they", "company", *_WORD.findall(company.lower())}))
        or _contradicts(
            _deeds(said_words, company),
            _deeds(wrote_words, company),
            said_words,
            wrote_words,
            qualified=bool(_CONDITIONS.search(wrote) and _ACKNOWLEDGES.search(said)),
        )
    )


def agrees(statement: str, quotes: Sequence[str], *, known: Iterable[str] = (), company: str = "") -> bool:
    """Whether a statement says no more than its quotes, as far as figures and force can tell."""
    return figures_agree(statement, quotes, known=known) and force_agrees(statement, quotes, company=company)


def is_negative(text: str) -> bool:
    """Whether a text denies, forbids or excepts anything: words that must not be cut away."""
    return bool((_DENIES | {"however", "notwithstanding", "if", "subject"}) & frozenset(_WORD.findall(_plain(text))))


def _plain(text: str) -> str:
    text = text.lower().replace("’", "'")
    text = re.sub(r"\bcan't\b|\bcan not\b", "cannot", text).replace("won't", "will not")
    return re.sub(r"n't\b", " not", text)


def _invents_denial(says: frozenset[str], writes: frozenset[str], wrote: str) -> bool:
    """Whether "Acme does not own it" is said of a text that denies nothing at all."""
    denial = {"not", "never", "cannot", "no", "none", "nothing", "nobody", "forbidden", "prohibited", "banned"}
    prefixed = re.search(r"\b(?:non|in|un|ir|dis)[a-z-]{4,}|\byou (?:retain|keep|remain)\b|\bunder\b|\bsolely\b", wrote)
    return bool(denial & says) and not (_DENIES & writes or prefixed)


def _swaps_force(says: frozenset[str], writes: frozenset[str]) -> bool:
    """Whether "you must" is made of "you may", or "you may" of "you must"."""
    denied = bool({"not", "never", "no", "cannot"} & says)
    obliges = bool({"must", "required", "obliged", "obligated", "mandatory"} & says)
    permits = bool({"may", "can", "allowed", "permitted"} & says)
    if obliges and not permits and not denied and {"may", "can"} & writes and not _COMMITS & writes:
        return True
    demands = {"must", "shall", "required"} & writes
    conditional = {"only", "if", "must", "when", "unless", "once", "after", "but", "provided"} & says
    return bool(
        permits and not denied and demands and not _PERMITS & writes and not conditional and "will" not in writes
    )


def _deeds(words: Sequence[str], company: str) -> list[_Deed]:
    """Every verb after a modal or a "not", with its party."""
    names = _PARTIES | dict.fromkeys(_WORD.findall(company.lower()), _THEY)
    found: list[_Deed] = []
    party = ""
    for at, word in enumerate(words):
        party = names.get(word, "" if word in ".;?!" else party)
        if word not in _MODALS and word not in _NOT:
            continue
        if word not in _MODALS or (at + 1 < len(words) and words[at + 1] in _NOT and word != "cannot"):
            continue_from, denied = (at + 1, True)
        else:
            continue_from, denied = (at + 1, word == "cannot")
        verbs = 0
        for following in words[continue_from : continue_from + _REACH + 2]:
            if following in _NOT:
                denied = True
            elif following in ".;:?!" or following in _MODALS:
                break
            elif following not in _PASSING:
                found.append(_Deed(party, denied, _stem(following)))
                verbs += 1
                if verbs == 2:
                    break
    return found


def _contradicts(
    said: Sequence[_Deed],
    wrote: Sequence[_Deed],
    said_words: Sequence[str],
    wrote_words: Sequence[str],
    *,
    qualified: bool,
) -> bool:
    """Whether a verb is denied on one side and, everywhere on the other, not; or is another party's.

    ``qualified``: both name a condition, so that "may, if you agree" goes with "will not, unless you agree".
    """
    negative = qualified or bool(_DENIES & frozenset(said_words))
    said_stems = {_stem(word) for word in said_words}
    for verb in {deed.verb for deed in wrote}:
        ours = [deed for deed in said if deed.verb == verb]
        theirs = [deed for deed in wrote if deed.verb == verb]
        all_denied = all(deed.denied for deed in theirs) and len(theirs) >= _count(verb, wrote_words)
        none_denied = not any(deed.denied for deed in theirs)
        if all_denied and (any(not d.denied for d in ours) or (not ours and verb in said_stems)) and not negative:
            return True
        if none_denied and ours and all(deed.denied for deed in ours) and not _DENIES & frozenset(wrote_words):
            return True
        parties = {deed.party for deed in theirs}
        if any(deed.party and deed.party not in parties and "" not in parties for deed in ours):
            return True
    return False


def _count(verb: str, words: Sequence[str]) -> int:
    return sum(_stem(word) == verb for word in words)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
