//! Lines as JSON.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use snowplow_analytics::{Compatibility, Error, FIELD_COUNT, FIELDS, Kind, Transformer};

use crate::refusals::no_event;

/// Whose JSON is written, by the name that the command-line tool gives it.
pub(crate) fn compatibility(name: &str) -> PyResult<Compatibility> {
    match name {
        "python" => Ok(Compatibility::Python),
        "strict" => Ok(Compatibility::Strict),
        _ => Err(PyValueError::new_err(format!("`{name}` is no compatibility: say `python` or `strict`"))),
    }
}

/// What is wrong with a line, as the SDK says it that the JSON is compatible with.
pub(crate) fn messages(error: &Error, compatibility: Compatibility) -> Vec<String> {
    match compatibility {
        Compatibility::Python => error.python_messages(),
        _ => vec![error.strict_json()],
    }
}

/// The names of the fields in the order of the line, and what they hold.
pub(crate) fn fields() -> Vec<(&'static str, &'static str)> {
    FIELDS.iter().map(|field| (field.name(), kind(field.kind()))).collect()
}

/// What Python takes the field for.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "integer",
        Kind::Double => "double",
        Kind::Boolean => "boolean",
        Kind::Timestamp => "timestamp",
        Kind::Contexts => "contexts",
        Kind::UnstructEvent => "unstruct_event",
        _ => "text",
    }
}

/// The event of a line as JSON: that of the Python SDK's dictionary, or with `compat="strict"` the one of the Scala SDK,
/// which can stay self-describing: with `shredded=False`.
#[pyfunction]
#[pyo3(signature = (line, *, compat = "python", geo_location = true, shredded = true))]
pub(crate) fn transform_json(
    py: Python<'_>,
    line: &str,
    compat: &str,
    geo_location: bool,
    shredded: bool,
) -> PyResult<String> {
    let compatibility = compatibility(compat)?;
    let mut json = Vec::new();
    let mut transformer = Transformer::new(compatibility).geo_location(geo_location).shredded(shredded);
    transformer.line(line, &mut json).map_err(|error| no_event(py, messages(&error, compatibility)))?;
    // The line was text, and so is what was added.
    Ok(String::from_utf8(json)?)
}

/// Whether a field of this kind, one of those in `FIELDS`, can hold the text.
#[pyfunction]
pub(crate) fn is_value(kind: &str, text: &str) -> bool {
    let Some(index) = fields().iter().position(|(_, known)| *known == kind) else { return false };
    let line = [&"\t".repeat(index), text, &"\t".repeat(FIELD_COUNT - 1 - index)].concat();
    snowplow_analytics::transform(&line, Compatibility::Python).is_ok()
}
