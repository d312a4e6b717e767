//! Arguments as log lines show them: the texts of the original Python SDK, so that transcripts can be compared.

mod python_json;
mod python_text;

use std::fmt;

use self::python_json::PythonJson;
use self::python_text::PythonText;
use crate::plugin::ValidationResponse;
use crate::properties::Properties;

/// A text, or `None`.
pub(crate) struct OrNone<'a>(pub(crate) Option<&'a str>);

impl fmt::Display for OrNone<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.unwrap_or("None"))
    }
}

/// Properties as Python's `json.dumps` writes them, or `None`.
pub(crate) struct Json<'a>(pub(crate) Option<&'a Properties<'a>>);

impl fmt::Display for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(properties) => write!(formatter, "{{{}}}", PythonJson(properties.members_json())),
            None => formatter.write_str("None"),
        }
    }
}

/// A list of responses.
pub(crate) struct Responses<'a>(pub(crate) &'a [ValidationResponse]);

impl fmt::Display for Responses<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[")?;
        for (index, response) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            write!(
                formatter,
                "ValidationResponse(valid={}, plugin_id={}, message={})",
                if response.is_valid() { "True" } else { "False" },
                PythonText(response.plugin_id()),
                PythonText(response.message()),
            )?;
        }
        formatter.write_str("]")
    }
}
