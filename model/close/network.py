"""A BERT-like encoder with features of how words are written, a CRF over BIO labels and a head that joins cues to spans.

The encoder is BERT's (Devlin et al. 2019) or MPNet's (Song et al. 2020, relative places), of as many layers as asked.
Quantised, it computes what the program computes: weights in few steps a row, inputs of every matrix in 8 bits a row;
gradients pass the rounding (Jacob et al. 2018; Bengio et al. 2013).
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import LABELS, QUOTES, SHAPES

L = len(LABELS)
ALLOWED = torch.ones(L, L, dtype=torch.bool)
for i, a in enumerate(LABELS):
    for j, b in enumerate(LABELS):
        if b.startswith("I-") and a[2:] != b[2:]:
            ALLOWED[i, j] = False
FIRST = torch.tensor([not l.startswith("I-") for l in LABELS])
PAIR = 96
DISTANCES = [-400, -200, -100, -50, -20, 0, 20, 50, 100, 200, 400]
NEVER = -1e4


def weight_steps(w, step, most):
    """The codes of a matrix: whole steps of `step` times the row's root mean square, at most `most`; and the scales."""
    scale = (w.pow(2).mean(1, keepdim=True).sqrt() * step).clamp(min=1e-8)
    return torch.round(w / scale).clamp(-most, most), scale


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, step, most):
        codes, scale = weight_steps(w, step, most)
        return codes * scale

    @staticmethod
    def backward(ctx, grad):
        return grad, None, None


class RoundInputs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x.float()
        low = y.amin(-1, keepdim=True).clamp(max=0)
        step = ((y.amax(-1, keepdim=True).clamp(min=0) - low) / 255).clamp(min=1e-30)
        zero = torch.round(-low / step)
        return ((torch.floor(y / step + zero + 0.5).clamp(0, 255) - zero) * step).to(x.dtype)

    @staticmethod
    def backward(ctx, grad):
        return grad


class Linear(nn.Linear):
    """A linear layer that rounds as the program does where `step` is set."""

    step, most = 0.0, 127

    def forward(self, x):
        if not self.step:
            return F.linear(x, self.weight, self.bias)
        return F.linear(RoundInputs.apply(x), Round.apply(self.weight, self.step, self.most), self.bias)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, eps):
        super().__init__()
        self.heads = heads
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x, mask, drop):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + F.dropout(a, drop, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, drop, self.training))


class Encoder(nn.Module):
    """`shape` of the encoder: {"vocabulary", "width", "heads", "inner", "layers", "eps", "places", "relative"}."""

    def __init__(self, shape):
        super().__init__()
        self.config = shape
        width = shape["width"]
        self.word = nn.Embedding(shape["vocabulary"], width)
        self.position = nn.Embedding(shape["places"], width)
        self.shape = nn.Embedding(SHAPES + 1, width)
        self.quote = nn.Embedding(QUOTES, width)
        self.norm = nn.LayerNorm(width, eps=shape["eps"])
        # How much each head heeds a piece so far away (MPNet); none where `relative` is 0.
        self.far = nn.Parameter(torch.zeros(max(1, shape["relative"]), shape["heads"]), requires_grad=False)
        self.layers = nn.ModuleList(Layer(width, shape["heads"], shape["inner"], shape["eps"]) for _ in range(shape["layers"]))
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)

    def bias(self, n, device):
        """What is added to attention for distance: [heads, n, n]."""
        if not self.config["relative"]:
            return torch.zeros(1, 1, 1, device=device)
        return self.far[buckets(n, self.config["relative"]).to(device)].permute(2, 0, 1)

    def forward(self, ids, shapes, quotes, lengths, drop=0.1, keep=()):
        n = ids.shape[1]
        x = self.word(ids) + self.position.weight[:n] + self.shape(shapes) + self.quote(quotes)
        x = F.dropout(self.norm(x), drop, self.training)
        beyond = torch.arange(n, device=ids.device) >= lengths[:, None]
        mask = self.bias(n, ids.device) + (beyond * NEVER)[:, None, None, :]
        mask = mask.expand(len(ids), self.config["heads"], n, n)
        if x.is_cuda:
            mask = mask.to(torch.bfloat16).contiguous()
        kept = []
        for i, layer in enumerate(self.layers):
            x = layer(x, mask, drop)
            if i + 1 in keep:
                kept.append(x)
        return (x, kept) if keep else x


def buckets(n, count):
    """Classes of distance as T5 and MPNet have them: [n, n], from the query's row to the key's column."""
    at = torch.arange(n)
    far = at[None, :] - at[:, None]
    half = count // 2
    near = half // 2
    size = far.abs()
    large = near + (torch.log(size.float().clamp(min=1) / near) / math.log(128 / near) * (half - near)).long()
    return (far > 0).long() * half + torch.where(size < near, size, large.clamp(max=half - 1))


