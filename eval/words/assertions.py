"""Does an answer assert something, or does it deny it, ask it, or only quote the document?

"Sharing is allowed." asserts that sharing is allowed. "It is not true that sharing is allowed.", "Nothing says that
sharing is allowed." and "Is sharing allowed?" do not. A rule of thumb over word patterns, in English: it looks at one
sentence and at what stands next to the words. Reading the flagged sentence stays the last word.
"""

import re
from collections.abc import Iterable

from eval.words.matching import plain, wording

VERBATIM_WORDS = 8
"""So many words in a row that are equal to a cited quote are the document speaking, not the answer."""

REACH = 300
"""Characters looked at on either side of the words: longer than nearly every sentence, and a bound on hostile ones."""

# Not after one letter ("u.s. users", "e.g. a fee") nor after the abbreviations that terms are full of.
_SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!\b\w\.)(?<!\b(?:inc|ltd|etc|sec|art)\.)[\"')]*\s+")
_NOT = re.compile(r"n't\b|\bcannot\b")
_FALSE = r"(?:not (?:true|correct|right|accurate|the case|so)|false|untrue|wrong|incorrect|mistaken|misleading|a myth)"
_CLAUSE_BREAK = re.compile(r"[:;]\s|\b(?:but|however|instead|so|because|although|though)\b(?! of)")
_SPEAKING = (
    r"(?:say|state|mean|imply|claim|promise|guarantee|mention|suggest|conclude|assume|tell|think|believe|follow)"
)

# Before the words, anywhere in the same clause of the sentence.
_UNSAID_BEFORE = re.compile(
    rf"\b(?:not|never|no longer|nowhere|nothing|nobody|no-one|"
    rf"no (?:clause|provision|term|rule|section|sentence|one))\b[^,]{{0,40}}?\b{_SPEAKING}\w*\b"
)
_DENIED_BEFORE = re.compile(
    rf"\b{_FALSE}(?:,[^,]{{0,60}},)? (?:that|to {_SPEAKING}|as)\b"
    rf"|\b(?:whether|(?:ask\w*|wonder\w*|know|see|check|tell|say) if|contrary to|{_SPEAKING}s? nothing|silent)\b[^,]*$"
)
# "They do not mention a limit, you may …" and "nothing says otherwise and you may …": what is unsaid ends there.
_STARTS_ANEW = re.compile(
    r"(?:,|\band) (?:you|your|they|their|we|our|it|its|the|this|users?|customers?|members?|everyone|anyone)\b"
)
# "You may not say that …" is a rule like another.
_SPOKEN_OF = re.compile(
    r"(?<!may )(?<!must )(?<!can )(?<!shall )(?<!should )(?<!will )"
    rf"(?:{_UNSAID_BEFORE.pattern} (?:that|if|whether|how|when)|\b{_FALSE} (?:that|to {_SPEAKING})"
    r"|\b(?:ask\w*|wonder\w*) (?:if|whether))\b[^,;:]*"
)
# Right before the words: at most two words between, none of which ends the reach of the "not".
_NEGATED_BEFORE = re.compile(
    r"\b(?:not|never|no|nor|neither|without|instead of|rather than|unlike)"
    r"(?: (?!(?:only|just|merely|doubt|question|and|but|so|because|since|unless|until|if|when|that)\b)[\w'-]+){0,2}"
    r"[ \"'(]*$"
)
_DENIED_AFTER = re.compile(rf"^\w*[\"')]*,? (?:is|are|was|were|would be)(?: simply| just)? {_FALSE}\b")
_NEGATED_AFTER = re.compile(r"^\w*[\"')]*,? (?:neither|nobody|no one|no-one|under no|in no (?:case|way)|not at all)\b")
_CLAIM_BEFORE = re.compile(r"\b(?:claim|idea|belief|assertion|notion|rumou?r|myth)\b")
_CLAIM_DENIED_AFTER = re.compile(rf"\b(?:is|are|was|were)(?: simply| just)? {_FALSE}\b")


def sentences(text: str) -> list[str]:
    """The sentences of a text, as ``plain`` reads them."""
    return [sentence for line in text.splitlines() for sentence in _SENTENCE_END.split(plain(line)) if sentence]


