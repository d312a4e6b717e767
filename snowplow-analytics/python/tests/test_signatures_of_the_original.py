"""The original's modules, names and signatures are here, and its own examples hold."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
import pickle
from typing import TYPE_CHECKING

import pytest

from snowplow_analytics import SnowplowEventTransformationException as Ours
from snowplow_analytics import event_transformer, json_shredder, run_manifests

if TYPE_CHECKING:
    from types import ModuleType

MODULES = ("event_transformer", "json_shredder", "run_manifests", "snowplow_event_transformation_exception")


@pytest.mark.parametrize("name", MODULES)
def test_every_name_takes_the_same_arguments(original: ModuleType, name: str) -> None:
    theirs = getattr(original, name)
    ours = importlib.import_module(f"snowplow_analytics.{name}")
    compared = 0
    for public, function in inspect.getmembers(
        theirs, lambda member: inspect.isroutine(member) or inspect.isclass(member)
    ):
        if function.__module__ != theirs.__name__:
            continue
        assert _parameters(getattr(ours, public)) == _parameters(function), public
        compared += 1
        if inspect.isclass(function):
            for method, _ in inspect.getmembers(function, inspect.isfunction):
                assert _parameters(getattr(getattr(ours, public), method)) == _parameters(getattr(function, method))
    constants = [public for public in dir(theirs) if public.isupper()]
    assert [public for public in constants if not hasattr(ours, public)] == []
    assert compared + len(constants) > 0


def _parameters(function: object) -> list[tuple[str, bool]]:
    """The names, and which may be left out."""
    parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
    return [(parameter.name, parameter.default is not inspect.Parameter.empty) for parameter in parameters]


def test_the_known_fields_are_the_same(original: ModuleType) -> None:
    theirs = original.event_transformer
    assert [(name, convert.__name__) for name, convert in event_transformer.ENRICHED_EVENT_FIELD_TYPES] == [
        (name, convert.__name__) for name, convert in theirs.ENRICHED_EVENT_FIELD_TYPES
    ]
    assert (event_transformer.LATITUDE_INDEX, event_transformer.LONGITUDE_INDEX) == (
        theirs.LATITUDE_INDEX,
        theirs.LONGITUDE_INDEX,
    )


def test_patterns_and_names_are_the_same(original: ModuleType) -> None:
    assert original.json_shredder.SCHEMA_URI == json_shredder.SCHEMA_URI
    assert original.json_shredder.SCHEMA_PATTERN.pattern == json_shredder.SCHEMA_PATTERN.pattern
    assert original.run_manifests.DYNAMODB_RUNID_ATTRIBUTE == run_manifests.DYNAMODB_RUNID_ATTRIBUTE


@pytest.mark.parametrize("name", ["json_shredder", "run_manifests"])
def test_the_examples_of_the_original_hold_here(original: ModuleType, name: str) -> None:
    theirs = getattr(original, name)
    ours = vars(importlib.import_module(f"snowplow_analytics.{name}"))
    tests = [test for test in doctest.DocTestFinder().find(theirs, globs=dict(ours)) if test.examples]
    assert tests
    for test in tests:
        told = io.StringIO()
        assert doctest.DocTestRunner().run(test, out=told.write).failed == 0, told.getvalue()


@pytest.mark.parametrize("name", ["json_shredder", "run_manifests"])
def test_our_own_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"snowplow_analytics.{name}")).failed == 0


def test_the_exception_is_the_same(original: ModuleType) -> None:
    theirs = original.snowplow_event_transformation_exception.SnowplowEventTransformationException
    messages = ["one", "it's two"]
    for read in (str, lambda raised: raised.message, lambda raised: raised.error_messages):
        assert read(Ours(messages)) == read(theirs(messages))
    # Workers of Spark send it to the driver.
    assert pickle.loads(pickle.dumps(Ours(messages))).error_messages == messages
