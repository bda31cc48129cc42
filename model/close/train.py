"""Trains the close reader. `python train.py --data DIR --encoder DIR --out FILE`"""
import argparse
import json
import math
import random
import time

import numpy as np
import torch
from safetensors.torch import load_file, save_file

import data
import judge
from network import Tagger


MASK = 103


def step_loss(net, docs, batch, link_weight, hide=0.0):
    ids, shapes, quotes, lengths, place, labels, runs = data.collate(docs, batch)
    t = torch.from_numpy
    if hide:
        ids[(np.random.random(ids.shape) < hide) & (ids > 103)] = MASK
    with torch.autocast("cpu", torch.bfloat16):
        hidden = net.hidden(t(ids), t(shapes), t(quotes), t(lengths))
    words = net.words(hidden.float(), t(place))
    labels = t(labels)
    count = (labels >= 0).sum()
    loss = net.crf_loss(net.emit(torch.nn.functional.dropout(words, 0.1, net.training)), labels) / count
    pairs = data.links(docs, runs, None)
    if pairs and link_weight:
        target = torch.tensor([float(p[4]) for p in pairs])
        loss = loss + link_weight * torch.nn.functional.binary_cross_entropy_with_logits(net.pair_scores(words, pairs), target)
    return loss


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--encoder", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=float, default=6)
    a.add_argument("--rate", type=float, default=2e-4)
    a.add_argument("--head-rate", type=float, default=2e-3)
    a.add_argument("--tokens", type=int, default=2048)
    a.add_argument("--length", type=int, default=256)
    a.add_argument("--hide", type=float, default=0.0, help="share of pieces that the encoder doesn't see while training")
    a.add_argument("--drop", type=float, default=0.1)
    a.add_argument("--link", type=float, default=0.1)
    a.add_argument("--average", type=float, default=0.998)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--start", help="weights to go on from")
    a.add_argument("--all", action="store_true", help="train on dev too")
    a.add_argument("--limit", type=int)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    cutter = data.Cutter(a.encoder)
    docs = data.documents(cutter, a.data, "train", a.limit)
    dev = data.documents(cutter, a.data, "dev")
    np.random.seed(a.seed)
    net = Tagger()
    net.drop = a.drop
    net.encoder.load_bert(load_file(f"{a.encoder}/model.safetensors"))
    if a.start:
        net.load_state_dict(load_file(a.start), strict=False)
    body = [p for n, p in net.named_parameters() if n.startswith("encoder.") and not n.startswith(("encoder.shape", "encoder.quote"))]
    head = [p for n, p in net.named_parameters() if not n.startswith("encoder.") or n.startswith(("encoder.shape", "encoder.quote"))]
    optimizer = torch.optim.AdamW([{"params": body, "lr": a.rate, "weight_decay": 0.01}, {"params": head, "lr": a.head_rate, "weight_decay": 0.0}], betas=(0.9, 0.98), fused=True)
    one = len(data.batches(docs, data.shuffled(docs, a.length, 0), a.tokens, 0))
    total = int(one * a.epochs)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    mean = {n: p.detach().clone() for n, p in net.named_parameters()}
    step, began, seen, losses = 0, time.time(), 0, []
    print(f"{total} steps, {one} an epoch", flush=True)
    epoch = 0
    while step < total:
        for batch in data.batches(docs, data.shuffled(docs, a.length, a.seed * 100 + epoch), a.tokens, a.seed * 100 + epoch):
            if step >= total:
                break
            net.train()
            loss = step_loss(net, docs, batch, a.link, a.hide)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            losses.append(loss.item())
            if step % 5 == 0:
                keep = min(a.average**5, (step + 1) / (step + 50))
                with torch.no_grad():
                    for n, p in net.named_parameters():
                        mean[n].lerp_(p, 1 - keep)
            if step % 50 == 0:
                print(f"{step} loss {np.mean(losses[-50:]):.4f} {step / (time.time() - began):.2f} steps/s", flush=True)
        epoch += 1
        if epoch >= 2 or step >= total:
            now = {n: p.detach().clone() for n, p in net.named_parameters()}
            net.load_state_dict(mean, strict=False)
            print("epoch", epoch, json.dumps(judge.judge(net, dev)), f"{time.time() - began:.0f} s", flush=True)
            save_file({n: p.contiguous() for n, p in net.state_dict().items()}, a.out)
            net.load_state_dict(now, strict=False)


if __name__ == "__main__":
    main()
