#!/usr/bin/env python3
"""What the user's compiler pays for each shape of generated code.

Writes the same plan (1,000 events of 8 properties) in several shapes and prints, for each, the CPU time (user and
system, of cargo and rustc together) of `cargo check`, of an incremental check after one event was edited, and the
bytes of text per event. Dependencies are checked beforehand, so serde's own compilation is not counted.

With `--instructions` it counts the instructions of rustc instead, by valgrind, which no busy machine can disturb: one
round, a few minutes for each second of CPU time.

    benches/shapes/measure.py [--events 1000] [--rounds 2] [--instructions] [SHAPE]…
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile

import shapes


CHECK = ["cargo", "check", "--quiet", "--lib"]

# Cargo calls it in place of rustc.
COUNTING_RUSTC = """#!/bin/sh
case " $* " in
*" --crate-name sdk "*)
    exec valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --trace-children=yes \\
        --log-file={counts}/%p "$@" ;;
esac
exec "$@"
"""


def run_check(folder, target, **variables):
    environment = dict(os.environ, CARGO_TARGET_DIR=str(target), RUSTFLAGS="", **variables)
    environment.pop("CARGO_INCREMENTAL", None)
    subprocess.run(CHECK, cwd=folder, env=environment, check=True, capture_output=True)


class CpuSeconds:
    """CPU seconds of cargo and rustc."""

    unit = "CPU s"

    def __init__(self, root):
        self.target = root / "target"

    def check(self, folder):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run_check(folder, self.target)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


class Instructions:
    """Instructions of rustc, in 10⁹."""

    unit = "10⁹ instructions"

    def __init__(self, root):
        self.target = root / "target"
        self.counts = root / "counts"
        self.rustc = root / "counting-rustc"
        self.rustc.write_text(COUNTING_RUSTC.format(counts=self.counts))
        self.rustc.chmod(0o755)

    def check(self, folder):
        shutil.rmtree(self.counts, ignore_errors=True)
        self.counts.mkdir()
        run_check(folder, self.target, RUSTC_WRAPPER=str(self.rustc))
        counts = [re.search(r"I\s+refs:\s+([\d,]+)", log.read_text()) for log in self.counts.iterdir()]
        return sum(int(count[1].replace(",", "")) for count in counts if count) / 1e9


def write_crate(folder, shape, events, per_file, edited=None):
    """Writes the crate of `shape`; returns the bytes of its source text."""
    files = shape.files(events, per_file, edited)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text() != text:
            target.write_text(text)
    return sum(len(text.encode()) for path, text in files.items() if path.endswith(".rs"))


def measure(root, cost, shape, events, per_file):
    """One clean and one incremental check: (cost, cost, bytes per event)."""
    folder = root / "sdk"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    (folder / "Cargo.toml").write_text(shapes.manifest(shape.dependencies))
    (folder / "src/lib.rs").write_text("")
    cost.check(folder)
    size = write_crate(folder, shape, events, per_file)
    shutil.rmtree(root / "target/debug/incremental", ignore_errors=True)
    clean = cost.check(folder)
    write_crate(folder, shape, events, per_file, edited=events // 2)
    return clean, cost.check(folder), size / events


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("shapes", nargs="*", choices=[[], *shapes.ALL], default=[])
    arguments = parser.parse_args()
    chosen = arguments.shapes or list(shapes.ALL)
    best = {}
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary)
        shapes.write_runtime(root / "runtime")
        cost = Instructions(root) if arguments.instructions else CpuSeconds(root)
        for _ in range(1 if arguments.instructions else arguments.rounds):
            for name in chosen:
                shape, per_file = shapes.ALL[name]
                result = measure(root, cost, shape, arguments.events, per_file)
                best[name] = tuple(map(min, result, best.get(name, result)))
    baseline = best.get("derive") or best[chosen[0]]
    print(f"| shape | check, {cost.unit} | ratio | incremental, {cost.unit} | ratio | bytes per event |\n|{'---|' * 6}")
    for name, (clean, incremental, size) in best.items():
        ratios = clean / baseline[0], incremental / baseline[1]
        print(f"| {name} | {clean:.2f} | {ratios[0]:.3f} | {incremental:.2f} | {ratios[1]:.2f} | {size:.0f} |")


if __name__ == "__main__":
    main()
