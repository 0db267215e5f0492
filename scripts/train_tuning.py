"""Train ingest/embeddings/tuning.safetensors: what is added to all-MiniLM-L6-v2 so that it knows how people ask.

    python3 -m venv training && training/bin/pip install torch numpy safetensors tokenizers
    training/bin/python scripts/train_tuning.py FOLDER_OF_THE_OFFICIAL_WEIGHTS [--out FILE] [--seed 0]

Reads scripts/pairs/*.jsonl (scripts/pairs/README.md), needs torch, and takes about 8 minutes on two cores. The model
card is docs/model-card.md.

How: every linear layer of the six gets the product of two narrow matrices added (LoRA, rank 16); all else stays as it
is. In each step 48 topics are drawn, and of each three questions, one clause that answers them and one that only sounds
like it. A question must be nearer to its own clause than to the 95 others, and a clause to its own questions. At the
end the difference is halved: weights between the official and the trained ones keep what the official ones know
(WiSE-FT, Wortsman et al. 2022).
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT / "scripts" / "pairs"
TARGET = ROOT / "ingest" / "embeddings" / "tuning.safetensors"

LAYERS, WIDTH, HEADS = 6, 384, 12
LINEAR = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
RANK, SCALE, KEPT = 16, 2.0, 0.5
"""Rank of the difference, its scale while training, and the share of it that is kept."""
TOPICS, ASKS = 48, 3
"""Topics in a step, and questions of each."""
EPOCHS, RATE, WARM, TEMPERATURE, DROPPED = 2, 3e-4, 0.1, 0.05, 0.1
TITLED = 0.7
"""How often a clause comes with its title, as passages do."""
MAX_TOKENS = 128

Topic = dict[str, Any]


class Linear(nn.Module):
    """An official matrix and what is trained beside it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = nn.Parameter(bias, requires_grad=False)
        self.narrow = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.wide = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias) + SCALE * F.linear(F.linear(x, self.narrow), self.wide)


class Encoder(nn.Module):
    """BERT as published, then the mean over the tokens, scaled to length 1."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._official = load_file(str(folder / "model.safetensors"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.words = nn.Parameter(self._official["embeddings.word_embeddings.weight"], requires_grad=False)
        positions = self._official["embeddings.position_embeddings.weight"]
        types = self._official["embeddings.token_type_embeddings.weight"]
        self.positions = nn.Parameter(positions + types[0], requires_grad=False)
        self.first_norm = self._norm("embeddings.LayerNorm")
        self.layers = nn.ModuleList(self._layer(f"encoder.layer.{n}") for n in range(LAYERS))

    def _norm(self, name: str) -> nn.LayerNorm:
        norm = nn.LayerNorm(WIDTH, eps=1e-12)
        norm.weight = nn.Parameter(self._official[f"{name}.weight"], requires_grad=False)
        norm.bias = nn.Parameter(self._official[f"{name}.bias"], requires_grad=False)
        return norm

    def _layer(self, at: str) -> nn.ModuleDict:
        layer = nn.ModuleDict(
            {
                name.replace(".", "_"): Linear(
                    self._official[f"{at}.{name}.weight"], self._official[f"{at}.{name}.bias"]
                )
                for name in LINEAR
            }
        )
        layer["attention_norm"] = self._norm(f"{at}.attention.output.LayerNorm")
        layer["output_norm"] = self._norm(f"{at}.output.LayerNorm")
        return layer

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.first_norm(F.embedding(ids, self.words) + self.positions[: ids.shape[1]])
        batch, length, _ = x.shape
        seen = mask[:, None, None, :] > 0
        for layer in self.layers:
            parts = (layer[f"attention_self_{p}"](x) for p in ("query", "key", "value"))
            query, key, value = (p.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for p in parts)
            dropped = DROPPED if self.training else 0.0
            attended = F.scaled_dot_product_attention(query, key, value, attn_mask=seen, dropout_p=dropped)
            attended = layer["attention_output_dense"](attended.transpose(1, 2).reshape(batch, length, WIDTH))
            x = layer["attention_norm"](x + F.dropout(attended, DROPPED, self.training))
            inner = layer["output_dense"](F.gelu(layer["intermediate_dense"](x)))
            x = layer["output_norm"](x + F.dropout(inner, DROPPED, self.training))
        return F.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)

    def embed(self, texts: list[str]) -> Tensor:
        """One row a text; texts of about the same length go through together, so that little is padded."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows = [self(*self._tokens([texts[i] for i in order[at : at + 16]])) for at in range(0, len(order), 16)]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(rows)[back]

    def _tokens(self, texts: list[str]) -> tuple[Tensor, Tensor]:
        encoded = [e.ids for e in self._tokenizer.encode_batch(texts)]
        ids = torch.zeros(len(encoded), max(map(len, encoded)), dtype=torch.long)
        mask = torch.zeros(ids.shape)
        for row, found in enumerate(encoded):
            ids[row, : len(found)] = torch.tensor(found)
            mask[row, : len(found)] = 1
        return ids, mask

    def difference(self) -> dict[str, np.ndarray[Any, Any]]:
        """What was learned, as ``ingest.embeddings.minilm.with_tuning`` reads it."""
        found = {}
        for number, layer in enumerate(self.layers):
            for name in LINEAR:
                linear = layer[name.replace(".", "_")]
                at = f"encoder.layer.{number}.{name}"
                found[f"{at}.out"] = (KEPT * SCALE * linear.wide).detach().numpy().astype(np.float16)
                found[f"{at}.in"] = linear.narrow.detach().numpy().astype(np.float16)
        return found


