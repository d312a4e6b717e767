"""Run manifests in a table that the original shares, on two servers that others have written, and in a folder."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from snowplow_analytics import LeaseLost, Manifests, RunManifests, local_runids, run_manifests

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

RUN = "archive/run=2026-11-21-19-00-00/"
LEASE = 3_600.0


@pytest.fixture
def ours(dynamodb: Any) -> RunManifests:
    manifests = RunManifests(dynamodb, f"manifests-{uuid.uuid4()}")
    manifests.create()
    return manifests


def test_one_table_serves_both(original: ModuleType, ours: RunManifests) -> None:
    theirs = original.run_manifests.RunManifests(ours.dynamodb, ours.table_name)
    theirs.create()
    ours.create()
    theirs.add("theirs/")
    ours.add("ours/")
    ours.add("ours/")
    for manifests in (ours, theirs):
        assert [manifests.contains(run) for run in ("theirs/", "ours/", "other/")] == [True, True, False]

    claim = ours.claim(RUN, "me", LEASE)
    assert (claim.granted, claim.done, claim.owner, claim.attempt) == (True, False, "me", 1)
    # A claim is not a mark.
    assert not theirs.contains(RUN)
    claim.complete()
    assert theirs.contains(RUN)
    assert ours.claim("theirs/", "me", LEASE).done
    assert [(record.run_id, record.state, record.owner) for record in ours.list()] == [
        (RUN, "processed", "me"),
        ("ours/", "processed", ""),
        ("theirs/", "processed", ""),
    ]


def test_a_mark_keeps_who_has_made_it(ours: RunManifests) -> None:
    ours.claim(RUN, "me", LEASE).complete()
    ours.add(RUN)
    assert [record.owner for record in ours.list()] == ["me"]


def test_the_loop_of_the_original_processes_each_run_once(ours: RunManifests) -> None:
    processed = []
    for _ in range(2):
        for run in ("run=1/", "run=2/"):
            if not ours.contains(run):
                processed.append(run)
                ours.add(run)
    assert processed == ["run=1/", "run=2/"]


def test_of_eight_workers_one_has_each_of_forty_runs(ours: RunManifests) -> None:
    runs = [f"run={run:03}/" for run in range(40)]

    def work(worker: int) -> list[str]:
        manifests = RunManifests(ours.dynamodb, ours.table_name)
        processed = []
        for run in runs[worker * 5 :] + runs[: worker * 5]:
            claim = manifests.claim(run, f"worker-{worker}", LEASE)
            if claim.granted:
                processed.append(run)
                claim.complete()
        return processed

    with ThreadPoolExecutor(8) as workers:
        processed = [run for some in workers.map(work, range(8)) for run in some]
    assert sorted(processed) == runs
    assert {record.state for record in ours.list()} == {"processed"}


def test_a_run_is_held_renewed_and_given_back(ours: RunManifests) -> None:
    claim = ours.claim(RUN, "first", LEASE)
    held = ours.claim(RUN, "second", LEASE)
    assert (held.granted, held.done, held.owner) == (False, False, "first")
    assert held.wait_seconds is not None
    assert 0 < held.wait_seconds <= LEASE
    assert repr(held) == f'<Claim of "{RUN}", which "first" has>'
    with pytest.raises(RuntimeError, match="it was not granted, or was given back"):
        held.complete()
    claim.renew()
    claim.fail("no space")
    (record,) = ours.list()
    assert (record.state, record.reason, record.attempt) == ("failed", "no space", 1)
    again = ours.claim(RUN, "second", LEASE)
    assert (again.granted, again.attempt) == (True, 2)
    again.complete()
    with pytest.raises(RuntimeError, match="was given back"):
        again.complete()
    assert ours.prune(0) == 0
    assert ours.prune(4_000_000_000) == 1
    assert ours.list() == []


def test_a_lease_that_was_taken_over_is_lost(ours: RunManifests) -> None:
    slow = ours.claim(RUN, "slow", 0)
    # A lease of no time has expired when it is looked at.
    quick = ours.claim(RUN, "quick", LEASE)
    assert (quick.granted, quick.attempt) == (True, 2)
    with pytest.raises(LeaseLost, match=f"the lease of `{RUN}` is lost"):
        slow.renew()
    with pytest.raises(LeaseLost, match="write nothing more"):
        slow.complete()
    quick.complete()


def test_what_a_client_raises_comes_back_as_it_was(dynamodb: Any) -> None:
    missing = RunManifests(dynamodb, f"missing-{uuid.uuid4()}")
    for ask in (missing.list, lambda: missing.contains(RUN), lambda: missing.claim(RUN, "me", LEASE)):
        with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
            ask()
    with pytest.raises(ValueError, match="`lease_seconds`"):
        missing.claim(RUN, "me", -1)


def test_a_folder_serves_as_well(tmp_path: Path) -> None:
    for name in ("run=2026-11-21-19-00-00", "run=2026-11-21-20-00-00", "other"):
        (tmp_path / "archive" / name).mkdir(parents=True)
    manifests = Manifests.local(tmp_path / "manifests")
    audits = Manifests.local(tmp_path / "manifests", scope=["audit", "fingerprint"])
    manifests.create()
    runs = local_runids(tmp_path / "archive")
    assert [run.rsplit("/", 2)[1] for run in runs] == ["run=2026-11-21-19-00-00", "run=2026-11-21-20-00-00"]
    for run in runs:
        manifests.claim(run, "worker-1", LEASE).complete()
    manifests.add("added/")
    assert [record.state for record in manifests.list()] == ["processed"] * 3
    assert [manifests.contains(run) for run in runs] == [True, True]
    assert audits.list() == []


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="`/nowhere/archive`: No such file or directory"):
        local_runids("/nowhere/archive")
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match=f"`{tmp_path}/file/manifests"):
        Manifests.local(tmp_path / "file/manifests").create()


def test_runs_in_a_bucket_are_those_of_the_original(
    original: ModuleType, s3: Any, caplog: pytest.LogCaptureFixture
) -> None:
    bucket = f"archive-{uuid.uuid4()}"
    s3.create_bucket(Bucket=bucket)
    runs = [f"enriched/run=2026-11-{day:02}-19-00-00/" for day in range(1, 21)]
    for run in runs:
        s3.put_object(Bucket=bucket, Key=f"{run}part-0.gz", Body=b"")
        s3.put_object(Bucket=bucket, Key=f"{run}deep/part-1.gz", Body=b"")
    for key in ("enriched/other/part-0", "enriched/run=2026-11-21-19-00-00", "run=2026-11-21-19-00-00/part"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    s3.put_object(Bucket=bucket, Key=f"{runs[3]}part-0.gz", Body=b"", StorageClass="GLACIER")
    theirs = original.run_manifests.list_runids(s3, f"s3://{bucket}/enriched")
    assert run_manifests.list_runids(s3, f"s3://{bucket}/enriched") == theirs == runs[:3] + runs[4:]
    assert caplog.messages == [f"s3://{bucket}/{runs[3]} is archived: restore it to read it"]
    assert run_manifests.is_glacier(s3, bucket, runs[3])
    assert not run_manifests.is_glacier(s3, bucket, runs[2])
    assert run_manifests.list_runids(s3, f"s3n://{bucket}") == ["run=2026-11-21-19-00-00/"]

    # What the original takes for readable.
    s3.put_object(Bucket=bucket, Key=f"{runs[0]}part-0.gz", Body=b"", StorageClass="DEEP_ARCHIVE")
    assert run_manifests.list_runids(s3, f"s3a://{bucket}/enriched/") == runs[1:3] + runs[4:]


class Pages:
    """A client of S3 whose pages have one object each."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.calls = 0

    def list_objects_v2(self, **options: Any) -> dict[str, Any]:
        self.calls += 1
        page = int(options.get("ContinuationToken", 0))
        more = {"IsTruncated": True, "NextContinuationToken": str(page + 1)} if page + 1 < len(self.keys) else {}
        return {"Contents": [{"Key": self.keys[page]}], "IsTruncated": False, **more}


def test_every_page_of_a_listing_is_asked_for() -> None:
    keys = [f"run=2026-11-21-19-{minute:02}-00/part" for minute in range(30)]
    pages = Pages(keys)
    assert run_manifests.list_runids(pages, "s3://bucket") == [key.removesuffix("part") for key in keys]
    assert pages.calls == len(keys)
