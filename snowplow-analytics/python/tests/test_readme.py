"""The code of the README does what the README says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from conftest import ROOT, aws_client
from snowplow_analytics import validate_batch

README = (ROOT / "snowplow-analytics/python/README.md").read_text(encoding="utf-8")
LINES, BATCHES, RUNS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_what_is_wrong_with_a_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"line": "two\tfields"}
    exec(LINES, names)
    assert capsys.readouterr().out == "Expected 131 fields, received 2 fields.\n"
    names["line"] = "angry-birds" + "\t" * 130
    exec(LINES, names)
    assert names["event"] == {"app_id": "angry-birds"}


def test_batches_are_transformed() -> None:
    pa = pytest.importorskip("pyarrow")
    # Without the line that asks Spark.
    definition = BATCHES.split("\n\n\n")[0]
    names: dict[str, Any] = {"validate_batch": validate_batch}
    exec(definition, names)
    (answer,) = names["transformed"]([pa.record_batch({"value": ["two\tfields"]})])
    assert answer.to_pydict() == {"json": [None], "error": ["Expected 131 fields, received 2 fields."]}


def test_each_run_is_processed_once(aws_environment: str) -> None:
    s3 = aws_client("s3", aws_environment)
    s3.create_bucket(Bucket="acme-snowplow-data")
    runs = [f"enriched-archive/run=2026-11-21-{hour}-00-00/" for hour in (19, 20)]
    for run in runs:
        s3.put_object(Bucket="acme-snowplow-data", Key=f"{run}part-0.gz", Body=b"")
    processed: list[str] = []
    for _ in range(2):
        exec(RUNS, {"process": processed.append})
    assert processed == runs
