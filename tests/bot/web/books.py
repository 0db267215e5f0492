"""An explainer over texts of our own that are really cut into clauses: for the tabs that show whole documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.types import Citation
from bot.watching import Flag, Watched
from bot.web.add.adding import Adding
from bot.web.add.desk import Desk
from ingest import IngestReport, Intake, Reading, Version, segment
from tests.bot.web.fakes import FakeExplainer, version_of

OLD = """# Reed Pages Terms of Service

Last updated: 10 January 2024

## 1. Your content

1.1 **Ownership.** You keep what you write. In these terms “**Work**” means everything that you put on Reed Pages.

1.2 **Licence.** You let us host your Work and show it to others. We may look at a Work that somebody complains of.

## 2. Closing accounts

We may close an account that breaks these rules. We tell you 14 days before.

## 3. Fees

The yearly plan renews by itself unless you cancel it before the day of renewal.

* Plans of a month
    * end with the month
    * cost five crowns
* Plans of a year

| Plan | Price |
| --- | --- |
| Month | 5 crowns |
| Year | 50 crowns |
"""
NEW = (
    OLD.replace("10 January 2024", "1 June 2024")
    .replace("14 days before", "3 days before")
    .replace("## 3. Fees", "## 3. Machines\n\nWe may train machines on your Work.\n\n## 4. Fees")
)
PRIVACY = (
    "# Reed Pages Privacy\n\n## What we know\n\nWe know your name and when you came.\n\n## How long\n\nOne year.\n"
)
EVIL_TERMS = """# Terms {{x}}

## 1. Uploads <img src=x onerror="window.harmed=1"> ${window.harmed=2}

An upload <script>window.harmed = 3</script> is <a href="javascript:window.harmed=4" onclick="window.harmed=5">yours</a>
![pixel](https://elsewhere.example/pixel.png) <iframe src="https://elsewhere.example/"></iframe>
<style>body { display: none }</style> <svg onload="window.harmed=6"> "onmouseover="window.harmed=7" x=" `${1}`
\u202ereversed\u202c {{#each x}} &lt;script&gt;window.harmed=8&lt;/script&gt; [go](https://elsewhere.example/login).

| <b onclick="window.harmed=9">a</b> | "><script>window.harmed=10</script> |
| --- | --- |
| <img src=x onerror=window.harmed=11> | </td></table><script>window.harmed=12</script> |

In these terms “**<img src=x onerror=window.harmed=13>**” means harm.
“**Upload" onfocus="window.harmed=14**” means more.

The plan renews by itself <img src=x onerror=window.harmed=15> for ever.
"""
LONG = "# Long terms\n\n## 1. One clause\n\n" + "Words that go on and on without an end to them. " * 110_000
_ON = ("Words that go on and on without an end to them. " * 400 + "\n\n") * 22
HERONS = f"# Long terms\n\nA heron stands here.\n\n{_ON}## 2. Then\n\nTwo Herons, no, a “heron”.\n\n{_ON}"
"""Terms that are read in three parts; what is searched for stands in two of them."""


@dataclass
class Books(FakeExplainer):
    """Versions of one or more documents, each with a text of its own."""

    texts: dict[int, str] = field(default_factory=dict)
    """By the id of the version."""
    read: dict[int, Reading] = field(default_factory=dict)

    def reading(self, version: Version) -> Reading:
        if version.id not in self.read:
            found = segment(self.texts[version.id], "markdown")
            self.read[version.id] = Reading(
                version, self.texts[version.id], found.clauses, (), found.hidden, found.definitions, found.uses,
                found.references,
            )  # fmt: skip
        return self.read[version.id]

    def in_force(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> tuple[Version, ...]:
        newest = super().in_force(service, as_of, terms_type)[0]
        others = [v for v in self.versions if v.service == service and v.terms_type != newest.terms_type]
        return (newest, *others)

    def watch(self, service: str, as_of: date | None = None, terms_type: str | None = None) -> Watched:
        version = next(v for v in self.versions if v.service == service and as_of in (None, v.effective))
        text = self.texts[version.id]
        words = "plan renews by itself"
        start = text.find(words)
        if start < 0:
            return Watched(service, version.effective, (version,))
        place = ("", "3", "", "Fees", words, start, start + len(words), version.source_url, version.sha256)
        citation = Citation(service, version.terms_type, version.version, *place)
        flag = Flag("auto_renewal", "It renews by itself", "It goes on.", "It costs.", 0.94, "sure", (0,))
        return Watched(service, version.effective, (version,), (flag,), (citation,))


def books(**texts: str) -> Books:
    """Reed Pages with its two versions and its privacy policy, or other texts by their day, as "y2024_06_01"."""
    if texts:
        dated = {
            version_of(day[1:].replace("_", "-"), service="reed", name="Reed Pages"): t for day, t in texts.items()
        }
    else:
        times = (date(2024, 1, 10),) * 3
        dated = {
            replace(version_of("2024-01-10", service="reed", name="Reed Pages"), recorded_on=times): OLD,
            replace(version_of("2024-06-01", service="reed", name="Reed Pages"), change="new 3, 2 reworded"): NEW,
            replace(version_of("2024-02-02", "privacy-policy", "reed", "Reed Pages")): PRIVACY,
        }  # fmt: skip
    return Books(versions=tuple(dated), texts={version.id: text for version, text in dated.items()})


class Growing(Books):
    """A library that terms can be added to."""

    def keep(self, todo: Sequence[Intake]) -> IngestReport:
        (intake,) = todo
        source = intake.read()
        if "unwanted" in source.text:
            return IngestReport(read=1, skipped=((intake.name, "The library has another text of that day."),))
        version = replace(
            version_of("2025-03-03", intake.terms_type, intake.service, intake.service_name),
            id=len(self.versions) + 1, sha256=source.sha256, source_url=intake.source_url,
        )  # fmt: skip
        self.texts[version.id] = source.text
        self.versions = (*self.versions, version)
        return IngestReport(read=1, added=1)


def growing() -> Growing:
    base = books()
    return Growing(versions=base.versions, texts=base.texts)


def adding_to(library: Growing, *, from_here: bool = True) -> Adding:
    return Adding(Desk(library.keep), from_here)


LIBRARY = growing()
ADDING = adding_to(LIBRARY)

__all__ = [
    "ADDING",
    "EVIL_TERMS",
    "HERONS",
    "LIBRARY",
    "LONG",
    "NEW",
    "OLD",
    "PRIVACY",
    "Books",
    "Growing",
    "adding_to",
    "books",
    "growing",
]
