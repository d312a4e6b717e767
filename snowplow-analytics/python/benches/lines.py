"""What a line costs in Python: the original SDK, and ours, in one run.

pip install snowplow-analytics[arrow] && pip install --no-deps snowplow-analytics-sdk==0.2.3
python snowplow-analytics/python/benches/lines.py ../shared/data/enriched/python/sample.tsv
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from snowplow_analytics import transform, transform_json, validate_batch

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
LINES_OF_A_ROUND = 5_000

with warnings.catch_warnings():
    # It was written for Python 2.
    warnings.simplefilter("ignore")
    from snowplow_analytics_sdk import event_transformer as original


def microseconds(work: Callable[[], object]) -> float:
    """Return the CPU time of a line, the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) / LINES_OF_A_ROUND * 1e6


def main() -> None:
    line = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[0]
    batch = pa.record_batch({"value": [line] * LINES_OF_A_ROUND})
    ways: dict[str, Callable[[], object]] = {
        "original: transform, json.dumps": lambda: [
            json.dumps(original.transform(line)) for _ in range(LINES_OF_A_ROUND)
        ],
        "original: transform": lambda: [original.transform(line) for _ in range(LINES_OF_A_ROUND)],
        "ours: transform": lambda: [transform(line) for _ in range(LINES_OF_A_ROUND)],
        "ours: transform_json": lambda: [transform_json(line) for _ in range(LINES_OF_A_ROUND)],
        "ours: validate_batch": lambda: validate_batch(batch),
        "ours: validate_batch, errors only": lambda: validate_batch(batch, json=False),
    }
    costs = {name: microseconds(work) for name, work in ways.items()}
    most = max(costs.values())
    for name, cost in costs.items():
        print(f"{name:36} {cost:8.1f} us {most / cost:6.1f} times cheaper")


if __name__ == "__main__":
    main()
