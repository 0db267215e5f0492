"""Days and versions as they are said to people."""

from datetime import date

from ingest import Version


def spoken_date(day: date) -> str:
    """7 August 2023: the order of day and month cannot be misread."""
    return f"{day.day} {day:%B %Y}"


def version_day(version: Version) -> str:
    """The day a version is named by, and which one of that day where there are several."""
    _, _, number = version.version.partition(".")
    return f"{spoken_date(version.effective)}{f' (text {number} of that day)' if number else ''}"
