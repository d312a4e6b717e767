"""Batches of Arrow: a row in, a row out."""

from __future__ import annotations

import threading

import pytest

from snowplow_analytics import transform_json, validate_batch

pa = pytest.importorskip("pyarrow")

GOOD = "angry-birds" + "\t" * 130
BAD = "two\tfields"


def test_each_line_has_its_row() -> None:
    batch = pa.record_batch({"key": [1, 2, 3, 4], "value": [GOOD, BAD, None, "née" + "\t" * 130]})
    answer = validate_batch(batch, "value")
    assert answer.to_pydict() == {
        "json": ['{"app_id":"angry-birds"}', None, None, '{"app_id":"née"}'],
        "error": [None, "Expected 131 fields, received 2 fields.", None, None],
    }
    assert answer.schema == pa.schema({"json": pa.string(), "error": pa.string()})
    answer.validate(full=True)


def test_strict_lines_and_errors_are_those_of_scala() -> None:
    answer = validate_batch(pa.record_batch({"value": [GOOD, BAD]}), compat="strict")
    error, count = answer.column("error").to_pylist()
    assert '"message":"Field collector_tstamp cannot be empty"' in error
    assert count == '{"type":"FieldNumberMismatch","fieldCount":2}'
    assert answer.column("json").null_count == 2


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_texts_of_every_width_are_read(kind: str) -> None:
    lines = pa.array([GOOD, None, BAD], type=getattr(pa, kind)())
    answer = validate_batch(pa.record_batch({"value": lines}).slice(0, 2))
    assert answer.column("json").to_pylist() == ['{"app_id":"angry-birds"}', None]
    assert answer.schema.field("json").type == (pa.large_string() if kind == "large_string" else pa.string())


def test_parts_of_a_batch_are_read_in_place() -> None:
    batch = pa.record_batch({"value": [BAD, GOOD, BAD, GOOD]})
    for start in range(4):
        for length in range(5 - start):
            part = batch.slice(start, length)
            assert validate_batch(part).num_rows == part.num_rows
            assert validate_batch(part).column("error").null_count == part.column(0).to_pylist().count(GOOD)


def test_tables_and_readers_are_read_batch_by_batch() -> None:
    table = pa.table({"value": pa.chunked_array([[GOOD], [], [BAD, None, GOOD]])})
    reader = table.to_reader(max_chunksize=2)
    answers = pa.Table.from_batches(validate_batch(batch) for batch in reader)
    assert answers.column("json").to_pylist() == ['{"app_id":"angry-birds"}', None, None, '{"app_id":"angry-birds"}']
    assert answers.column("error").null_count == 3
    for many in (table, table.to_reader(), table.column("value")):
        message = f"a `{type(many).__name__}` has any number of batches: pass them one after the other"
        with pytest.raises(TypeError, match=message):
            validate_batch(many)


@pytest.mark.parametrize("threads", [1, 2, 3, 8, 100, 1_000_000_000])
def test_threads_change_nothing(threads: int) -> None:
    lines = [f"app-{row}" + "\t" * (130 + (row % 7 == 0)) for row in range(50)]
    batch = pa.record_batch({"value": [*lines, None]})
    assert validate_batch(batch, threads=threads).equals(validate_batch(batch))


def test_errors_can_be_had_alone() -> None:
    answer = validate_batch(pa.record_batch({"value": [GOOD, BAD]}), json=False)
    assert answer.to_pydict() == {"error": [None, "Expected 131 fields, received 2 fields."]}


def test_the_place_of_the_latitude_can_be_left_out(sample: str, sample_event: dict[str, object]) -> None:
    batch = pa.record_batch({"value": [sample]})
    assert validate_batch(batch).column("json")[0].as_py() == transform_json(sample)
    assert "geo_location" in sample_event
    assert "geo_location" not in validate_batch(batch, geo_location=False).column("json")[0].as_py()


def test_empty_batches_have_no_rows() -> None:
    batch = pa.record_batch({"value": pa.array([], type=pa.string())})
    assert validate_batch(batch, threads=4).num_rows == 0


def test_what_can_not_be_read_is_named() -> None:
    batch = pa.record_batch({"a": [1], "b": [GOOD]})
    with pytest.raises(ValueError, match="2 columns: name the one of lines"):
        validate_batch(batch)
    with pytest.raises(KeyError, match="value"):
        validate_batch(batch, "value")
    with pytest.raises(TypeError, match="a column of `Int64`, where lines are of `string`: cast it"):
        validate_batch(batch, "a")
    with pytest.raises(ValueError, match="`scala` is no compatibility: say `python` or `strict`"):
        validate_batch(batch, "b", compat="scala")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no `threads`, where one is the least"):
        validate_batch(batch, "b", threads=0)
    with pytest.raises(TypeError, match=r"Expected instance of .*RecordBatch, got list"):
        validate_batch(["no batch"])
    for lines in (pa.array([GOOD.encode()]), pa.array([GOOD]).dictionary_encode()):
        with pytest.raises(TypeError, match="where lines are of `string`: cast it"):
            validate_batch(pa.record_batch({"value": lines}))


def test_other_threads_go_on_meanwhile() -> None:
    batch = pa.record_batch({"value": [GOOD] * 20_000})
    answers: list[object] = []
    workers = [threading.Thread(target=lambda: answers.append(validate_batch(batch).num_rows)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert answers == [20_000] * 4
