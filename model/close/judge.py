"""Exact-match F1 of source, cue and content as `score_attribution.py` counts it, on gold tokens."""
import numpy as np
import torch

import data
from network import viterbi

KINDS = ("source", "cue", "content")


def spans(labels):
    found, kind, start = [], None, 0
    for i, label in enumerate(list(labels) + ["O"]):
        if kind and label != "I-" + kind:
            found.append((kind, start, i))
            kind = None
        if label.startswith("B-"):
            kind, start = label[2:], i
    return found


def emissions(net, docs, length, tokens=4096, offset=0):
    """{(document, paragraph): scores by word}"""
    net.eval()
    out = {}
    items = [(i, w) for i, d in enumerate(docs) for w in data.windows(d, length, offset)]
    for batch in data.batches(docs, items, tokens):
        ids, shapes, quotes, lengths, place, _, runs = data.collate(docs, batch)
        t = torch.from_numpy
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            hidden = net.hidden(t(ids), t(shapes), t(quotes), t(lengths))
        with torch.no_grad():
            e = net.emit(net.words(hidden.float(), t(place))).numpy()
        for r, (_, i, k, a, b, _) in enumerate(runs):
            slot = out.setdefault((i, k), np.zeros((len(docs[i][1][k].spans), len(data.LABELS)), np.float32))
            slot[a:b] = e[r, : b - a]
    return out


def decode(scores, net):
    steps, begin = (x.detach().numpy() for x in net.transitions())
    return {key: viterbi(e, steps, begin) if len(e) else [] for key, e in scores.items()}


def score(docs, decoded):
    tally = {k: [0, 0, 0] for k in KINDS}
    for (i, k), labels in decoded.items():
        p = docs[i][1][k]
        gold = set(spans(p.gold))
        said = set()
        for kind, a, b in spans([data.LABELS[x] for x in labels]):
            lo, hi = p.spans[a][0], p.spans[b - 1][1]
            hit = [n for n, (x, y) in enumerate(p.tokens) if x < hi and y > lo]
            if hit:
                said.add((kind, hit[0], hit[-1] + 1))
        for kind in KINDS:
            g, s = ({x for x in y if x[0] == kind} for y in (gold, said))
            tally[kind][0] += len(g & s)
            tally[kind][1] += len(g)
            tally[kind][2] += len(s)
    return {k: round(200 * h / max(1, g + s), 2) for k, (h, g, s) in tally.items()}


def judge(net, docs, length=256):
    a = emissions(net, docs, length)
    b = emissions(net, docs, length, offset=length // 2)
    both = {k: (a[k] + b[k]) / 2 for k in a}
    return {"one": score(docs, decode(a, net)), "two": score(docs, decode(both, net))}
