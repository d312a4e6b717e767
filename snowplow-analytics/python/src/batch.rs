//! Lines in Arrow's columns, in place.

use std::sync::Arc;
use std::thread;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, RecordBatch};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_pyarrow::{FromPyArrow, PyArrowType};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::{PyKeyError, PyOverflowError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use snowplow_analytics::{Compatibility, Transformer};

use crate::transform::{compatibility, messages};

/// More than any machine has use for, and fewer than any refuses.
const MOST_THREADS: usize = 256;

/// A row for each line of a column: `json` where it is an event, and `error` where it is none. Where there is no line, there
/// is neither.
///
/// The lines are read in place. Without `json` only `error` is returned, which is what counting needs. The interpreter's
/// lock is not held, so that other threads go on; `threads` divide the batch.
#[pyfunction]
#[pyo3(signature = (batch, column = None, *, compat = "python", geo_location = true, json = true, threads = 1))]
pub(crate) fn validate_batch(
    py: Python<'_>,
    batch: &Bound<'_, PyAny>,
    column: Option<&str>,
    compat: &str,
    geo_location: bool,
    json: bool,
    threads: usize,
) -> PyResult<PyArrowType<RecordBatch>> {
    let work = Work { compatibility: compatibility(compat)?, geo_location, json };
    if threads == 0 {
        return Err(PyValueError::new_err("no `threads`, where one is the least"));
    }
    let batch = batch_of(batch)?;
    let lines = column_of(&batch, column)?;
    let answers = py.detach(|| match lines.data_type() {
        DataType::Utf8 => work.columns::<i32>(lines.as_string::<i32>().iter().collect(), threads),
        DataType::LargeUtf8 => work.columns::<i64>(lines.as_string::<i64>().iter().collect(), threads),
        DataType::Utf8View => work.columns::<i32>(lines.as_string_view().iter().collect(), threads),
        other => {
            Err(PyTypeError::new_err(format!("a column of `{other}`, where lines are of `string`: cast it")))
        }
    })?;
    let schema = Schema::new(
        answers
            .iter()
            .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
            .collect::<Vec<_>>(),
    );
    let columns = answers.into_iter().map(|(_, array)| array).collect();
    let answer = RecordBatch::try_new(Arc::new(schema), columns);
    answer.map(PyArrowType).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// The batch, if it is one.
fn batch_of(given: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    if given.hasattr("__arrow_c_stream__")? && !given.hasattr("__arrow_c_array__")? {
        let name = given.get_type().name()?;
        let message = format!("a `{name}` has any number of batches: pass them one after the other");
        return Err(PyTypeError::new_err(message));
    }
    RecordBatch::from_pyarrow_bound(given)
}

/// The column of this name, or the only one.
fn column_of<'b>(batch: &'b RecordBatch, name: Option<&str>) -> PyResult<&'b ArrayRef> {
    match (name, batch.columns()) {
        (None, [column]) => Ok(column),
        (None, columns) => {
            Err(PyValueError::new_err(format!("{} columns: name the one of lines", columns.len())))
        }
        (Some(name), _) => batch.column_by_name(name).ok_or_else(|| PyKeyError::new_err(name.to_owned())),
    }
}

/// What is done with each line.
#[derive(Clone, Copy)]
struct Work {
    compatibility: Compatibility,
    geo_location: bool,
    json: bool,
}

/// What has become of some lines.
#[derive(Default)]
struct Answers {
    json: Texts,
    errors: Texts,
}

/// Texts end to end, some of them missing.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    /// Where each one ends.
    ends: Vec<usize>,
    is_there: Vec<bool>,
}

impl Work {
    /// The columns `json` and `error`, row by row those of the lines.
    fn columns<O: OffsetSizeTrait>(
        self,
        lines: Vec<Option<&str>>,
        threads: usize,
    ) -> PyResult<Vec<(&'static str, ArrayRef)>> {
        let answers = self.divided(&lines, threads);
        let mut columns = Vec::with_capacity(2);
        if self.json {
            columns.push(("json", answers.json.into_array::<O>()?));
        }
        columns.push(("error", answers.errors.into_array::<O>()?));
        Ok(columns)
    }

    /// The lines in as many parts as there are threads.
    fn divided(self, lines: &[Option<&str>], threads: usize) -> Answers {
        let part = lines.len().div_ceil(threads.min(MOST_THREADS)).max(1);
        if part >= lines.len() {
            return self.answers(lines);
        }
        thread::scope(|scope| {
            let parts: Vec<_> =
                lines.chunks(part).map(|lines| scope.spawn(move || self.answers(lines))).collect();
            parts.into_iter().fold(Answers::default(), |mut answers, part| {
                match part.join() {
                    Ok(more) => answers.append(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
                answers
            })
        })
    }

    fn answers(self, lines: &[Option<&str>]) -> Answers {
        let mut transformer = Transformer::new(self.compatibility).geo_location(self.geo_location);
        let mut answers = Answers::default();
        for line in lines {
            let written = line.map(|line| transformer.line(line, &mut answers.json.bytes));
            answers.json.end(matches!(written, Some(Ok(()))));
            if !self.json {
                answers.json.bytes.clear();
            }
            let error = written.and_then(Result::err);
            let error = error.map(|error| messages(&error, self.compatibility).join("\n"));
            answers.errors.bytes.extend_from_slice(error.as_deref().unwrap_or_default().as_bytes());
            answers.errors.end(error.is_some());
        }
        answers
    }
}

impl Answers {
    fn append(&mut self, more: Self) {
        self.json.append(more.json);
        self.errors.append(more.errors);
    }
}

impl Texts {
    /// Ends the text whose bytes have been written.
    fn end(&mut self, is_there: bool) {
        self.ends.push(self.bytes.len());
        self.is_there.push(is_there);
    }

    fn append(&mut self, more: Self) {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(&more.bytes);
        self.ends.extend(more.ends.into_iter().map(|end| before + end));
        self.is_there.extend(more.is_there);
    }

    fn into_array<O: OffsetSizeTrait>(self) -> PyResult<ArrayRef> {
        if O::from_usize(self.bytes.len()).is_none() {
            let message =
                "more than 2 GiB of text in one batch: pass fewer rows, or a column of `large_string`";
            return Err(PyOverflowError::new_err(message));
        }
        let offsets: ScalarBuffer<O> = [0].into_iter().chain(self.ends).map(O::usize_as).collect();
        let nulls = NullBuffer::from(self.is_there);
        let texts = GenericStringArray::<O>::try_new(
            OffsetBuffer::new(offsets),
            Buffer::from_vec(self.bytes),
            Some(nulls),
        );
        texts
            .map(|texts| Arc::new(texts) as ArrayRef)
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}
