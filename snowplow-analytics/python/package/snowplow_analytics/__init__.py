"""Snowplow enriched events to JSON, run manifests and run listing, in Rust.

The modules have the names and signatures of the Snowplow Analytics SDK for Python: a program of it changes
`snowplow_analytics_sdk` to `snowplow_analytics` in its imports.
"""

from snowplow_analytics._native import (
    Claim,
    LeaseLost,
    Manifests,
    RunRecord,
    __version__,
    local_runids,
    transform_json,
    validate_batch,
)
from snowplow_analytics.event_transformer import jsonify_good_event, transform
from snowplow_analytics.run_manifests import RunManifests, list_runids
from snowplow_analytics.snowplow_event_transformation_exception import SnowplowEventTransformationException

__all__ = [
    "Claim",
    "LeaseLost",
    "Manifests",
    "RunManifests",
    "RunRecord",
    "SnowplowEventTransformationException",
    "__version__",
    "jsonify_good_event",
    "list_runids",
    "local_runids",
    "transform",
    "transform_json",
    "validate_batch",
]
