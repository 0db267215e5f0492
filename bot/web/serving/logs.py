"""What the server writes on standard error: a line for each request and for each fault, as text or as JSON.

No line holds what was asked unless the operator wants it, and none holds an address. Whatever comes from outside is
written as JSON in both forms, so that nothing in it can pose as another line.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

from bot.web.serving.record import request_id

ACCESS = logging.getLogger("plainterms.access")


def configure(kind: Literal["quiet", "text", "json"]) -> None:
    """Send the logs of the whole process to standard error. Called once, by the program that serves."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    ACCESS.setLevel(logging.WARNING if kind == "quiet" else logging.INFO)


class JsonLines(logging.Formatter):
    """Each record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_known(record) | _traceback(self, record), default=str)


class TextLines(logging.Formatter):
    """Each record as one line for people; the lines of a traceback are indented, as no record begins."""

    def format(self, record: logging.LogRecord) -> str:
        known = _known(record)
        head = " ".join(str(known.pop(name)) for name in ("time", "level"))
        line = f"{head} {json.dumps(known.pop('message'))[1:-1]}"
        rest = " ".join(f"{name}={json.dumps(value, default=str)}" for name, value in known.items())
        traceback = "".join(f"\n    {line}" for text in _traceback(self, record).values() for line in text.splitlines())
        return f"{line} {rest}{traceback}"


def _known(record: logging.LogRecord) -> dict[str, object]:
    known: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    }
    if told := request_id():
        known["request_id"] = told
    return known | getattr(record, "said", {})


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> dict[str, str]:
    return {"traceback": formatter.formatException(record.exc_info)} if record.exc_info else {}
