"""Fit the weights of ``bot.drafting.answerable.Evidence.chance`` on questions that are known to be answered or not.

    python scripts/fit_answerable.py HOME [FILE]

HOME: a library with the documents that FILE (default eval/cases/answerable.jsonl) asks about. Prints the weights of a
logistic regression, and the area under the curve with each document left out in turn. Takes some minutes: every
question is looked up.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.assemble import open_explainer
from bot.drafting import DraftRequest
from bot.drafting.excerpt import ExcerptDrafter
from eval.case import Case, load_cases
from ingest import open_home
from ingest.config import IngestSettings

PASSAGES = 8
STRENGTH = 1.0
"""Of the penalty on large weights (ridge)."""
STEPS = 50

Floats = NDArray[np.float64]


def rows(home: Path, cases: list[Case]) -> Floats:
    """One row for each case: the three numbers, then 1 when the document answers."""
    found = []
    with open_explainer(home=home, mode="excerpt") as explainer:
        drafter = ExcerptDrafter(open_home(IngestSettings(home=home)).embedder.embed)
        for case in cases:
            service = case.services[0]
            newest = explainer.versions(service, case.terms_type)[-1].effective
            passages = explainer.search(service, case.question, PASSAGES, newest, case.terms_type)
            readings = {p.version.id: explainer.reading(p.version) for p in passages}
            one = drafter.evidence(DraftRequest(case.question, passages, readings))
            found.append([one.nearest, one.lead, one.figure, float(case.expect.answerable)])
    return np.array(found)


def fit(x: Floats, y: Floats) -> Floats:
    """Weights and bias by Newton's method, on standardised columns, given for the columns as they are."""
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    penalty = np.diag([STRENGTH] * x.shape[1] + [0.0])
    weights = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ weights))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + penalty
        weights -= np.linalg.solve(hessian, z.T @ (p - y) + penalty @ weights)
    scaled = weights[:-1] / deviation
    return np.append(scaled, weights[-1] - scaled @ mean)


def area(scores: Floats, y: Floats) -> float:
    """Area under the curve: how often an answered question scores higher than one that is not."""
    yes, no = scores[y == 1][:, None], scores[y == 0][None]
    return float(((yes > no) + 0.5 * (yes == no)).mean())


def main() -> None:
    home = Path(sys.argv[1])
    file = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "eval/cases/answerable.jsonl"
    cases = list(load_cases(file).cases)
    data = rows(home, cases)
    x, y = data[:, :-1], data[:, -1]
    documents = np.array([f"{case.service} {case.terms_type}" for case in cases])
    left_out = np.zeros(len(y))
    for document in sorted(set(documents)):
        out = documents == document
        left_out[out] = np.c_[x[out], np.ones(out.sum())] @ fit(x[~out], y[~out])
    print("nearest, lead, figure, bias:", fit(x, y).round(2))
    print("area under the curve, each document left out:", round(area(left_out, y), 3))


if __name__ == "__main__":
    main()
