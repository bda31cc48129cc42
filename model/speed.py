#!/usr/bin/env python3
"""How fast both readers of the built program are, how much memory they take, and how long they take to start.

    cargo build --release -p rapport
    python3 model/speed.py [--rapport PROGRAM] [--times N] [FILE ...]

Without files, texts are made from the papers in `model/eval`, again and again with their names exchanged. On Linux the
program gets two cores. Each figure is the best of N runs (3), since what else the machine does can only slow it down.
"""

import argparse
import itertools
import os
import pathlib
import re
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
NAMES = """Niger Algeria Austria Mali Vienna Bamako Niamey Algiers India China Maldives Kosovo Belgrade Brussels Albania
Washington Skopje Pristina Colombo Ankara Beijing Tirana""".split()
KB = 1000


def main():
    asked = arguments()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    print(f"{'reader':7}{'text':22}{'files':>6}{'kB':>8}{'s':>8}{'kB/s':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for reader, size in (("quick", 10_000 * KB), ("close", 128 * KB)):
            for name, files in texts(folder / reader, asked.files, size):
                show(asked, reader, name, files)
        start(asked, folder)
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rapport", default=str(HERE.parent / "target/release/rapport"))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    return parser.parse_args()


def texts(folder, files, size):
    """Names of texts with their files."""
    if files:
        return [("as given", files)]
    folder.mkdir()
    papers = sorted(HERE.glob("eval/*/*.txt"))
    news = [p.read_text() for p in papers if p.name.startswith("news-")]
    notes = [p.read_text() for p in papers if not p.name.startswith("news-")]
    line = "".join(again(news, size // 4)).replace("\n", " ")
    return [
        ("news, an article each", written(folder, "news", again(news, size))),
        ("notes, a paper each", written(folder, "note", again(notes, size))),
        ("news in one file", written(folder, "one", ["\n\n".join(again(news, size))])),
        ("news in one line", written(folder, "line", [line])),
    ]


def again(papers, size):
    """The papers in turn until they hold `size` letters, their names exchanged each time."""
    done = 0
    for turn in itertools.count():
        other = dict(zip(NAMES, NAMES[turn % len(NAMES):] + NAMES[:turn % len(NAMES)]))
        for paper in papers:
            if done >= size:
                return
            words = re.sub(r"\w+", lambda word: other.get(word[0], word[0]), paper)
            done += len(words)
            yield words


def written(folder, name, papers):
    files = []
    for number, words in enumerate(papers):
        files.append(folder / f"{name}-{number}.txt")
        files[-1].write_text(words)
    return files


def show(asked, reader, name, files):
    size = sum(file.stat().st_size for file in files) / KB
    command = [asked.rapport, "read", "--reader", reader, "--format", "jsonl", *files]
    best, peak = run(asked.times, command)
    print(f"{reader:7}{name:22}{len(files):6}{size:8.0f}{best:8.2f}{size / best:8.0f}{peak:9.0f}", flush=True)


def start(asked, folder):
    """What reading a single sentence takes beyond printing it: names and weights are loaded, and little else."""
    file = folder / "sentence.txt"
    file.write_text("The minister said that the road will be opened.\n")
    alone, _ = run(asked.times * 5, [asked.rapport, "text", file])
    for reader in ("quick", "close"):
        took, peak = run(asked.times * 5, [asked.rapport, "read", "--reader", reader, "--format", "jsonl", file])
        print(f"{reader} starts in {1000 * (took - alone):.0f} ms and holds {peak:.0f} MB")


def run(times, command):
    """Seconds of the fastest of `times` runs, and the most memory that one held, in MB."""
    best, peak = float("inf"), 0
    for _ in range(times):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        best = min(best, time.perf_counter() - begun)
        # Popen needn't wait for what is waited for already.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        peak = max(peak, usage.ru_maxrss * 1024 / 1e6)
    return best, peak


if __name__ == "__main__":
    main()
