use jsonschema::{Draft, PatternOptions, Validator};

use super::InvalidSchema;
use super::order::{Step, Walk};
use super::phrase::phrases;
use crate::validation::place::Place;
use crate::validation::{Format, Violation};
use crate::value::Value;

/// A schema, ready to validate with.
#[derive(Debug)]
pub(super) struct CompiledSchema {
    /// The schema as it was written: the order of its keywords is the order of what is reported.
    text: String,
    validator: Validator,
}

impl CompiledSchema {
    pub(super) fn new(text: &str) -> Result<Self, InvalidSchema> {
        let invalid = |reason: String| InvalidSchema { reason: on_one_line(&reason) };
        let schema: serde_json::Value =
            serde_json::from_str(text).map_err(|error| invalid(error.to_string()))?;
        let validator = options(schema.get("$schema").is_some())
            .build(&schema)
            .map_err(|error| invalid(format!("{error} at `{}`", error.instance_path().as_str())))?;
        Ok(Self { text: text.to_owned(), validator })
    }

    /// Everything that is wrong with `properties`, the JSON text of an object, in the order of the schema's keywords.
    pub(super) fn violations(&self, properties: &str) -> Vec<Violation> {
        let Ok(instance) = serde_json::from_str(properties) else {
            return Vec::new();
        };
        if self.validator.is_valid(&instance) {
            return Vec::new();
        }
        let (schema, properties) = (ordered(&self.text), ordered(properties));
        let mut found: Vec<_> = self
            .validator
            .iter_errors(&instance)
            .map(|error| (Walk::along(&error, &schema, &properties), error))
            .collect();
        found.sort_by(|(left, _), (right, _)| left.steps.cmp(&right.steps));
        let violations = found.iter().flat_map(|(walk, error)| {
            let path = path(&walk.instance, Place::ROOT);
            let phrases = phrases(error.kind(), walk);
            phrases
                .into_iter()
                .map(move |phrase| Violation { path: path.clone(), phrase: on_one_line(&phrase) })
        });
        violations.collect()
    }
}

fn options(names_its_draft: bool) -> jsonschema::ValidationOptions<'static> {
    let options = jsonschema::options()
        .offline()
        .with_pattern_options(PatternOptions::regex())
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true);
    let options = if names_its_draft { options } else { options.with_draft(Draft::Draft7) };
    Format::ALL.iter().fold(options, |options, format| {
        options.with_format(format.name(), move |text: &str| format.holds(text))
    })
}

/// JSON text as a value whose objects keep their order; `null`, which has no members, for what nests too deeply.
fn ordered(text: &str) -> Value<'_> {
    Value::from_json(text).unwrap_or(Value::Null)
}

fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

fn path(steps: &[Step], place: Place<'_>) -> String {
    match steps {
        [] => place.to_string(),
        [Step::Key(key), rest @ ..] => path(rest, place.key(key)),
        [Step::Index(index), rest @ ..] => path(rest, place.index(*index)),
    }
}
