"""The prepared corpus: windows of documents, batches of windows."""
import random

import numpy as np
import torch


class Corpus:
    """Flat arrays over all documents: pieces (`ids`, `shapes`, `quotes`), words (first piece and the one after the last,
    label, code points, paragraph), the words of each document, and pairs to learn links from."""

    def __init__(self, path, begin, end):
        with np.load(path) as f:
            for name in f.files:
                setattr(self, name, f[name])
        self.begin, self.end_mark = begin, end
        self.count = len(self.doc_words)
        order = np.argsort(self.pairs[:, :3].min(1), kind="stable")
        self.pairs = self.pairs[order]
        self.pair_low = self.pairs[:, :3].min(1)
        self.pair_high = self.pairs[:, :3].max(1)

    def parts(self, doc, most):
        """Its paragraphs as ranges of words, long ones cut so that each has at most `most` pieces."""
        a, b = self.doc_words[doc]
        edges = np.flatnonzero(np.diff(self.paragraph[a:b])) + 1 + a
        for lo, hi in zip([a, *edges], [*edges, b]):
            while lo < hi:
                top = np.searchsorted(self.last[lo:hi], self.first[lo] + most, "right") + lo
                top = min(max(top, lo + 1), hi)
                yield int(lo), int(top), int(self.last[top - 1] - self.first[lo])
                lo = top

    def windows(self, doc, length, offset=0):
        """Ranges of words with at most `length` pieces; the first is `offset` pieces shorter."""
        out, begun, end, size, room = [], None, None, 1, length - offset
        for lo, hi, n in self.parts(doc, length - 2):
            if begun is not None and size + n + 1 > room:
                out.append((begun, end))
                begun, size, room = None, 1, length
            if begun is None:
                begun = lo
            end = hi
            size += n + 1
        if begun is not None:
            out.append((begun, end))
        return out

    def shuffled(self, docs, length, seed):
        rng = random.Random(seed)
        found = [w for d in docs for w in self.windows(d, length, rng.randrange(0, length - 60))]
        rng.shuffle(found)
        return found

    def size(self, window):
        a, b = window
        return int(self.last[b - 1] - self.first[a]) + 2

    def batches(self, windows, pieces, seed=None):
        """Groups of windows of like length with at most `pieces` pieces."""
        rng = random.Random(seed)
        pool = sorted(windows, key=lambda w: (self.size(w) // 32, rng.random()))
        out, now, longest = [], [], 0
        for w in pool:
            n = self.size(w)
            if now and max(longest, n) * (len(now) + 1) > pieces:
                out.append(now)
                now, longest = [], 0
            now.append(w)
            longest = max(longest, n)
        if now:
            out.append(now)
        if seed is not None:
            rng.shuffle(out)
        return out

    def collate(self, batch, device="cpu", soft=None):
        """Tensors of some windows; words are padded with label -1."""
        n = -(-max(map(self.size, batch)) // 16) * 16
        most = max(b - a for a, b in batch)
        k = len(batch)
        ids, shapes, quotes = (np.zeros((k, n), np.int64) for _ in range(3))
        lengths, place = np.zeros(k, np.int64), np.zeros((k, most), np.int64)
        labels = np.full((k, most), -1, np.int64)
        fresh = np.zeros((k, most), bool)
        pairs = []
        if soft is not None:
            target = np.zeros((k, most, *soft.shape[1:]), soft.dtype)
        for r, (a, b) in enumerate(batch):
            p, q = self.first[a], self.last[b - 1]
            ids[r, 0] = self.begin
            ids[r, 1 : q - p + 1] = self.ids[p:q]
            ids[r, q - p + 1] = self.end_mark
            shapes[r, 1 : q - p + 1] = self.shapes[p:q]
            quotes[r, 1 : q - p + 1] = self.quotes[p:q]
            lengths[r] = q - p + 2
            place[r, : b - a] = self.first[a:b] - p + 1
            labels[r, : b - a] = self.label[a:b]
            fresh[r, 0] = True
            fresh[r, 1 : b - a] = self.paragraph[a + 1 : b] != self.paragraph[a : b - 1]
            lo = np.searchsorted(self.pair_low, a)
            hi = np.searchsorted(self.pair_low, b)
            mine = self.pairs[lo:hi][self.pair_high[lo:hi] < b]
            if len(mine):
                mine = mine.copy()
                mine[:, :3] -= a
                pairs.append(np.concatenate([np.full((len(mine), 1), r, mine.dtype), mine], 1))
            if soft is not None:
                target[r, : b - a] = soft[a:b]
        out = dict(ids=ids, shapes=shapes, quotes=quotes, lengths=lengths, place=place, labels=labels, fresh=fresh)
        out["pairs"] = np.concatenate(pairs).astype(np.int64) if pairs else np.zeros((0, 7), np.int64)
        if soft is not None:
            out["soft"] = target
        move = lambda x: torch.from_numpy(x).pin_memory().to(device, non_blocking=True) if device != "cpu" else torch.from_numpy(x)
        return {name: move(x) for name, x in out.items()}
