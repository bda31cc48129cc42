"""Fits how sure the program is of a statement. `python calibrate.py --gold documents.dev.jsonl --out confidence.json`

The program's example `evidence` gives numbers for each statement; a logistic regression on them says how likely the
statement is right: its content and its source each share half of their characters with an annotated statement's. It is
fitted on dev, where there are twelve weights for some 2,400 statements; the error is measured on documents left out
(five folds). Run `cargo build --release -p reader --example evidence` first.
"""
import argparse
import json
import os
import subprocess
import tempfile

import numpy as np


def overlap(a, b):
    a, b = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(a & b) / len(a | b) if a | b else 1.0


def right(gold, said):
    """Which of a document's statements meet one of the annotators', one to one, the best first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, s in enumerate(said):
            if g["content"] and s["content"]:
                score = overlap(g["content"], s["content"])
                if score >= 0.5 and overlap(g["source"], s["source"]) >= 0.5:
                    pairs.append((score, i, j))
    used, hit = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used and j not in hit:
            used.add(i)
            hit.add(j)
    return [j in hit for j in range(len(said))]


def fit(x, y, penalty=1.0, rounds=50):
    """Newton's method on the penalised likelihood."""
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        ridge = penalty * np.eye(len(w))
        ridge[-1, -1] = 0
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ w)
    return w


def calibration_error(p, y, steps=10):
    at = np.minimum((p * steps).astype(int), steps - 1)
    return sum(abs(p[at == i].mean() - y[at == i].mean()) * (at == i).mean() for i in range(steps) if (at == i).any())


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--gold", required=True)
    a.add_argument("--program", default="../../target/release/examples/evidence")
    a.add_argument("--out", required=True)
    a = a.parse_args()
    rows = [json.loads(line) for line in open(a.gold, encoding="utf-8")]
    said = {}
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, f"{i}.txt") for i in range(len(rows))]
        for name, row in zip(names, rows):
            open(name, "w", encoding="utf-8", newline="").write(row["text"])
        run = subprocess.run([a.program, *names], stdout=subprocess.PIPE, check=True)
        for line in run.stdout.decode().splitlines():
            s = json.loads(line)
            said.setdefault(names.index(s["document"]), []).append(s)
    x, y, doc = [], [], []
    for i, row in enumerate(rows):
        mine = said.get(i, [])
        x += [[*s["evidence"], 1.0] for s in mine]
        y += right(row["statements"], mine)
        doc += [i] * len(mine)
    x, y, doc = np.array(x), np.array(y, float), np.array(doc)
    p = np.zeros(len(y))
    for k in range(5):
        out = doc % 5 == k
        p[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out])))
    print(len(y), "statements,", round(100 * y.mean(), 1), "% right; error on documents left out", round(calibration_error(p, y), 4))
    total = sum(len(r["statements"]) for r in rows)
    for least in (0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5):
        print(least, "kept: F1", round(200 * y[p >= least].sum() / ((p >= least).sum() + total), 2))
    w = fit(x, y)
    json.dump([round(float(v), 4) for v in w], open(a.out, "w"))
    print(w.round(3).tolist())


if __name__ == "__main__":
    main()
