"""Lines by chance, sound and broken: the original, the way through Rust and the loop in Python give one answer."""

from __future__ import annotations

import json
import random
import sys
from typing import TYPE_CHECKING, Any

from snowplow_analytics import SnowplowEventTransformationException, event_transformer
from snowplow_analytics._native import FIELDS

if TYPE_CHECKING:
    from types import ModuleType

LINES = 10_000

TEXTS = ['a"b\\c', "née", "日本語", "😀", "\x00", "\u2028\ufeff", "it's", "line\nfeed", "{}", "\\u0041\\", "\x7f\x80"]
ENTITIES = [
    '{"schema":"iglu:com.acme/u/jsonschema/1-0-0","data":{"n":1e3,"n":2}}',
    '{"data": [1, {"a": null}], "schema": "iglu:com.acme/u/jsonschema/1-2-0"}',
    '{"schema":"iglu:com.acme-x/my-Event/jsonschema/2-0-0","data":"\\ud800"}',
    '{"schema":"iglu:org.w3/HTTPRequest/avro/12-0-3","data":123456789012345678901234567890}',
]
BROKEN_ENTITIES = ['{"schema":"http://a","data":1}', '{"schema":"iglu:a/b/jsonschema/1-0-0"}', "7", '{"data":1}']

# Sound texts, then broken ones.
VALUES: dict[str, tuple[list[str], list[str]]] = {
    "text": (TEXTS, TEXTS),
    "integer": (["42", "-0", "+5", "007", "9" * 30], ["x", "1.0", "0x10", "1\x00'", '"']),
    "double": (["37.4", "-0", "1e22", ".5", "5.", "1E-5"], ["1d", "0x1p3", "1,5", 'it\'s "1"']),
    "boolean": (["1", "0"], ["true", "01", " 1"]),
    "timestamp": (["2013-11-26 00:03:57.885", "2016-02-29T00:00:00"], ["2013-11-26 00:03"]),
}


def line_by_chance(chance: random.Random) -> str:
    is_broken = chance.random() < 0.5
    fields = []
    for _, kind in FIELDS:
        broken = is_broken and chance.random() < 0.05
        fields.append("" if chance.random() < 0.6 else value_by_chance(chance, kind, broken=broken))
    count = 131 if chance.random() < 0.99 else chance.randrange(140)
    return "\t".join(fields[:count] + [""] * (count - 131))


def value_by_chance(chance: random.Random, kind: str, *, broken: bool) -> str:
    if kind not in ("contexts", "unstruct_event"):
        return chance.choice(VALUES[kind][broken])
    if broken:
        return chance.choice(["", "[]", "{", '{"data":7}', contexts(chance.choice(BROKEN_ENTITIES))])
    if kind == "unstruct_event":
        return f'{{"schema":"","data":{chance.choice(ENTITIES)}}}'
    return contexts(*chance.choices(ENTITIES, k=chance.randrange(4)))


def contexts(*entities: str) -> str:
    return f'{{"data":[{", ".join(entities)}]}}'


def answer(module: Any, line: str, **options: Any) -> tuple[str, Any]:
    try:
        return "event", json.dumps(module.transform(line, **options))
    except Exception as exception:  # noqa: BLE001  (each of them has its own class)
        return "messages", exception.error_messages  # type: ignore[attr-defined]


def test_all_three_answer_alike(original: ModuleType) -> None:
    chance = random.Random(20261121)
    known_fields = list(event_transformer.ENRICHED_EVENT_FIELD_TYPES)
    seen = {"event": 0, "messages": 0}
    for _ in range(LINES):
        line = line_by_chance(chance)
        ours = answer(event_transformer, line)
        assert ours == answer(event_transformer, line, known_fields=known_fields), line
        seen[ours[0]] += 1
        # Of a schema in both fields of entities the original loses the former ones.
        fields = line.split("\t")
        if len(fields) == 131 and fields[52] and fields[122]:
            fields[122] = ""
            line = "\t".join(fields)
            ours = answer(event_transformer, line)
        assert ours == answer(original.event_transformer, line), line
    assert min(seen.values()) > LINES / 10


def test_the_switch_and_own_fields_work_as_in_the_original(original: ModuleType, sample: str) -> None:
    for module in (event_transformer, original.event_transformer):
        assert "geo_location" in module.transform(sample)
        assert "geo_location" not in module.transform(sample, add_geolocation_data=False)
        upper = lambda key, value: [(key, value.upper()), (f"{key}_length", len(value))]  # noqa: E731
        fields = tuple(
            (name, upper if name == "app_id" else convert) for name, convert in module.ENRICHED_EVENT_FIELD_TYPES
        )
        event = module.transform(sample, fields)
        assert (event["app_id"], event["app_id_length"]) == ("ANGRY-BIRDS", 11)
        assert module.jsonify_good_event(
            ["a", "7"], (("x", upper), ("y", module.convert_int)), add_geolocation_data=False
        ) == {
            "x": "A",
            "x_length": 1,
            "y": 7,
        }


def test_text_that_is_no_unicode_is_kept_as_the_original_keeps_it(original: ModuleType) -> None:
    line = "half \ud800" + "\t" * 130
    assert event_transformer.transform(line) == original.event_transformer.transform(line) == {"app_id": "half \ud800"}


def test_integers_of_too_many_digits_are_named() -> None:
    try:
        event_transformer.transform("\t" * 7 + "9" * 5_000 + "\t" * 123)
    except SnowplowEventTransformationException as exception:
        (message,) = exception.error_messages
        assert message.startswith(
            f"Unexpected exception parsing field with key txn_id and value {'9' * 5_000}: ValueError("
        )
    else:
        # Before Python 3.10.7 there was no such limit.
        assert not hasattr(sys, "get_int_max_str_digits")


def test_fields_with_tabs_and_line_feeds_are_fields() -> None:
    fields = ["a\tb", *[""] * 130]
    assert event_transformer.jsonify_good_event(fields) == {"app_id": "a\tb"}
    fields = [*[""] * 129, "print\n", ""]
    assert event_transformer.jsonify_good_event(fields) == {"event_fingerprint": "print\n"}
