"""The function of AWS Lambda in `examples/lambda`, told of files in a bucket."""

from __future__ import annotations

import gzip
import importlib.util
import json
import uuid
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import ROOT, aws_client
from snowplow_analytics import RunManifests

CONTEXT = SimpleNamespace(aws_request_id="request-1")
GOOD = "angry-birds" + "\t" * 130 + "\n"


class Function:
    """The function, its table and its buckets."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.s3 = aws_client("s3", url)
        self.manifests = RunManifests(aws_client("dynamodb", url), f"manifests-{uuid.uuid4()}")
        self.manifests.create()
        self.source, self.output = (f"{name}-{uuid.uuid4()}" for name in ("source", "output"))
        for bucket in (self.source, self.output):
            self.s3.create_bucket(Bucket=bucket)
        monkeypatch.setenv("MANIFEST_TABLE", self.manifests.table_name)
        monkeypatch.setenv("OUTPUT_BUCKET", self.output)
        spec = importlib.util.spec_from_file_location("handler", ROOT / "examples/lambda/handler.py")
        assert spec is not None
        assert spec.loader is not None
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)

    def put(self, key: str, body: bytes) -> None:
        self.s3.put_object(Bucket=self.source, Key=key, Body=body)

    def tell(self, *keys: str) -> list[dict[str, Any]]:
        """Calls it with a notification of S3, whose keys are those of a URL."""
        records = [
            {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": self.source}, "object": {"key": key}}}
            for key in keys
        ]
        answer: list[dict[str, Any]] = self.module.handler({"Records": records}, CONTEXT)["files"]
        return answer

    def written(self) -> dict[str, str]:
        keys = [item["Key"] for item in self.s3.list_objects_v2(Bucket=self.output).get("Contents", [])]
        bodies = {key: self.s3.get_object(Bucket=self.output, Key=key)["Body"].read() for key in keys}
        return {key: gzip.decompress(body).decode() for key, body in bodies.items()}


@pytest.fixture
def function(aws_environment: str, monkeypatch: pytest.MonkeyPatch) -> Function:
    return Function(aws_environment, monkeypatch)


def test_a_file_becomes_events_and_what_is_wrong_with_the_rest(function: Function) -> None:
    key = "enriched/2026 11/part+0.gz"
    # Two members, as a sink that appends writes them.
    function.put(key, gzip.compress(GOOD.encode()) + gzip.compress(b"two\tfields\n\xff\n" + GOOD.encode()))
    file = f"s3://{function.source}/{key}"
    told = "enriched/2026+11/part%2B0.gz"
    assert function.tell(told) == [{"file": file, "is": "done", "events": 2, "broken": 2}]
    written = function.written()
    assert written[f"{key}.ndjson.gz"] == '{"app_id":"angry-birds"}\n' * 2
    assert [json.loads(line) for line in written[f"{key}.bad.ndjson.gz"].splitlines()] == [
        {"line": 2, "errors": ["Expected 131 fields, received 2 fields."]},
        {"line": 3, "errors": ["'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"]},
    ]
    # Told again, it is left alone; what was written is what there is.
    function.put(key, b"")
    assert function.tell(told) == [{"file": file, "is": "done before"}]
    assert function.written() == written


def test_of_a_file_that_is_cut_short_the_rest_is_transformed(function: Function) -> None:
    body = gzip.compress(GOOD.encode()) + gzip.compress(GOOD.encode() * 2)[:-9]
    function.put("cut.gz", body)
    (answer,) = function.tell("cut.gz")
    assert (answer["is"], answer["broken"]) == ("done", 1)
    number = answer["events"] + 1
    message = "the file is cut short: Compressed file ended before the end-of-stream marker was reached"
    assert json.loads(function.written()["cut.gz.bad.ndjson.gz"]) == {"line": number, "errors": [message]}
    assert function.written()["cut.gz.ndjson.gz"] == '{"app_id":"angry-birds"}\n' * answer["events"]


def test_a_file_that_fails_can_be_tried_again(function: Function) -> None:
    with pytest.raises(function.module.client("s3").exceptions.NoSuchKey):
        function.tell("late.tsv")
    (record,) = function.manifests.list()
    assert (record.state, record.owner) == ("failed", "request-1")
    function.put("late.tsv", GOOD.encode())
    assert [answer["is"] for answer in function.tell("late.tsv", "late.tsv")] == ["done", "done before"]


def test_a_file_that_another_function_has_is_left_to_it(function: Function) -> None:
    function.put("file.tsv", GOOD.encode())
    other = function.manifests.claim(f"s3://{function.source}/file.tsv", "request-2", 1_000)
    with pytest.raises(RuntimeError, match="request-2 is at it"):
        function.tell("file.tsv")
    assert function.written() == {}
    other.complete()
    assert [answer["is"] for answer in function.tell("file.tsv")] == ["done before"]
