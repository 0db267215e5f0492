"""Train bot/watching/weights.safetensors, the learned part of "what to watch", and print what it is worth.

    python scripts/train_watch.py UNFAIR_TOS [--more UNFAIR_TOS_2024] [--out FILE]

UNFAIR_TOS is a folder with train.jsonl and dev.jsonl, rows of {doc_id, text, labels} in the order of the documents
(CLAUDETTE / UNFAIR-ToS, Lippi et al. 2019, CC BY 4.0, in LexGLUE's split). UNFAIR_TOS_2024 has a dev.jsonl of the same
fields (Galassi et al. 2024, CC BY 4.0); its documents of companies that are in the first one's dev.jsonl are left out.
Needs what the program needs, and takes some three minutes on one core; the same data gives the same file.

How: for each label a linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al.
2008), over the hashed features of bot/watching/features.py. Trained on train.jsonl and the 2024 texts. Five more, each
without a fifth of the companies, give scores of the training texts as of unseen ones; from these and dev.jsonl
come the thresholds and, by logistic regression, the probabilities.
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.watching.features import SIZE, groups, row  # noqa: E402
from bot.watching.learned import LABELS  # noqa: E402
from bot.watching.words import words  # noqa: E402

TARGET = ROOT / "bot" / "watching" / "weights.safetensors"
COST, EPOCHS, FOLDS = 1.0, 25, 5
DEV_WEIGHT = 3.0
"""Of F1 on dev.jsonl beside F1 on the training texts when a threshold is chosen."""

Rows = list[tuple[NDArray[np.int64], NDArray[np.float32]]]
Floats = NDArray[np.float64]


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def company(doc_id: str) -> str:
    return "".join(c for c in doc_id.lower() if c.isalnum())


def by_document(rows: list[dict[str, Any]]) -> list[list[NDArray[np.int64]]]:
    found: list[list[NDArray[np.int64]]] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end]["doc_id"] != rows[start]["doc_id"]:
            found += groups([words(r["text"], r["doc_id"]) for r in rows[start:end]])
            start = end
    return found


def truth(rows: list[dict[str, Any]]) -> NDArray[np.bool_]:
    return np.array([[label in r["labels"] for label in LABELS] for r in rows])


def train(rows: Rows, wanted: NDArray[np.bool_], seed: int = 0) -> tuple[Floats, Floats]:
    """Weights (labels, SIZE) and biases of the machines."""
    signs = np.where(wanted, 1.0, -1.0)
    weights, biases = np.zeros((SIZE, len(LABELS))), np.zeros(len(LABELS))
    alphas = np.zeros(signs.shape)
    slack = 1 / (2 * COST)
    lengths = [float(values @ values) + 1 + slack for _, values in rows]
    order = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        for i in order.permutation(len(rows)):
            places, values = rows[i]
            gradient = signs[i] * (values @ weights[places] + biases) - 1 + slack * alphas[i]
            fresh = np.maximum(alphas[i] - gradient / lengths[i], 0)
            step = (fresh - alphas[i]) * signs[i]
            if step.any():
                alphas[i] = fresh
                weights[places] += np.outer(values, step)
                biases += step
    return weights.T, biases


def margins(rows: Rows, weights: Floats, biases: Floats) -> Floats:
    return np.array([weights[:, places] @ values + biases for places, values in rows])


def quantised(weights: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.abs(weights).max(axis=1) / 127
    # In rows: the file takes an array as it lies in memory.
    return np.ascontiguousarray(np.round(weights / scales[:, None]).astype(np.int8)), scales.astype(np.float32)


def calibrated(scores: Floats, wanted: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift of the logistic curve nearest to the labels, by Newton's method with a little ridge."""
    x = np.stack([scores, np.ones_like(scores)], axis=1)
    beta = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + 1e-3 * np.eye(2)
        beta -= np.linalg.solve(hessian, x.T @ (p - wanted) + 1e-3 * beta)
    return float(beta[0]), float(beta[1])


