"""Verify: a draft → what of it stands in the documents. The only maker of ``Citation``; pure.

    Draft ──quotes found in their clause──▶ citations ──wordings held to them──▶ Verified

A quote is looked for in the clause its passage names and is replaced by our own text of that place. A statement none of
whose quotes is found is dropped. A statement that says more than its quotes (a figure, a "must" for a "may", a lost
"unless") is shown as the quote itself. The headline is kept only when it passes too. Nothing here trusts the drafter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.types import Citation, Draft, DraftStatement, Statement, Status, YesNo
from bot.understanding.language import denial_agrees, language_of
from bot.understanding.lay_words import in_legal_words
from bot.verifying.guard import agrees, figures_agree, is_negative, references
from bot.verifying.machines import addresses_machine
from bot.verifying.support import supported
from bot.words.plain import NOT_IN_TERMS, OUT_OF_SCOPE, REFUSALS, UNVERIFIED, place, pointer
from ingest import CITABLE, Clause, Passage, Readable, Reading, Span, innermost, readable, sentences, sub_at, terms

MOST_STATEMENTS = 12
MOST_QUOTES = 8
"""Of one statement; what comes after is not looked at."""
LONGEST_QUOTE = 6_000
"""Characters of a quote as drafted and as shown: a page of small print, more is no quote."""
LONGEST_TEXT = 700
"""Characters of a statement in a drafter's own words; excerpts may be as long as their quote."""
LONGEST_HEADLINE = 400
FEWEST_WORDS = 3
"""A shorter quote proves nothing, unless it is the whole clause."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What of a draft may be shown."""

    status: Status
    headline: str
    yes_no: YesNo | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    dropped: int = 0
    """Statements of the draft that could not be backed."""


def verify(
    draft: Draft, passages: Sequence[Passage], readings: Mapping[int, Reading], language: str | None = None
) -> Verified:
    """Check a draft against the passages it was given and the readings of their versions, by ``Version.id``.

    ``language`` is that of the question, by its English name: a wording in it may be a translation, whose words cannot
    be found in the quotes; one in any other language has to be made of their words.
    """
    desk = _Desk({passage.id: passage for passage in passages}, readings, language)
    if draft.status in ("not_in_terms", "out_of_scope"):
        return _refused(draft, desk)
    if draft.status not in ("answered", "partly"):
        return Verified("unavailable", UNVERIFIED, dropped=len(draft.statements))

    backed = [
        checked
        for proposed in draft.statements[:MOST_STATEMENTS]
        if (checked := _statement(proposed, desk)) is not None
    ]
    statements = tuple(dict.fromkeys(backed))
    dropped = len(draft.statements) - len(backed)
    if not statements:
        return Verified("unavailable", UNVERIFIED, dropped=dropped)
    if draft.counted and not dropped:
        return Verified(
            draft.status,
            clean(draft.headline, LONGEST_HEADLINE),
            draft.yes_no,
            statements,
            tuple(desk.citations),
        )
    kept = None if dropped or draft.counted else _headline(draft.headline, desk)
    only_excerpts = all(statement.support == "excerpt" for statement in statements)
    if kept is not None and not only_excerpts:
        headline = kept
    elif only_excerpts:
        headline = pointer(desk.citations, unsure=draft.unsure)
    else:
        headline = next(statement.text for statement in statements if statement.support == "verified")
    return Verified(
        status="partly" if dropped else draft.status,
        headline=headline,
        # A yes or no is the headline's claim in one word: it stands and falls with it.
        yes_no=draft.yes_no if headline == kept and _says(headline, draft.yes_no) else None,
        statements=statements,
        citations=tuple(desk.citations),
        dropped=dropped,
    )


def cite_span(reading: Reading, span: Span) -> Citation | None:
    """A citation of a stretch of a version, for what was found in the text itself; None when it may not be quoted."""
    whole = 0 <= span.start < span.end <= len(reading.source)
    return _Desk({}, {}).made(reading, span) if whole else None


