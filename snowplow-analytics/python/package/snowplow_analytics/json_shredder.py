"""Self-describing JSON taken apart: names and signatures of the original's module."""

from __future__ import annotations

import json
import re
from typing import Any

from snowplow_analytics.snowplow_event_transformation_exception import SnowplowEventTransformationException

SCHEMA_PATTERN = re.compile(r""".+:([a-zA-Z0-9_\.]+)/([a-zA-Z0-9_]+)/[^/]+/(.*)""")

SCHEMA_URI = (
    "^iglu:"
    "([a-zA-Z0-9-_.]+)/"  # vendor
    "([a-zA-Z0-9-_]+)/"  # name
    "([a-zA-Z0-9-_]+)/"  # format
    "([1-9][0-9]*"  # MODEL, which can't begin with 0
    "(?:-(?:0|[1-9][0-9]*)){2})$"  # REVISION and ADDITION
)

SCHEMA_URI_REGEX = re.compile(SCHEMA_URI)


def extract_schema(uri: str) -> dict[str, str]:
    """Take an Iglu URI apart.

    >>> extract_schema("iglu:com.acme/song_played/jsonschema/1-10-1")
    {'vendor': 'com.acme', 'name': 'song_played', 'format': 'jsonschema', 'version': '1-10-1'}
    """
    if not isinstance(uri, str):
        # In the same words in every version of Python: those of 3.11, which the part in Rust has.
        raise TypeError(f"expected string or bytes-like object, got {type(uri).__name__!r}")
    match = SCHEMA_URI_REGEX.fullmatch(uri)
    if match is None:
        raise SnowplowEventTransformationException(
            [f"Schema {uri} does not conform to regular expression {SCHEMA_URI}"]
        )
    return dict(zip(("vendor", "name", "format", "version"), match.groups()))


def fix_schema(prefix: str, schema: str) -> str:
    """Return the name under which data of a schema stand in an event.

    >>> fix_schema("contexts", "iglu:com.acme/PerformanceTiming/jsonschema/1-0-2")
    'contexts_com_acme_performance_timing_1'
    """
    parts = extract_schema(schema)
    vendor = parts["vendor"].replace(".", "_").lower()
    name = re.sub("([^A-Z_])([A-Z])", r"\g<1>_\g<2>", parts["name"]).lower()
    model = parts["version"].split("-")[0]
    return f"{prefix}_{vendor}_{name}_{model}"


def parse_contexts(contexts: str) -> list[tuple[str, list[Any]]]:
    """Return the data of entities, in their order, under a name for each schema."""
    distinct: dict[str, list[Any]] = {}
    for context in _loads(contexts)["data"]:
        distinct.setdefault(fix_schema("contexts", context["schema"]), []).append(context["data"])
    return list(distinct.items())


def parse_unstruct(unstruct: str) -> list[tuple[str, Any]]:
    """Return the data of a self-describing event under the name of its schema."""
    data = _loads(unstruct)["data"]
    schema = data["schema"]
    if "data" not in data:
        raise SnowplowEventTransformationException(["Could not extract inner data field from unstructured event"])
    return [(fix_schema("unstruct_event", schema), data["data"])]


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(_constant: str) -> None:
    raise ValueError("Out of range float values are not JSON compliant")