def asserted(phrase: str, texts: Iterable[str], quoted: Iterable[str]) -> str | None:
    """The first sentence of the texts that asserts the phrase in the answer's own voice; None when none does.

    ``quoted`` holds the words of the document that the answer cites: a sentence taken from them is the document's.
    """
    pattern = wording(phrase)
    documents = [plain(words) for words in quoted]
    for text in texts:
        for sentence in sentences(text):
            for match in pattern.finditer(sentence):
                if not _denied(sentence, *match.span()) and not _verbatim(sentence, *match.span(), documents):
                    return sentence
    return None


def told(phrase: str, texts: Iterable[str]) -> bool:
    """Whether any sentence of the texts tells the phrase: more than asking it, or saying that nothing says it.

    A "not" before the phrase is no matter here: it may be what the phrase is about.
    """
    pattern = wording(phrase)
    return any(
        not _disowned(sentence, *match.span())
        for text in texts
        for sentence in sentences(text)
        for match in pattern.finditer(sentence)
    )


def held(text: str) -> str:
    """A text, as ``plain`` reads it, without what it only asks, or says to be unsaid or false."""
    kept = (sentence for sentence in sentences(text) if not sentence.rstrip("\"')").endswith("?"))
    return " ".join(_SPOKEN_OF.sub(" ", _every_not(sentence)) for sentence in kept)


def _denied(sentence: str, start: int, end: int) -> bool:
    negated = _NEGATED_BEFORE.search(_clause_before(sentence, start)) or _NEGATED_AFTER.match(
        sentence[end : end + REACH]
    )
    return _disowned(sentence, start, end) or negated is not None


def _disowned(sentence: str, start: int, end: int) -> bool:
    """Whether a sentence asks some of its words, says that they are false or that nothing says them."""
    if sentence.rstrip("\"')").endswith("?"):
        return True
    near, after = sentence[max(0, start - REACH) : start], sentence[end : end + REACH]
    before = _clause_before(sentence, start)
    return bool(
        _unsaid(before, sentence[start:end])
        or _DENIED_BEFORE.search(before)
        or _DENIED_AFTER.search(after)
        or (_CLAIM_BEFORE.search(near) and _CLAIM_DENIED_AFTER.search(after))
    )


def _clause_before(sentence: str, start: int) -> str:
    """What stands before a place in the same clause, every "not" a word of its own."""
    before = _every_not(sentence[max(0, start - REACH) : start])
    breaks = [found.end() for found in _CLAUSE_BREAK.finditer(before)]
    return before[breaks[-1] :] if breaks else before


def _every_not(text: str) -> str:
    """With every "not" as a word of its own."""
    return _NOT.sub(lambda found: " not" if found[0] == "n't" else "can not", text)


def _unsaid(before: str, said: str) -> bool:
    """Whether some words stand under a "does not say" that goes on as far as to them."""
    found = _UNSAID_BEFORE.search(before)
    if found is None:
        return False
    between = before[found.end() :]
    anew = [match.start() for match in _STARTS_ANEW.finditer(between + said) if match.start() < len(between)]
    return not anew or "that" in between[anew[-1] :].split()


def _verbatim(sentence: str, start: int, end: int, documents: Iterable[str]) -> bool:
    """Whether the words stand in a stretch that is equal to the document: the whole sentence, or eight words."""
    whole = len(sentence.strip(" \"'().;…"))
    for document in documents:
        at = document.find(sentence[start:end])
        while at >= 0:
            past = at + end - start
            left = _equal(sentence[max(0, start - REACH) : start][::-1], document[max(0, at - REACH) : at][::-1])
            right = _equal(sentence[end : end + REACH], document[past : past + REACH])
            stretch = sentence[start - left : end + right]
            if len(stretch.strip(" \"'().;…")) >= whole or len(stretch.split()) >= VERBATIM_WORDS:
                return True
            at = document.find(sentence[start:end], at + 1)
    return False


def _equal(one: str, other: str) -> int:
    """How many characters two texts have in common from their starts."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))
