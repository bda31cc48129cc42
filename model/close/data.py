"""Reads the attribution corpus and makes windows of documents for the encoder.

A word is what BERT's basic tokenizer calls one; the reader in Rust cuts the same way.
"""
import collections
import json
import random
import unicodedata

import numpy as np
from tokenizers import Tokenizer

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
INDEX = {label: i for i, label in enumerate(LABELS)}
CLS, SEP = 101, 102
OPEN, CLOSE = "“«„", "”»"
SHAPES, QUOTES = 12, 3


def shape(word, spaced):
    """A small number for how a word is written, which an uncased encoder would not see."""
    if word in OPEN or word in CLOSE or word == '"':
        return 1
    if word in "'’‘`":
        return 2
    if len(word) == 1 and unicodedata.category(word)[0] == "P":
        return 3
    if word[0].isdigit():
        return 4
    if word.isupper():
        return 5 if len(word) > 1 else 6
    if word[0].isupper():
        return 7 if word[1:].islower() else 8
    return 9 if spaced else 10


def quote_states(words):
    """0 outside of quotation marks, 1 inside, 2 the mark itself; a paragraph begins outside."""
    inside, found = False, []
    for word in words:
        if word in OPEN:
            inside = True
            found.append(2)
        elif word in CLOSE:
            inside = False
            found.append(2)
        elif word == '"':
            inside = not inside
            found.append(2)
        else:
            found.append(int(inside))
    return found


class Cutter:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.normalizer, self.pre, self.model = self.tokenizer.normalizer, self.tokenizer.pre_tokenizer, self.tokenizer.model
        self.cache = {}

    def words(self, text):
        """[(start, end)] in code points, as BERT's basic tokenizer cuts the unnormalised text."""
        return [span for _, span in self.pre.pre_tokenize_str(text)]

    def pieces(self, word):
        got = self.cache.get(word)
        if got is None:
            got = self.tokenizer.encode(word, add_special_tokens=False).ids or [100]
            self.cache[word] = got
        return got


class Paragraph:
    __slots__ = ("text", "start", "spans", "pieces", "shapes", "quotes", "labels", "gold", "tokens")


def paragraph(cutter, row):
    p = Paragraph()
    p.text, p.start, p.tokens = row["text"], row.get("start", 0), row["tokens"]
    p.spans = cutter.words(p.text)
    words = [p.text[a:b] for a, b in p.spans]
    p.pieces = [cutter.pieces(w)[:12] for w in words]
    p.shapes = [shape(w, a == 0 or p.text[a - 1].isspace()) for w, (a, _) in zip(words, p.spans)]
    p.quotes = quote_states(words)
    p.gold = row["labels"]
    # A word takes the label of the token that it starts in; only the first word of a B- token is one.
    p.labels, at, taken = [], 0, -1
    for a, b in p.spans:
        while at < len(p.tokens) and p.tokens[at][1] <= a:
            at += 1
        label = "O"
        if at < len(p.tokens) and p.tokens[at][0] < b:
            label = p.gold[at]
            if label.startswith("B-") and taken == at:
                label = "I-" + label[2:]
            taken = at
        p.labels.append(INDEX[label])
    return p


def documents(cutter, folder, split, limit=None):
    """[(id, [Paragraph], statements)]; statements as [(source, cue, content)] lists of code-point spans."""
    docs, starts = collections.OrderedDict(), {}
    for line in open(f"{folder}/{split}.jsonl", encoding="utf-8"):
        row = json.loads(line)
        docs.setdefault(row["id"], []).append(row)
    whole = {}
    for line in open(f"{folder}/documents.{split}.jsonl", encoding="utf-8"):
        row = json.loads(line)
        whole[row["id"]] = row
    out = []
    for name, rows in docs.items():
        if limit and len(out) == limit:
            break
        row = whole.get(name)
        at = 0
        for r in rows:
            if "start" not in r:
                # Paragraphs stand in the order of the document.
                found = row["text"].find(r["text"], at) if row else -1
                r["start"] = found if found >= 0 else at
            at = r["start"] + len(r["text"])
        statements = [(s["source"], s["cue"], s["content"]) for s in row["statements"]] if row else []
        out.append((name, [paragraph(cutter, r) for r in rows], statements))
    return out


def split_long(p, most):
    """A paragraph's words as runs of at most `most` pieces."""
    runs, size, begin = [], 0, 0
    for i, pieces in enumerate(p.pieces):
        if size + len(pieces) > most:
            runs.append((begin, i))
            begin, size = i, 0
        size += len(pieces)
    runs.append((begin, len(p.pieces)))
    return [r for r in runs if r[0] < r[1]]


