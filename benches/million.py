"""A million generated events, audited in one process, in shards merged in four orders, and by Spark: one report.

    cargo build --release -p ampli-rs
    python3 benches/million.py [--lines 1000000] [--files 20] [--program target/release/ampli-rs]

The events are calls and Snowplow's enriched events in turns, one of a hundred not as planned, some with names of their
own, and the same on every machine. Reports are compared byte for byte. Told are CPU time and the most memory that a
process has had, which may not exceed 200 MiB. Spark is left out where `pyspark` is not installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVENT = "iglu:com.acme/song_played/jsonschema/1-0-0"
ENVELOPE = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0"
SCHEMA = {
    "type": "object",
    "required": ["song_id", "position"],
    "properties": {
        "song_id": {"type": "string", "format": "uuid"},
        "position": {"type": "integer", "minimum": 0},
        "quality": {"enum": ["low", "normal", "high"]},
        "tags": {"type": "array", "maxItems": 10, "items": {"type": "string", "pattern": "^[a-z]+$"}},
    },
}
PLAN = {
    "ampliPlan": 1,
    "name": "Songs",
    "events": [
        {"name": "Song Played", "schema": SCHEMA},
        {"name": "song_played", "id": EVENT, "version": "1-0-0", "schema": SCHEMA},
        {"name": "Song Paused"},
    ],
}
MIB = 1 << 20
MOST_MEMORY = 200 * MIB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--program", default=str(ROOT / "target/release/ampli-rs"))
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pathlib.Path("plan.json").write_text(json.dumps(PLAN))
        size = write_events(arguments.lines, arguments.files)
        print(f"{arguments.lines:,} events in {arguments.files} files, {size / MIB:.0f} MiB compressed", flush=True)
        whole = audited("one process", [program, "audit", "in", *report(), "--threads", "1"])
        reports = [whole, *in_shards(program), *by_spark(program)]
        print(f"{len(reports)} reports of {len(whole):,} bytes: {'equal' if len(set(reports)) == 1 else 'DIFFERENT'}")
    return 0 if len(set(reports)) == 1 else 1


def report() -> list[str]:
    return ["--plan", "plan.json", "--format", "json", "--fail-on", "none"]


def in_shards(program: str, count: int = 5) -> list[bytes]:
    """The reports of shards that are merged in four orders."""
    shards = []
    for shard in range(1, count + 1):
        names = audited("", [program, "audit", "shards", str(count), "in", "--shard", str(shard)])
        run = [program, "audit", "run", "--files-from", "-", "--plan", "plan.json"]
        shards.append(audited(f"shard {shard} of {count}", run, names))
    orders = [shards, shards[::-1], shards[2:] + shards[:2], shards[1::2] + shards[::2]]
    merge = [program, "audit", "merge", *report()]
    return [audited(f"merged, order {number}", merge, b"".join(order)) for number, order in enumerate(orders, 1)]


def by_spark(program: str) -> list[bytes]:
    """The report of the job that is shipped, on a local Spark."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        print("pyspark is not installed: Spark is left out")
        return []
    job = [sys.executable, str(ROOT / "examples/spark/audit_files.py"), "in", "--plan", "plan.json"]
    job += ["--program", program, "--format", "json", "--shards", "8"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(job, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=False)
    print(f"  {'Spark':<18}{len(done.stdout):>12,} bytes")
    return [done.stdout]


def audited(name: str, command: list[str], given: bytes = b"") -> bytes:
    """What a program prints; told is what it has cost."""
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stdout:
        stdin.write(given)
        stdin.seek(0)
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=stdin, stdout=stdout)
        _, status, used = os.wait4(child.pid, 0)
        spent = time.monotonic() - start
        if status != 0:
            sys.exit(f"{' '.join(command)} has ended with {os.waitstatus_to_exitcode(status)}")
        memory = used.ru_maxrss * 1024
        if name:
            cpu = used.ru_utime + used.ru_stime
            print(f"  {name:<18}{cpu:7.1f} CPU s{spent:7.1f} s{memory / MIB:7.0f} MiB at the most", flush=True)
        if memory > MOST_MEMORY:
            sys.exit(f"{' '.join(command)} has had more than {MOST_MEMORY // MIB} MiB")
        stdout.seek(0)
        return stdout.read()


def write_events(lines: int, files: int) -> int:
    """Writes the events, and says how many bytes that is."""
    pathlib.Path("in").mkdir()
    numbers = random.Random(7)
    for number in range(files):
        line = call if number % 2 == 0 else enriched
        with gzip.open(f"in/{number:03}.gz", "wt", compresslevel=1) as out:
            out.writelines(line(numbers) for _ in range(number, lines, files))
    return sum(path.stat().st_size for path in pathlib.Path("in").iterdir())


def properties(numbers: random.Random) -> dict[str, object]:
    song = f"{numbers.getrandbits(32):08x}-0000-4000-8000-{numbers.getrandbits(48):012x}"
    tags = ["rock", "live", "remaster"][: numbers.randrange(4)]
    said = {"song_id": song, "position": numbers.randrange(3_600), "tags": tags}
    said["quality"] = numbers.choice(["low", "normal", "high"])
    match numbers.randrange(300):
        case 0:
            said["position"] = "12"
        case 1:
            said["quality"] = "lossless"
        case 2:
            said[f"extra {numbers.getrandbits(40)}"] = 1
    return said


def call(numbers: random.Random) -> str:
    kind = numbers.randrange(1_000)
    name = f"Made of {numbers.getrandbits(40)}" if kind == 0 else "Song Paused" if kind < 50 else "Song Played"
    day, hour = 1 + numbers.randrange(28), numbers.randrange(24)
    said = {"type": "track", "messageId": f"{numbers.getrandbits(64):x}"}
    said |= {"timestamp": f"2026-11-{day:02}T{hour:02}:00:00Z", "userId": "u", "event": name}
    said["context"] = {"app": {"name": f"app {numbers.randrange(200)}"}}
    said["properties"] = properties(numbers)
    return json.dumps(said, separators=(",", ":")) + "\n"


def enriched(numbers: random.Random) -> str:
    fields = [""] * 131
    fields[0], fields[1], fields[5] = f"app {numbers.randrange(200)}", "web", "unstruct"
    fields[3] = f"2026-11-{1 + numbers.randrange(28):02} {numbers.randrange(24):02}:00:00.000"
    fields[6] = f"{numbers.getrandbits(64):x}"
    event = {"schema": ENVELOPE, "data": {"schema": EVENT, "data": properties(numbers)}}
    fields[58] = json.dumps(event, separators=(",", ":"))
    return "\t".join(fields) + "\n"


if __name__ == "__main__":
    sys.exit(main())
