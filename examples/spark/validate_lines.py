"""Transform enriched events on a cluster of Spark whose executors can't open files, as with Spark Connect.

Spark reads the lines; batches of them are transformed in place. With `--output`, events and what is wrong with the
other lines are written as Parquet; without, lines are counted only, and next to nothing comes back.

    spark-submit validate_lines.py s3a://acme/enriched --output s3a://acme/events
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession, functions

from snowplow_analytics import validate_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow import RecordBatch


def transformed(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    return (validate_batch(batch, "value") for batch in batches)


def errors(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    return (validate_batch(batch, "value", json=False) for batch in batches)


def main() -> None:
    parser = argparse.ArgumentParser(description="Transform enriched events on a cluster of Spark.")
    parser.add_argument("locations", nargs="+", metavar="LOCATION", help="files or folders of enriched events")
    parser.add_argument("--output", metavar="FOLDER", help="where events go, and what is wrong with the other lines")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("validate").getOrCreate()
    lines = spark.read.text(arguments.locations)
    if arguments.output:
        lines.mapInArrow(transformed, "json string, error string").write.parquet(arguments.output)
        answers = spark.read.parquet(arguments.output)
    else:
        answers = lines.mapInArrow(errors, "error string")
    counts = answers.agg(functions.count("*").alias("lines"), functions.count("error").alias("broken")).first()
    print(json.dumps(counts.asDict()))


if __name__ == "__main__":
    main()
