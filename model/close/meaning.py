"""Learns what a short text means from a sentence encoder. `python meaning.py --weights F --teacher FOLDER --data DATA --out F`

The teacher (`all-mpnet-base-v2`, of whose lower layers the reader was made) gives vectors whose cosine is nearness of
meaning. A ridge regression gives their first principal parts from the sum of the words' rows in the reader's own table,
divided by how many there are and FEW more, so that topics can be found by meaning with no second encoder. On
`model/eval/topics.toml` this finds more than means of the layers above the table do, of which tagging has made other
things; plain means (FEW = 0) find less, because a short text has a longer mean than a long one.
"""
import argparse
import json
import pathlib
import random
import re
import tomllib

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from transformers import MPNetModel

import data

SIZE, LOOKED_AT, FEW = 128, 120, 4
TOPICS = pathlib.Path(__file__).parent.parent / "eval/topics.toml"


def texts(folder, count, seed=5):
    """Sentences, and runs of two to five words, of the training part."""
    rng = random.Random(seed)
    rows = [json.loads(line)["text"] for line in open(f"{folder}/train.jsonl", encoding="utf-8")]
    rng.shuffle(rows)
    found = []
    for row in rows:
        parts = [s for s in re.split(r"(?<=[.?!])\s+", row) if 15 < len(s) < 250]
        if parts:
            found.append(rng.choice(parts))
            run = re.findall(r"[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*){1,4}", rng.choice(parts))
            if run:
                found.append(rng.choice(run))
        if len(found) >= count:
            break
    return found


def taught(model, rows, begin, end):
    """The teacher's vector of each row of pieces, of length one."""
    result = np.zeros((len(rows), model.config.hidden_size), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for at in range(0, len(order), 64):
        some = order[at : at + 64]
        ids = torch.ones(len(some), len(rows[some[-1]]) + 2, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for r, i in enumerate(some):
            ids[r, : len(rows[i]) + 2] = torch.tensor([begin, *rows[i], end])
            mask[r, : len(rows[i]) + 2] = 1
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            h = model(input_ids=ids, attention_mask=mask).last_hidden_state.float() * mask[:, :, None]
        result[some] = (h.sum(1) / mask.sum(1, keepdim=True)).numpy()
    return unit(result)


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def judge(of):
    """How well topics are found by nearness: the best F1 with its precision, recall and least cosine."""
    told = tomllib.load(open(TOPICS, "rb"))
    said = of([s["said"] for s in told["statement"]])
    near = np.stack([(said @ of([t["name"], *t["words"]]).T).max(1) for t in told["topic"]], 1)
    gold = np.array([[t["key"] in s["topics"] for t in told["topic"]] for s in told["statement"]])
    best = (0, 0, 0, 0)
    for least in np.arange(0.1, 0.7, 0.01):
        found = (near >= least) & (near >= near.max(1, keepdims=True))
        right = (found & gold).sum()
        best = max(best, (2 * right / (found.sum() + gold.sum()), right / max(1, found.sum()), right / gold.sum(), least))
    return "F1 %.3f, precision %.3f, recall %.3f from %.2f" % best


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--weights", required=True, help="of train.py, rounded")
    a.add_argument("--teacher", required=True)
    a.add_argument("--data", required=True)
    a.add_argument("--count", type=int, default=20000)
    a.add_argument("--out", required=True)
    a = a.parse_args()
    cutter = data.Cutter(a.teacher)
    pieces = lambda words: [i for s, e in cutter.words(words) for i in cutter.pieces(words[s:e])][:LOOKED_AT]
    w = load_file(a.weights)
    table = (w["encoder.word.weight.steps"].float() * w["encoder.word.weight.scale"][:, None]).numpy()
    means = lambda rows: np.stack([table[row].sum(0) / (len(row) + FEW) for row in rows])
    teacher = MPNetModel.from_pretrained(a.teacher).eval()
    teach = lambda rows: taught(teacher, rows, cutter.begin, cutter.end)
    rows = [row for row in map(pieces, texts(a.data, a.count)) if row]
    x, y = means(rows), teach(rows)
    test = np.arange(len(x)) % 10 == 0
    mean, goal = x[~test].mean(0), y[~test].mean(0)
    parts = np.linalg.svd(y[~test] - goal, full_matrices=False)[2][:SIZE]
    centred, wanted = x[~test] - mean, (y[~test] - goal) @ parts.T
    print("the teacher on topics:", judge(lambda some: teach([pieces(t) for t in some])))
    best = None
    for ridge in (0.01, 0.03, 0.1, 0.3, 1):
        m = np.linalg.solve(centred.T @ centred + ridge * np.eye(x.shape[1]), centred.T @ wanted)
        near = lambda rows: np.ravel(unit(rows) @ unit(rows).T)
        r = np.corrcoef(near((x[test] - mean) @ m), near(y[test] - goal))[0, 1]
        topics = judge(lambda some: unit((means([pieces(t) for t in some]) - mean) @ m))
        print(f"ridge {ridge}: cosines of unseen pairs correlate with the teacher's at {r:.3f}; topics: {topics}", flush=True)
        if best is None or r > best[0]:
            best = (r, m)
    m = best[1]
    weight, bias = m.T.astype(np.float32).copy(), (-mean @ m).astype(np.float32)
    save_file({"weight": torch.from_numpy(weight), "bias": torch.from_numpy(bias)}, a.out)


if __name__ == "__main__":
    main()
