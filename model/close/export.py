"""Writes trained weights as the program reads them: 8-bit rows with scales. `python export.py --weights F --encoder DIR --out F`

The words' table and all layers' matrices are held in 8 bits, symmetric, a scale a row; all else in 32-bit floats.
Beside the file its BLAKE3 hash is written.
"""
import argparse

import torch
from blake3 import blake3
from safetensors.torch import load_file, save_file

from network import ALLOWED, FIRST, LAYERS


def rows(matrix):
    scale = matrix.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(matrix / scale[:, None]).clamp(-127, 127).to(torch.int8), scale.float()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--weights", required=True)
    a.add_argument("--encoder", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--length", type=int, default=256)
    a = a.parse_args()
    w = {k: v.float() for k, v in load_file(a.weights).items()}
    out = {}
    out["word"], out["word.scale"] = rows(w["encoder.word.weight"])
    out["position"] = w["encoder.position.weight"][: a.length] + w["encoder.kind"]
    out["shape"], out["quote"] = w["encoder.shape.weight"], w["encoder.quote.weight"]
    out["norm.weight"], out["norm.bias"] = w["encoder.norm.weight"], w["encoder.norm.bias"]
    for i in range(LAYERS):
        for name in ("qkv", "out", "up", "down"):
            p = f"encoder.layers.{i}.{name}"
            out[f"layer.{i}.{name}.weight"], out[f"layer.{i}.{name}.scale"] = rows(w[f"{p}.weight"])
            out[f"layer.{i}.{name}.bias"] = w[f"{p}.bias"]
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                out[f"layer.{i}.{name}.{part}"] = w[f"encoder.layers.{i}.{name}.{part}"]
    out["emit.weight"], out["emit.bias"] = w["emit.weight"], w["emit.bias"]
    out["steps"] = w["steps"].masked_fill(~ALLOWED, -1e4)
    out["begin"] = w["begin"].masked_fill(~FIRST, -1e4)
    for name in ("cue", "other.0", "other.1"):
        for part in ("weight", "bias"):
            out[f"{name}.{part}"] = w[f"{name}.{part}"]
    out["far"] = w["far.weight"][:, 0]
    vocabulary = open(f"{a.encoder}/vocab.txt", "rb").read()
    out["vocabulary"] = torch.frombuffer(bytearray(vocabulary), dtype=torch.uint8)
    save_file({k: v.contiguous() for k, v in out.items()}, a.out)
    digest = blake3(open(a.out, "rb").read()).hexdigest()
    open(a.out.rsplit(".", 1)[0] + ".blake3", "w").write(digest + "\n")
    print(a.out, sum(v.numel() * v.element_size() for v in out.values()), "bytes", digest)


if __name__ == "__main__":
    main()
