"""Transform each file of enriched events when it arrives: a function of AWS Lambda for notifications of S3.

`s3://BUCKET/enriched/file.gz` becomes `s3://OUTPUT_BUCKET/enriched/file.gz.ndjson.gz`, a line for each event, and
`…/file.gz.bad.ndjson.gz`, a line for each line that is none.

Notifications come at least once, some of them at the same time. Of several functions that are told of a file, one has
it: `MANIFEST_TABLE` says which. One that is stopped is followed by another, which writes the same bytes again.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

import boto3

from snowplow_analytics import RunManifests, SnowplowEventTransformationException, transform_json

# Longer than a function of AWS Lambda can run.
LEASE_SECONDS = 1_000


@cache
def client(service: str) -> Any:
    return boto3.client(service)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    manifests = RunManifests(client("dynamodb"), os.environ["MANIFEST_TABLE"])
    owner = context.aws_request_id
    return {"files": [handle(record["s3"], manifests, owner) for record in event.get("Records", [])]}


def handle(notification: dict[str, Any], manifests: RunManifests, owner: str) -> dict[str, Any]:
    bucket, key = notification["bucket"]["name"], unquote_plus(notification["object"]["key"])
    file = f"s3://{bucket}/{key}"
    claim = manifests.claim(file, owner, LEASE_SECONDS)
    if claim.done:
        return {"file": file, "is": "done before"}
    if not claim.granted:
        # The service tries again later, when the other function has finished or its lease has expired.
        raise RuntimeError(f"{file}: {claim.owner} is at it")
    try:
        counts = transform_file(bucket, key)
    except Exception as error:
        claim.fail(repr(error))
        raise
    claim.complete()
    return {"file": file, "is": "done", **counts}


def transform_file(bucket: str, key: str) -> dict[str, int]:
    events, broken = Output(), Output()
    number = 0
    body = io.BufferedReader(client("s3").get_object(Bucket=bucket, Key=key)["Body"])
    is_compressed = body.peek(2).startswith(b"\x1f\x8b")
    try:
        for number, line in enumerate(gzip.GzipFile(fileobj=body) if is_compressed else body, start=1):
            try:
                events.write(transform_json(line.decode()))
            except SnowplowEventTransformationException as exception:
                broken.write(json.dumps({"line": number, "errors": exception.error_messages}))
            except UnicodeDecodeError as error:
                broken.write(json.dumps({"line": number, "errors": [str(error)]}))
    except (EOFError, zlib.error) as error:
        broken.write(json.dumps({"line": number + 1, "errors": [f"the file is cut short: {error}"]}))
    events.put(f"{key}.ndjson.gz")
    broken.put(f"{key}.bad.ndjson.gz")
    return {"events": events.count, "broken": broken.count}


class Output:
    """A file of lines, which is the same for the same lines."""

    def __init__(self) -> None:
        self.count = 0
        self.bytes = io.BytesIO()
        self.file = gzip.GzipFile(fileobj=self.bytes, mode="wb", mtime=0)

    def write(self, text: str) -> None:
        self.file.write(f"{text}\n".encode())
        self.count += 1

    def put(self, key: str) -> None:
        self.file.close()
        client("s3").put_object(Bucket=os.environ["OUTPUT_BUCKET"], Key=key, Body=self.bytes.getvalue())
