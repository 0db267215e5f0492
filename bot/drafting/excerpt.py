"""The excerpt drafter: an answer without a model, in the document's own sentences.

    passages → candidate sentences → scored against the question → the best, with what belongs to them

It never says yes or no, and it refuses when the evidence hardly answers (``bot.drafting.answerable``).
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import fmean

from bot.drafting import DraftRequest
from bot.drafting.answerable import LEAST_CHANCE, SURE_CHANCE, Evidence, lacks_what_is_asked_for
from bot.drafting.clause import whole_clauses
from bot.drafting.context import Sentence, Stretch, exceptions, group, is_title, is_whole, read, shown, stretch
from bot.drafting.embedding import Embed
from bot.lately import Lately
from bot.retrieval.query import Query, read_query
from bot.retrieval.rules import OWNER
from bot.types import Draft, DraftQuote, DraftStatement
from bot.understanding.asked import Asked, read_question
from bot.understanding.lay_words import in_legal_words, question_vector
from bot.words.plain import NOT_IN_TERMS
from ingest import CITABLE, Clause, Passage, Reading, Span, terms

MOST_CANDIDATES = 24
"""Sentences embedded for one question; about 5 ms each on one core."""
MOST_EMBEDDED = 200
"""Characters of a sentence that are embedded: the model sees no more than some 60 words well."""
MOST_STRETCHES = 100
"""Places of one sentence that are looked at for where its telling stretch begins."""
BY_NAME = 2.0
"""Score from which a passage was asked for by its number ("what does 9.4 say"): likeness gives 1 at the most, a number
adds 2. Then nothing else answers, and how like the question its words are does not matter."""
READ_LATELY = 4_096
"""Stretches whose sentences are kept, some 10 kB each: reading them takes longer than choosing among them. Fifty real
documents have 2,400."""
AT_A_TIME = 16
"""Sentences embedded ahead at a time: whoever asks meanwhile waits no longer than for another question."""
MOST_CLAUSES = 3
COMPARED = 8
"""Clauses, the best ones first, whose scores are looked at to see how far the first stand out."""
MOST_OF_CLAUSE = 3
"""Sentences of the best clause that are chosen, of further ones the best; what belongs to them comes along."""
MOST_STATEMENTS = 6
_SENTENCE, _WORDS, _PASSAGE = 0.6, 0.2, 0.2
"""Weights of the sentence's similarity, its share of the question's words, and the passage's score. On the development
cases a third more or less of any of them, or of the margins, changes the required clauses cited by at most 0.04."""
_FIGURE = 0.08
"""Added for a sentence that holds a figure of the kind asked for."""
_STANDS_OUT, _STANDS_OUT_OF_SEVERAL = 0.5, 0.4
"""Share of the lead that the best clause has over the rest which a further clause has to have as well; the second
where several things were asked in one."""
_MANY_WORDS, _MOST_WORDS = 0.3, 0.7
"""Share of the question's words from which they tell what it is about, and share of those in the best clause that
another must have: two clauses take in AI, and the one with the weaker wording is the licence."""
_DOCUMENT_MARGIN = 0.15
"""How much less than the best clause of all the best one of another document of the service may score."""
_SENTENCE_MARGIN = 0.15
"""How much less than the best one a further sentence of the best clause may score."""
LEAST_SIMILARITY = 0.25
"""A passage less like the question than this is not shown as the nearest one to it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    around: Sequence[Sentence]
    at: int
    """Which of the sentences around."""
    coverage: float
    similarity: float = 0.0
    score: float = 0.0

    @property
    def sentence(self) -> Sentence:
        return self.around[self.at]

    @property
    def words(self) -> str:
        return self.sentence.words


