#!/usr/bin/env python3
"""Judges the built program's readers and writes the figures into `model/CARD.md`.

    cargo build --release -p rapport -p eval
    python3 model/evaluate.py --data DATA --tools TOOLS [--print]

DATA holds `dev.jsonl` and `documents.dev.jsonl`, TOOLS `score_attribution.py` and `score_statements.py`, which run the
program as anybody would. With `--print` the card stays as it is.
"""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILT = HERE.parent / "target/release"
CARD, BEGIN, END = HERE / "CARD.md", "<!-- figures: written by evaluate.py -->", "<!-- end of figures -->"
READERS = ("close", "quick")
SETS = ("seen", "more", "further", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "held")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def judged(a, tool, gold, reader):
    """The summary that a tool prints in its last line."""
    command = [sys.executable, a.tools / tool, "--gold", gold, "--rapport", BUILT / "rapport", "--reader", reader]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()[-1])


def row_of(a, name, spans, documents, reader):
    found, whole = judged(a, "score_attribution.py", spans, reader), judged(a, "score_statements.py", documents, reader)
    exact = [found[kind]["exact_f1"] for kind in ("source", "cue", "content")]
    return [name, found["documents"], *exact, whole["statements_f1"], whole["content_only_f1"]]


def on_dev(a):
    """Both readers on all of dev, and each on every publisher's part of it."""
    spans, documents = ([json.loads(line) for line in open(a.data / n)] for n in ("dev.jsonl", "documents.dev.jsonl"))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder) / name for name in ("dev.jsonl", "documents.jsonl")]
        for reader in READERS:
            whole = row_of(a, f"**{reader}**", a.data / "dev.jsonl", a.data / "documents.dev.jsonl", reader)
            rows.append([whole[0], whole[1], *(f"**{x}**" for x in whole[2:])])
            for publisher in sorted({row["id"].split("_")[0] for row in documents}):
                for file, all_rows in zip(files, (spans, documents)):
                    mine = [row for row in all_rows if row["id"].split("_")[0] == publisher]
                    file.write_text("".join(json.dumps(row) + "\n" for row in mine))
                rows.append(row_of(a, f"{reader}, {publisher}", *files, reader))
    return table(["dev, exact F1", "documents", "source", "cue", "content", "statements", "content only"], rows)


def by_mode(a):
    """What is found of direct, indirect and mixed speech, and how far confidence is from the share of right statements."""
    spec = importlib.util.spec_from_file_location("score_statements", a.tools / "score_statements.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    gold = [json.loads(line) for line in open(a.data / "documents.dev.jsonl")]
    rows = []
    for reader in READERS:
        said = read(gold, reader)
        hits = [(s["type"], s["confidence"], hit) for g, mine in zip(gold, said) for s, hit in right(tool, g, mine)]
        cells = []
        for mode in ("direct", "indirect", "mixed"):
            some = [hit for m, _, hit in hits if m == mode]
            cells.append(f"{100 * sum(some) / max(1, len(some)):.1f} of {len(some)}")
        rows.append([reader, *cells, f"{calibration_error([(c, hit) for _, c, hit in hits]):.3f}"])
    head = ["right of those said, %", "direct", "indirect", "mixed", "expected calibration error"]
    return table(head, rows)


def read(gold, reader):
    with tempfile.TemporaryDirectory() as folder:
        names = [str(pathlib.Path(folder) / f"{i}.txt") for i in range(len(gold))]
        for name, row in zip(names, gold):
            open(name, "w", encoding="utf-8", newline="").write(row["text"])
        command = [BUILT / "rapport", "read", "--format", "jsonl", "--reader", reader, *names]
        run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        said = {name: [] for name in names}
        for line in run.stdout.splitlines():
            row = json.loads(line)
            said[row["document"]].append(row)
    return [said[name] for name in names]


def right(tool, row, said):
    """Each statement said, and whether it meets an annotated one: the best pairs first, one to one."""
    pairs = []
    for i, g in enumerate(row["statements"]):
        for j, s in enumerate(said):
            share = tool.overlap(g["content"], s["content"])
            if share >= 0.5 and tool.overlap(g["source"], s["source"] or []) >= 0.5:
                pairs.append((share, i, j))
    gold, mine = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in gold and j not in mine:
            gold.add(i)
            mine.add(j)
    return [(s, j in mine) for j, s in enumerate(said)]


def calibration_error(pairs):
    """Over ten equal steps of confidence (Naeini et al. 2015)."""
    bins = [[] for _ in range(10)]
    for sure, hit in pairs:
        bins[min(9, int(10 * sure))].append((sure, hit))
    return sum(abs(sum(c - hit for c, hit in b)) for b in bins) / max(1, len(pairs))


def on_papers():
    rows = []
    for reader in READERS:
        for half in SETS:
            folder = HERE / "eval" / half
            if not folder.exists():
                continue
            run = subprocess.run([BUILT / "eval", folder, "--reader", reader], stdout=subprocess.PIPE, check=True, text=True)
            for line in run.stdout.splitlines()[1:-1]:
                style, labels, _, found, condition, bond, polarity, _, speaker = line.split()[:9]
                if style == "all" or half == "held":
                    rows.append([reader, half, style, labels, found, condition, bond, polarity, speaker])
    return table(["reader", "papers", "style", "labels", "found F1", "condition F1", "bond %", "polarity %", "speaker %"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, required=True)
    parser.add_argument("--print", action="store_true")
    a = parser.parse_args()
    data = HERE.parent / "crates/reader/data"
    sizes = ", ".join(f"`{name}` {(data / name).stat().st_size:,}" for name in ("close.safetensors", "quick.bin"))
    speed = subprocess.run([sys.executable, HERE / "speed.py"], stdout=subprocess.PIPE, check=True, text=True).stdout
    told = "\n\n".join([on_dev(a), by_mode(a), on_papers(), f"Bytes: {sizes}.", f"```text\n{speed}```"])
    if a.print:
        print(told)
        return
    card = CARD.read_text()
    before, after = card.split(BEGIN)[0], card.split(END)[1]
    CARD.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}")


if __name__ == "__main__":
    main()
