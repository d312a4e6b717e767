use jsonschema::ValidationError;

use crate::value::Value;

/// The way to an error through the schema as it was written, where the order of keywords is still known.
pub(super) struct Walk<'v> {
    /// Where each step leads to among its siblings: errors in the order of their steps are in the order of the schema.
    pub(super) steps: Vec<usize>,
    /// The way through the properties.
    pub(super) instance: Vec<Step>,
    /// The broken keyword; empty when the schema `false` stands under a name.
    pub(super) name: String,
    /// What the broken keyword asks for.
    pub(super) keyword: Option<&'v Value<'v>>,
    /// What was found instead.
    pub(super) value: Option<&'v Value<'v>>,
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// To the member of that name.
    Key(String),
    /// To the item at that place, from 0.
    Index(usize),
}

impl<'v> Walk<'v> {
    /// The way to `error` through `schema` and `properties`.
    pub(super) fn along(
        error: &ValidationError<'_>,
        schema: &'v Value<'v>,
        properties: &'v Value<'v>,
    ) -> Self {
        let mut walk = Self {
            steps: Vec::new(),
            instance: Vec::new(),
            name: String::new(),
            keyword: Some(schema),
            value: Some(properties),
        };
        let mut instance = segments(error.instance_path().as_str());
        let mut is_keyword = true;
        for segment in segments(error.evaluation_path().as_str()) {
            let (place, child) = child(walk.keyword, &segment);
            walk.steps.push(place);
            walk.keyword = child;
            walk.name = if is_keyword { segment } else { String::new() };
            let keyword = walk.name.as_str();
            is_keyword = !holds_names(keyword);
            let is_declared = keyword == "properties";
            let is_reference = keyword == "$ref";
            if descends(keyword)
                && let Some(segment) = instance.next()
            {
                let place = walk.descend(segment);
                // Declared properties come in the order of the schema, all else in the order of the event.
                if !is_declared {
                    walk.steps.push(place);
                }
            }
            if is_reference {
                walk.keyword = walk.keyword.and_then(|target| referred(schema, target));
            }
        }
        // Nothing is left, unless a keyword that is not known here leads into the value.
        for segment in instance {
            walk.descend(segment);
        }
        walk
    }

    /// Takes one step into the value; gives its place among the siblings.
    fn descend(&mut self, segment: String) -> usize {
        let is_list = matches!(self.value, Some(Value::Array(_)));
        let (place, child) = child(self.value, &segment);
        self.value = child;
        self.instance.push(if is_list { Step::Index(place) } else { Step::Key(segment) });
        place
    }
}

/// The segments of a JSON Pointer. The crate's own iterator loses empty names, and takes the name `0` for a place.
fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

/// The child of `parent` that a segment leads to, and its place among the children; behind all when there is none.
fn child<'v>(parent: Option<&'v Value<'v>>, segment: &str) -> (usize, Option<&'v Value<'v>>) {
    let found = match parent {
        Some(Value::Object(members)) => {
            let found = members.iter().enumerate().find(|(_, (key, _))| key == segment);
            found.map(|(place, (_, value))| (place, Some(value)))
        }
        Some(Value::Array(items)) => segment.parse().ok().map(|index: usize| (index, items.get(index))),
        _ => None,
    };
    found.unwrap_or((usize::MAX, None))
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
    segments(reference.strip_prefix('#')?).try_fold(schema, |schema, segment| child(Some(schema), &segment).1)
}
