"""Ways in which a wording turns round what its quote says; pure. Part of ``guard``, which gives the plain texts.

Each rule is a question about two texts in small letters with contractions undone: what was *said*, and what the
document *wrote*. They look at one thing each and know nothing of each other; what none of them sees may still be wrong.
"""

import re
from collections.abc import Iterator

_NUMBER = (
    r"(?:us\$|[$€£])?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b"
    r"|twelve\b|thirteen\b"
    r"|fourteen\b|fifteen\b|sixteen\b|seventeen\b|eighteen\b|nineteen\b|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty"
    r"|ninety|hundred\b)"
)
_LOW = re.compile(
    rf"\b(?:at least|not less than|no less than|not fewer than|no fewer than|a minimum of|minimum|more than"
    rf"|over|above|older"
    rf" than|from the age of|no earlier than)(?: \w+)? {_NUMBER}|{_NUMBER}[^.;]{{0,30}}\bor (?:more|older"
    rf"|over|above|longer)\b"
)
_HIGH = re.compile(
    rf"\b(?:up to|at most|not more than|no more than|a maximum of|maximum|less than|fewer than|under|below"
    rf"|within|not exceed"
    rf"|exceeds?|younger than|no later than|not later than|limited to)(?! (?:section|clause|article|paragraph))"
    rf"(?: \w+){{0,2}} {_NUMBER}"
    rf"|{_NUMBER}[^.;]{{0,30}}\b(?:or (?:less|fewer|younger|under)|at most)\b"
)
_IDLE = re.compile(
    r"\b(?:not (?:be )?less than|no less than|not (?:be )?more than|no more than|no later than|not later than"
    r"|not limited to"
    r"|not only|whether or not|without limit(?:ation|ing)|notwithstanding|no matter|nothing (?:in|herein)"
    r"|no earlier than"
    r"|not exceed|not apply|no additional|not (?:be )?fewer than|if not)\b"
)
"""A "not" that denies nothing that is said."""
_DENIED = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|prohibit\w*|forbid\w*|forbidden|banned"
    r"|waive[sdr]?|waiving"
    r"|disclaims?|disclaimed|non-?(?!exclusiv|commercial|personal|public|profit|essential)[a-z]{4,}|unauthori[sz]ed|illegal|unlawful|decline[sd]?|refuse[sd]?)\b"
)
_DENYING = re.compile(
    rf"{_DENIED.pattern}|\b(?:without|unless|except\w*|only|exclude[sd]?|excluding|lose|loses|give up"
    rf"|gives up|giving up"
    r"|stop\w*|prevent\w*|avoid|refrain|limit\w*|restrict\w*|lack\w*|against|un[a-z]{4,}|fails?|miss\w*"
    r"|free of|few|less"
    r"|out of|instead|other than|final|must|need\w*|required?|have to|has to|rather than|exempt\w*|beyond"
    r"|impossible)\b"
)
_SUBORDINATE = re.compile(
    r"\b(?:if|where|when|whenever|whether|who|which|that|until|as long as|so|because|since|in case|unless"
    r"|to the extent)\b"
)
_CONDITION_FIRST = re.compile(r"\W{0,3}(?:if|when|where)\b[^,]{0,400}, ")
_REACH = 120
"""Characters before a word in which another can still govern it."""
_CLAUSES = re.compile(r"(?<=[.;:?!])\s|,? but |,? however,? |, (?:and|or|yet|while|although|though) ")
_STEM = re.compile(r"[a-z]{4,}")

