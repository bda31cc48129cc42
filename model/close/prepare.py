"""Cuts the corpus into pieces, once. `python prepare.py --data DATA --encoder ENCODER --out FOLDER`

Writes `train.npz` and `dev.npz`: flat arrays over all documents, see `Corpus`.
"""
import argparse
import os

import numpy as np

import data

FIELDS = ("ids", "shapes", "quotes", "first", "last", "label", "start", "end", "paragraph", "doc_words", "pairs")


def pairs_of(paragraphs, statements, base):
    """Gold cues with each gold source (kind 0) and content (kind 1) of the document, and whether a statement joins them.

    Rows: cue's first word, first and last word of the other, kind, target, distance in code points from the cue.
    """
    spans = {0: [], 1: [], 2: []}
    word = base
    for p in paragraphs:
        n = len(p.labels)
        for j, label in enumerate(p.labels):
            if label in (1, 3, 5):
                e = j + 1
                while e < n and p.labels[e] == label + 1:
                    e += 1
                at = (p.start + p.spans[j][0], p.start + p.spans[e - 1][1])
                spans[(label - 1) // 2].append((*at, word + j, word + e - 1))
        word += n
    rows = []
    for cs, ce, cw, _ in spans[1]:
        mine = [s for s in statements if any(x < ce and y > cs for x, y in s[1])]
        if not mine:
            continue
        for kind, name in ((0, 0), (1, 2)):
            for s, e, w, v in spans[name]:
                if abs(w - cw) < 400:
                    hit = any(x < e and y > s for st in mine for x, y in st[name])
                    rows.append((cw, w, v, kind, int(hit), s - cs))
    return rows


def flatten(docs, end):
    out = {f: [] for f in FIELDS}
    words = pieces = paragraphs = 0
    for _, parts, statements in docs:
        begin = words
        out["pairs"] += pairs_of(parts, statements, begin)
        for p in parts:
            for j, word in enumerate(p.pieces):
                out["first"].append(pieces)
                out["ids"] += word
                out["shapes"] += [1 + p.shapes[j]] * len(word)
                out["quotes"] += [p.quotes[j]] * len(word)
                pieces += len(word)
                out["last"].append(pieces)
            out["ids"].append(end)
            out["shapes"].append(0)
            out["quotes"].append(0)
            pieces += 1
            out["label"] += p.labels
            out["start"] += [p.start + a for a, _ in p.spans]
            out["end"] += [p.start + b for _, b in p.spans]
            out["paragraph"] += [paragraphs] * len(p.labels)
            paragraphs += 1
            words += len(p.labels)
        out["doc_words"].append((begin, words))
    kinds = {"ids": np.uint16, "shapes": np.uint8, "quotes": np.uint8, "label": np.int8}
    return {f: np.array(out[f], kinds.get(f, np.int32)) for f in FIELDS}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--encoder", required=True)
    a.add_argument("--out", required=True)
    a = a.parse_args()
    os.makedirs(a.out, exist_ok=True)
    cutter = data.Cutter(a.encoder)
    for split in ("train", "dev"):
        docs = data.documents(cutter, a.data, split)
        flat = flatten(docs, cutter.end)
        np.savez_compressed(f"{a.out}/{split}.npz", **flat)
        print(split, len(docs), "documents,", len(flat["label"]), "words,", len(flat["ids"]), "pieces,", len(flat["pairs"]), "pairs")


if __name__ == "__main__":
    main()
