"""The API against its own description, with requests nobody thought of: no fault, and nothing that is not described."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from bot import open_explainer
from bot.sites import SiteStore, made_site
from bot.sites.site import MOST
from bot.web.app import api_app
from bot.web.options import WebOptions

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.negative_data_rejection,
]


PAGE = "https://larkspan.example"
"""Of the site that asks."""


@pytest.fixture(scope="module")
def described(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    sites = SiteStore(tmp_path_factory.mktemp("sites"))
    sites.add(made_site("lark", ["larkspan"], [PAGE], per_minute=MOST, visitor_per_minute=MOST, per_day=MOST))
    with open_explainer(home=sample_home, mode="excerpt") as explainer:
        yield schemathesis.openapi.from_asgi("/api/openapi.json", api_app(explainer, WebOptions(sites=sites)))


OPERATIONS = [
    ("POST", "/api/ask"),
    ("POST", "/api/check"),
    ("GET", "/api/services"),
    ("GET", "/api/documents/{service}/{terms_type}/versions"),
    ("GET", "/api/clauses/{service}"),
    ("GET", "/api/search"),
    ("GET", "/api/changes"),
    ("GET", "/api/watch"),
    ("GET", "/api/sites/{site}"),
    ("POST", "/api/sites/{site}/ask"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
]


def test_every_operation_is_tried(described: Any) -> None:
    found = [result.ok() for result in described.get_all_operations()]
    assert sorted((operation.method.upper(), operation.path) for operation in found) == sorted(OPERATIONS)


WITHOUT_WORDS = ("/api/services", "/healthz", "/readyz")
"""Nothing can be sent to them that does not fit."""


def tried(operation: Any, mode: GenerationMode, examples: int, change: Callable[[Any], None]) -> None:
    @given(operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def holds(case: Any) -> None:
        change(case)
        response = case.call()
        too_large = response.status_code == 413  # refused before anything else is looked at
        case.validate_response(response, checks=CHECKS[:-1] if too_large else CHECKS)

    holds()


def of_the_samples(case: Any) -> None:
    """Ask about terms that are there, so that more than "no such service" is seen."""
    if "site" in case.path_parameters:
        case.path_parameters["site"] = "lark"
        case.headers["Origin"] = PAGE
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict) and "service" in place:
            place["service"] = "larkspan"
        if isinstance(place, dict) and "terms_type" in place:
            place["terms_type"] = "terms-of-service"
        if isinstance(place, dict) and "as_of" in place:
            place["as_of"] = "2024-05-20"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_fits_breaks_nothing_and_is_answered_as_described(described: Any, method: str, path: str) -> None:
    tried(described[path][method], GenerationMode.POSITIVE, 15, lambda case: None)
    tried(described[path][method], GenerationMode.POSITIVE, 15, of_the_samples)


@pytest.mark.parametrize(("method", "path"), [one for one in OPERATIONS if one[1] not in WITHOUT_WORDS])
def test_what_does_not_fit_breaks_nothing_and_is_refused(described: Any, method: str, path: str) -> None:
    tried(described[path][method], GenerationMode.NEGATIVE, 25, lambda case: None)