def clean(text: str, longest: int) -> str:
    """A drafter's words as plain text: no markup, no links, no characters that are not seen, not too long."""
    text = re.sub(r"[<>]", "", readable(text[: 4 * longest]).text)
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


@dataclass
class _Desk:
    """The evidence on the table, and the citations made of it so far."""

    passages: Mapping[str, Passage]
    readings: Mapping[int, Reading]
    language: str | None = None
    citations: list[Citation] = field(default_factory=list)
    _read: dict[tuple[int, int, int], Readable] = field(default_factory=dict)

    def words(self, reading: Reading, span: Span) -> Readable:
        key = (reading.version.id, span.start, span.end)
        if key not in self._read:
            self._read[key] = readable(reading.source, span.start, span.end)
        return self._read[key]

    def cite(self, passage_id: str, quote: str) -> int | None:
        """Index of the citation for a quote, None when it does not stand where the drafter says."""
        passage = self.passages.get(passage_id)
        reading = self.readings.get(passage.version.id) if passage else None
        if passage is None or reading is None or not quote or len(quote) > LONGEST_QUOTE:
            return None
        span = self._find(passage, reading, quote)
        citation = self.made(reading, span) if span else None
        if citation is None:
            return None
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation)

    def made(self, reading: Reading, span: Span) -> Citation | None:
        """The citation of a stretch of a version, None when that may not be quoted."""
        clause = _address(reading, span)
        if clause is None or not self._quotable(reading, clause, span):
            return None
        return Citation(
            service=reading.version.service,
            terms_type=reading.version.terms_type,
            version=reading.version.version,
            part="" if addresses_machine(clause.part) else clause.part,
            label=clause.label,
            sub=sub_at(reading.source, clause, span.start),
            title="" if addresses_machine(clause.title) else clause.title,
            quote=reading.source[span.start : span.end],
            start=span.start,
            end=span.end,
            source_url=reading.version.source_url,
            source_sha256=reading.version.sha256,
        )

    def _find(self, passage: Passage, reading: Reading, quote: str) -> Span | None:
        """Where a quote stands: in the passage, else in its clause, else in what introduces the clause."""
        own = passage.clause.span
        found = self.words(reading, passage.span).find(quote) or self.words(reading, own).find(quote)
        if found:
            return found
        for outer in _around(reading.clauses, passage.clause):
            near = Span(max(outer.start, own.start - LONGEST_QUOTE), min(outer.end, own.start + LONGEST_QUOTE))
            found = self.words(reading, near).find(quote)
            if found and found.start < own.start and innermost(reading.clauses, found.start) == outer:
                return found
        return None

    def _quotable(self, reading: Reading, clause: Clause, span: Span) -> bool:
        touched = (c for c in reading.clauses if c.start < span.end and span.start < c.end)
        words = self.words(reading, span).text
        return (
            span.end - span.start <= LONGEST_QUOTE
            and clause.kind in CITABLE
            # A quote of an enclosing clause runs over what lies in it: nothing of that may be notes or furniture.
            and all(c.kind in CITABLE or (c.start <= clause.start and clause.end <= c.end) for c in touched)
            and not any(hidden.start < span.end and span.start < hidden.end for hidden in reading.hidden)
            and (len(re.findall(r"\w+", words)) >= FEWEST_WORDS or words == self.words(reading, clause.span).text)
            and not addresses_machine(self.words(reading, _whole_sentences(reading, clause, span)).text)
        )

    def quotes(self, indexes: Sequence[int]) -> list[str]:
        """The words of citations as a person reads them."""
        return [readable(self.citations[index].quote).text for index in indexes]

    def known(self) -> list[str]:
        """What a wording may name beside the quotes: the day of the version and the title of the clause."""
        return [text for citation in self.citations for text in (citation.version, citation.title)]

    def companies(self) -> str:
        return " ".join(sorted({passage.version.service_name for passage in self.passages.values()}))


