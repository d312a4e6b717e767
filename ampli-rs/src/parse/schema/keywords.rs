//! The keywords of one schema, sorted by what they do. One pass over the members, whatever their number.

use ecow::EcoString;

use crate::json::{Json, Member};

/// What the members of one schema object say.
#[derive(Default)]
pub(super) struct Keywords<'a> {
    /// All members, in their order.
    pub(super) members: &'a [Member],
    pub(super) reference: Option<&'a Json>,
    pub(super) types: Option<&'a Json>,
    pub(super) enumeration: Option<&'a Json>,
    pub(super) constant: Option<&'a Json>,
    pub(super) properties: Option<&'a Json>,
    pub(super) required: Option<&'a Json>,
    pub(super) additional_properties: Option<&'a Json>,
    pub(super) pattern_properties: Option<&'a Json>,
    pub(super) unevaluated_properties: Option<&'a Json>,
    pub(super) items: Option<&'a Json>,
    pub(super) prefix_items: Option<&'a Json>,
    pub(super) all_of: Option<&'a Json>,
    pub(super) any_of: Option<&'a Json>,
    pub(super) one_of: Option<&'a Json>,
    pub(super) then: Option<&'a Json>,
    pub(super) otherwise: Option<&'a Json>,
    pub(super) nullable: bool,
    /// Rules on scalars, lists and objects, in their order.
    pub(super) rules: Vec<(&'a str, &'a Json)>,
    /// Known keywords that no type can express.
    pub(super) unsupported: Vec<&'a str>,
    /// Words that no dialect knows.
    pub(super) unknown: Vec<&'a str>,
    pub(super) title: Option<&'a EcoString>,
    pub(super) description: Option<&'a EcoString>,
    pub(super) default: Option<&'a Json>,
    pub(super) examples: Vec<&'a Json>,
    pub(super) deprecated: bool,
}

/// The keywords that limit what a value may be: every other known one only says something about it.
pub(super) const RULES: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Keywords that no type can express. Without them a type allows more than the schema, never less.
const UNSUPPORTED: &[&str] = &[
    "if",
    "not",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "dependencies",
    "dependentSchemas",
    "dependentRequired",
    "unevaluatedItems",
    "extends",
    "disallow",
    "divisibleBy",
    "$recursiveRef",
    "$dynamicRef",
];

/// Words that change nothing about a value: the annotations of JSON Schema and OpenAPI, and what vendors add
/// (Segment, Avo, Iglu, PostHog).
const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "id",
    "$comment",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "discriminator",
    "externalDocs",
    "xml",
    "name",
    "displayName",
    "key",
    "labels",
    "tags",
    "eventMetadata",
    "index",
    "propertyOrder",
    "nameMapping",
    "isSystemProperty",
    "pii",
    "customFields",
    "self",
    "$supersedes",
    "$supersededBy",
];

impl<'a> Keywords<'a> {
    /// Sorts the members of a schema object.
    pub(super) fn of(members: &'a [Member]) -> Self {
        let mut keywords = Self { members, ..Self::default() };
        for (key, value) in members {
            keywords.take(key, value);
        }
        keywords
    }

    fn take(&mut self, key: &'a str, value: &'a Json) {
        match key {
            "$ref" => self.reference = Some(value),
            "type" => self.types = Some(value),
            "enum" => self.enumeration = Some(value),
            "const" => self.constant = Some(value),
            "properties" => self.properties = Some(value),
            "required" => self.required = Some(value),
            "additionalProperties" => self.additional_properties = Some(value),
            "patternProperties" => self.pattern_properties = Some(value),
            "unevaluatedProperties" => self.unevaluated_properties = Some(value),
            "items" => self.items = Some(value),
            "prefixItems" => self.prefix_items = Some(value),
            // What lies beyond a tuple's items is covered by the tuple's own finding.
            "additionalItems" => {}
            "allOf" => self.all_of = Some(value),
            "anyOf" => self.any_of = Some(value),
            "oneOf" => self.one_of = Some(value),
            // Without `if` they say nothing; with it, the finding about `if` speaks for them.
            "then" => self.then = Some(value),
            "else" => self.otherwise = Some(value),
            "nullable" => self.nullable = value.as_bool() == Some(true),
            "title" => self.title = text(value),
            "description" => self.description = text(value),
            "default" => self.default = Some(value),
            "examples" => self.examples.extend(value.items()),
            "example" => self.examples.push(value),
            "deprecated" => self.deprecated = value.as_bool() == Some(true),
            key if RULES.contains(&key) => self.rules.push((key, value)),
            key if UNSUPPORTED.contains(&key) => self.unsupported.push(key),
            key if is_annotation(key) => {}
            key => self.unknown.push(key),
        }
    }

    /// The keywords that limit the value, other than `$ref`.
    pub(super) fn limits(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        const SAID_ABOUT_IT: &[&str] =
            &["$ref", "nullable", "title", "description", "default", "examples", "example", "deprecated"];
        self.members
            .iter()
            .map(|(key, _)| &**key)
            .filter(|key| !is_annotation(key) && !SAID_ABOUT_IT.contains(key))
    }

    /// Whether a schema is made of other schemas.
    pub(super) fn is_composed(&self) -> bool {
        self.all_of.is_some() || self.any_of.is_some() || self.one_of.is_some()
    }
}

fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

fn text(value: &Json) -> Option<&EcoString> {
    if let Json::String(text) = value { Some(text).filter(|text| !text.is_empty()) } else { None }
}