def best_threshold(sets: list[tuple[Floats, NDArray[np.bool_], float]]) -> float:
    """Where the weighted mean of F1 over some sets is best."""
    tried = np.unique(np.concatenate([scores for scores, _, _ in sets]))[-2000:]

    def mean(at: float) -> float:
        return sum(
            weight * 2 * (wanted & (scores >= at)).sum() / max(1, wanted.sum() + (scores >= at).sum())
            for scores, wanted, weight in sets
        )

    values = np.array([mean(at) for at in tried])
    best = np.flatnonzero(values >= values.max() - 1e-9)
    middle = best[len(best) // 2]
    # Between two scores, so that rounding moves no sentence over it.
    return float(tried[max(middle - 1, 0)] + tried[middle]) / 2


def measured(wanted: NDArray[np.bool_], given: NDArray[np.bool_]) -> str:
    """Micro and macro F1 over nine classes as LexGLUE counts them, F1 of flagged or not, F1 of each class."""
    nine = [np.hstack([y, ~y.any(axis=1, keepdims=True)]) for y in (wanted, given)]
    right, said, true = (nine[0] & nine[1]).sum(axis=0), nine[1].sum(axis=0), nine[0].sum(axis=0)
    each = 2 * right / np.maximum(said + true, 1)
    flags = [y.any(axis=1) for y in (wanted, given)]
    flagged = 2 * (flags[0] & flags[1]).sum() / (flags[0].sum() + flags[1].sum())
    micro = 2 * right.sum() / (said.sum() + true.sum())
    return f"micro {micro:.4f}  macro {each.mean():.4f}  flag or not {flagged:.4f}  each {np.round(each, 3).tolist()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unfair_tos", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()

    own, dev = load(given.unfair_tos / "train.jsonl"), load(given.unfair_tos / "dev.jsonl")
    unseen = {company(r["doc_id"]) for r in dev}
    more = load(given.more / "dev.jsonl") if given.more else []
    more = [r for r in more if company(r["doc_id"]) not in unseen]
    print(f"{len(own)} rows and {len(more)} more to train on, {len(dev)} rows of {len(unseen)} other companies")

    found = by_document([*own, *more])
    holding = np.zeros(SIZE)
    for group in found:
        holding[np.unique(np.concatenate(group))] += 1
    rarity = np.where(holding > 1, np.log((1 + len(found)) / (1 + holding)) + 1, 0)
    rarity_scale = rarity.max() / 255
    steps = np.round(rarity / rarity_scale).astype(np.uint8)
    rarity = (steps * np.float32(rarity_scale)).astype(np.float32)

    rows: Rows = [row(group, rarity) for group in found]
    dev_rows: Rows = [row(group, rarity) for group in by_document(dev)]
    wanted, dev_wanted = truth([*own, *more]), truth(dev)
    companies = np.array([company(r["doc_id"]) for r in [*own, *more]])

    names = sorted({company(r["doc_id"]) for r in own})
    np.random.default_rng(0).shuffle(names)
    own_scores = np.zeros((len(own), len(LABELS)))
    for fold in range(FOLDS):
        left_out = np.isin(companies, names[fold::FOLDS])
        kept = np.flatnonzero(~left_out)
        weights, biases = train([rows[i] for i in kept], wanted[kept])
        test = np.flatnonzero(left_out[: len(own)])
        own_scores[test] = margins([rows[i] for i in test], weights, biases)
        print(f"fold {fold + 1} of {FOLDS}", flush=True)

    whole, biases = train(rows, wanted)
    weights8, scales = quantised(whole)
    dev_scores = margins(dev_rows, weights8 * scales[:, None], biases)
    curves, thresholds = [], []
    for k in range(len(LABELS)):
        slope, shift = calibrated(
            np.concatenate([own_scores[:, k], dev_scores[:, k]]),
            np.concatenate([wanted[: len(own), k], dev_wanted[:, k]]),
        )
        at = best_threshold(
            [(own_scores[:, k], wanted[: len(own), k], 1.0), (dev_scores[:, k], dev_wanted[:, k], DEV_WEIGHT)]
        )
        curves.append((slope, shift))
        thresholds.append(1 / (1 + math.exp(-(slope * at + shift))))
        print(f"{LABELS[k]:24} margin {at:+.3f} is a probability of {thresholds[-1]:.3f}")
    slopes, shifts = np.array(curves).T

    def labelled(scores: Floats) -> NDArray[np.bool_]:
        return 1 / (1 + np.exp(-(slopes * scores + shifts))) >= np.array(thresholds)

    print("train, unseen companies:", measured(wanted[: len(own)], labelled(own_scores)))
    print("dev:", measured(dev_wanted, labelled(dev_scores)))
    tensors = {
        "weights": weights8,
        "scales": scales,
        "biases": biases.astype(np.float32),
        "rarity": steps,
        "rarity_scale": np.array([rarity_scale], np.float32),
        "slopes": slopes.astype(np.float32),
        "shifts": shifts.astype(np.float32),
        "thresholds": np.array(thresholds, np.float32),
    }
    save_file(tensors, str(given.out))


if __name__ == "__main__":
    main()
