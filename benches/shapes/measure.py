#!/usr/bin/env python3
"""What the user's compiler pays for each shape of generated code.

Writes the same plan (1,000 events of 8 properties) in several shapes and prints, for each, the CPU time (user and
system, of cargo and rustc together) of `cargo check`, of an incremental check after one event was edited, and the
bytes of text per event. Dependencies are checked beforehand, so serde's own compilation is not counted.

    benches/shapes/measure.py [--events 1000] [--rounds 2] [SHAPE]…
"""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile

import shapes


def cpu_seconds(command, folder, target):
    """CPU seconds that `command` and its children took."""
    environment = dict(os.environ, CARGO_TARGET_DIR=str(target), RUSTFLAGS="")
    environment.pop("CARGO_INCREMENTAL", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def write_crate(folder, shape, events, per_file, edited=None):
    """Writes the crate of `shape`; returns the bytes of its source text."""
    files = shape.files(events, per_file, edited)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text() != text:
            target.write_text(text)
    return sum(len(text.encode()) for path, text in files.items() if path.endswith(".rs"))


def measure(root, shape, events, per_file):
    """One clean and one incremental check: (seconds, seconds, bytes per event)."""
    folder = root / "sdk"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    (folder / "Cargo.toml").write_text(shapes.manifest(shape.dependencies))
    (folder / "src/lib.rs").write_text("")
    check = ["cargo", "check", "--quiet", "--lib"]
    cpu_seconds(check, folder, root / "target")
    size = write_crate(folder, shape, events, per_file)
    shutil.rmtree(root / "target/debug/incremental", ignore_errors=True)
    clean = cpu_seconds(check, folder, root / "target")
    write_crate(folder, shape, events, per_file, edited=events // 2)
    incremental = cpu_seconds(check, folder, root / "target")
    return clean, incremental, size / events


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("shapes", nargs="*", choices=[[], *shapes.ALL], default=[])
    arguments = parser.parse_args()
    chosen = arguments.shapes or list(shapes.ALL)
    best = {}
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary)
        shapes.write_runtime(root / "runtime")
        for _ in range(arguments.rounds):
            for name in chosen:
                shape, per_file = shapes.ALL[name]
                result = measure(root, shape, arguments.events, per_file)
                best[name] = tuple(map(min, result, best.get(name, result)))
    baseline = best.get("derive") or best[chosen[0]]
    print(f"| shape | check, CPU s | ratio | incremental, CPU s | ratio | bytes per event |\n|{'---|' * 6}")
    for name, (clean, incremental, size) in best.items():
        ratios = clean / baseline[0], incremental / baseline[1]
        print(f"| {name} | {clean:.2f} | {ratios[0]:.3f} | {incremental:.2f} | {ratios[1]:.2f} | {size:.0f} |")


if __name__ == "__main__":
    main()
