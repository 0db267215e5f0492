"""A comparison as JUnit XML, as continuous integration shows it: a suite for each kind of case."""

from collections import Counter
from xml.etree import ElementTree as ET

from eval.compare.comparison import CaseChange, Comparison
from eval.compare.finding import COMPLETED, scores_of
from eval.compare.seen import lines, question, reasons
from eval.printing.inert import clipped, one_line


def to_junit(of: Comparison, *, strict: bool = False) -> str:
    """A case fails that got worse by a scorer that regressed; with ``strict`` also by one that possibly did.

    One that could not be asked is an error; one that no scorer can tell anything of is skipped, as are those of scorers
    with too few pairs.
    """
    root = ET.Element("testsuites", name="plainterms eval compare")
    suites: dict[str, ET.Element] = {}
    told = {one.scorer.name for one in of.findings if one.tier != "insufficient data" and one.scorer != COMPLETED}
    for change in of.changes:
        kind = one_line(change.after.kind)
        suite = suites.get(kind)
        if suite is None:
            suite = suites[kind] = ET.SubElement(root, "testsuite", name=kind)
        seconds = change.after.measures.get("seconds") or 0.0
        case = ET.SubElement(suite, "testcase", classname=kind, name=one_line(change.after.id), time=f"{seconds:.3f}")
        _outcome(case, change, of.regressed(strict=strict), told)
    for element in (root, *suites.values()):
        counted = Counter(outcome.tag for outcome in element.iter())
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            element.set(name, str(counted[tag]))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _outcome(case: ET.Element, change: CaseChange, regressed: tuple[str, ...], told: set[str]) -> None:
    names = [name for name in regressed if name in change.worse or name in change.broken]
    before, after = scores_of(change.before), scores_of(change.after)
    scored = {name for name in told & before.keys() & after.keys() if before[name].value is not None}
    if change.after.failure is not None:
        ET.SubElement(case, "error", message=_message(change.after.failure)).text = _both(change)
    elif names:
        ET.SubElement(case, "failure", type="regression", message=_message(", ".join(names))).text = _both(change)
    elif not any(after[name].value is not None for name in scored):
        ET.SubElement(case, "skipped", message="insufficient data")
    elif change.worse:
        ET.SubElement(case, "system-out").text = _both(change)


def _both(change: CaseChange) -> str:
    """The question, what changed, and both answers one below the other."""
    sides = (("before", change.before), ("now", change.after))
    told = [line for name, row in sides for line in (f"{name}:", *(f"  {line}" for line in lines(row)))]
    return "\n".join([question(change.after), *reasons(change), *told]).strip()


def _message(text: str) -> str:
    return clipped(one_line(text), 500)
