"""What a clause number means now and meant before, and which version is read."""

from collections.abc import Sequence

from bot.timeline.about import content
from bot.timeline.asking import Asking, Found, answering, decided
from bot.timeline.evidence import number, place
from bot.timeline.pieces import Wording
from bot.timeline.then import version_then
from bot.types import Draft, DraftStatement
from bot.words.dates import spoken_date, version_day
from ingest import Version

CLEARLY = 0.8
"""Relevance of a clause, below which it is certain that it is not the one about a topic."""


def what_number(asking: Asking) -> Found | None:
    """What a number stands for in the version in force, and the last time it stood for something else."""
    label, now = asking.asked.time.label, asking.now
    here = labelled(asking.desk.wordings(now), label)
    older = _other_meaning(asking, here)
    old: list[Wording] = []
    statements: list[DraftStatement] = []
    headline = f"There is no {label} in the version of {version_day(now)}"
    if here:
        headline = f"{label} is {_titled(asking, here)} in the version of {version_day(now)}"
        statements.append(_begins(asking, here[0]))
    if older is not None:
        old = labelled(asking.desk.wordings(older), label)
        headline += f"; in the version of {version_day(older)} it was {_titled(asking, old)}"
        statements.append(_begins(asking, old[0]))
        found = asking.desk.compared(older, now)
        went = [twin for w in old if (twin := found.after(w)) is not None]
        if went and number(went[0].clause) != number(old[0].clause):
            statements.append(
                asking.evidence.says(f"What stood there is now in {place(went[0].clause)}: “{{0}}”", went[0])
            )
    yes = _is_about(asking, here, old, statements)
    if not statements:
        return None
    draft = Draft("answered", f"{answering(yes, headline)}.", tuple(statements), decided(yes), counted=True)
    return Found(draft, (now,) if older is None else (older, now))


def _begins(asking: Asking, wording: Wording) -> DraftStatement:
    return asking.evidence.says(
        f"In the version of {version_day(wording.version)}, {place(wording.clause)} begins: “{{0}}”", wording
    )


def _is_about(
    asking: Asking, here: Sequence[Wording], old: Sequence[Wording], statements: list[DraftStatement]
) -> bool | None:
    """Whether the number is the clause about the topic that is asked for, None where that is not certain."""
    asked = asking.asked
    if not here or not asked.topic or asked.from_before or not asked.time.asks_yes_no:
        return None
    topic = content(asked.topic)
    if topic <= content(_title(asking, here)):
        return True
    about = asking.desk.relevance([asking.now], asked.topic)
    best = about.best(asking.desk.wordings(asking.now))[0][1]
    if number(best.clause) == number(here[0].clause):
        return True
    if all(place(best.clause) not in statement.frame for statement in statements):
        statements.append(asking.evidence.says(f"About this it is now {place(best.clause)}: “{{0}}”", best))
    called_so = bool(old) and topic <= content(_title(asking, old))
    return False if called_so or max(about.of(w) for w in here) < CLEARLY else None


def _other_meaning(asking: Asking, here: Sequence[Wording]) -> Version | None:
    """The last version before in which a number stood for something else; that of a day when one is named."""
    label = asking.asked.time.label
    before = asking.versions[: asking.versions.index(asking.now)]
    if asking.asked.days:
        version = version_then(asking)
        return version if version and version in before and labelled(asking.desk.wordings(version), label) else None
    for older in reversed(before):
        there = labelled(asking.desk.wordings(older), label)
        if there and (not here or _titled(asking, there) != _titled(asking, here)):
            return older
    return None


def labelled(wordings: Sequence[Wording], label: str) -> list[Wording]:
    """The sentences of the clause with a number, or of those in it; of the first part that has it."""
    wanted = label.strip("().").casefold()
    found = [w for w in wordings if w.clause.label.strip("().").casefold() == wanted]
    # A section may have no words of its own; then it is those of the clauses in it.
    found = found or [w for w in wordings if w.clause.label.casefold().startswith((f"{wanted}.", f"{wanted}("))]
    return [w for w in found if w.clause.part == found[0].clause.part] if found else []


def _title(asking: Asking, wordings: Sequence[Wording]) -> str:
    """The title of the clause with the number asked about, "" where it has none."""
    first = wordings[0]
    around = (
        clause
        for clause in asking.desk.reading(first.version).clauses
        if clause.start <= first.clause.start < clause.end and clause.label == asking.asked.time.label
    )
    return next(around, first.clause).title


def _titled(asking: Asking, wordings: Sequence[Wording]) -> str:
    title = _title(asking, wordings)
    return f"“{title}”" if title else "a clause without a title"


def which_version(asking: Asking) -> Found | None:
    """Which version is in force, since when, and which came before it."""
    now = asking.now
    first = next(iter(asking.desk.wordings(now)), None)
    if first is None:
        return None
    headline = f"The version in force on {spoken_date(asking.day)} is of {version_day(now)} and applies since that day"
    if now.stated != now.effective and now.recorded == now.effective:
        dated = f"its own date is {spoken_date(now.stated)}" if now.stated else "it states no date"
        headline = f"The text in force on {spoken_date(asking.day)} was first recorded on {version_day(now)}; {dated}"
    older = asking.before(now)
    if older is not None:
        headline += f"; the one before is of {version_day(older)}"
    statement = asking.evidence.says(f"The version of {version_day(now)} begins: “{{0}}”", first)
    return Found(Draft("answered", f"{headline}.", (statement,), counted=True), (now,))
