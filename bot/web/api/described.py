"""Examples for the OpenAPI document: of what each route gives (examples.json, of the sample terms) and of problems."""

import json
from importlib import resources
from typing import Any

from fastapi import FastAPI

from bot.web.schema import Problem
from bot.web.serving.problems import problem

_EXAMPLES: dict[str, Any] = json.loads(
    resources.files("bot.web.api").joinpath("examples.json").read_text(encoding="utf-8")
)
ANSWER, CHECKED = _EXAMPLES["answer"], _EXAMPLES["checked"]
SERVICES, VERSIONS, CLAUSES = _EXAMPLES["services"], _EXAMPLES["versions"], _EXAMPLES["clauses"]
FOUND, CHANGES, WATCHED = _EXAMPLES["found"], _EXAMPLES["changes"], _EXAMPLES["watched"]

_PROBLEMS: dict[int, tuple[str, Problem]] = {
    400: ("The body cannot be read as JSON.", problem(400, "There was an error parsing the body.")),
    401: (
        "The API needs a key.",
        problem(401, "This API needs a key.", "Send one that its operator gave you: Authorization: Bearer KEY"),
    ),
    403: (
        "A browser says that a page of another origin asks.",
        problem(403, "Another page's requests are not taken.", "A page of yours can use the help widget."),
    ),
    404: (
        "No such service, document or version.",
        problem(404, "There is no service 'larkspam' in the library.", "Did you mean larkspan?"),
    ),
    413: (
        "The body is larger than 64 kB.",
        problem(413, "The request is larger than 64 kB.", "Ask about one thing at a time."),
    ),
    415: (
        "The body is not sent as JSON.",
        problem(415, "Send the body as JSON, with the header Content-Type: application/json."),
    ),
    421: (
        "The server is not known by the name in Host.",
        problem(
            421,
            "This server is not known by that name.",
            "Use an address of this server, or have it named in PLAINTERMS_TRUSTED_HOSTS.",
        ),
    ),
    422: (
        "Something in the request does not fit.",
        problem(
            422,
            "The request does not fit: as_of: write the day as YYYY-MM-DD, for example 2024-05-20.",
            "See docs/api.md or /api/openapi.json.",
        ).model_copy(
            update={"errors": [{"at": "as_of", "message": "write the day as YYYY-MM-DD, for example 2024-05-20"}]}
        ),
    ),
    429: (
        "Too many requests in a minute; `Retry-After` says when to come back.",
        problem(429, "Too many requests in a minute.", "Try again in 3 seconds."),
    ),
    500: (
        "A fault of ours.",
        problem(500, "Something went wrong here.", "Try again; the server's log has the details."),
    ),
    502: (
        "The chat model failed, and nothing could answer instead.",
        problem(502, "The drafter gave no answer."),
    ),
    503: (
        "Too many answers are being worked on (with `Retry-After`), or the library or its index cannot be used.",
        problem(503, "Too many answers are being worked on.", "Try again in 2 seconds."),
    ),
    504: (
        "The answer took too long.",
        problem(504, "The answer was not there after 120 seconds.", "Try again, or ask a shorter question."),
    ),
}
_OF_THE_GATE = (401, 403, 421, 429)
_HEADERS: dict[int, dict[str, Any]] = {
    429: {
        "headers": {
            "Retry-After": {"description": "Seconds.", "required": True, "schema": {"type": "integer", "minimum": 1}}
        }
    },
    503: {
        "headers": {
            "Retry-After": {
                "description": "Seconds, where it is a matter of waiting.",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    },
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a route for its description, with those that the gate tells on every one."""
    return {
        status: {
            "description": _PROBLEMS[status][0],
            **_HEADERS.get(status, {}),
            "content": {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": {
                        "type": "about:blank",
                        **_PROBLEMS[status][1].model_dump(exclude_defaults=True),
                        "request_id": "3f9a1c5e7b2d4860",
                    },
                }
            },
        }
        for status in sorted({*statuses, *_OF_THE_GATE})
    }


def describe(app: FastAPI) -> None:
    """Put what all problems look like into the description; routes only point at it."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        described = made()
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        return described

    app.openapi = openapi  # type: ignore[method-assign]
