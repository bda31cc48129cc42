"""Trains a tagger on the prepared corpus. `python train.py --prepared FOLDER --encoder FILE --out NAME …`

Writes NAME.safetensors, and NAME.dev.npy: its scores of dev's words, the mean of two windows a word. With `--fold K/N`
it doesn't see every N-th document from K and writes NAME.soft.npy: how likely it finds each step of labels there. With
`--soft FILE` it learns from such shares as well as from the annotators' labels: a chain that was honest about what it
had not seen tells more than a label (Hinton et al. 2015), the cross-entropy being over whole chains.
"""
import argparse
import json
import random
import time

import numpy as np
import torch
from safetensors.torch import load_file, save_file

import judge
from corpus import Corpus
from network import Tagger, gold_chain, log_total, weight_steps


def loss_of(net, batch, link, mix):
    words = net.words(batch)
    labels, real = batch["labels"], batch["labels"] >= 0
    emissions = net.emit(torch.nn.functional.dropout(words, 0.1, net.training))
    m = net.chain(emissions, batch["fresh"], real)
    goal = gold_chain(labels, batch["fresh"]).float()
    if mix and "soft" in batch:
        # Documents without shares keep the annotators' labels alone.
        soft = batch["soft"].float()
        known = (soft.sum((2, 3), keepdim=True) > 0.5).float() * mix
        goal = goal * (1 - known) + soft * known
    loss = (log_total(m).sum() - (goal * m).sum()) / real.sum()
    pairs = batch["pairs"]
    if len(pairs) and link:
        target = pairs[:, 5].float()
        loss = loss + link * torch.nn.functional.binary_cross_entropy_with_logits(net.pair_scores(words, pairs), target)
    return loss


def start(a, device):
    file = load_file(a.encoder)
    shape = json.loads(bytes(file.pop("config").numpy()).decode())
    shape["layers"] = a.layers or shape["layers"]
    net = Tagger(shape)
    net.drop = a.drop
    mine = net.encoder.state_dict()
    net.encoder.load_state_dict({k: v.float() for k, v in file.items() if k in mine}, strict=False)
    if a.init:
        theirs = load_file(a.init)
        mine = net.state_dict()
        net.load_state_dict({k: v.float() for k, v in theirs.items() if k in mine and mine[k].shape == v.shape}, strict=False)
    if a.word_step:
        with torch.no_grad():
            codes, scale = weight_steps(net.encoder.word.weight, a.word_step, 127)
            net.encoder.word.weight.copy_(codes * scale)
            # Rounding what is rounded would give other steps.
            net.word_steps = codes.to(torch.int8), scale[:, 0]
    net.encoder.word.weight.requires_grad_(not (a.word_step or a.hold_words))
    if a.step:
        net.quantise(a.step, a.most)
    return net.to(device), shape


def weights_of(net, a):
    """All weights; a rounded matrix as its steps and scales."""
    out = {}
    for name, p in net.state_dict().items():
        if name == "encoder.word.weight" and a.word_step:
            out[f"{name}.steps"], out[f"{name}.scale"] = net.word_steps
        elif a.step and p.dim() == 2 and name.startswith("encoder.layers."):
            codes, scale = weight_steps(p, a.step, a.most)
            out[f"{name}.steps"], out[f"{name}.scale"] = codes.to(torch.int8), scale[:, 0]
        else:
            out[name] = p
    return {n: p.detach().cpu().contiguous() for n, p in out.items()}