def from_bert(state, layers):
    """Config and weights from a checkpoint of BERT or MPNet."""
    g = lambda k: state[k].float()
    mpnet = "encoder.relative_attention_bias.weight" in state
    out, w = {}, g("embeddings.word_embeddings.weight")
    out["word.weight"] = w
    place = g("embeddings.position_embeddings.weight")
    out["position.weight"] = place[2:] if mpnet else place + g("embeddings.token_type_embeddings.weight")[0]
    for part in ("weight", "bias"):
        out[f"norm.{part}"] = g(f"embeddings.LayerNorm.{part}")
    a = "attention.attn." if mpnet else "attention.self."
    names = (("q", "k", "v") if mpnet else ("query", "key", "value"))
    theirs = {
        "out": "attention.attn.o" if mpnet else "attention.output.dense",
        "norm1": "attention.LayerNorm" if mpnet else "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(layers):
        p = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            out[f"layers.{i}.qkv.{part}"] = torch.cat([g(f"{p}{a}{x}.{part}") for x in names])
            for mine, name in theirs.items():
                out[f"layers.{i}.{mine}.{part}"] = g(f"{p}{name}.{part}")
    if mpnet:
        out["far"] = g("encoder.relative_attention_bias.weight")
    shape = {
        "vocabulary": len(w),
        "width": w.shape[1],
        "heads": 12,
        "inner": out["layers.0.up.weight"].shape[0],
        "layers": layers,
        "eps": 1e-5 if mpnet else 1e-12,
        "places": len(out["position.weight"]),
        "relative": 32 if mpnet else 0,
    }
    return shape, out


class Tagger(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width = shape["width"]
        self.drop = 0.1
        self.encoder = Encoder(shape)
        self.emit = nn.Linear(width, L)
        self.steps = nn.Parameter(torch.zeros(L, L))
        self.begin = nn.Parameter(torch.zeros(L))
        self.cue = nn.Linear(width, 2 * PAIR)
        self.other = nn.ModuleList([nn.Linear(2 * width, PAIR), nn.Linear(2 * width, PAIR)])
        self.far = nn.Embedding(2 * (len(DISTANCES) + 1), 1)
        nn.init.normal_(self.emit.weight, std=0.02)
        self.register_buffer("edges", torch.tensor([float(d) for d in DISTANCES]), persistent=False)

    def quantise(self, step, most):
        for m in self.encoder.modules():
            if isinstance(m, Linear):
                m.step, m.most = step, most

    def words(self, batch):
        """What each word means: [windows, words, width], from its first piece."""
        with torch.autocast(batch["ids"].device.type, torch.bfloat16):
            hidden = self.encoder(batch["ids"], batch["shapes"], batch["quotes"], batch["lengths"], self.drop)
        return hidden.gather(1, batch["place"][:, :, None].expand(-1, -1, hidden.shape[2])).float()

    def pair_scores(self, words, pairs):
        """Logits that the span of each pair belongs to its cue. Rows: window, cue, first, last, kind, target, distance."""
        row, c, a, z, kind = pairs[:, 0], pairs[:, 1], pairs[:, 2], pairs[:, 3], pairs[:, 4]
        far = torch.bucketize(pairs[:, 6].float(), self.edges)
        cue = self.cue(words[row, c]).view(-1, 2, PAIR)
        cue = cue.gather(1, kind[:, None, None].expand(-1, 1, PAIR))[:, 0]
        both = torch.cat([words[row, a], words[row, z]], -1)
        other = torch.where(kind[:, None] == 0, self.other[0](both), self.other[1](both))
        return (cue * other).sum(-1) / math.sqrt(PAIR) + self.far(kind * (len(DISTANCES) + 1) + far)[:, 0]

    def chain(self, emissions, fresh, real):
        """Scores of each step: [windows, words, from, to]; `fresh` words begin anew, words not `real` change nothing."""
        steps = self.steps.masked_fill(~ALLOWED.to(emissions.device), NEVER)
        begin = self.begin.masked_fill(~FIRST.to(emissions.device), NEVER)
        m = torch.where(fresh[:, :, None, None], begin.expand(L, L), steps) + emissions[:, :, None, :]
        still = torch.full((L, L), NEVER, device=emissions.device).fill_diagonal_(0.0)
        return torch.where(real[:, :, None, None], m, still)


def log_total(m):
    """The logarithm of the sum over all ways through the chain, by halving: [windows]."""
    while m.shape[1] > 1:
        if m.shape[1] % 2:
            still = torch.full((m.shape[0], 1, L, L), NEVER, device=m.device)
            still[:, :, range(L), range(L)] = 0.0
            m = torch.cat([m, still], 1)
        m = torch.logsumexp(m[:, 0::2, :, :, None] + m[:, 1::2, None, :, :], 3)
    return torch.logsumexp(m[:, 0, 0, :], 1)


def gold_chain(labels, fresh):
    """The same form as shares of steps: 1 where the gold labels go; a fresh word counts as from label 0."""
    before = torch.cat([torch.zeros_like(labels[:, :1]), labels[:, :-1]], 1).clamp(min=0)
    before = before.masked_fill(fresh, 0)
    at = before * L + labels.clamp(min=0)
    return (F.one_hot(at, L * L) * (labels >= 0)[:, :, None]).view(*labels.shape, L, L)


def shares(m):
    """How likely each step is (the gradient of the total): the same form as `m`, which holds no gradient."""
    m = m.detach().requires_grad_()
    with torch.enable_grad():
        (found,) = torch.autograd.grad(log_total(m).sum(), m)
    return found
