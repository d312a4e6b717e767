//! What is raised.

use std::io;

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyOSError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use snowplow_analytics::ManifestError;

create_exception!(
    snowplow_analytics,
    LeaseLost,
    PyException,
    "Another worker has taken the run over, or has completed it: stop, and write nothing more."
);

/// The exception of the original, which is written in Python.
pub(crate) fn no_event(py: Python<'_>, messages: Vec<String>) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let module = "snowplow_analytics.snowplow_event_transformation_exception";
    match CLASS.import(py, module, "SnowplowEventTransformationException") {
        Ok(class) => PyErr::from_type(class.clone(), (messages,)),
        Err(error) => error,
    }
}

/// The `OSError` of this kind, with the place.
pub(crate) fn no_place(place: &str, error: &io::Error) -> PyErr {
    io::Error::new(error.kind(), format!("`{place}`: {error}")).into()
}

/// What a client of the program has raised comes back as it was.
pub(crate) fn no_manifest(error: ManifestError) -> PyErr {
    match error {
        ManifestError::LeaseLost(_) => LeaseLost::new_err(error.to_string()),
        ManifestError::Io(place, error) => match error.downcast::<PyErr>() {
            Ok(raised) => raised,
            Err(error) => no_place(&place, &error),
        },
        _ => PyOSError::new_err(error.to_string()),
    }
}
