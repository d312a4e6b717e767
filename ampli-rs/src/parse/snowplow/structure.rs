//! One self-describing schema, in a file of a registry or as a data structure of Snowplow's command line.

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::Input;
use crate::parse::codes::{FOREIGN_SCHEMA_FORMAT, MALFORMED_PLAN, MISPLACED_SCHEMA};
use crate::parse::members::Members;
use crate::pointer::Location;

/// The one format of schemas that is read.
const JSON_SCHEMA: &str = "jsonschema";

/// A self-describing schema.
#[derive(Clone)]
pub(super) struct Structure {
    /// The schema, as it describes itself.
    pub(super) schema: Json,
    /// The name of the document that has it.
    pub(super) file: String,
    /// Where the schema stands.
    pub(super) location: Location,
    /// Where the file or resource starts that holds the schema.
    pub(super) holder: Location,
    pub(super) vendor: EcoString,
    pub(super) name: EcoString,
    pub(super) version: EcoString,
}

impl Structure {
    /// The name by which the whole world knows the schema.
    pub(super) fn uri(&self) -> String {
        format!("iglu:{}/{}/{JSON_SCHEMA}/{}", self.vendor, self.name, self.version)
    }
}

/// Reads the schema of a registry's file.
pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Option<Structure> {
    let structure = of_schema(input, &input.json, input.root(), input.root(), findings)?;
    report_misplaced(input, &structure, findings);
    Some(structure)
}

/// Reads the self-describing `schema` at `location`; `None`, and a finding, when its format is another.
pub(super) fn of_schema(
    input: &Input<'_>,
    schema: &Json,
    location: Location,
    holder: Location,
    findings: &mut Diagnostics,
) -> Option<Structure> {
    let about = Members::new(schema, location.clone()).object("self", findings)?;
    let format = about.text("format", findings).unwrap_or_default();
    if format != JSON_SCHEMA {
        findings.push(foreign(&about.location().key("format"), &format));
        return None;
    }
    let mut part = |key: &str, is_right: fn(&str) -> bool, expected: &str| {
        let text = about.text(key, findings).unwrap_or_default();
        if !is_right(&text) && about.get(key).is_some_and(|(value, _)| value.as_str().is_some()) {
            let message = format!("`{key}` of a schema must be {expected}, not `{text}`");
            let finding = Diagnostic::new(&MALFORMED_PLAN, message).at(&about.location().key(key), "");
            findings.push(finding.help("no registry serves a schema with such a name"));
        }
        text
    };
    let vendor = part("vendor", is_vendor, "words with dots like `com.acme`");
    let name = part("name", is_name, "letters, digits, `-` and `_`");
    let version = part("version", is_version, "three numbers like `1-0-0`");
    let (schema, file) = (schema.clone(), input.name.to_owned());
    Some(Structure { schema, file, location, holder, vendor, name, version })
}

/// Whether the document lies where a registry keeps schemas of other formats than JSON Schema, which is said.
///
/// These do not describe themselves, so nothing but the place tells what they are.
pub(in crate::parse) fn is_foreign(input: &Input<'_>, findings: &mut Diagnostics) -> bool {
    let Some([.., format, _]) = place(input.name) else { return false };
    let is_foreign = format != JSON_SCHEMA && input.json.get("self").is_none();
    if is_foreign {
        findings.push(foreign(&input.root(), format));
    }
    is_foreign
}

fn foreign(location: &Location, format: &str) -> Diagnostic {
    let message =
        format!("a schema in the format `{format}` is left out: only `{JSON_SCHEMA}` describes events");
    Diagnostic::new(&FOREIGN_SCHEMA_FORMAT, message)
        .at(location, "")
        .help("nothing needs to be done unless an event is missing")
}

/// The URI of the schema that lies at a path.
pub(super) fn uri_at(path: &str) -> Option<String> {
    let [vendor, name, format, version] = place(path)?;
    Some(format!("iglu:{vendor}/{name}/{format}/{version}"))
}

/// Vendor, name, format and version of a path like `schemas/com.acme/seed_sown/jsonschema/1-0-2`.
fn place(path: &str) -> Option<[&str; 4]> {
    let mut parts = path.rsplit(['/', '\\']);
    let (version, format, name, vendor) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    is_version(version).then_some([vendor, name, format, version])
}

/// A registry serves a schema by its path; what the schema says of itself counts here.
fn report_misplaced(input: &Input<'_>, structure: &Structure, findings: &mut Diagnostics) {
    let Some([vendor, name, format, version]) = place(input.name) else { return };
    let says = [structure.vendor.as_str(), &structure.name, JSON_SCHEMA, &structure.version];
    if says != [vendor, name, format, version] {
        let message = format!("the schema calls itself `{}`, but lies at `{}`", says.join("/"), input.name);
        findings.push(
            Diagnostic::new(&MISPLACED_SCHEMA, message)
                .at(&structure.location.key("self"), "this is what counts")
                .help("correct `self`, or move the file to where a registry looks for it"),
        );
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_vendor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| is_of_name(byte) || byte == b'.')
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_of_name)
}

/// A version of a schema: model, revision and addition, of which the first counts from 1.
pub(super) fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str| {
        let is_written_short = *part == "0" || !part.starts_with('0');
        !part.is_empty() && is_written_short && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.len() == 3 && parts.iter().all(is_number) && parts[0] != "0"
}
