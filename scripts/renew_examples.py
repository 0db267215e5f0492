"""Write the examples of the OpenAPI document anew: what the server answers to its own example requests, on the samples.

    python scripts/renew_examples.py --home FOLDER_WITH_THE_SAMPLES

``tests/bot/web/test_library_routes.py`` holds the examples against ``made``. Of a list the first row stands for all.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot import open_explainer
from bot.web.app import api_app
from bot.web.options import WebOptions

FILE = Path(__file__).resolve().parent.parent / "bot" / "web" / "api" / "examples.json"
ROUTES = {
    "answer": ("post", "/api/ask"),
    "checked": ("post", "/api/check"),
    "services": ("get", "/api/services"),
    "versions": ("get", "/api/documents/{service}/{terms_type}/versions"),
    "clauses": ("get", "/api/clauses/{service}"),
    "found": ("get", "/api/search"),
    "changes": ("get", "/api/changes"),
    "watched": ("get", "/api/watch"),
}


def made(client: TestClient) -> dict[str, Any]:
    """The examples, by name."""
    described = client.get("/api/openapi.json").json()
    return {name: _answered(client, described, method, path) for name, (method, path) in ROUTES.items()}


def _answered(client: TestClient, described: dict[str, Any], method: str, path: str) -> Any:
    operation = described["paths"][path][method]
    parameters = operation.get("parameters", ())
    given = {place: {p["name"]: _example(p) for p in parameters if p["in"] == place} for place in ("path", "query")}
    body = None
    if method == "post":
        shape = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        body = described["components"]["schemas"][shape]["examples"][0]
    response = client.request(method, path.format(**given["path"]), params=given["query"], json=body)
    response.raise_for_status()
    found = response.json()
    if isinstance(found, list):
        return found[:1]
    if "engine" in found:  # what differs each time
        found["engine"]["timings_ms"] = {"total": 12.5}
    return found


def _example(parameter: dict[str, Any]) -> Any:
    return parameter["schema"]["examples"][0]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--home", type=Path, required=True, help="a home with the sample terms in it")
    with (
        open_explainer(home=arguments.parse_args().home, mode="excerpt") as explainer,
        TestClient(api_app(explainer, WebOptions())) as client,
    ):
        FILE.write_text(json.dumps(made(client), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"written: {FILE}")