def _whole_sentences(reading: Reading, clause: Clause, span: Span) -> Span:
    """A quote with the rest of its first and last sentence: whom it speaks to is said at the beginning."""
    low, high = max(clause.start, span.start - LONGEST_QUOTE), min(clause.end, span.end + LONGEST_QUOTE)
    touched = [s for s in sentences(reading.source, low, high) if s.start < span.end and span.start < s.end]
    return Span(min([span.start, *(s.start for s in touched)]), max([span.end, *(s.end for s in touched)]))


def _around(clauses: Sequence[Clause], inner: Clause) -> list[Clause]:
    """The clauses that enclose one, the nearest first."""
    outer = [c for c in clauses if c.start <= inner.start and inner.end <= c.end and c != inner]
    return sorted(outer, key=lambda c: c.end - c.start)


def _address(reading: Reading, span: Span) -> Clause | None:
    """The clause a span is cited by: the innermost at its start that holds it whole."""
    holding = [c for c in reading.clauses if c.start <= span.start and span.end <= c.end]
    return innermost(holding, span.start)


def _statement(proposed: DraftStatement, desk: _Desk) -> Statement | None:
    """A statement with its citations, in its own words if they say no more than the quotes; None if it has none."""
    found = [desk.cite(quote.passage_id, quote.quote) for quote in proposed.quotes[:MOST_QUOTES]]
    indexes = tuple(dict.fromkeys(index for index in found if index is not None))
    if not indexes:
        return None
    if proposed.frame:
        return _framed(proposed.frame, found, indexes, desk)
    quotes = desk.quotes(indexes)
    if proposed.excerpt:
        text = clean(proposed.text, LONGEST_QUOTE)
        return Statement(text if _is_excerpt(text, quotes) else " ".join(quotes), indexes, "excerpt")
    text = clean(proposed.text, LONGEST_TEXT)
    if len(proposed.text) <= LONGEST_TEXT and _backed(text, quotes, indexes, desk):
        return Statement(text, indexes, "verified")
    return Statement(" ".join(quotes), indexes, "excerpt")


def _framed(frame: str, found: Sequence[int | None], indexes: tuple[int, ...], desk: _Desk) -> Statement | None:
    """Our own words around quotes; None unless every quote was found: what is said of one may depend on another."""
    if any(index is None for index in found) or addresses_machine(frame):
        return None
    quotes = desk.quotes([index for index in found if index is not None])
    pieces = re.split(r"\{(\d)\}", clean(frame, LONGEST_TEXT))
    for at in range(1, len(pieces), 2):  # every second piece is the number of a quote
        number = int(pieces[at])
        pieces[at] = quotes[number] if number < len(quotes) else ""
    return Statement("".join(pieces), indexes, "verified")


def _backed(text: str, quotes: Sequence[str], indexes: Sequence[int], desk: _Desk) -> bool:
    cited = {desk.citations[index].label for index in indexes} - {""}
    named = references(text)
    claim = _YES_OR_NO.sub("", text, count=1) if _YES_OR_NO.match(text) else text
    return (
        len(re.findall(r"\w+", text)) >= FEWEST_WORDS
        and not addresses_machine(text)
        and all(any(_same_label(name, label) for label in cited) or name in " ".join(quotes) for name in named)
        and (_translated(claim, quotes, desk) or _in_its_words(claim, quotes, desk))
    )


def _in_its_words(claim: str, quotes: Sequence[str], desk: _Desk) -> bool:
    return agrees(claim, quotes, known=desk.known(), company=desk.companies()) and supported(
        claim, quotes, known=desk.known(), names=desk.companies()
    )


def _translated(claim: str, quotes: Sequence[str], desk: _Desk) -> bool:
    """Whether it may be a translation into the language of the question, as far as figures and denials tell."""
    written = language_of(" ".join(quotes))
    return (
        written not in (None, desk.language)
        and desk.language is not None
        and language_of(claim) == desk.language
        and figures_agree(claim, quotes, known=desk.known())
        and denial_agrees(claim, quotes)
    )


