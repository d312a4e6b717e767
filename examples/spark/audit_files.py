"""Hold files of events against the plan on a cluster of Spark.

Spark hands out the names of the files, and executors read them with `ampli-rs`: no line goes through the JVM. What
comes back is a summary of each file; the report is made of them here. The exit status is that of `ampli-rs audit`.

    spark-submit --files plan.json audit_files.py --plan plan.json /mnt/enriched
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys

from pyspark.sql import SparkSession


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold files of events against the plan on a cluster of Spark.")
    parser.add_argument("locations", nargs="+", metavar="LOCATION", help="files, folders or patterns")
    parser.add_argument("--plan", required=True, help="the plan, where executors find it")
    parser.add_argument("--shards", type=int, default=64, help="into how many parts the files are divided")
    parser.add_argument("--program", default="ampli-rs", help="the program, where executors find it")
    parser.add_argument("--format", default="human", help="how the report is printed")
    arguments = parser.parse_args()

    shards = shards_of(arguments.program, arguments.shards, arguments.locations)
    command = [arguments.program, "audit", "run", "--files-from", "-", "--plan", arguments.plan]
    context = SparkSession.builder.appName("audit").getOrCreate().sparkContext
    files = context.parallelize(shards, max(len(shards), 1)).flatMap(lambda shard: shard)
    summaries = files.pipe(shlex.join(command), checkCode=True).collect()
    report = [arguments.program, "audit", "merge", "--plan", arguments.plan, "--format", arguments.format]
    lines = "".join(f"{summary}\n" for summary in summaries)
    return subprocess.run(report, input=lines, text=True, check=False).returncode


def shards_of(program: str, count: int, locations: list[str]) -> list[list[str]]:
    """Divide the files into parts of about the same size."""
    command = [program, "audit", "shards", str(count), *locations]
    listed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if listed.returncode != 0:
        sys.exit(listed.returncode)
    return [shard for shard in map(json.loads, listed.stdout.splitlines()) if shard]


if __name__ == "__main__":
    sys.exit(main())
