"""Enriched events to dictionaries: names and signatures of the original's module.

Lines with the known fields are read in Rust. The loop of the original stands here for what that can't take: fields of
the caller's own, and text that is no Unicode. Both give the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Callable

from snowplow_analytics import json_shredder
from snowplow_analytics._native import FIELDS, is_value, transform_json
from snowplow_analytics.snowplow_event_transformation_exception import SnowplowEventTransformationException

Converter = Callable[[str, str], Sequence[tuple[str, Any]]]

LATITUDE_INDEX = 22
LONGITUDE_INDEX = 23


def convert_string(key: str, value: str) -> list[tuple[str, Any]]:
    return [(key, value)]


def convert_int(key: str, value: str) -> list[tuple[str, Any]]:
    number = int(value)
    if not is_value("integer", value):
        raise ValueError(f"invalid literal for int() with base 10: {value!r}")
    return [(key, number)]


def convert_bool(key: str, value: str) -> list[tuple[str, Any]]:
    if value == "1":
        return [(key, True)]
    if value == "0":
        return [(key, False)]
    raise _invalid(key, value)


def convert_double(key: str, value: str) -> list[tuple[str, Any]]:
    number = float(value)
    if not is_value("double", value):
        raise ValueError(f"could not convert string to float: {value!r}")
    return [(key, number)]


def convert_tstamp(key: str, value: str) -> list[tuple[str, Any]]:
    if not is_value("timestamp", value):
        raise _invalid(key, value)
    return [(key, value.replace(" ", "T") + "Z")]


def convert_contexts(key: str, value: str) -> list[tuple[str, Any]]:  # noqa: ARG001  (every converter has it)
    return json_shredder.parse_contexts(value)


def convert_unstruct(key: str, value: str) -> list[tuple[str, Any]]:  # noqa: ARG001  (every converter has it)
    return json_shredder.parse_unstruct(value)


_CONVERTERS: dict[str, Converter] = {
    "text": convert_string,
    "integer": convert_int,
    "double": convert_double,
    "boolean": convert_bool,
    "timestamp": convert_tstamp,
    "contexts": convert_contexts,
    "unstruct_event": convert_unstruct,
}

ENRICHED_EVENT_FIELD_TYPES: tuple[tuple[str, Converter], ...] = tuple(
    (name, _CONVERTERS[kind]) for name, kind in FIELDS
)


def transform(
    line: str,
    known_fields: Sequence[tuple[str, Converter]] = ENRICHED_EVENT_FIELD_TYPES,
    add_geolocation_data: bool = True,  # noqa: FBT001, FBT002  (the original's signature)
) -> dict[str, Any]:
    """Return the event of a line of fields with tabs between them.

    Raises `SnowplowEventTransformationException` with a message for each field that is wrong.
    """
    if known_fields is ENRICHED_EVENT_FIELD_TYPES:
        event = _transform_in_rust(line, geo_location=add_geolocation_data)
        if event is not None:
            return event
    fields = _without_line_end(line).split("\t")
    return _transform_here(fields, known_fields, geo_location=add_geolocation_data)


def jsonify_good_event(
    event: Sequence[str],
    known_fields: Sequence[tuple[str, Converter]] = ENRICHED_EVENT_FIELD_TYPES,
    add_geolocation_data: bool = True,  # noqa: FBT001, FBT002  (the original's signature)
) -> dict[str, Any]:
    """Return the event of a list of fields, which is what `transform` divides a line into."""
    if known_fields is ENRICHED_EVENT_FIELD_TYPES and len(event) == len(known_fields):
        line = "\t".join(event)
        if line.count("\t") == len(event) - 1 and not line.endswith("\n"):
            transformed = _transform_in_rust(line, geo_location=add_geolocation_data)
            if transformed is not None:
                return transformed
    return _transform_here(event, known_fields, geo_location=add_geolocation_data)


def _transform_in_rust(line: str, *, geo_location: bool) -> dict[str, Any] | None:
    """Return the event, or nothing if it can't be had this way."""
    try:
        event: dict[str, Any] = json.loads(transform_json(line, geo_location=geo_location))
    except ValueError:
        # Half a surrogate in the line, or an integer of more digits than Python reads.
        return None
    return event


def _transform_here(
    event: Sequence[str], known_fields: Sequence[tuple[str, Converter]], *, geo_location: bool
) -> dict[str, Any]:
    if len(event) != len(known_fields):
        raise SnowplowEventTransformationException(
            [f"Expected {len(known_fields)} fields, received {len(event)} fields."]
        )
    output: dict[str, Any] = {}
    errors: list[str] = []
    if geo_location and event[LATITUDE_INDEX] != "" and event[LONGITUDE_INDEX] != "":
        output["geo_location"] = f"{event[LATITUDE_INDEX]},{event[LONGITUDE_INDEX]}"
    for (key, convert), value in zip(known_fields, event):
        if value == "":
            continue
        try:
            for name, converted in convert(key, value):
                # Entities of a schema can stand in both fields of entities.
                is_more = convert is convert_contexts and name in output
                output[name] = output[name] + converted if is_more else converted
        except SnowplowEventTransformationException as exception:
            errors += exception.error_messages
        except Exception as exception:  # noqa: BLE001  (whatever a converter of the caller's own raises)
            message = f"Unexpected exception parsing field with key {key} and value {value}: {exception!r}"
            errors.append(message)
    if errors:
        raise SnowplowEventTransformationException(errors)
    return output


def _without_line_end(line: str) -> str:
    if line.endswith("\r\n"):
        return line[:-2]
    return line.removesuffix("\n")


def _invalid(key: str, value: str) -> SnowplowEventTransformationException:
    return SnowplowEventTransformationException([f"Invalid value {value} for field {key}"])
