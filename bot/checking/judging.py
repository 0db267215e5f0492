"""Does a rule of the terms bear a claim out? Compared by rule: figures, who, done or not, conditions, strong words.

    >>> judge(Said("They may sell your calls.", "Acme"), "Acme will not sell your calls.").relation
    'contradicts'

When in doubt the answer is "none": a claim is rather called not stated than borne out. Pure, and linear in the texts.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.checking.words import THEY, YOU, Word, is_deed, listed, meanings, opposites, read, same
from bot.understanding.lay_words import in_legal_words
from bot.verifying.guard import figures, figures_agree, force_agrees
from ingest import terms

Relation = Literal["supports", "contradicts", "partly", "none"]

FULL = 0.74
"""Share of a claim's words that must stand in a rule for the rule to bear it out. Like the next two it was set on the
first half of our own claims (eval/cases/claims.jsonl); the second half was written afterwards."""
ENOUGH = 0.55
"""The same for a rule to contradict it, or bear out a part."""
ALIKE = 0.62
"""Likeness of claim and sentence from which a few words fewer are enough."""
WORDS_FEWER = 0.12
TITLED, NEARBY = 0.9, 0.6
"""What a word counts that stands only in the titles or in the clause around, beside 1 in the rule itself."""
MEANT = 0.4
"""What a word loses at most that a rule only means: "calls" where it has "content" and not "customer content"."""
SURE = 0.6
"""Cosine from which a sentence that means the same in other words bears a claim out. Of fourteen claims on real terms
that were wrongly called supported, all lay below; of the right ones on the sample terms, three of fifteen."""
UNLIKE, ALL_BUT, FEW = 0.2, 0.9, 3
"""Likeness below which words in common are chance, unless so great a share of at least so many is there."""
AS_WIDE = 0.1
"""Added to the strength where claim and rule both say to whom everything belongs."""
MOST = 0.6
"""Share of the words in common that must be denied on one side only, where no deed tells."""
DEED, NAME, GENERAL = 1.5, 1.5, 0.6
"""Weights of words that say what is done, of names, and of words that stand all over terms."""

_GENERAL = frozenset({"content", "data", "account", "use", "subscription"})
_KINDS = frozenset({"content", "yours"})
_STANDING_ALONE = _GENERAL - {"content"} | {"yours"}
_CONDITION = re.compile(
    r"\b(?:unless|except(?! as expressly| as set| as otherwise)|only (?:if|when|where|after|with|as|in|for|from|\()"
    r"|provided,? that|other than"
    r"|only exception|no others|following purposes|as far as|without (?:your|our|their|the|prior|express|written"
    r"|explicit)[\w ]{0,24}"
    r"(?:consent|permission|approval|agreement))\b|\bonly \(",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|where|when|in case|because|until)\b", re.IGNORECASE)
_NAMES_CONDITION = re.compile(
    r"\b(?:unless|except\w*|only|if|consent\w*|permission|agree[sd]?|however|other than|approv\w*|as long as|until"
    r"|when|where"
    r"|provided|apart from|some|certain|most|usually|generally|sometimes|after|once|depending|for|who"
    r"|without asking)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:consent\w*|permission|asking|ask(?:ed)?|agree[sd]?|approv\w*|say-so|say yes|opt(?:ed)? in)\b", re.IGNORECASE
)
_WITHOUT_CONSENT = re.compile(
    r"\b(?:without|no|unless|never ask\w*|not ask\w*)\b[^.;]{0,40}\b(?:consent\w*|permission|asking|agree[sd]?"
    r"|approv\w*|say-so|say yes)",
    re.IGNORECASE,
)
_EVEN_WITH_CONSENT = re.compile(
    r",? ?\b(?:not )?even (?:with|if you (?:give|gave)?) ?(?:your |you )?(?:consent|permission|agree\w*)?\b"
    r"|,? ?(?:with or without"
    r"|regardless of|no matter) [\w ]{0,20}(?:consent|permission)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|ever|full stop|period|any ?time|at any time|whenever|any reason|no matter|under (?:no"
    r"|any) circumstances|whatever|all of"
    r"|every(?:thing|one|body)?|absolutely|completely|no exceptions?|without exceptions?|in all cases|guarantee\w*"
    r"|anything|nothing at all"
    r"|must always|each and every|as long as they (?:like|want))\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(?:(?:at )?any ?time (?:it|they|the company) (?:likes?|wants?)|whenever (?:it|they) (?:likes?|wants?)"
    r"|as (?:it|they) (?:please|like)s?|full stop|period|no exceptions?|without exceptions?|under (?:no"
    r"|any) circumstances|no matter (?:what|why|when)|absolutely"
    r"|completely|literally|simply|ever|at all|in (?:its|their|the|your) (?:\w+ )?(?:terms|tos|contract|policy"
    r"|agreement)(?: of service| of use)?"
    r"|(?:section|clause|article|paragraph) \d[\w.()]*(?: of (?:the|its|their|your) (?:\w+ )?(?:terms|contract"
    r"|agreement))?"
    r"(?: (?:now )?(?:says?|states?|reads?|promises?|tells? you)(?: that)?)?|\b\d{1,2}\.\d{1,2} (?:now )?(?:says?"
    r"|states?|reads?|promises?)(?: that)?"
    r"|(?:the|its|their|your) (?:\w+ ){0,2}(?:terms(?: of (?:service|use))?|tos|contract|agreement|policy"
    r"|fine print) (?:now |also |clearly |literally )?"
    r"(?:says?|states?|reads?|promises?|claims?|allows?|lets?|have|has|contains?|gives?)(?: (?:that|them|it))?"
    r"|as of [\w ,]{3,20}\d{4}|under the [\w ,]{3,20}(?:\d{4} )?terms|(?:now|also) (?:says?|promises?)(?: that)?"
    r"|(?:clearly|plainly) (?:says?|states?)(?: that)?)\b",
    re.IGNORECASE,
)
_SOMETIMES = re.compile(
    r"\b(?:some|sometimes|in (?:some|certain) (?:cases|circumstances)|under certain conditions)\b", re.IGNORECASE
)
_OF_ALL = re.compile(r"\b(?:all|any|every(?:thing)?)\b", re.IGNORECASE)
_WHOEVER = re.compile(r"\b(?:any(?:one|body|where)|who(?:m)?ever|wherever|every(?:one|body|where))\b", re.IGNORECASE)
_AS_WIDE_AS = re.compile(r"\b(?:all|any\w*|every\w*|whoever|wherever|worldwide|public\w*)\b", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:may|can|could|will|must|shall|might|cannot|has to|have to)(?: (?:not|also|now|always|never|still"
    r"|only))? (\w+)"
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|nothing but|no more than|just to|just for)\b", re.IGNORECASE)
_YOURS = re.compile(
    r"\b(?:you|users?|customers?) (?:\w+ )?(?:own|owns|retain|retains|keep|keeps|remain the owner)|\b(?:is|are"
    r"|stays?|remains?|be) yours\b"
    r"|\bstays? yours\b|belongs? to (?:you|users?|the (?:user|customer|owner))|your property\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:we|they|it|company|NAME) (?:(?!not\b|never\b|no\b)\w+ )?(?:owns?|retains?)\b"
    r"|\bwe claim (?:no )?ownership\b|belongs? to (?:us|them|the company|NAME)|(?:becomes?|is|are) (?:our|their|its"
    r"|NAME(?:'s|’s)?) property"
    r"|\bproperty of (?:the company|NAME)|\b(?:becomes?|is|are) ours\b",
    re.IGNORECASE,
)


_NOT_OWNED = re.compile(
    r"\b(?:not|never|no longer|no)\b(?: \w+){0,1} (?:own|owns|belong|belongs|retain|claim|property)\b|\bno ownership\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A claim, ready to be held against rules."""

    text: str
    company: str = ""
    event: bool = False
    """It is what is said to have come into the terms or gone: named loosely, and looked for in every version."""

    @cached_property
    def told(self) -> str:
        """The claim without words that add no matter: "full stop", "section 4 says that"."""
        left = _EVEN_WITH_CONSENT.sub("", self.text)
        left = " ".join(_EMPTY.sub(" ", left).split())
        return left if len(left.split()) >= 2 else self.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(w for w in read(self.told, self.company) if not w.stem.isdigit() and w.concepts != {"consent"})

    @cached_property
    def deeds(self) -> tuple[Word, ...]:
        """What is claimed to be done; "use", which stands everywhere, only where there is nothing else."""
        deeds = tuple(word for word in self.words if is_deed(word))
        return tuple(word for word in deeds if not word.concepts <= _GENERAL) or deeds

    @cached_property
    def head(self) -> Word | None:
        """The first thing that is said to be done, where it stands behind a "may", a "will" or the company's name."""
        names = "|".join(["they", "it", "we", "you", *map(re.escape, self.company.lower().split()[:1])])
        told = self.told.lower()
        found = _MODAL.search(told) or re.search(rf"\b(?:{names}) (?:also |now |always |never )?(\w+)", told)
        return next((word for word in self.words if found and word.text == found[1]), None)

    @cached_property
    def absolute(self) -> bool:
        return bool(_ABSOLUTE.search(self.text))

    @cached_property
    def names_condition(self) -> bool:
        return bool(_NAMES_CONDITION.search(_EVEN_WITH_CONSENT.sub("", self.told)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of proper names in it: capitalised inside the sentence."""
        inside = re.findall(r"(?<=[a-z,] )[A-Z][\w]+", self.told)
        return frozenset(
            stem for name in inside if name.lower() not in self.company.lower().split() for stem in terms(name)
        )


@dataclass(frozen=True, slots=True)
class Judged:
    relation: Relation
    strength: float = 0.0
    """0 to 1: how sure it is that the rule is about what is claimed; with "none", that it is and cannot be told how."""
    why: str = ""
    """In a few plain words, with {place} for where the rule stands."""


NONE = Judged("none")
OPPOSITE = "The terms say the opposite in {place}."
OTHER_FIGURE = "The terms name another figure in {place}."
OTHER_OWNER = "The terms say in {place} that it belongs to somebody else."
NOT_ALWAYS = "It is not always so: {place} says when it is."
NOT_ONLY = "It is not only that: {place} goes further."
EXCEPTED = "That leaves out a condition: {place} makes an exception."
A_PART = "Only a part of it is in the terms, in {place}."
NOT_ALL = "{place} does not name all of it."
SAYS_SO = "The terms say so in {place}."
NO_CONDITION = "The terms name no such condition in {place}."


def judge(
    said: Said,
    rule: str,
    *,
    lead: str = "",
    exceptions: str = "",
    titles: str = "",
    around: str = "",
    similarity: float = 1.0,
) -> Judged:
    """Hold a claim against one rule.

    Args:
        said: the claim.
        rule: a sentence of the terms, with its list.
        lead: the sentence before it, which it points back to.
        exceptions: what follows and takes back a part of it.
        titles: of the clause; a word that stands only there counts a little less.
        around: the whole clause; a word that stands only there counts half.
        similarity: cosine of claim and sentence, 1 where none was computed.
    """
    rule = _narrowed(said, rule)
    wrote = read(rule, said.company)
    whole = (*read(lead, said.company), *wrote, *read(exceptions, said.company))
    if not said.words or not wrote:
        return NONE
    share, missing = _covered(said, whole, read(titles, said.company), read(around, said.company))
    strength = 0.7 * share + 0.3 * max(0.0, similarity)
    if _OF_ALL.search(said.text) and _OF_ALL.search(rule) and _owner(rule, said.company):
        strength += AS_WIDE
    strength = round(min(1.0, strength), 3)
    less = WORDS_FEWER if similarity >= ALIKE else 0.0
    titled, nearby = meanings(read(titles, said.company)), meanings(read(around, said.company))
    missing = [word for word in missing if not _means(word, titled)]
    telling = [word for word in missing if _is_telling(word, said)]
    kinds = [word for word in telling if word.concepts <= _KINDS]  # of content: what the clause is about will do
    telling = [word for word in telling if word not in kinds or not _means(word, nearby)]
    if similarity < UNLIKE and (share < ALL_BUT or len(said.words) < FEW):
        return NONE
    if (
        share < ENOUGH - less
        or _lacks_head(said, missing)
        or _lacks_deed(said, missing)
        or any(not _means(word, nearby) for word in telling)
    ):
        return NONE
    if _other_doer(said, wrote):
        return NONE
    against = _against(said, rule, wrote, exceptions, share >= FULL)
    if against:
        return Judged(against[0], strength, against[1])
    if share < FULL - less:
        return Judged("partly", strength, A_PART) if _names_several(said, missing) else NONE
    if telling:
        return NONE
    judged = _same_way(said, rule, exceptions, strength)
    exact = {word.stem for word in whole}
    said_so = all(word.stem in exact or word.concepts & (_KINDS | _GENERAL) for word in said.words)
    # Words that only mean the same, in a sentence that is not much like the claim, are too little to bear it out; a
    # denial of the same thing is enough.
    if similarity < SURE and not said_so and not said.event and not any(deed.denied for deed in said.deeds):
        return Judged("none", strength)
    return judged


def _covered(
    said: Said, wrote: Sequence[Word], titles: Sequence[Word], nearby: Sequence[Word]
) -> tuple[float, list[Word]]:
    """Share of the claim's words that stand in a rule, by weight, and those that do not."""
    there, titled, near = _with_opposites(meanings(wrote)), meanings(titles), meanings(nearby)
    total = got = 0.0
    missing = []
    for word in said.words:
        weight = _weight(word, said)
        means = {word.stem, *word.concepts}
        legal = {*terms(in_legal_words(word.text))} if not word.concepts else set()
        if word.stem in there:
            value = 1.0
        elif means & there:
            value = 1.0 - MEANT * (1 - len(word.concepts & there) / len(word.concepts))
        elif legal & there:
            value = 0.8
        else:
            missing.append(word)
            value = TITLED if means & titled else NEARBY if means & near else 0.0
        total += weight
        got += weight * value
    return got / total, missing


def _weight(word: Word, said: Said) -> float:
    if word.stem in said.names:
        return NAME
    if word.concepts & _GENERAL:
        return GENERAL
    return DEED if is_deed(word) else 1.0


def _lacks_head(said: Said, missing: Sequence[Word]) -> bool:
    """Whether what is first said to be done does not stand in a rule, which is then about another thing."""
    return said.head is not None and said.head in missing


def _lacks_deed(said: Said, missing: Collection[Word]) -> bool:
    """Whether what is claimed to be done does not stand in the rule at all."""
    # "the contract" of "end the contract", where the rule ends "it", is no deed of its own.
    done = frozenset(c for word in said.words if word not in missing for c in word.concepts)
    return any(is_deed(word) and not word.concepts & (_GENERAL | done) for word in missing)


def _with_opposites(there: frozenset[str]) -> frozenset[str]:
    """What excludes a thing speaks of it as well: "off until" of "on by default"."""
    pairs = (*opposites(), *((other, one) for one, other in opposites()))
    return there | {other for one, other in pairs if one in there}


def _is_telling(word: Word, said: Said) -> bool:
    """Whether a claim is about nothing else without this word: a name, or a word that the table knows."""
    return word.stem in said.names or bool(word.concepts - _STANDING_ALONE)


def _means(word: Word, there: frozenset[str]) -> bool:
    return word.stem in there or bool(word.concepts & there)


def _names_several(said: Said, missing: Sequence[Word]) -> bool:
    """Whether what is missing stands in a list of the claim: "calls, boards and files"."""
    return bool(missing) and bool(re.search(r"\w, [\w ]+(?:,? and|,? or|,? as well as) \w", said.told))


_ITEM = re.compile(r"(?<=[\s;,:])(?=\((?:[a-z]|[ivx]{1,5})\)\s)")
_SEGMENT = re.compile(
    r"\b(?:unless|except|in which case|but|provided that)\b|(?<=[\s;,:])\((?:[a-z]|[ivx]{1,5})\)\s|;",
    re.IGNORECASE,
)


def _narrowed(said: Said, rule: str) -> str:
    """A rule without those items of a list in it that have nothing of what is claimed."""
    lead, *items = _ITEM.split(rule)[:60]
    if len(items) < 2:
        return rule
    mine = meanings(said.words)
    shared = [len(mine & meanings(read(item, said.company))) for item in items]
    return lead + "".join(item for item, n in zip(items, shared, strict=True) if n and n == max(shared))


def _heart(said: Said, rule: str) -> tuple[Word, ...]:
    """The stretch of a rule that shares most with a claim: not what is excepted from it."""
    mine = meanings(said.words)
    words = read(rule, said.company)
    cuts = [0, *(m.start() for m in _SEGMENT.finditer(rule)), len(rule)]
    pieces = [piece for a, b in zip(cuts, cuts[1:], strict=False) if (piece := read(rule[a:b], said.company))]
    if len(pieces) < 2:
        return words
    at = max(range(len(pieces)), key=lambda n: (len(mine & meanings(pieces[n])), -n))
    begin = sum(len(piece) for piece in pieces[:at])
    # Read as a whole, so that a "not" before a list still reaches its items.
    return words[begin : begin + len(pieces[at])] if sum(map(len, pieces)) == len(words) else pieces[at]


# --- against ---------------------------------------------------------------------------------------------------------


def _against(said: Said, rule: str, wrote: Sequence[Word], exceptions: str, full: bool) -> tuple[Relation, str] | None:
    """What in a rule speaks against a claim, None when nothing does."""
    if _other_owner(said, rule):
        return "contradicts", OTHER_OWNER
    turned = _turned(said, _heart(said, rule)) or _turned(said, wrote)
    if turned and not _taken_back(turned, read(exceptions, said.company)):
        conditional = bool(_CONDITION.search(f"{rule} {exceptions}"))
        without = bool(_WITHOUT_CONSENT.search(said.text))
        consent = bool(_CONSENT.search(said.told)) and bool(_CONSENT.search(rule))
        if conditional and not said.absolute:
            if not turned.denied and (_SOMETIMES.search(said.told) or (consent and not without)):
                return "supports", SAYS_SO
            if not (consent and without) and not said.names_condition:
                return "partly", EXCEPTED
        return "contradicts", NOT_ALWAYS if said.absolute and conditional else OPPOSITE
    if _other_figure(said, rule):
        return "contradicts", OTHER_FIGURE
    mine, theirs = meanings(said.words), meanings(wrote)
    for one, other in (*opposites(), *((b, a) for a, b in opposites())):
        if one in mine and other in theirs and one not in theirs:
            return "contradicts", OPPOSITE
    if full and _ONLY.search(said.told) and not _ONLY.search(rule) and "no others" not in rule:
        return "contradicts", NOT_ONLY
    return None


def _other_doer(said: Said, wrote: Sequence[Word]) -> bool:
    """Whether what is claimed to be done is, wherever it stands in the rule, done by the other side."""
    for word in said.deeds:
        if word.party and not word.concepts & _EITHER:
            theirs = {other.party for other in wrote if same(word, other)}
            if theirs and "" not in theirs and word.party not in theirs:
                return True
    return False


_EITHER = frozenset({"own", "notify", "pay", "refund", "keep"})
"""What one side does and the other gets done: "you pay us" and "we charge you"."""


def _turned(said: Said, wrote: Sequence[Word]) -> Word | None:
    """The deed of a claim that a rule turns round: denied in one and, wherever it stands, not in the other.

    Where claim and rule share no deed that is known, most of the words they share must be turned round.
    """
    met = [(word, theirs) for word in said.deeds if (theirs := [other for other in wrote if same(word, other)])]
    for word, theirs in met:
        if all(other.denied != word.denied for other in theirs):
            return word
    if met:
        return None
    shared = _shared(said, wrote)
    differing = [word for word, theirs in shared if all(other.denied != word.denied for other in theirs)]
    return differing[0] if differing and len(differing) >= MOST * len(shared) else None


def _shared(said: Said, wrote: Sequence[Word]) -> list[tuple[Word, list[Word]]]:
    """The words of a claim that stand in a rule, each with those there that mean the same."""
    return [(word, theirs) for word in said.words if (theirs := [other for other in wrote if same(word, other)])]


def _taken_back(deed: Word, exceptions: Sequence[Word]) -> bool:
    """Whether what follows a rule and takes it back has a deed as it is claimed."""
    return any(same(deed, other) and other.denied == deed.denied for other in exceptions)


def _other_figure(said: Said, rule: str) -> bool:
    """Whether a claim names a figure of a kind for which the rule has others."""
    told = re.sub(
        r"\b(?:section|clause|article) \d[\w.()]*|\b\d{1,2}\.\d{1,2}\b(?! ?%)", " ", said.told, flags=re.IGNORECASE
    )
    if figures_agree(told, [rule]):
        return False
    units = {figure.unit for figure in figures(rule)}
    mine = [
        f
        for f in figures(told)
        if f.unit not in ("date", "address") and not figures_agree(f"{f.value} {f.unit}", [rule])
    ]
    return any(f.unit in units or (f.unit in _TIMES and units & _TIMES) for f in mine)


def states_figures(said: Said, rule: str) -> bool:
    """Whether a claim has figures, and a rule all of them, which is not about what the other side does."""
    mine = [figure for figure in figures(said.told) if figure.unit not in ("date", "address")]
    return bool(mine) and figures_agree(said.told, [rule]) and not _other_doer(said, read(rule, said.company))


_TIMES = frozenset({"second", "minute", "hour", "day", "business day", "week", "month", "year"})


def _other_owner(said: Said, rule: str) -> bool:
    """Whether claim and rule name different owners of what both speak of."""
    mine, theirs = _owner(said.text, said.company), _owner(rule, said.company)
    return bool(mine and theirs and not mine & theirs)


def _owner(text: str, company: str) -> frozenset[str]:
    name = re.escape(company.split()[0]) if company.split() else "NAME"
    found = {YOU} if _YOURS.search(text) else set()
    if re.search(_THEIRS.pattern.replace("NAME", name), text, re.IGNORECASE):
        found.add(THEY)
    denied = bool(_NOT_OWNED.search(text)) and len(found) == 1
    return frozenset({YOU, THEY} - found if denied else found)


# --- for -----------------------------------------------------------------------------------------------------------


def _same_way(said: Said, rule: str, exceptions: str, strength: float) -> Judged:
    """A rule that says what is claimed: with what it says besides."""
    whole = f"{rule} {exceptions}"
    shared = _shared(said, read(rule, said.company))
    known = [(word, theirs) for word, theirs in shared if is_deed(word)]
    if any(
        all(other.denied != word.denied for other in theirs)
        for word, theirs in shared
        if not known or "content" in word.concepts
    ):
        return NONE  # something is denied on one side only, and no deed tells what that means
    lacking = [f for f in figures(said.told) if f.unit not in ("date", "address")]
    if lacking and not figures_agree(said.told, [whole]):
        return NONE
    condition = _CONDITION.search(whole)
    if condition and (not said.names_condition or _EVEN_WITH_CONSENT.search(said.text)):
        return Judged("partly", strength, EXCEPTED)
    if _other_things(said, rule):
        return Judged("partly", strength, NOT_ALL)
    if said.absolute and (condition or _IF.search(rule)):
        return Judged("partly", strength, NOT_ALWAYS)
    if _WITHOUT_CONSENT.search(said.text) and not _CONSENT.search(whole):
        return Judged("partly", strength, NO_CONDITION)
    denied = any(deed.denied for deed in said.deeds)
    if _WHOEVER.search(said.told) and not denied and not _AS_WIDE_AS.search(rule):
        return Judged("none", strength)  # "others in your household" are not anyone
    if not force_agrees(said.told, [whole], company=said.company):
        return Judged("none", strength)
    return Judged("supports", strength, SAYS_SO)


_ANY_CONTENT = listed("content call meet convers session stuff upload messag materi work post input output yours thing")


def _other_things(said: Said, rule: str) -> bool:
    """Whether a claim names kinds of content, as boards and files, that are not among those a rule lists."""
    mine = {w.stem for w in said.words if "content" in w.concepts} - _ANY_CONTENT
    theirs = {w.stem for w in read(rule, said.company) if "content" in w.concepts}
    return bool(mine - theirs) and len(theirs - _ANY_CONTENT) >= 2 and "content" not in theirs