class ExcerptDrafter:
    """Implements ``Drafter`` with no model.

    ``embed`` gives unit vectors of sentences, ``embed_questions`` of questions where a model treats them otherwise;
    without ``embed`` only shared words count.
    """

    def __init__(self, embed: Embed | None = None, embed_questions: Embed | None = None) -> None:
        self._embed = embed
        self._embed_questions = embed_questions or embed
        self._stretches = Lately[tuple[int, str, Span], Stretch](8 * READ_LATELY)
        self._around = Lately[tuple[int, str, Stretch], list[Sentence]](READ_LATELY)

    def draft(self, request: DraftRequest) -> Iterator[str | Draft]:
        asked = read_question(request.question)
        nearest = next((p.id for p in request.passages if p.similarity >= LEAST_SIMILARITY), None)
        named = tuple(passage for passage in request.passages if passage.score >= BY_NAME)
        request = replace(request, passages=named or request.passages)
        query = _query(request)
        if query.whole:  # a clause that is not there is not answered by what is like its number
            whole = whole_clauses(query, request.passages, request.readings)
            yield whole or Draft("not_in_terms", NOT_IN_TERMS)
            return
        clauses = _clauses(self._scored(request, asked))
        chosen = _with_named(_chosen(clauses, _STANDS_OUT_OF_SEVERAL if asked.several else _STANDS_OUT), asked)
        chance = _evidence(request, asked, clauses).chance
        words = _words_of(query.core)
        found = [statement for clause in chosen for statement in _statements(clause, words)]
        sentences = [one for clause in chosen for one in clause]
        read = [*(statement.text for statement in found), *(one.passage.clause.title for one in sentences)]
        if not named and (chance < LEAST_CHANCE or lacks_what_is_asked_for(asked, sentences, read)):
            yield Draft("not_in_terms", NOT_IN_TERMS, nearest=nearest, answerable=chance)
            return
        statements = tuple({statement.text: statement for statement in found}.values())[:MOST_STATEMENTS]
        yield "\n\n".join(statement.text for statement in statements)
        yield Draft("answered", "", statements, answerable=chance, unsure=not named and chance < SURE_CHANCE)

    def prepare(self, reading: Reading) -> Iterator[None]:
        """Embed ahead, a few at a time, what questions to a version have embedded: sentences by their beginnings.

        Of a long sentence a question may want another stretch, which is embedded when it is asked.
        """
        if self._embed is None:
            return
        texts: dict[str, None] = {}
        for stored in reading.passages:
            clause = reading.clauses[stored.clause]
            if clause.kind in CITABLE:
                span = Span(stored.start, stored.end)
                said = (s.words for s in self._read(reading, clause, span) if _may_answer(s, span))
                texts |= dict.fromkeys(_titled(clause, words[:MOST_EMBEDDED]) for words in said)
                yield
        wanted = sorted(texts, key=len)  # of about the same length, so that little is padded
        for start in range(0, len(wanted), AT_A_TIME):
            self._embed(wanted[start : start + AT_A_TIME])
            yield

    def evidence(self, request: DraftRequest) -> Evidence:
        """What is known of the evidence, for fitting the weights of ``Evidence.chance``."""
        asked = read_question(request.question)
        return _evidence(request, asked, _clauses(self._scored(request, asked)))

    def _scored(self, request: DraftRequest, asked: Asked) -> list[_Candidate]:
        """Candidate sentences, best first."""
        candidates = _candidates(request, self._read)
        if self._embed is None or self._embed_questions is None or not candidates:
            similarities = [c.passage.similarity for c in candidates]
        else:
            query = _words_of(_core(request))
            texts = [_titled(c.passage.clause, telling(c.sentence.words, query)) for c in candidates]
            vector = question_vector(_core(request)[:MOST_EMBEDDED], self._embed_questions)
            similarities = [float(s) for s in self._embed(texts) @ vector]
        best = max((p.score for p in request.passages), default=0.0) or 1.0
        scored = [
            replace(
                c,
                similarity=s,
                score=_SENTENCE * s
                + _WORDS * c.coverage
                + _PASSAGE * c.passage.score / best
                + _FIGURE * asked.has_figure(c.words)
                + OWNER * asked.tells_owner(c.words),
            )
            for c, s in zip(candidates, similarities, strict=True)
        ]
        return sorted(scored, key=lambda c: -c.score)

    def _read(self, reading: Reading, clause: Clause, passage: Span) -> list[Sentence]:
        """The sentences around a passage of a clause, kept: a version does not change."""
        version = reading.version.id, reading.version.sha256
        place = self._stretches.of((*version, passage), lambda: stretch(reading, clause, passage))
        return self._around.of((*version, place), lambda: read(reading, place))


