"""``plainterms bench …``: what our way of doing a thing costs, as ratios in one run and in plain figures."""

from bot.bench.asking import AskBench, bench_ask
from bot.bench.ingesting import IngestBench, bench_ingest
from bot.bench.searching import SearchBench, bench_search
from bot.bench.serving import ServeBench, bench_serve

__all__ = [
    "AskBench",
    "IngestBench",
    "SearchBench",
    "ServeBench",
    "bench_ask",
    "bench_ingest",
    "bench_search",
    "bench_serve",
]
