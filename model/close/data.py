"""Reads the attribution corpus and makes windows of documents for the encoder.

A word is what BERT's basic tokenizer calls one; the reader in Rust cuts the same way.
"""
import collections
import json
import unicodedata

from tokenizers import Tokenizer

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
INDEX = {label: i for i, label in enumerate(LABELS)}
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
        ids = self.tokenizer.token_to_id
        self.unknown = ids("[UNK]")
        self.begin = next(i for i in map(ids, ("[CLS]", "<s>")) if i is not None)
        self.end = next(i for i in map(ids, ("[SEP]", "</s>")) if i is not None)

    def words(self, text):
        """[(start, end)] in code points, as BERT's basic tokenizer cuts the unnormalised text."""
        return [span for _, span in self.pre.pre_tokenize_str(text)]

    def pieces(self, word):
        got = self.cache.get(word)
        if got is None:
            got = self.tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]
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
