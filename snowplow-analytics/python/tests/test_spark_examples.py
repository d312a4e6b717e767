"""The jobs of `examples/spark`, run by Spark in local mode."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import random
import runpy
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, missing
from snowplow_analytics import event_transformer
from test_lines_by_chance import answer, line_by_chance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = 2_000
FILES = 5
TAB = "\t"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    chance = random.Random(6)
    # Spark divides lines at every kind of line end.
    return [line_by_chance(chance).replace("\n", " ") for _ in range(LINES)]


@pytest.fixture(scope="module")
def folder(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("enriched"), lines)


def write(folder: Path, lines: list[str]) -> Path:
    for file in range(FILES):
        body = "".join(f"{line}\n" for line in lines[file::FILES])
        (folder / f"part-{file}.gz").write_bytes(gzip.compress(body.encode()))
    return folder


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark in local mode: what a job gets when it asks for a session."""
    if shutil.which("java") is None:
        missing("java", "apt-get install openjdk-17-jre-headless")
    if importlib.util.find_spec("pyspark") is None:
        missing("pyspark", "pip install pyspark")
    os.environ.update({"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"})
    builder = importlib.import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    # It starts sooner than it would run fast.
    settings = {"driver.extraJavaOptions": "-XX:TieredStopAtLevel=1", "ui.enabled": "false", "log.level": "ERROR"}
    for name, value in settings.items():
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    yield
    session.stop()


class Job:
    """Runs a job in the session that there is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capfd = monkeypatch, capfd

    def run(self, script: str, *arguments: str) -> tuple[int, str]:
        """Returns the exit status, and what the job prints."""
        path = str(ROOT / "examples/spark" / script)
        self.monkeypatch.setattr(sys, "argv", [path, *arguments])
        self.capfd.readouterr()
        status = 0
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 1
        return status, self.capfd.readouterr().out


@pytest.fixture
def job(spark: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Job:  # noqa: ARG001
    return Job(monkeypatch, capfd)


def test_lines_are_transformed_in_batches(lines: list[str], folder: Path, tmp_path: Path, job: Job) -> None:
    output = tmp_path / "events"
    status, printed = job.run("validate_lines.py", str(folder), "--output", str(output))
    answers = [answer(event_transformer, line) for line in lines]
    broken = sum(kind == "messages" for kind, _ in answers)
    assert (status, json.loads(printed)) == (0, {"lines": LINES, "broken": broken})

    read_table = pytest.importorskip("pyarrow.parquet").read_table
    written = read_table(output).to_pydict()
    events = sorted(json.dumps(json.loads(text)) for text in written["json"] if text is not None)
    assert events == sorted(event for kind, event in answers if kind == "event")
    errors = sorted(text for text in written["error"] if text is not None)
    assert errors == sorted("\n".join(messages) for kind, messages in answers if kind == "messages")

    assert job.run("validate_lines.py", str(folder)) == (0, printed)


def test_files_are_audited_as_without_spark(sample: str, tmp_path: Path, job: Job) -> None:
    senders = [f"app-{line % 100}\t{sample.partition(TAB)[2]}" for line in range(LINES - 1)]
    folder = write(tmp_path, [*senders, "two\tfields"])
    program = os.environ.get("AMPLI_RS", str(ROOT / "target/debug/ampli-rs"))
    if not os.access(program, os.X_OK):
        missing(program, "cargo build -p ampli-rs --bin ampli-rs")
    if subprocess.run([program, "audit", "--help"], capture_output=True, check=False).returncode != 0:
        pytest.skip(f"{program} has no `audit` yet")
    options = ("--plan", str(ROOT / "examples/quickstart/tracking-plan.json"), "--format", "json")
    command = [program, "audit", str(folder), *options]
    alone = subprocess.run(command, capture_output=True, text=True, check=False)
    assert alone.returncode in (0, 1), alone.stderr
    answer = job.run("audit_files.py", str(folder), *options, "--program", program, "--shards", "3")
    assert answer == (alone.returncode, alone.stdout)