# --- choosing ----------------------------------------------------------------------------------------------------


def _candidates(request: DraftRequest, read: Callable[[Reading, Clause, Span], Sequence[Sentence]]) -> list[_Candidate]:
    """The sentences that could answer: of each passage those that share most with the question, each sentence once."""
    query = _words_of(_core(request))
    weights = {id_: _weights(query, reading) for id_, reading in request.readings.items()}
    found: list[list[_Candidate]] = []
    seen: set[tuple[int, int]] = set()
    for passage in request.passages:
        reading = request.readings[passage.version.id]
        here = read(reading, passage.clause, passage.span)
        mine = []
        for at, sentence in enumerate(here):
            place = (passage.version.id, sentence.span.start)
            if place not in seen and _may_answer(sentence, passage.span):
                seen.add(place)
                mine.append(_Candidate(passage, here, at, _coverage(query, weights[reading.version.id], sentence)))
        found.append(sorted(mine, key=lambda c: -c.coverage))
    # Round by round, so that a long passage does not crowd out the others.
    rounds = (c for n in range(MOST_CANDIDATES) for mine in found for c in mine[n : n + 1])
    return list(islice(rounds, MOST_CANDIDATES))


def _may_answer(sentence: Sentence, passage: Span) -> bool:
    """Whether a sentence that stands around a passage is one of its own and says something."""
    return passage.start <= sentence.span.start < passage.end and is_whole(sentence)


def _titled(clause: Clause, words: str) -> str:
    """What is embedded of a sentence."""
    return f"{clause.title}: {words}"


def _core(request: DraftRequest) -> str:
    """The question without what only frames it, as it was looked up."""
    return _query(request).core


def _query(request: DraftRequest) -> Query:
    names = {name for r in request.readings.values() for name in (r.version.service_name, r.version.service)}
    return read_query(request.question, names)


def _words_of(question: str) -> frozenset[str]:
    """The content words of a question, and those that terms use for what it says."""
    return frozenset(terms(question)) | frozenset(terms(in_legal_words(question)))


def telling(words: str, query: frozenset[str]) -> str:
    """The stretch of a sentence that shares most with the question, at most ``MOST_EMBEDDED`` characters.

    What is asked about often stands far behind in a long sentence: "(ii) … machine learning, artificial intelligence".
    """
    starts = [0, *(m.end() for m in re.finditer(r"[,;:]\s+", words))] if len(words) > MOST_EMBEDDED else [0]
    stretches = (words[start : start + MOST_EMBEDDED] for start in starts[:MOST_STRETCHES])
    return max(stretches, key=lambda stretch: len(query & frozenset(terms(stretch))))


def _weights(query: frozenset[str], reading: Reading) -> dict[str, float]:
    """How rare each word of the question is in a version, as inverse document frequency."""
    total = len(reading.passages)
    counts = {term: sum(term in passage.terms for passage in reading.passages) for term in query}
    return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in counts.items()}


def _coverage(query: frozenset[str], weights: Mapping[str, float], sentence: Sentence) -> float:
    whole = sum(weights.values())
    there = query & frozenset(terms(sentence.words))
    return sum(weights[term] for term in there) / whole if whole else 0.0