_NO_DUTY = re.compile(
    r"\b(?:no|not|nor|without|never)(?: \w+){0,3} (?:oblig\w+|duty|required|requirement|responsib\w+|have to"
    r"|need(?:ed)?)\b"
    r"|\bneed not\b|\boptional\b|\bvoluntar\w+\b"
)
_NO_DUTY_SAID = re.compile(
    r"\b(?:not|never|no longer)(?: \w+)? (?:have to|need(?: to)?|required|obliged|obligated|must)\b|\bneed not\b"
    r"|\bno (?:need|obligation|duty|requirement)\b|\bwithout (?:having|needing) to\b"
)
_DUTY = re.compile(
    r"\b(?:must|shall|requir\w+|need(?:s|ed)?|oblig\w+|mandatory|responsib\w+|only|agrees?|will|under|least"
    r"|before|prior|have to"
    r"|has to|unless|except|not|no|without|subject to|conditions?|conditional|ensure|undertake\w*|bound"
    r"|owe[sd]?|due|payable"
    r"|condition of|provided that|warrant\w*|represent\w*|expect\w*|commit\w*|necessary|liable)\b"
)
_DUTY_SAID = re.compile(r"\b(?:must|have to|has to|required|obliged|obligated|need to|needs to|mandatory)\b")
_CHOICE = re.compile(r"\b(?:may|can|might|could|option\w*|allow\w*|permit\w*|choose|elect|if|when|unless|or)\b")
_WILL_SAID = re.compile(r"\bwill (?!not\b|never\b)")
_FREE_SAID = re.compile(
    r"\bnot (?:\w+ )?(?:forbidden|prohibited|banned|illegal|against|a breach)\b|\bnothing (?:stops|prevents"
    r"|forbids)\b"
    r"|\bfree to\b|\bno (?:rule|ban|limit)\b|\bnot (?:stop|prevent|forbid|prohibit)\b"
)
_PERMITTED = re.compile(
    r"\b(?:may|can|free|allow\w*|permit\w*|right|rights|entitled|grant\w*|licen[cs]e|choose|unlimited)\b"
)
_EVEN = re.compile(
    r"\beven (?:without|if|when|though|after)\b|\bregardless\b|\bno matter\b|\bin any case\b"
    r"|\banyway\b"
)
_EVEN_WROTE = re.compile(
    r"\beven\b|\bregardless\b|\bwhether\b|\birrespective\b|\bnotwithstanding\b|\bany(?:time| time| reason)\b|"
    r"\bdespite\b|\bin any (?:case|event)\b|\bsurviv\w+"
)
_WITHOUT = re.compile(
    r"\bwithout (?:\w+(?:'s)? ){0,3}(?:consent|permission|approval|agreement|asking|notice|reason|limit)\b"
)
_NOT_AT_ALL = re.compile(r"\b(?:not|never|no|cannot|nobody|none|neither)\b")
_ONLY_IF = re.compile(r"\bonly (?:if|when|where|after|with|for)\b")
_AT_WILL = re.compile(
    r"\b(?:for )?any(?: or no)? reason\b|\bat any time\b|\bwithout cause\b|\bdiscretion\b|\bno reason\b"
    r"|\bat will\b|\banyone\b"
)
_LIMITED_WROTE = re.compile(
    r"\b(?:if|only|unless|except\w*|provided|after|when|where|subject|must|not|no|upon|limited)\b"
)
_TURNS = re.compile(
    r"\b(?:waiv\w+|disclaim\w*|prohibit\w*|forbid\w*|exclud\w+|refus\w+|los(?:e|es|ing)|give up|giving up)\b"
)
_BEFORE = re.compile(r"\b(?:not|never|no|without|cannot|nor|neither)(?: \w+){0,2} ?$")
_OWNS = (
    r"(?:also |still |always |shall |will |do |does |not |never |fully ){0,4}(?:own|owns|retain|retains|keep"
    r"|keeps|remain|remains)\b"
)
_BOTH = re.compile(r"\b(?:either|both|each)\b")
_ONLY_ONE = re.compile(r"^\W*only |\bonly (?:you|we|they|the company)\b")

