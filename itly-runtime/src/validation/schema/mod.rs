//! Events that were not generated, validated against JSON Schemas by the `jsonschema` crate.

mod compiled;
mod order;
mod phrase;

use std::collections::BTreeMap;
use std::fmt;

use self::compiled::CompiledSchema;
use super::{PLUGIN_ID, message, unplanned};
use crate::event::Event;
use crate::hooks::Hooks;
use crate::json_reader::RawMembers;
use crate::plugin::{HookResult, Plugin, PluginError, PluginLoadOptions, ValidationResponse};

/// A plugin that validates events by their JSON Schemas: those that no type of a generated SDK stands behind.
///
/// Drafts 4 to 2020-12 are told apart by `$schema`, draft 7 is meant without it. Nothing is ever fetched, patterns run
/// in linear time, formats are those of [`Format`](crate::Format). A schema that is itself invalid breaks its own event
/// only, and is logged by name at load.
///
/// ```
/// use itly_runtime::{Event, Plugin, Properties, SchemaValidator};
///
/// let validator = SchemaValidator::new(r#"{"Song Played": {"properties": {"year": {"minimum": 1900}}}}"#)?;
/// let properties = Properties::from([("year", 1899)]);
/// let response = validator.validate(&Event::new("Song Played").with_properties(Some(properties)))?;
///
/// assert_eq!(
///     response.unwrap().message(),
///     "Passed in Song Played properties did not validate against your tracking plan. \
///      `properties.year` must be greater than or equal to 1900."
/// );
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Debug)]
pub struct SchemaValidator {
    schemas: BTreeMap<String, Result<CompiledSchema, InvalidSchema>>,
}

impl SchemaValidator {
    /// Reads `schemas`: the JSON text of an object of event names and their schemas. System events stand under
    /// `identify`, `group`, `page`, `screen` and `context`.
    ///
    /// # Errors
    ///
    /// When the text is not the JSON of an object. Schemas that are invalid are no errors here: see
    /// [`invalid_schemas`](Self::invalid_schemas).
    pub fn new(schemas: &str) -> Result<Self, SchemasError> {
        serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(schemas)
            .map_err(|error| SchemasError { reason: error.to_string() })?;
        let members =
            schemas.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
        let schemas = RawMembers::new(members)
            .map(|member| (member.name.into_owned(), CompiledSchema::new(member.value)))
            .collect();
        Ok(Self { schemas })
    }

    /// The names of the events whose schemas are invalid, each with the reason.
    pub fn invalid_schemas(&self) -> impl Iterator<Item = (&str, &str)> {
        self.schemas.iter().filter_map(|(name, schema)| match schema {
            Ok(_) => None,
            Err(InvalidSchema { reason }) => Some((name.as_str(), reason.as_str())),
        })
    }

    /// What is wrong with `event`; none when it is valid.
    fn complaint(&self, event: &Event<'_>) -> Option<String> {
        let name = event.name();
        match self.schemas.get(name) {
            None => unplanned(event),
            Some(Err(InvalidSchema { reason })) => {
                Some(format!("The schema of '{name}' is invalid: {reason}"))
            }
            Some(Ok(schema)) => {
                let properties =
                    event.properties().map_or_else(|| "{}".to_owned(), |properties| properties.to_json());
                // Numbers that JSON can't hold are `null` in its text.
                let mut violations = event.violations();
                for violation in schema.violations(&properties) {
                    if !violations.contains(&violation) {
                        violations.push(violation);
                    }
                }
                (!violations.is_empty()).then(|| message(name, &violations))
            }
        }
    }
}

impl Plugin for SchemaValidator {
    fn id(&self) -> &str {
        PLUGIN_ID
    }

    fn hooks(&self) -> Hooks {
        Hooks::VALIDATE
    }

    fn load(&self, options: &PluginLoadOptions) -> HookResult {
        for (name, reason) in self.invalid_schemas() {
            options.logger.error(format_args!("The schema of '{name}' is invalid: {reason}"));
        }
        Ok(())
    }

    fn validate_is_pure(&self) -> bool {
        true
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        if event.is_typed() {
            return Ok(None);
        }
        Ok(self.complaint(event).map(|complaint| ValidationResponse::invalid(PLUGIN_ID, complaint)))
    }
}

/// Why a schema can't be used, on one line.
#[derive(Debug)]
struct InvalidSchema {
    reason: String,
}

/// The text given to [`SchemaValidator::new`] is not the JSON of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemasError {
    reason: String,
}

impl fmt::Display for SchemasError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "the schemas are not the JSON text of an object of event names and their schemas: {}",
            self.reason
        )
    }
}

impl std::error::Error for SchemasError {}