def _clauses(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """The candidates, best first, by the clause they stand in; the clauses by their best sentence."""
    clauses: dict[tuple[int, int, int], list[_Candidate]] = {}
    for candidate in candidates:
        clause = candidate.sentence.clause
        place = (clause.start, clause.end) if clause else (0, 0)
        clauses.setdefault((candidate.passage.version.id, *place), []).append(candidate)
    return list(clauses.values())


def _chosen(clauses: Sequence[Sequence[_Candidate]], stands_out: float) -> list[list[_Candidate]]:
    """Of each document that is about as near as the nearest one: the best sentences of its best clause, and the best
    one of others that stand out from the rest with it.

    The sentences of a clause come in the document's order.
    """
    documents: dict[int, list[Sequence[_Candidate]]] = {}
    for mine in clauses:
        documents.setdefault(mine[0].passage.version.id, []).append(mine)
    near = [
        (mine, at)
        for of_one in documents.values()
        if of_one[0][0].score >= clauses[0][0].score - _DOCUMENT_MARGIN
        for at, mine in enumerate(of_one[:MOST_CLAUSES])
        if of_one[0][0].score - mine[0].score <= (1 - stands_out) * _lead(of_one) or _says_the_words(mine, of_one[0])
    ]
    return [_of_clause(mine, 1 if at else MOST_OF_CLAUSE) for mine, at in near]


def _says_the_words(mine: Sequence[_Candidate], best: Sequence[_Candidate]) -> bool:
    """Whether a clause has most of what the best one has of the question's words, when that is much."""
    has, most = (max(candidate.coverage for candidate in clause) for clause in (mine, best))
    return most >= _MANY_WORDS and has >= _MOST_WORDS * most


def _of_clause(mine: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """The best sentences of a clause, in the document's order."""
    together = [candidate for candidate in mine if candidate.passage.span == mine[0].passage.span][:most]
    return sorted((c for c in together if c.score >= mine[0].score - _SENTENCE_MARGIN), key=lambda c: c.at)


def _with_named(chosen: list[list[_Candidate]], asked: Asked) -> list[list[_Candidate]]:
    """The same, with the first sentence of the best clause that names a thing asked for which none of them names."""
    for thing in asked.things:
        if not chosen or any(thing.search(one.words) for clause in chosen for one in clause):
            continue
        (first, *others), *further = chosen
        for at, sentence in enumerate(first.around):
            if sentence.clause == first.sentence.clause and not is_title(sentence) and thing.search(sentence.words):
                naming = replace(first, at=at, similarity=0.0)
                chosen = [sorted((first, *others, naming), key=lambda c: c.at), *further]
                break
    return chosen


def _lead(clauses: Sequence[Sequence[_Candidate]]) -> float:
    """How far the score of the best clause lies above the rest: the mean of those that are never shown."""
    best = [mine[0].score for mine in clauses]
    return best[0] - fmean(best[MOST_CLAUSES:COMPARED] or best[-1:])


def _evidence(request: DraftRequest, asked: Asked, clauses: Sequence[Sequence[_Candidate]]) -> Evidence:
    if not clauses:
        return Evidence.of(asked, "", 0.0, 0.0)
    nearest = max(passage.similarity for passage in request.passages)
    return Evidence.of(asked, clauses[0][0].words, nearest, _lead(clauses))


def _statements(chosen: Sequence[_Candidate], query: frozenset[str]) -> list[DraftStatement]:
    """The statements of one clause: each sentence with its list, then what takes it back."""
    here, passage = chosen[0].around, chosen[0].passage
    groups = [group(here, candidate.at, query) for candidate in chosen]
    taken = {at for members in groups for at in members}
    back = [at for members in groups for at in exceptions(here, members) if at not in taken]
    groups += [group(here, at, query) for at in dict.fromkeys(back)]
    return [_statement(here, members, passage, query) for members in sorted(dict.fromkeys(groups))]


def _statement(
    here: Sequence[Sentence], members: tuple[int, ...], passage: Passage, query: frozenset[str]
) -> DraftStatement:
    quotes: list[DraftQuote] = []
    for run in _runs(members):
        # As read, not as stored: a sentence may end inside a link or a row of a table, whose markup is then half.
        quotes.append(DraftQuote(passage.id, " ".join(here[at].words for at in run)))
    text = " ".join(shown(here[at].words, query) if len(members) == 1 else here[at].words for at in members)
    return DraftStatement(text, tuple(quotes), excerpt=True)


def _runs(members: Sequence[int]) -> list[list[int]]:
    """Neighbouring sentences together: one quote each."""
    runs: list[list[int]] = []
    for at in members:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