def asks(topic: Topic) -> list[str]:
    return [ask for kind in topic["asks"].values() for ask in kind]


def written(clause: dict[str, str]) -> str:
    title, text = clause["title"].strip(), clause["text"].strip()
    return f"{title}. {text}" if title and random.random() < TITLED else text


def steps(topics: list[Topic]) -> Iterator[list[tuple[Topic, list[str]]]]:
    """Without end: different topics, each with a few of its questions; nearly all questions before any comes again."""
    pool: list[tuple[Topic, list[str]]] = []
    while True:
        if len(pool) < TOPICS:
            pool, rounds = [], []
            for topic in topics:
                own = asks(topic)
                random.shuffle(own)
                rounds.append([(topic, own[at : at + ASKS]) for at in range(0, len(own) - ASKS + 1, ASKS)])
            for number in range(max(map(len, rounds))):
                layer = [own[number] for own in rounds if number < len(own)]
                random.shuffle(layer)
                pool += layer
        chosen: dict[int, tuple[Topic, list[str]]] = {}
        left = []
        for one in pool:
            if len(chosen) < TOPICS and id(one[0]) not in chosen:
                chosen[id(one[0])] = one
            else:
                left.append(one)
        pool = left
        yield list(chosen.values())


def loss_of(encoder: Encoder, step: list[tuple[Topic, list[str]]]) -> Tensor:
    questions = [ask for _, own in step for ask in own]
    owner = torch.tensor([number for number, (_, own) in enumerate(step) for _ in own])
    clauses = [written(random.choice(topic["clauses"])) for topic, _ in step]
    near = [written(random.choice(topic["near"])) for topic, _ in step]
    rows = encoder.embed(questions + clauses + near)
    scores = rows[: len(questions)] @ rows[len(questions) :].T / TEMPERATURE
    asked = F.cross_entropy(scores, owner)
    answered = scores[:, : len(step)].T
    own = owner[None, :] == torch.arange(len(step))[:, None]
    clause_side = torch.logsumexp(answered, 1) - torch.logsumexp(answered.masked_fill(~own, -1e9), 1)
    return asked + 0.5 * clause_side.mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    topics = [json.loads(line) for file in sorted(PAIRS.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    encoder = Encoder(given.weights).train()
    trained = [p for p in encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01)
    total = EPOCHS * (sum(len(asks(topic)) for topic in topics) // (TOPICS * ASKS))
    print(f"{len(topics)} topics, {sum(p.numel() for p in trained):,} numbers to train, {total} steps")
    began = time.monotonic()
    for number, step in zip(range(total), steps(topics), strict=False):
        rate = RATE * min(1.0, (number + 1) / (WARM * total)) * (1 - number / total)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(encoder, step)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if number % 10 == 0:
            print(f"step {number}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
    save_file(encoder.difference(), given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
