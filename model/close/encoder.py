"""An encoder's checkpoint in the form that `train.py` takes. `python encoder.py --encoder FOLDER --out FILE`"""
import argparse
import json

import torch
from safetensors.torch import load_file, save_file

from network import from_bert


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--encoder", required=True, help="a folder with model.safetensors and config.json")
    a.add_argument("--out", required=True)
    a = a.parse_args()
    layers = json.load(open(f"{a.encoder}/config.json"))["num_hidden_layers"]
    shape, weights = from_bert(load_file(f"{a.encoder}/model.safetensors"), layers)
    weights["config"] = torch.frombuffer(bytearray(json.dumps(shape).encode()), dtype=torch.uint8)
    save_file({k: v.contiguous() for k, v in weights.items()}, a.out)
    print(shape)


if __name__ == "__main__":
    main()
