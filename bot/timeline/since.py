"""Since when: a sentence followed back through the versions to where it came in, with its earlier wordings."""

from dataclasses import dataclass

from bot.timeline.about import NEAR
from bot.timeline.asking import Asking, Found, answering, decided
from bot.timeline.evidence import place
from bot.timeline.pieces import Wording
from bot.types import Draft
from bot.words.dates import version_day
from bot.words.plain import NOT_IN_TERMS
from ingest import Version

MOST_STAGES = 4
"""Earlier wordings of a sentence that are told."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """One wording of a sentence, and the first version that has it."""

    wording: Wording
    since: Version


def since_when(asking: Asking) -> Found | None:
    """How long what the version in force says about the topic has been there; None without a topic."""
    if not asking.asked.topic:
        return None
    now = asking.now
    if asking.before(now) is None:
        return asking.only_one(now)
    anchors = asking.anchors(now, asking.desk.relevance([now], asking.asked.topic))
    if not anchors or not asking.desk.answers(now, asking.asked.topic):
        return Found(Draft("not_in_terms", NOT_IN_TERMS), (now,))
    stages, absent = _stages(asking, anchors[0], now)
    current = stages[0]
    statements = [
        asking.evidence.says(
            f"In the versions since {version_day(current.since)}, now in {place(current.wording.clause)}: “{{0}}”",
            current.wording,
        )
    ]
    for later, stage in zip(stages, stages[1 : MOST_STAGES + 1], strict=False):
        where = place(stage.wording.clause)
        statements.append(
            asking.evidence.says(
                f"From {version_day(stage.since)}, before the version of {version_day(later.since)}, in "
                f"{where}: “{{0}}”",
                stage.wording,
            )
        )
    near = _nearest(asking, absent, now) if absent is not None else None
    if near is not None:
        statements.append(
            asking.evidence.says(
                f"On the matter, the version of {version_day(near.version)} says, in {place(near.clause)}: “{{0}}”",
                near,
            )
        )
    always = asking.asked.time.kind == "always"
    # That it was otherwise is certain; that it never was is not, before the first version in the library.
    yes = asking.asked.time.turned if always and (absent is not None or len(stages) > 1) else None
    draft = Draft("answered", answering(yes, _headline(stages, absent)), tuple(statements), decided(yes), counted=True)
    return Found(draft, (*(stage.since for stage in stages), *([absent] if absent else []), now))


def _nearest(asking: Asking, older: Version, now: Version) -> Wording | None:
    """What a version that does not have the sentence says nearest to the topic, if anything is about it."""
    ranked = asking.desk.relevance([now, older], asking.asked.topic).best(asking.desk.wordings(older))
    return ranked[0][1] if ranked and ranked[0][0] >= NEAR else None


def _stages(asking: Asking, wording: Wording, now: Version) -> tuple[list[_Stage], Version | None]:
    """A sentence and its earlier wordings, the newest first, and the version before that has none of them."""
    stages = [_Stage(wording, now)]
    newer = now
    while (older := asking.before(newer)) is not None:
        earlier = _earlier(asking, stages[-1].wording, older, newer)
        if earlier is None:
            return stages, older
        if earlier.key == stages[-1].wording.key:
            stages[-1] = _Stage(stages[-1].wording, older)
        else:
            stages.append(_Stage(earlier, older))
        newer = older
    return stages, None


def _earlier(asking: Asking, wording: Wording, older: Version, newer: Version) -> Wording | None:
    """What a sentence was in the version before; compared only where it does not stand there as it is."""
    same = [w for w in asking.desk.wordings(older) if w.key == wording.key]
    if same:
        return max(same, key=lambda w: w.clause.label == wording.clause.label)
    found = asking.desk.compared(older, newer)
    here = next((w for w in found.new if w.key == wording.key), wording)
    return found.before(here)


def _headline(stages: list[_Stage], absent: Version | None) -> str:
    current, first = stages[0], stages[-1]
    before = (
        f"the version before, of {version_day(absent)}, does not say it"
        if absent
        else f"that of {version_day(first.since)} is the first in the library, so it may be older"
    )
    if len(stages) > 1:
        return (
            f"In these words since {version_day(current.since)}, in others since {version_day(first.since)}; {before}."
        )
    return f"In the terms since the version of {version_day(first.since)}; {before}."
