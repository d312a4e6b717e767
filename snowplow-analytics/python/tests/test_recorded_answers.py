"""What the original was seen to answer, and the differences that have a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from snowplow_analytics import (
    SnowplowEventTransformationException,
    event_transformer,
    json_shredder,
    run_manifests,
    transform_json,
)

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [name for name, _ in event_transformer.ENRICHED_EVENT_FIELD_TYPES]

# Where the original lets an accident pass, or loses data.
DIFFERENT = {
    "integer  7 ",
    "integer 1_000",
    "integer ٣",
    "double  1.5 ",
    "double 1_0.5",
    "double nan",
    "double NaN",
    "double inf",
    "double -Infinity",
    "double 1e400",
    "double ٣",
    "timestamp garbage here now",
    "timestamp 2013-11-26 00:03:57Z",
    "line feed kept in the last field",
    "carriage return kept in the last field",
    "same schema in contexts and derived_contexts: first list lost",
    "NaN in an entity",
}


def answer(line: str, **options: Any) -> tuple[str, Any]:
    """What becomes of a line: its event with its order, or what is wrong with it."""
    try:
        return "event", json.dumps(event_transformer.transform(line, **options))
    except SnowplowEventTransformationException as exception:
        return "messages", exception.error_messages


def test_the_sample_gives_the_event(sample: str, sample_event: dict[str, Any]) -> None:
    assert event_transformer.transform(sample) == sample_event
    assert event_transformer.jsonify_good_event(sample.split("\t")) == sample_event


def test_errors_are_the_cases_own(recorded: Path) -> None:
    for case in json.loads((recorded / "cases.json").read_text())["transform_errors"]:
        kind, messages = answer(case["line"])
        assert kind == "messages"
        assert messages == case.get("messages", messages)
        for message, start in zip(messages, case.get("message_starts_with", [])):
            assert message.startswith(start)
        assert len(messages) == case.get("message_count", len(messages))


def test_odd_lines_are_answered_alike(recorded: Path) -> None:
    different = set()
    for case in json.loads((recorded / "probed.json").read_text())["transform"]:
        line = "\t".join(case["fields"].get(key, "") for key in KEYS) + case.get("line_tail", "")
        expected = ("event", case["json"]) if "json" in case else ("messages", case["messages"])
        if answer(line) != expected:
            different.add(case["name"])
        assert answer(line) == answer(line, known_fields=list(event_transformer.ENRICHED_EVENT_FIELD_TYPES))
    assert different == DIFFERENT


def test_names_are_the_same(recorded: Path) -> None:
    for case in json.loads((recorded / "probed.json").read_text())["shredded_names"]:
        if "result" in case and not case["uri"].endswith("\n"):
            assert json_shredder.fix_schema("contexts", case["uri"]) == case["result"]
        else:
            with pytest.raises(SnowplowEventTransformationException) as raised:
                json_shredder.fix_schema("contexts", case["uri"])
            assert raised.value.error_messages == case.get("messages", raised.value.error_messages)


def test_runs_and_paths_are_the_same(recorded: Path) -> None:
    probed = json.loads((recorded / "probed.json").read_text())
    for case in probed["extract_run_id"]:
        assert run_manifests.extract_run_id(case["key"]) == case.get("result"), case["key"]
    for case in probed["split_full_path"]:
        if "result" in case:
            assert run_manifests.split_full_path(case["path"]) == tuple(case["result"])
        else:
            with pytest.raises(ValueError, match="S3 path should start with") as raised:
                run_manifests.split_full_path(case["path"])
            assert repr(raised.value) == case["exception"]


def test_strict_json_can_stay_self_describing() -> None:
    texts = {"collector_tstamp": "2026-11-21 19:00:00", "event_id": "d2161fd1-ffed-41df-ac3e-a729012105f5"}
    texts |= {"v_collector": "c", "v_etl": "e", "geo_latitude": "1", "geo_longitude": "2"}
    outer = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0"
    texts["unstruct_event"] = f'{{"schema":"{outer}","data":{{"schema":"iglu:a/b/jsonschema/1-0-2","data":{{}}}}}}'
    line = "\t".join(texts.get(key, "") for key in KEYS)
    whole = json.loads(transform_json(line, compat="strict", shredded=False))
    assert (whole["unstruct_event"], whole["contexts"]) == (json.loads(texts["unstruct_event"]), {})
    shredded = json.loads(transform_json(line, compat="strict"))
    assert (shredded["unstruct_event_a_b_1"], shredded["geo_location"]) == ({}, "1.0,2.0")
    assert "geo_location" not in json.loads(transform_json(line, compat="strict", geo_location=False))
