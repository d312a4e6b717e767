//! A client of `boto3`, with the credentials, the endpoint and the retries that the program has given it.

use std::fmt;
use std::io;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use snowplow_analytics::{DynamoAnswer, DynamoClient};

pub(super) struct PythonClient {
    client: Py<PyAny>,
}

impl PythonClient {
    pub(super) const fn new(client: Py<PyAny>) -> Self {
        Self { client }
    }

    fn ask(&self, py: Python<'_>, operation: &str, request: &str) -> PyResult<String> {
        let json = py.import("json")?;
        let request = json.call_method1("loads", (request,))?;
        let response =
            self.client.bind(py).call_method(method(operation), (), Some(request.cast::<PyDict>()?))?;
        // Beside the answer stand times, of which nothing is asked.
        let options = PyDict::new(py);
        options.set_item("default", py.import("builtins")?.getattr("str")?)?;
        json.call_method("dumps", (response,), Some(&options))?.extract()
    }
}

impl DynamoClient for PythonClient {
    fn place(&self) -> String {
        Python::attach(|py| {
            let url = self.client.bind(py).getattr("meta").and_then(|meta| meta.getattr("endpoint_url"));
            url.and_then(|url| url.extract()).unwrap_or_else(|_| "DynamoDB".to_owned())
        })
    }

    fn call(&self, operation: &str, request: &str) -> io::Result<DynamoAnswer> {
        Python::attach(|py| match self.ask(py, operation, request) {
            Ok(text) => Ok(DynamoAnswer::Done(text)),
            // What nobody knows what to do with is the program's to see, as it was raised.
            Err(raised) => match code(py, &raised) {
                Some(kind) => Ok(DynamoAnswer::Refused { kind, error: io::Error::other(raised) }),
                None => Err(io::Error::other(raised)),
            },
        })
    }
}

impl fmt::Debug for PythonClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PythonClient").finish_non_exhaustive()
    }
}

/// What DynamoDB calls an error, of a `ClientError` of `botocore`.
fn code(py: Python<'_>, raised: &PyErr) -> Option<String> {
    let error = raised.value(py).getattr("response").ok()?.get_item("Error").ok()?;
    error.get_item("Code").and_then(|code| code.extract()).ok()
}

/// The method of a client for an operation: `PutItem` is `put_item`.
fn method(operation: &str) -> String {
    let mut name = String::with_capacity(operation.len() + 4);
    for (index, letter) in operation.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}
