use jsonschema::Draft;

use crate::json::Json;

/// What the root of a schema says about the version of JSON Schema that it is written in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Dialect<'a> {
    /// A version that is known; draft 7, which tracking plans use, when nothing is said.
    Known(Draft),
    /// A meta-schema that nobody knows here.
    Unknown(&'a str),
}

impl<'a> Dialect<'a> {
    pub(crate) fn of(schema: &'a Json) -> Self {
        let Some(uri) = schema.get("$schema").and_then(Json::as_str) else {
            return Self::Known(Draft::Draft7);
        };
        let name = uri.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('#');
        Self::Known(match name {
            "json-schema.org/draft-04/schema" => Draft::Draft4,
            "json-schema.org/draft-06/schema" => Draft::Draft6,
            "json-schema.org/draft-07/schema" | "json-schema.org/schema" => Draft::Draft7,
            "json-schema.org/draft/2019-09/schema" => Draft::Draft201909,
            "json-schema.org/draft/2020-12/schema" => Draft::Draft202012,
            // Iglu's own meta-schema is draft 4 with a description of the schema itself.
            iglu if iglu.starts_with(
                "iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0",
            ) =>
            {
                Draft::Draft4
            }
            _ => return Self::Unknown(uri),
        })
    }

    /// The version to hold the schema against.
    pub(crate) fn draft(self) -> Draft {
        if let Self::Known(draft) = self { draft } else { Draft::Draft7 }
    }
}