_NEEDS_WORDS = (
    # What is said, and what must be written for it.
    (
        r"\bimmediately\b|\bat once\b|\bright away\b|\binstantly\b|\bstraight away\b",
        r"immediat|at once|instant|without|any time|prompt|upon|effective",
    ),
    (
        r"\bforever\b|\bpermanently\b|\bfor good\b|\bindefinitely\b",
        r"perpetual|permanent|irrevocabl|forever|indefinit|surviv|never|no longer|not",
    ),
    (
        r"\bunlimited\b|\bno limits?\b|\bwithout limits?\b",
        r"unlimited|no limit|without limit|not limit|any amount|uncapped",
    ),
    (
        r"\bfor free\b|\bfree of charge\b|\bno (?:charge|cost|fee)\b|\bcosts? nothing\b|\bis free\b",
        r"free|no (?:\w+ )?(?:charge|cost|fee)|without (?:\w+ )?(?:charge|cost|fee)|not (?:be )?charge|nothing",
    ),
    (
        r"\bonly\b",
        r"only|sole|exclusiv|limited|except|unless|must|not?\b|cannot|restrict|other than|required|at least"
        r"|prohibit|without|just|personal|never|if",
    ),
    (
        r"\beveryone\b|\banyone\b|\banybody\b|\beverybody\b",
        r"anyone|everyone|any |all |public|every|no one|nobody|world|third part|other|\bnon-",
    ),
    (r"\bautomatically\b", r"automatic|without (?:further )?(?:notice|action)|unless|by default"),
    (
        r"\bwhenever (?:\w+ ){1,2}(?:want|like|wish|please|choose)\w*",
        r"any ?time|at will|discretion|whenever|any reason",
    ),
    (r"\bany\b", r"\bany|\ball\b|every|each|\bno\b|\bnot\b|none|without|non-|other|whatever|either"),
    (
        r"\bwithout (?:telling|asking|notice|warning|informing)\b",
        r"without|\bno (?:\w+ ){0,2}notice|not (?:be )?(?:requir|oblig)|unless",
    ),
    (r"\bby (?:post|letter|phone|fax|text|sms)\b", r"\bpost|letter|mail to|phone|fax|text|sms|call"),
    (
        r"\ball\b|\beverything\b|\banything\b|\bevery\b(?! (?:day|week|month|year))",
        r"\bany|\ball\b|every|each|entire|whole|\bno\b|none|both|as is|exclusive|sole",
    ),
    (r"\bsecretly\b|\bhidden\b", r"secret|hidden|without notice"),
)
_NEEDS = tuple((re.compile(said), re.compile(wrote)) for said, wrote in _NEEDS_WORDS)
_OPPOSITE_WORDS = (
    (r"ends?|ended|stops?|expires?|terminates?", r"continues?|survives?|remains? in|stays? in|perpetual|goes on"),
    (r"increases?|raises?|higher|rises?", r"decreases?|lowers?|lower|reduces?|reduced"),
    (r"before", r"after"),
    (r"includes?|included|including", r"excludes?|excluded|excluding"),
    (r"public|publicly", r"private|privately|confidential"),
    (r"optional|voluntary", r"mandatory|required|compulsory|obligatory"),
    (r"more|longer|larger", r"less|shorter|smaller|fewer"),
    (r"valid|enforceable", r"invalid|void|unenforceable"),
    (r"refundable", r"non-refundable|nonrefundable"),
    (r"oldest|first", r"newest|last"),
    (r"free of charge|for free", r"for a fee|chargeable"),
)
_OPPOSITES = tuple((re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b")) for one, other in _OPPOSITE_WORDS)
_TRIES = re.compile(
    r"\b(?:try|tries|trying|attempts?|aims?|endeavou?rs?|efforts?|seeks?|strives?|hopes?|intends?|where possible)\b"
)
_NO_WARRANTY = re.compile(r"\b(?:without|no|not|disclaim\w*|exclud\w*)(?: \w+){0,4} (?:warrant\w*|guarantee\w*)")
_WARRANTS = re.compile(r"\b(?:guarantees?|guaranteed|warrants?|promises?)\b")


def turns_round(said: str, wrote: str, they: frozenset[str]) -> bool:
    """Whether what was said turns round what is written. ``they`` are the words that mean the company."""
    return (
        _bound_turned(said, wrote)
        or _denial_lost(said, wrote)
        or _duty_made(said, wrote)
        or _duty_lifted(said, wrote)
        or _freed(said, wrote)
        or _condition_turned(said, wrote)
        or _double_denial(said, wrote)
        or _other_party(said, wrote, they)
        or _opposite(said, wrote)
        or bool(_TRIES.search(wrote) and not _TRIES.search(said) and not _NOT_AT_ALL.search(said))
        or any(claim.search(said) and not backing.search(wrote) for claim, backing in _NEEDS)
        or bool(_WARRANTS.search(said) and not _NOT_AT_ALL.search(said) and _NO_WARRANTY.search(wrote))
    )


def _opposite(said: str, wrote: str) -> bool:
    """Whether one side has a word and the other only its opposite: "ends" for "continues"; a "not" may undo that."""
    if bool(_NOT_AT_ALL.search(said)) != bool(_NOT_AT_ALL.search(wrote)):
        return False
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if one.search(said) and other.search(wrote) and not other.search(said) and not one.search(wrote):
                return True
    return False


def _bound_turned(said: str, wrote: str) -> bool:
    """Whether "up to" became "at least", or the other way round."""
    said_low, said_high = bool(_LOW.search(said)), bool(_HIGH.search(said))
    wrote_low, wrote_high = bool(_LOW.search(wrote)), bool(_HIGH.search(wrote))
    turned_up = said_low and not said_high and wrote_high and not wrote_low
    turned_down = said_high and not said_low and wrote_low and not wrote_high
    # "You must be at least 13" denies what is said of those "under 13".
    other_side = bool(_NOT_AT_ALL.search(said)) != bool(_NOT_AT_ALL.search(_IDLE.sub(" ", wrote)))
    return (turned_up or turned_down) and not other_side


def _denial_lost(said: str, wrote: str) -> bool:
    """Whether the clauses that are spoken of deny, and what is said of them does not in any way."""
    if _DENYING.search(said):
        return False
    words = _stems(said)
    shared = [(len(words & _stems(clause)), clause) for clause in _clauses(_IDLE.sub(" ", wrote))]
    most = max((count for count, _ in shared), default=0)
    nearest = [clause for count, clause in shared if count == most]
    return bool(nearest) and all(_denies(clause) for clause in nearest)


def _denies(clause: str) -> bool:
    """Whether a clause denies in its main part, not only in an "if you do not …"."""
    opening = _CONDITION_FIRST.match(clause)
    main = opening.end() if opening else 0
    for denial in _DENIED.finditer(clause):
        before = clause[max(0, denial.start() - _REACH) : denial.start()].split()[-6:]
        if not _SUBORDINATE.search(" ".join(before)) or 0 < main <= denial.start():
            return True
    return False


def _clauses(text: str) -> Iterator[str]:
    return (piece for piece in _CLAUSES.split(text) if piece and piece.strip())


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _STEM.findall(text)}


def _duty_made(said: str, wrote: str) -> bool:
    """Whether a "must" or "will" was made of a "may"."""
    bound = _NO_DUTY.sub(" ", wrote)
    choice = bool(_CHOICE.search(bound))
    if _DUTY_SAID.search(said) and not _NOT_AT_ALL.search(said) and not _DUTY.search(bound):
        return choice or bound != wrote
    firm = bool(re.search(r"\b(?:will|shall|must|agrees?|undertakes?)\b", bound))
    open_said = bool(re.search(r"\b(?:may|can|could|might|able)\b", said))
    return (
        bool(_WILL_SAID.search(said))
        and not open_said
        and not firm
        and bool(re.search(r"\b(?:may|can|might)\b", bound))
    )


def _duty_lifted(said: str, wrote: str) -> bool:
    """Whether "you need not" was made of something that does not say so, or "may" of "must"."""
    if _NO_DUTY_SAID.search(said) and not (
        _NO_DUTY.search(wrote) or re.search(r"\b(?:may|can|free|without|waive\w*)\b(?! not)", wrote)
    ):
        return True
    may = {
        m[1][:5]
        for m in re.finditer(
            r"\b(?:may|can|could) (?:also |then )?(?!not\b|be\b"
            r"|have\b)([a-z]{3,})",
            said,
        )
    }
    must = {
        m[1][:5]
        for m in re.finditer(
            r"\b(?:must|shall|required to|have to) (?:also |then )?(?!not\b|be\b|have\b)([a-z]{3,})", wrote
        )
    }
    return bool(may & must) and not _DUTY_SAID.search(said)


def _freed(said: str, wrote: str) -> bool:
    """Whether "it is not forbidden" is said of what is."""
    return bool(_FREE_SAID.search(said)) and (not _PERMITTED.search(wrote) or bool(_NOT_AT_ALL.search(wrote)))


def _condition_turned(said: str, wrote: str) -> bool:
    """Whether a condition was put in, taken out or turned round."""
    if _EVEN.search(said) and not _EVEN_WROTE.search(wrote):
        return True
    denied, denies = bool(_NOT_AT_ALL.search(said)), bool(_NOT_AT_ALL.search(wrote))
    if _WITHOUT.search(said) and not denied and (denies or "without" not in wrote):
        return True
    if "unless" in said and "unless" in wrote and denied != denies:
        return True
    return bool(_ONLY_IF.search(said) and _AT_WILL.search(wrote) and not _LIMITED_WROTE.search(wrote))


def _double_denial(said: str, wrote: str) -> bool:
    """Whether "you do not waive" is said of "you waive"."""
    plainly = any(not _negated(wrote, turn.start()) for turn in _TURNS.finditer(wrote))
    return plainly and any(_negated(said, turn.start()) for turn in _TURNS.finditer(said))


def _negated(text: str, place: int) -> bool:
    return bool(_BEFORE.search(text[max(0, place - _REACH) : place]))


def _other_party(said: str, wrote: str, they: frozenset[str]) -> bool:
    """Whether one side's deed or thing became the other's."""
    if _ONLY_ONE.search(said) and _BOTH.search(wrote):
        return True
    owners_said, owners_wrote = _owners(said, they), _owners(wrote, they)
    owning_said = {party for party, owns in owners_said if owns}
    owning_wrote = {party for party, owns in owners_wrote if owns}
    denied = {party for party, owns in owners_said if not owns}
    if owning_wrote and (owning_said - owning_wrote or denied & owning_wrote):
        return True
    mine, theirs = _acts(said, they), _acts(wrote, they)
    return any(
        verb in theirs and not parties & theirs[verb] and len(theirs[verb]) == 1 for verb, parties in mine.items()
    )


def _owners(text: str, they: frozenset[str]) -> set[tuple[str, bool]]:
    found = set()
    for match in re.finditer(rf"\b([\w-]+) {_OWNS}(?! (?:to|in touch))", text):
        party = "you" if match[1] == "you" else "they" if match[1] in they else ""
        about_owning = re.search(r"\bown\w*|title|rights?\b", match[0] + text[match.end() : match.end() + 60])
        if party and about_owning:
            found.add((party, not re.search(r"\b(?:not|never)\b", match[0])))
    return found


_ACTIVE = re.compile(r"\b([\w-]+) (?:hereby |also |agree to |agrees to |always |irrevocably |each ){0,4}([a-z]{4,})\b")
_STATE = re.compile(
    r"\b([\w-]+) (?:is|are|am|shall be|will be|remain|remains) (?:solely |fully |also |entirely ){0,3}"
    r"(responsible|liable|entitled|bound|required|obliged)\b"
)
_NO_ACT = frozenset(
    [
        "have",
        "must",
        "will",
        "shall",
        "from",
        "that",
        "this",
        "with",
        "when",
        "what",
        "where",
        "which",
        "agree",
        "only",
        "also",
        "these",
        "those",
    ]
)


def _acts(text: str, they: frozenset[str]) -> dict[str, set[str]]:
    """Verbs that stand right behind their party: "you waive" → {"waiv": {"you"}}."""
    found: dict[str, set[str]] = {}
    for match in (*_ACTIVE.finditer(text), *_STATE.finditer(text)):
        party = "you" if match[1] == "you" else "they" if match[1] in they else ""
        if party and match[2] not in _NO_ACT:
            found.setdefault(match[2].removesuffix("s").removesuffix("e")[:6], set()).add(party)
    return found
