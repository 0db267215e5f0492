"""What Prometheus may read: how much is asked, how long it takes, how it ends. Never what was asked, by whom, of whom.

Every label has a handful of values that are known beforehand, whatever is sent.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120)


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        self.requests = Counter(
            "plainterms_requests", "Requests answered.", ["route", "method", "status"], registry=own
        )
        self.seconds = Histogram(
            "plainterms_request_seconds", "Time until complete.", ["route"], registry=own, buckets=_SECONDS
        )
        self.streams = Gauge("plainterms_streams_open", "Answers that are being streamed.", registry=own)
        self.running = Gauge("plainterms_answers_running", "Answers on their way or waiting.", registry=own)
        self.answers = Counter("plainterms_answers", "Answers given.", ["status", "engine"], registry=own)
        self.model_failures = Counter(
            "plainterms_model_failures", "Answers by excerpts since the chat model failed.", registry=own
        )
        self.limited = Counter("plainterms_rate_limited", "Refused: too many requests.", ["by"], registry=own)
        self.full = Counter("plainterms_full", "Refused: too many answers on their way.", registry=own)

    def answered(self, status: str, engine: str, *, fallback: bool) -> None:
        """Count an answer; ``fallback`` when the chat model should have given it."""
        self.answers.labels(status, engine).inc()
        if fallback:
            self.model_failures.inc()

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is a template like "/api/clauses/{service}"."""
        self.requests.labels(route, method if method in METHODS else "other", str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' own form."""
        return generate_latest(self._registry)
