//! One property: a code for its type, rules in JSON Schema beside it, and whether it must be there.

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member};
use crate::parse::codes::{DUPLICATE_NAME, MALFORMED_PLAN};
use crate::parse::members::{Members, named};
use crate::pointer::Location;

/// What the code of a type says: the type of JSON Schema, or the keyword that the rules must have.
enum Code {
    Type(&'static str),
    Keyword(&'static str),
}

/// All types, by their codes and by their names.
const TYPES: &[(&str, &str, Code)] = &[
    ("0", "string", Code::Type("string")),
    ("1", "number", Code::Type("number")),
    ("2", "boolean", Code::Type("boolean")),
    ("3", "array", Code::Type("array")),
    ("4", "object", Code::Type("object")),
    ("5", "enum", Code::Keyword("enum")),
    ("6", "const", Code::Keyword("const")),
    ("7", "null", Code::Type("null")),
];

/// A property as an event or a group declares it.
#[derive(Clone)]
pub(super) struct Declared<'a> {
    pub(super) name: EcoString,
    /// Which call it belongs to.
    pub(super) kind: Option<EcoString>,
    pub(super) required: bool,
    /// The members of its schema.
    pub(super) schema: Vec<Member>,
    members: Members<'a>,
}

impl Declared<'_> {
    /// Where the property stands.
    pub(super) fn location(&self) -> &Location {
        self.members.location()
    }

    /// A keyword of its schema, with its place.
    pub(super) fn keyword(&self, keyword: &str) -> Option<(&Json, Location)> {
        let (_, value) = self.schema.iter().find(|(key, _)| **key == *keyword)?;
        Some((value, self.place_of(keyword)))
    }

    /// Where the keyword of its schema stands.
    pub(super) fn place_of(&self, keyword: &str) -> Location {
        match self.members.get("schema") {
            Some((rules, place)) if rules.get(keyword).is_some() => place.key(keyword),
            _ => self.location().clone(),
        }
    }
}

/// The properties of an event, of a group or of the plan, without those that were deleted.
pub(super) fn declared<'a>(holder: &Members<'a>, findings: &mut Diagnostics) -> Vec<Declared<'a>> {
    let mut declared: Vec<Declared<'_>> = Vec::new();
    for members in holder.objects("properties", findings) {
        if super::is_deleted(&members) {
            continue;
        }
        let Some(name) = members.text("name", findings) else { continue };
        let kind = members.words("kind", findings);
        if let Some(first) = declared.iter().find(|known| (&known.name, &known.kind) == (&name, &kind)) {
            let message = format!("the plan has the property `{name}` twice");
            let finding = Diagnostic::new(&DUPLICATE_NAME, message).at(members.location(), "again here");
            findings.push(finding.at(first.location(), "first here").help("remove or rename one of them"));
            continue;
        }
        declared.push(Declared {
            name,
            kind,
            required: matches!(members.get("required"), Some((Json::Boolean(true), _))),
            schema: schema(&members, findings),
            members,
        });
    }
    declared
}

fn schema(property: &Members<'_>, findings: &mut Diagnostics) -> Vec<Member> {
    let mut schema = rules(property, findings);
    let has = |schema: &[Member], keyword: &str| schema.iter().any(|(key, _)| **key == *keyword);
    if let Some((code, place)) = property.get("type") {
        let word = match code {
            Json::Number(number) => number.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        match TYPES.iter().find(|(digit, name, _)| word == *digit || word == *name) {
            // A whole number is a number whose rules say so.
            Some((_, _, Code::Type(_))) if has(&schema, "type") => {}
            Some((_, _, Code::Type(word))) => schema.insert(0, ("type".into(), (*word).into())),
            Some((_, _, Code::Keyword(keyword))) if has(&schema, keyword) => {}
            Some((_, name, Code::Keyword(keyword))) => {
                let message = format!("a property of the type `{name}` has no `{keyword}` in its `schema`");
                findings.push(
                    Diagnostic::new(&MALFORMED_PLAN, message)
                        .at(property.location(), "")
                        .help(format!("add `{keyword}`, or choose another type")),
                );
            }
            None => {
                let message = format!("{} is no type of a property", named_code(code));
                findings.push(
                    Diagnostic::new(&MALFORMED_PLAN, message)
                        .at(&place, "")
                        .help("write `0` string, `1` number, `2` boolean, `3` array, `4` object, `5` enum, `6` const or `7` null"),
                );
            }
        }
    }
    if let Some(description) = property.words("description", findings)
        && !has(&schema, "description")
    {
        schema.push(("description".into(), description.as_str().into()));
    }
    schema
}

fn named_code(code: &Json) -> String {
    code.as_str().map_or_else(|| named(code), |code| format!("`{code}`"))
}

/// The rules: an object, or the text of one.
fn rules(property: &Members<'_>, findings: &mut Diagnostics) -> Vec<Member> {
    let Some((rules, place)) = property.get("schema") else { return Vec::new() };
    let parsed = match rules {
        Json::Object(_) => return rules.members().to_vec(),
        Json::String(text) if text.trim().is_empty() => return Vec::new(),
        Json::String(text) => serde_json::from_str::<Json>(text).ok().filter(Json::is_object),
        _ => None,
    };
    if parsed.is_none() {
        findings.push(
            Diagnostic::new(&MALFORMED_PLAN, "`schema` must be an object, or the text of one")
                .at(&place, "")
                .help("write the rules as JSON Schema"),
        );
    }
    parsed.map(|rules| rules.members().to_vec()).unwrap_or_default()
}
