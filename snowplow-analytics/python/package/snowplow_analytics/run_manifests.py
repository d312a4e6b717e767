"""Run manifests and run listing: names and signatures of the original's module, and what it lacks.

Whoever calls passes a client of `boto3`, as for the original. It is called as it is, with the credentials, the endpoint
and the retries that it has.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from snowplow_analytics._native import Claim, Manifests, RunRecord, run_id

DYNAMODB_RUNID_ATTRIBUTE = "RunId"

ARCHIVES = ("GLACIER", "DEEP_ARCHIVE")

_logger = logging.getLogger(__name__)


class RunManifests:
    """Which runs have been processed, in a table of DynamoDB that programs with the original SDKs can share.

    `create`, `add` and `contains` are the original's: of two workers that ask, process and add, both can process a run.
    `claim` excludes: one worker at a time has a lease of a run.
    """

    def __init__(self, dynamodb_client: Any, table_name: str) -> None:
        self.dynamodb = dynamodb_client
        self.table_name = table_name
        self._manifests = Manifests.dynamodb(dynamodb_client, table_name)

    def create(self) -> None:
        """Make the table, if it is not there."""
        self._manifests.create()

    def add(self, run_id: str) -> None:
        """Mark a run as processed."""
        self._manifests.add(run_id)

    def contains(self, run_id: str) -> bool:
        """Return whether a run is processed."""
        return self._manifests.contains(run_id)

    def claim(self, run_id: str, owner: str, lease_seconds: float) -> Claim:
        """Ask for a run, which is granted unless it is processed or another worker has a lease."""
        return self._manifests.claim(run_id, owner, lease_seconds)

    def list(self) -> list[RunRecord]:
        """Return all runs that are known, sorted by run."""
        return self._manifests.list()

    def prune(self, processed_before: float) -> int:
        """Forget runs that were processed before a time, in seconds since 1970, and return how many they were.

        Those that an original SDK has added stay: nobody has written down when that was.
        """
        return self._manifests.prune(processed_before)


def create_manifest_table(dynamodb_client: Any, table_name: str) -> None:
    """Make a table for run manifests, if it is not there, and wait for it.

    A table that is there needs no right to make one.
    """
    Manifests.dynamodb(dynamodb_client, table_name).create()


def add_to_manifest(dynamodb_client: Any, table_name: str, run_id: str) -> None:
    """Mark a run as processed, whoever has the run. What is known of it already is kept."""
    Manifests.dynamodb(dynamodb_client, table_name).add(run_id)


def is_in_manifest(dynamodb_client: Any, table_name: str, run_id: str) -> bool:
    """Return whether a run is processed. What was added a moment ago is seen."""
    return Manifests.dynamodb(dynamodb_client, table_name).contains(run_id)


def list_runids(s3_client: Any, full_path: str) -> list[str]:
    """Return all runs in a folder of a bucket that can be read: prefixes of keys, without the bucket.

    Runs with an object in Glacier or Deep Archive can't be; the logger of this module names them. It takes one listing,
    without a call for each run.
    """
    bucket, prefix = split_full_path(full_path)
    is_archived: dict[str, bool] = {}
    for item in _objects(s3_client, bucket, prefix):
        run = _run_of(item["Key"], prefix or "")
        if run is not None:
            archived = item.get("StorageClass", "STANDARD") in ARCHIVES
            is_archived[run] = is_archived.get(run, False) or archived
    for run in (run for run, archived in is_archived.items() if archived):
        _logger.warning("s3://%s/%s is archived: restore it to read it", bucket, run)
    return [run for run, archived in is_archived.items() if not archived]


def split_full_path(path: str) -> tuple[str, str | None]:
    """Return the bucket of a path, and the prefix of its keys.

    >>> split_full_path("s3://mybucket/path-to-events")
    ('mybucket', 'path-to-events/')
    >>> split_full_path("s3a://mybucket")
    ('mybucket', None)
    """
    for scheme in ("s3://", "s3n://", "s3a://"):
        if path.startswith(scheme):
            bucket, _, prefix = path[len(scheme) :].partition("/")
            return bucket, normalize_prefix(prefix)
    raise ValueError("S3 path should start with s3://, s3n:// or s3a:// prefix")


def is_glacier(s3_client: Any, bucket: str, prefix: str) -> bool:
    """Return whether a run is archived, by its first objects. `list_runids` knows it of all objects without asking."""
    response = s3_client.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=3)
    return any(item.get("StorageClass", "STANDARD") in ARCHIVES for item in response.get("Contents", []))


def extract_run_id(key: str) -> str | None:
    """Return the key of a run's folder, if it is one: it must end in `/`.

    >>> extract_run_id("shredded-archive/run=2012-12-11-01-11-33/")
    'shredded-archive/run=2012-12-11-01-11-33/'
    >>> extract_run_id("shredded-archive/run=2012-12-11-01-11-33")
    """
    return run_id(key)


def normalize_prefix(path: str | None) -> str | None:
    """Return a prefix that ends in `/`, or nothing for a whole bucket.

    >>> normalize_prefix("somepath")
    'somepath/'
    """
    if path in (None, "", "/"):
        return None
    return path if path.endswith("/") else f"{path}/"


def clean_dict(dict: Mapping[str, Any]) -> dict[str, Any]:  # noqa: A002  (the original's signature)
    """Return a dictionary without what is `None`.

    >>> clean_dict({'key': None, 'empty': ''})
    {'empty': ''}
    """
    return {key: value for key, value in dict.items() if value is not None}


def _objects(s3_client: Any, bucket: str, prefix: str | None) -> Iterator[Mapping[str, Any]]:
    options = clean_dict({"Bucket": bucket, "Prefix": prefix})
    while True:
        response = s3_client.list_objects_v2(**options)
        yield from response.get("Contents", [])
        if not response.get("IsTruncated"):
            return
        options["ContinuationToken"] = response["NextContinuationToken"]


def _run_of(key: str, prefix: str) -> str | None:
    """Return the folder directly below the prefix that the key stands in, if it is one of a run."""
    name, slash, _ = key[len(prefix) :].partition("/")
    return extract_run_id(f"{prefix}{name}/") if slash else None
