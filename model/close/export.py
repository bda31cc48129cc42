"""Writes trained weights as the program reads them. `python export.py --weights F --encoder F --vocabulary FOLDER --out F`

The words' table and all layers' matrices are whole steps in 8 bits with a scale a row, each matrix a zstd frame: most
steps are small, so that a weight takes some three and a half bits. All else is in 32-bit floats. Beside the file its
BLAKE3 hash is written.
"""
import argparse
import json

import torch
import zstandard
from blake3 import blake3
from safetensors.torch import load_file, save_file

from data import Cutter
from network import ALLOWED, FIRST, NEVER


def pressed(codes):
    frame = zstandard.ZstdCompressor(level=19).compress(codes.to(torch.int8).numpy().tobytes())
    return torch.frombuffer(bytearray(frame), dtype=torch.uint8)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--weights", required=True, help="of train.py with --step and --word-step")
    a.add_argument("--encoder", required=True, help="the file made by encoder.py")
    a.add_argument("--vocabulary", required=True, help="the folder with tokenizer.json")
    a.add_argument("--out", required=True)
    a.add_argument("--confidence", help="weights of the evidence, made by calibrate.py")
    a.add_argument("--meaning", required=True, help="made by meaning.py")
    a.add_argument("--length", type=int, default=256)
    a = a.parse_args()
    w = load_file(a.weights)
    shape = json.loads(bytes(load_file(a.encoder)["config"].numpy()).decode())
    layers = 1 + max(int(k.split(".")[2]) for k in w if k.startswith("encoder.layers."))
    cutter = Cutter(a.vocabulary)
    config = {"layers": layers, "heads": shape["heads"], "epsilon": shape["eps"], "unknown": cutter.unknown}
    config |= {"begin": cutter.begin, "end": cutter.end}
    out = {"config": torch.frombuffer(bytearray(json.dumps(config).encode()), dtype=torch.uint8)}

    def matrix(name, source):
        out[f"{name}.steps"], out[f"{name}.scale"] = pressed(w[f"{source}.weight.steps"]), w[f"{source}.weight.scale"].float()

    matrix("word", "encoder.word")
    out["position"] = w["encoder.position.weight"][: a.length]
    out["relative"] = w["encoder.far"] if shape["relative"] else torch.zeros(0, shape["heads"])
    out["shape"], out["quote"] = w["encoder.shape.weight"], w["encoder.quote.weight"]
    out["norm.weight"], out["norm.bias"] = w["encoder.norm.weight"], w["encoder.norm.bias"]
    for i in range(layers):
        for name in ("qkv", "out", "up", "down"):
            p = f"encoder.layers.{i}.{name}"
            matrix(f"layer.{i}.{name}", p)
            out[f"layer.{i}.{name}.bias"] = w[f"{p}.bias"]
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                out[f"layer.{i}.{name}.{part}"] = w[f"encoder.layers.{i}.{name}.{part}"]
    out["emit.weight"], out["emit.bias"] = w["emit.weight"], w["emit.bias"]
    out["follow"] = w["steps"].masked_fill(~ALLOWED, NEVER)
    out["begin"] = w["begin"].masked_fill(~FIRST, NEVER)
    for name in ("cue", "other.0", "other.1"):
        for part in ("weight", "bias"):
            out[f"{name}.{part}"] = w[f"{name}.{part}"]
    out["confidence"] = torch.tensor(json.load(open(a.confidence)) if a.confidence else [0.5, 0.5] + [0.0] * 14)
    out |= {f"meaning.{name}": rows for name, rows in load_file(a.meaning).items()}
    out["far"] = w["far.weight"][:, 0]
    pieces = sorted(cutter.tokenizer.get_vocab().items(), key=lambda p: p[1])
    assert [i for _, i in pieces] == list(range(len(pieces)))
    out["vocabulary"] = pressed(torch.frombuffer(bytearray("\n".join(p for p, _ in pieces).encode()), dtype=torch.int8))
    save_file({k: v.contiguous() for k, v in out.items()}, a.out)
    digest = blake3(open(a.out, "rb").read()).hexdigest()
    open(a.out.rsplit(".", 1)[0] + ".blake3", "w").write(digest + "\n")
    print(a.out, sum(v.numel() * v.element_size() for v in out.values()), "bytes", digest)


if __name__ == "__main__":
    main()
