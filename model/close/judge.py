"""Emissions over whole documents, spans, and exact-match F1 on the prepared words."""
import numpy as np
import torch

from data import LABELS

KINDS = ("source", "cue", "content")


def spans(labels):
    """[(kind, first word, the one after the last)] of BIO labels as numbers."""
    found, kind, start = [], None, 0
    for i, label in enumerate([*labels, 0]):
        if kind is not None and label != 2 * kind + 2:
            found.append((kind, start, i))
            kind = None
        if label % 2 == 1:
            kind, start = label // 2, i
    return found


@torch.no_grad()
def emissions(net, corpus, docs, length, offset=0, pieces=16384, device="cpu"):
    """Scores by word of `docs`, over the whole corpus's words; words of other documents hold noughts."""
    net.eval()
    out = np.zeros((len(corpus.label), len(LABELS)), np.float32)
    windows = [w for d in docs for w in corpus.windows(d, length, offset)]
    for group in corpus.batches(windows, pieces):
        batch = corpus.collate(group, device)
        e = net.emit(net.words(batch)).cpu().numpy()
        for r, (a, b) in enumerate(group):
            out[a:b] = e[r, : b - a]
    return out


def both(net, corpus, docs, length, device="cpu"):
    return (emissions(net, corpus, docs, length, 0, device=device) + emissions(net, corpus, docs, length, length // 2, device=device)) / 2


def by_paragraph(corpus, docs):
    """[(first word, the one after the last)]"""
    for d in docs:
        a, b = corpus.doc_words[d]
        edges = np.flatnonzero(np.diff(corpus.paragraph[a:b])) + 1 + a
        yield from zip([a, *edges], [*edges, b])


def viterbi(emissions, steps, begin):
    alpha, back = begin + emissions[0], []
    at_all = np.arange(len(begin))
    for e in emissions[1:]:
        every = alpha[:, None] + steps
        best = every.argmax(0)
        back.append(best)
        alpha = every[best, at_all] + e
    at = int(alpha.argmax())
    out = [at]
    for best in reversed(back):
        at = int(best[at])
        out.append(at)
    return out[::-1]


def decode(e, net, corpus, docs):
    from network import ALLOWED, FIRST, NEVER

    steps = net.steps.detach().cpu().masked_fill(~ALLOWED, NEVER).numpy()
    begin = net.begin.detach().cpu().masked_fill(~FIRST, NEVER).numpy()
    labels = np.zeros(len(corpus.label), np.int64)
    for a, b in by_paragraph(corpus, docs):
        labels[a:b] = viterbi(e[a:b], steps, begin)
    return labels


def score(corpus, docs, labels):
    tally = np.zeros((3, 3))
    for a, b in by_paragraph(corpus, docs):
        gold, said = set(spans(corpus.label[a:b])), set(spans(labels[a:b]))
        for kind in range(3):
            g, s = ({x for x in y if x[0] == kind} for y in (gold, said))
            tally[kind] += len(g & s), len(g), len(s)
    return {k: round(200 * h / max(1, g + s), 2) for k, (h, g, s) in zip(KINDS, tally)}


def marginals(e, net, corpus, docs, device="cpu"):
    """How likely each step of labels is at each word of `docs`, as `network.shares` gives it: [words, from, to]."""
    from network import shares

    out = np.zeros((len(corpus.label), len(LABELS), len(LABELS)), np.float16)
    rows = sorted(by_paragraph(corpus, docs), key=lambda r: r[1] - r[0])
    at = 0
    while at < len(rows):
        some = rows[at : at + 256]
        at += 256
        most = max(b - a for a, b in some)
        batch = torch.zeros(len(some), most, len(LABELS))
        real = torch.zeros(len(some), most, dtype=torch.bool)
        for r, (a, b) in enumerate(some):
            batch[r, : b - a] = torch.from_numpy(e[a:b])
            real[r, : b - a] = True
        fresh = torch.zeros_like(real)
        fresh[:, 0] = True
        with torch.no_grad():
            m = net.chain(batch.to(device), fresh.to(device), real.to(device))
        q = shares(m).cpu().numpy()
        for r, (a, b) in enumerate(some):
            out[a:b] = q[r, : b - a]
    return out
