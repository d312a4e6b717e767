use jsonschema::ValidationError;
use jsonschema::paths::LocationSegment;

use crate::value::Value;

/// The way to an error through the schema as it was written, where the order of keywords is still known.
pub(super) struct Walk<'v> {
    /// Where each step leads to among its siblings: errors in the order of their steps are in the order of the schema.
    pub(super) steps: Vec<usize>,
    /// The way through the properties.
    pub(super) instance: Vec<InstanceStep>,
    /// What the broken keyword asks for.
    pub(super) keyword: Option<&'v Value<'v>>,
    /// What was found instead.
    pub(super) value: Option<&'v Value<'v>>,
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InstanceStep {
    /// To the member of that name.
    Key(String),
    /// To the item at that place, from 0.
    Index(usize),
}

/// What a segment of a schema's path is.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    Keyword,
    /// A name that a schema stands under, or the place of a schema in a list.
    Name,
}

impl<'v> Walk<'v> {
    /// The way to `error` through `schema` and `properties`.
    pub(super) fn along(
        error: &ValidationError<'_>,
        schema: &'v Value<'v>,
        properties: &'v Value<'v>,
    ) -> Self {
        let mut steps = Vec::new();
        let mut instance = error.instance_path().iter().map(|segment| match segment {
            LocationSegment::Property(name) => InstanceStep::Key(name.into_owned()),
            LocationSegment::Index(index) => InstanceStep::Index(index),
        });
        let whole = instance.clone();
        let (mut keyword, mut value) = (Some(schema), Some(properties));
        let mut expected = Expected::Keyword;
        for segment in error.evaluation_path().iter() {
            let step = match segment {
                LocationSegment::Property(name) => InstanceStep::Key(name.into_owned()),
                LocationSegment::Index(index) => InstanceStep::Index(index),
            };
            let (place, child) = child(keyword, &step);
            steps.push(place);
            keyword = child;
            let name = match &step {
                InstanceStep::Key(name) if expected == Expected::Keyword => name.as_str(),
                _ => "",
            };
            expected = if holds_names(name) { Expected::Name } else { Expected::Keyword };
            if descends(name)
                && let Some(step) = instance.next()
            {
                let (place, child) = self::child(value, &step);
                // Declared properties come in the order of the schema, all else in the order of the event.
                if name != "properties" {
                    steps.push(place);
                }
                value = child;
            }
            if name == "$ref" {
                keyword = keyword.and_then(|target| referred(schema, target));
            }
        }
        Self { steps, instance: whole.collect(), keyword, value }
    }
}

/// The child of `parent` that a step leads to, and its place among the children; behind all when there is none.
fn child<'v>(parent: Option<&'v Value<'v>>, step: &InstanceStep) -> (usize, Option<&'v Value<'v>>) {
    let found = match (parent, step) {
        (Some(Value::Object(members)), InstanceStep::Key(name)) => members
            .iter()
            .enumerate()
            .find(|(_, (key, _))| key == name)
            .map(|(place, (_, value))| (place, value)),
        (Some(Value::Array(items)), InstanceStep::Index(index)) => {
            items.get(*index).map(|item| (*index, item))
        }
        _ => None,
    };
    match (found, step) {
        (Some((place, value)), _) => (place, Some(value)),
        (None, InstanceStep::Index(index)) => (*index, None),
        (None, InstanceStep::Key(_)) => (usize::MAX, None),
    }
}

/// Whether the keyword's schemas stand under names that are no keywords.
fn holds_names(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "dependentRequired"
    )
}

/// Whether the keyword leads into the members or the items of the value.
fn descends(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties"
            | "patternProperties"
            | "additionalProperties"
            | "unevaluatedProperties"
            | "items"
            | "prefixItems"
            | "additionalItems"
            | "unevaluatedItems"
    )
}

/// The schema that a `$ref` inside the document means.
fn referred<'v>(schema: &'v Value<'v>, target: &Value<'_>) -> Option<&'v Value<'v>> {
    let Value::String(reference) = target else {
        return None;
    };
    reference.strip_prefix('#')?.split('/').skip(1).try_fold(schema, |schema, name| {
        let name = name.replace("~1", "/").replace("~0", "~");
        let by_name = child(Some(schema), &InstanceStep::Key(name.clone())).1;
        by_name.or_else(|| child(Some(schema), &InstanceStep::Index(name.parse().ok()?)).1)
    })
}
