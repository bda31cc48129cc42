"""Learns what a short text means from a sentence encoder. `python meaning.py --weights F --encoder F --teacher FOLDER --data DATA --out F`

The teacher (`all-mpnet-base-v2`, of whose lower layers the reader was made) gives vectors whose cosine is nearness of
meaning. A ridge regression gives their first principal parts from the mean of the reader's own last layer, so that
topics can be found by meaning with no second encoder.
"""
import argparse
import json
import random
import re

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from transformers import MPNetModel

import data
from network import Tagger

SIZE = 128


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
            return found


def pooled(model, rows, begin, end, hidden):
    out = []
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for at in range(0, len(order), 64):
        some = order[at : at + 64]
        n = max(len(rows[i]) for i in some) + 2
        ids, mask = np.ones((len(some), n), np.int64), np.zeros((len(some), n), np.int64)
        for r, i in enumerate(some):
            ids[r, : len(rows[i]) + 2] = [begin, *rows[i], end]
            mask[r, : len(rows[i]) + 2] = 1
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            h = hidden(torch.from_numpy(ids), torch.from_numpy(mask)).float()
        m = torch.from_numpy(mask)[:, :, None].float()
        out.append((some, ((h * m).sum(1) / m.sum(1)).numpy()))
    result = np.zeros((len(rows), out[0][1].shape[1]), np.float32)
    for some, x in out:
        result[some] = x
    return result


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--weights", required=True, help="of train.py, rounded")
    a.add_argument("--encoder", required=True)
    a.add_argument("--teacher", required=True)
    a.add_argument("--data", required=True)
    a.add_argument("--count", type=int, default=9000)
    a.add_argument("--out", required=True)
    a = a.parse_args()
    cutter = data.Cutter(a.teacher)
    rows = [[i for s, e in cutter.words(t) for i in cutter.pieces(t[s:e])][:120] for t in texts(a.data, a.count)]
    shape = json.loads(bytes(load_file(a.encoder)["config"].numpy()).decode())
    w = load_file(a.weights)
    w |= {k[:-6]: w[k].float() * w[f"{k[:-6]}.scale"][:, None] for k in list(w) if k.endswith(".steps")}
    shape["layers"] = 1 + max(int(k.split(".")[2]) for k in w if k.startswith("encoder.layers."))
    net = Tagger(shape).eval()
    net.load_state_dict({k: v for k, v in w.items() if k in net.state_dict()})
    # A short text is read as plain words in lower case, since topics are written in no particular way.
    plain = lambda ids, m: net.encoder(ids, 10 * m, 0 * m, m.sum(1), 0.0)
    teacher = MPNetModel.from_pretrained(a.teacher).eval()
    x = pooled(net, rows, cutter.begin, cutter.end, plain)
    y = pooled(teacher, rows, cutter.begin, cutter.end, lambda ids, m: teacher(input_ids=ids, attention_mask=m).last_hidden_state)
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    test = np.arange(len(x)) % 10 == 0
    mean, goal = x.mean(0), y.mean(0)
    parts = np.linalg.svd(y[~test] - goal, full_matrices=False)[2][:SIZE]
    z = (y - goal) @ parts.T
    best = None
    for ridge in (1, 10, 100, 1000):
        c = x[~test] - mean
        m = np.linalg.solve(c.T @ c + ridge * np.eye(c.shape[1]), c.T @ z[~test])
        p = (x[test] - mean) @ m
        unit = lambda v: v / np.linalg.norm(v, axis=1, keepdims=True)
        r = np.corrcoef((unit(p) @ unit(p).T).ravel(), (unit(y[test] - goal) @ unit(y[test] - goal).T).ravel())[0, 1]
        print("ridge", ridge, "cosines of unseen pairs correlate with the teacher's at", round(float(r), 3), flush=True)
        if best is None or r > best[0]:
            best = (r, m)
    m = best[1]
    save_file({"weight": torch.from_numpy(m.T.astype(np.float32).copy()), "bias": torch.from_numpy((-mean @ m).astype(np.float32))}, a.out)


if __name__ == "__main__":
    main()