def windows(doc, length, offset=0):
    """Cuts a document into windows of at most `length` pieces: lists of (paragraph, first word, last word)."""
    _, paragraphs, _ = doc
    out, now, size = [], [], 1
    room = length - offset if offset else length
    for k, p in enumerate(paragraphs):
        for a, b in split_long(p, length - 2):
            n = sum(len(x) for x in p.pieces[a:b]) + 1
            if size + n > room and now:
                out.append(now)
                now, size, room = [], 1, length
            now.append((k, a, b))
            size += n
    if now:
        out.append(now)
    return out


def shuffled(docs, length, seed):
    rng = random.Random(seed)
    found = []
    for i, doc in enumerate(docs):
        for w in windows(doc, length, rng.randrange(0, length - 60)):
            found.append((i, w))
    rng.shuffle(found)
    return found


def size_of(docs, item):
    i, w = item
    return 1 + sum(1 + sum(len(x) for x in docs[i][1][k].pieces[a:b]) for k, a, b in w)


def batches(docs, items, tokens, seed=None):
    """Groups of windows of like length with at most `tokens` pieces."""
    rng = random.Random(seed)
    pool = sorted(items, key=lambda it: (size_of(docs, it) // 16, rng.random()))
    out, now, longest = [], [], 0
    for it in pool:
        n = size_of(docs, it)
        if now and max(longest, n) * (len(now) + 1) > tokens:
            out.append(now)
            now, longest = [], 0
        now.append(it)
        longest = max(longest, n)
    if now:
        out.append(now)
    if seed is not None:
        rng.shuffle(out)
    return out


def collate(docs, batch):
    """Arrays for the encoder, and for the head: words as rows of runs (a run is a paragraph's words in a window)."""
    n = max(size_of(docs, it) for it in batch)
    ids = np.zeros((len(batch), n), np.int64)
    shapes = np.zeros((len(batch), n), np.int64)
    quotes = np.zeros((len(batch), n), np.int64)
    lengths = np.zeros(len(batch), np.int64)
    runs = []
    for row, (i, w) in enumerate(batch):
        ids[row, 0] = CLS
        at = 1
        for k, a, b in w:
            p = docs[i][1][k]
            first = []
            for j in range(a, b):
                m = len(p.pieces[j])
                ids[row, at : at + m] = p.pieces[j]
                shapes[row, at : at + m] = 1 + p.shapes[j]
                quotes[row, at : at + m] = p.quotes[j]
                first.append(at)
                at += m
            ids[row, at] = SEP
            at += 1
            runs.append((row, i, k, a, b, first))
        lengths[row] = at
    most = max(len(r[5]) for r in runs)
    place = np.zeros((len(runs), most), np.int64)
    labels = np.full((len(runs), most), -1, np.int64)
    for r, (row, i, k, a, b, first) in enumerate(runs):
        place[r, : len(first)] = row * n + np.array(first)
        labels[r, : len(first)] = docs[i][1][k].labels[a:b]
    return ids, shapes, quotes, lengths, place, labels, runs


def links(docs, runs, first_word):
    """Gold pairs for the link head.

    Gives (cues, others, kinds, targets, rows): for each window, each gold cue with each gold source (kind 0) and
    content (kind 1) in it, and whether a statement joins them. Places are flat word places.
    """
    by_row = collections.defaultdict(list)
    for r, (row, i, k, a, b, first) in enumerate(runs):
        by_row[row].append((r, i, k, a, b))
    out = []
    for row, parts in by_row.items():
        i = parts[0][1]
        spans = {0: [], 1: [], 2: []}  # source, cue, content: (char start, char end, flat place)
        for r, i, k, a, b in parts:
            p = docs[i][1][k]
            for j in range(a, b):
                label = p.labels[j]
                if label in (1, 3, 5):
                    e = j + 1
                    while e < b and p.labels[e] == label + 1:
                        e += 1
                    spans[(label - 1) // 2].append((p.start + p.spans[j][0], p.start + p.spans[e - 1][1], (r, j - a), (r, e - 1 - a)))
        for cs, ce, cp, cq in spans[1]:
            mine = [s for s in docs[i][2] if any(x < ce and y > cs for x, y in s[1])]
            if not mine:
                continue
            for kind, name in ((0, 0), (1, 2)):
                for s, e, pl, pq in spans[name]:
                    hit = any(x < e and y > s for st in mine for x, y in st[name])
                    out.append((cp, pl, pq, kind, hit, s - cs, row))
    return out