_YES_OR_NO = re.compile(r"\W*(?:yes|no)[,.:;!–—-]+\s*", re.IGNORECASE)
"""How an answer may begin: it speaks to the question; what follows speaks about the clause."""


def _same_label(one: str, other: str) -> bool:
    """Whether two labels are one, as "4.b" and "4(b)" are, or the first is a section around the other."""
    a, b = (re.findall(r"\w+", label.lower()) for label in (one, other))
    return a == b[: len(a)]


def _is_excerpt(text: str, quotes: Sequence[str]) -> bool:
    """Whether a text is the words of its quotes, in order, with nothing left out that turns the sense."""
    whole = " ".join(quotes)
    at = 0
    for piece in text.split(" … "):
        found = whole.find(piece.strip(), at)
        if found < 0 or is_negative(whole[at:found]):
            return False
        at = found + len(piece.strip())
    return bool(text) and not is_negative(whole[at:])


def _headline(proposed: str, desk: _Desk) -> str | None:
    """The drafter's headline, None when it is not covered by what was cited."""
    text = clean(proposed, LONGEST_HEADLINE)
    indexes = range(len(desk.citations))
    quotes = desk.quotes(indexes)
    fits = (
        len(proposed) <= LONGEST_HEADLINE
        and _backed(text, quotes, indexes, desk)
        and _speaks_of(text, " ".join([*quotes, *desk.known()]))
    )
    return text if fits else None


HEADLINE_WORDS = 0.7
"""Share of a headline's content words that stand in the quotes. One that takes its subject from the question
("Yes, they can train their AI …") over quotes about something else has about half. Set by judgement, on the safe
side."""


def _speaks_of(headline: str, quoted: str) -> bool:
    """Whether the quotes are about what a headline says: its words, or what terms call them, stand in them."""
    there = set(terms(quoted))
    said = [word for word in dict.fromkeys(headline.split()) if terms(word)]
    found = [word for word in said if there & {*terms(word), *terms(in_legal_words(word))}]
    return len(found) >= HEADLINE_WORDS * len(said)


def _says(headline: str, yes_no: YesNo | None) -> bool:
    """Whether a headline does not itself begin with the opposite of ``yes_no``."""
    first = re.match(r"\W*(yes|no)\b", headline, re.IGNORECASE)
    return first is None or yes_no == first[1].lower()


def _refused(draft: Draft, desk: _Desk) -> Verified:
    """A refusal claims nothing about the rule; it may point to the nearest clause. Both in our set words."""
    if draft.status == "not_in_terms":
        headline, near = NOT_IN_TERMS, "The nearest clause is {}; it does not answer this."
    else:
        headline = draft.headline if draft.headline in REFUSALS.values() else OUT_OF_SCOPE
        near = "The clause nearest to the topic is {}."
    passage = desk.passages.get(draft.nearest or "")
    index = _first_sentence(passage, desk) if passage else None
    if index is None:
        return Verified(draft.status, headline, dropped=len(draft.statements))
    named = place(desk.citations[index]) or "the one quoted here"
    pointing = Statement(near.format(named), (index,), "excerpt")
    return Verified(draft.status, headline, None, (pointing,), tuple(desk.citations), len(draft.statements))


def _first_sentence(passage: Passage, desk: _Desk) -> int | None:
    """A citation of the passage's first sentence that is more than a title."""
    reading = desk.readings.get(passage.version.id)
    if reading is None:
        return None
    for span in sentences(reading.source, passage.span.start, passage.span.end)[:20]:
        words = readable(reading.source, span.start, span.end).text
        if len(words.split()) > 5 and words.rstrip(".").lower() != passage.clause.title.lower():
            index = desk.cite(passage.id, reading.source[span.start : span.end])
            if index is not None:
                return index
    return None