def optimizer_of(net, a):
    new = ("encoder.shape", "encoder.quote")
    body, head = [], []
    for name, p in net.named_parameters():
        if p.requires_grad:
            (body if name.startswith("encoder.") and not name.startswith(new) else head).append(p)
    groups = [{"params": body, "lr": a.rate, "weight_decay": 0.01}, {"params": head, "lr": a.head_rate, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def run(net, corpus, docs, soft, a, device, dev):
    optimizer = optimizer_of(net, a)
    one = len(corpus.batches(corpus.shuffled(docs, a.length, 0), a.pieces))
    total = max(1, int(one * a.epochs))
    warm = max(1, int(0.08 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    learned = {n: p for n, p in net.named_parameters() if p.requires_grad}
    mean = {n: p.detach().clone() for n, p in learned.items()}
    step, began, losses, epoch = 0, time.time(), [], 0
    while step < total:
        seed = a.seed * 100 + epoch
        for group in corpus.batches(corpus.shuffled(docs, a.length, seed), a.pieces, seed):
            if step >= total:
                break
            net.train()
            loss = loss_of(net, corpus.collate(group, device, soft), a.link, a.mix)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            losses.append(loss.detach())
            if step % 2 == 0:
                keep = min(a.average**2, (step + 1) / (step + 20))
                torch._foreach_lerp_(list(mean.values()), [p.detach() for p in learned.values()], 1 - keep)
            if step % 200 == 0:
                print(f"{a.out} {step}/{total} loss {torch.stack(losses[-200:]).mean():.4f} {time.time() - began:.0f} s", flush=True)
        epoch += 1
    with torch.no_grad():
        for n, p in learned.items():
            p.copy_(mean[n])
    print(a.out, "trained,", total, "steps,", round(time.time() - began), "s", flush=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--prepared", required=True)
    a.add_argument("--encoder", required=True, help="a file made by encoder.py")
    a.add_argument("--out", required=True)
    a.add_argument("--layers", type=int, default=0, help="keep the lowest so many")
    a.add_argument("--init", help="weights of another run; those that fit are taken")
    a.add_argument("--fold")
    a.add_argument("--soft")
    a.add_argument("--mix", type=float, default=0.5, help="weight of the shares against the annotators' labels")
    a.add_argument("--step", type=float, default=0.0, help="round weights to steps of so many root mean squares of a row")
    a.add_argument("--most", type=int, default=127)
    a.add_argument("--word-step", type=float, default=0.0, help="the same for the table of words, which then stays as it is")
    a.add_argument("--hold-words", action="store_true")
    a.add_argument("--epochs", type=float, default=6)
    a.add_argument("--rate", type=float, default=7e-5)
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--pieces", type=int, default=4096)
    a.add_argument("--length", type=int, default=256)
    a.add_argument("--drop", type=float, default=0.1)
    a.add_argument("--link", type=float, default=0.1)
    a.add_argument("--average", type=float, default=0.995)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    a.add_argument("--limit", type=int)
    a = a.parse_args()
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    np.random.seed(a.seed)
    net, shape = start(a, a.device)
    ends = (0, 2) if shape["relative"] else (101, 102)
    corpus, dev = Corpus(f"{a.prepared}/train.npz", *ends), Corpus(f"{a.prepared}/dev.npz", *ends)
    docs, held = list(range(corpus.count))[: a.limit], []
    if a.fold:
        k, n = map(int, a.fold.split("/"))
        held = [d for d in docs if d % n == k]
        docs = [d for d in docs if d % n != k]
    soft = np.load(a.soft, mmap_mode="r") if a.soft else None
    run(net, corpus, docs, soft, a, a.device, dev)
    save_file(weights_of(net, a), f"{a.out}.safetensors")
    some = list(range(dev.count))[: a.limit]
    one = judge.emissions(net, dev, some, a.length, device=a.device)
    two = (one + judge.emissions(net, dev, some, a.length, a.length // 2, device=a.device)) / 2
    np.save(f"{a.out}.dev.npy", np.stack([one, two]).astype(np.float16))
    if held:
        e = judge.both(net, corpus, held, a.length, a.device)
        np.save(f"{a.out}.soft.npy", judge.marginals(e, net, corpus, held, a.device))
    for name, e in (("one window", one), ("two windows", two)):
        print(a.out, name, json.dumps(judge.score(dev, some, judge.decode(e, net, dev, some))), flush=True)


if __name__ == "__main__":
    main()
