"""A BERT encoder with features of how words are written, a CRF over BIO labels and a head that joins cues to spans."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import LABELS, QUOTES, SHAPES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ALLOWED = torch.ones(len(LABELS), len(LABELS), dtype=torch.bool)
for i, a in enumerate(LABELS):
    for j, b in enumerate(LABELS):
        if b.startswith("I-") and a[2:] != b[2:]:
            ALLOWED[i, j] = False
FIRST = torch.tensor([not l.startswith("I-") for l in LABELS])
PAIR = 96
DISTANCES = [-400, -200, -100, -50, -20, 0, 20, 50, 100, 200, 400]


POOL = {}


def dropped(x, rate, training):
    """Dropout with masks cut at random places from one pool that is made anew now and then: drawing bits is slow."""
    if not training or not rate:
        return x
    n = x.numel()
    pool = POOL.get(x.dtype)
    if pool is None or len(pool[0]) < 4 * n or pool[1] > 100:
        pool = [((torch.rand(max(8 * n, 1 << 22)) >= rate).to(x.dtype) / (1 - rate)), 0]
        POOL[x.dtype] = pool
    pool[1] += 1
    at = int(torch.randint(len(pool[0]) - n, (1,)))
    return x * pool[0][at : at + n].view(x.shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, drop):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        s = torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2))
        a = torch.matmul(torch.softmax(s if mask is None else s + mask, -1).to(v.dtype), v)
        a = self.out(a.transpose(1, 2).reshape(b, n, WIDTH))
        x = self.norm1(x + dropped(a, drop, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + dropped(h, drop, self.training))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES + 1, WIDTH)
        self.quote = nn.Embedding(QUOTES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)

    def forward(self, ids, shapes, quotes, lengths, drop=0.1):
        n = ids.shape[1]
        x = self.word(ids) + self.position.weight[:n] + self.kind + self.shape(shapes) + self.quote(quotes)
        x = dropped(self.norm(x), drop, self.training)
        mask = None
        if not bool((lengths == n).all()):
            mask = torch.zeros(len(lengths), n).masked_fill(torch.arange(n) >= lengths[:, None], -1e4)[:, None, None, :]
            mask = mask.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else mask
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x

    def load_bert(self, state):
        g = lambda k: state[k].float()
        self.word.weight.data.copy_(g("embeddings.word_embeddings.weight"))
        self.position.weight.data.copy_(g("embeddings.position_embeddings.weight"))
        self.kind.data.copy_(g("embeddings.token_type_embeddings.weight")[0])
        self.norm.weight.data.copy_(g("embeddings.LayerNorm.weight"))
        self.norm.bias.data.copy_(g("embeddings.LayerNorm.bias"))
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                qkv = [g(f"{p}attention.self.{x}.{part}") for x in ("query", "key", "value")]
                getattr(layer.qkv, part).data.copy_(torch.cat(qkv))
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, mine), part).data.copy_(g(f"{p}{theirs}.{part}"))


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = 0.1
        self.encoder = Encoder()
        self.emit = nn.Linear(WIDTH, len(LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.begin = nn.Parameter(torch.zeros(len(LABELS)))
        self.cue = nn.Linear(WIDTH, 2 * PAIR)
        self.other = nn.ModuleList([nn.Linear(2 * WIDTH, PAIR), nn.Linear(2 * WIDTH, PAIR)])
        self.far = nn.Embedding(2 * (len(DISTANCES) + 1), 1)
        nn.init.normal_(self.emit.weight, std=0.02)

    def hidden(self, ids, shapes, quotes, lengths):
        return self.encoder(ids, shapes, quotes, lengths, self.drop)

    def words(self, hidden, place):
        flat = hidden.reshape(-1, WIDTH)
        return flat[place]

    def pair_scores(self, words, pairs):
        """Logits that the span of each pair belongs to the cue; pairs as columns of `links` or `candidates`."""
        c = torch.tensor([p[0] for p in pairs])
        a = torch.tensor([p[1] for p in pairs])
        z = torch.tensor([p[2] for p in pairs])
        kind = torch.tensor([p[3] for p in pairs])
        far = torch.bucketize(torch.tensor([float(p[5]) for p in pairs]), torch.tensor([float(d) for d in DISTANCES]))
        cue = self.cue(words[c[:, 0], c[:, 1]]).view(-1, 2, PAIR)
        cue = cue.gather(1, kind[:, None, None].expand(-1, 1, PAIR))[:, 0]
        both = torch.cat([words[a[:, 0], a[:, 1]], words[z[:, 0], z[:, 1]]], -1)
        other = torch.where(kind[:, None] == 0, self.other[0](both), self.other[1](both))
        bias = self.far(kind * (len(DISTANCES) + 1) + far)[:, 0]
        return (cue * other).sum(-1) / math.sqrt(PAIR) + bias

    def transitions(self):
        return self.steps.masked_fill(~ALLOWED, -1e4), self.begin.masked_fill(~FIRST, -1e4)

    def crf_loss(self, emissions, labels):
        """Negative log likelihood summed over rows; labels -1 beyond a row's end."""
        steps, begin = self.transitions()
        mask = labels >= 0
        gold = labels.clamp(min=0)
        score = emissions.gather(2, gold[:, :, None])[:, :, 0]
        score = (score * mask).sum() + begin[gold[:, 0]].sum()
        score = score + (steps[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum()
        alpha = begin + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            nxt = torch.logsumexp(alpha[:, :, None] + steps, 1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], nxt, alpha)
        return torch.logsumexp(alpha, 1).sum() - score


def viterbi(emissions, steps, begin):
    """The best labels of one row; numpy."""
    import numpy as np

    alpha, back = begin + emissions[0], []
    for e in emissions[1:]:
        all_ = alpha[:, None] + steps
        best = all_.argmax(0)
        back.append(best)
        alpha = all_[best, np.arange(len(best))] + e
    at = int(alpha.argmax())
    out = [at]
    for best in reversed(back):
        at = int(best[at])
        out.append(at)
    return out[::-1]
