//! Properties as rows: those within others follow them.

use super::piece::{Paragraph, Piece, prose, shown};
use super::rules;
use super::words::{Context, value_text};
use crate::plan::{EnumValue, Object, Property, Shape, Type};

/// How deep rows are nested: what is deeper is named by its type alone.
const DEEPEST: usize = 8;

/// A property.
pub(super) struct Row {
    /// How many properties it lies within.
    pub(super) depth: usize,
    /// Where it lies: `bed.`, `items[].`.
    pub(super) path: String,
    /// Its wire name; of an alternative, what it is.
    pub(super) name: String,
    /// Whether this is one of several shapes of the property before, and no property.
    pub(super) is_alternative: bool,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) of_type: Vec<Piece>,
    pub(super) rules: Vec<Vec<Piece>>,
    pub(super) description: Vec<Paragraph>,
    pub(super) values: Vec<ValueRow>,
    pub(super) default: Option<String>,
    pub(super) examples: Vec<String>,
    /// The group of properties that it comes from.
    pub(super) group: Option<Piece>,
}

/// A value of an enumeration.
pub(super) struct ValueRow {
    pub(super) value: String,
    pub(super) description: Vec<Paragraph>,
    pub(super) deprecated: bool,
}

/// The properties of `object`; `group` tells where one comes from.
pub(super) fn of_object<'p>(
    object: &'p Object,
    context: Context<'_, 'p>,
    group: &dyn Fn(&Property) -> Option<Piece>,
) -> Vec<Row> {
    let mut rows = Rows { context, group, rows: Vec::new(), entered: Vec::new() };
    rows.object(object, "", 0);
    rows.rows
}

/// What is within a type.
pub(super) fn within<'p>(of_type: &'p Type, context: Context<'_, 'p>) -> Vec<Row> {
    let mut rows = Rows { context, group: &|_| None, rows: Vec::new(), entered: Vec::new() };
    rows.inside(of_type, "", 0);
    rows.rows
}

/// The rules on a value, and those on what it holds.
pub(super) fn rules_of(of_type: &Type) -> Vec<Vec<Piece>> {
    let mut all = rules::words(&of_type.rules);
    let held = match &of_type.shape {
        Shape::Array(array) => Some((&array.items, "each item ")),
        Shape::Map(values) => Some((&**values, "each value ")),
        Shape::Object(object) => {
            all.extend(rules::words(&object.rules));
            None
        }
        _ => None,
    };
    if let Some((held, word)) = held {
        let within = rules_of(held).into_iter();
        all.extend(within.map(|phrase| [vec![Piece::text(word)], phrase].concat()));
    }
    all
}

/// The values that the type lists.
pub(super) fn values_of(of_type: &Type) -> Vec<ValueRow> {
    let row = |value: &EnumValue| ValueRow {
        value: value_text(&value.value),
        description: value.description.as_deref().map(prose).unwrap_or_default(),
        deprecated: value.deprecated,
    };
    match &of_type.shape {
        Shape::Enum(values) => values.iter().map(row).collect(),
        Shape::Array(array) => values_of(&array.items),
        Shape::Map(values) => values_of(values),
        Shape::Union(branches) => branches.iter().flat_map(values_of).collect(),
        _ => Vec::new(),
    }
}

struct Rows<'a, 'p> {
    context: Context<'a, 'p>,
    group: &'a dyn Fn(&Property) -> Option<Piece>,
    rows: Vec<Row>,
    /// Types of the event's own that are being gone through: one that holds itself stops there.
    entered: Vec<&'p str>,
}

impl<'p> Rows<'_, 'p> {
    fn object(&mut self, object: &'p Object, path: &str, depth: usize) {
        for property in &object.properties {
            let of_type = &property.value;
            let mut row = self.row(of_type, path, shown(&property.name), depth);
            row.required = property.required;
            row.group = if depth == 0 { (self.group)(property) } else { None };
            self.rows.push(row);
            let within = format!("{path}{}", shown(&property.name));
            self.inside(of_type, &within, depth + 1);
        }
    }

    fn row(&self, of_type: &Type, path: &str, name: String, depth: usize) -> Row {
        // What the event's own named type says is said nowhere else.
        let own = match &of_type.shape {
            Shape::Reference(key) => self.context.own(key),
            _ => None,
        };
        let said = own.unwrap_or(of_type);
        let description = of_type.description.as_deref().or(said.description.as_deref());
        let mut rules = rules_of(said);
        if own.is_some() {
            rules.extend(rules_of(of_type));
        }
        Row {
            depth,
            path: path.to_owned(),
            name,
            is_alternative: false,
            required: false,
            deprecated: of_type.deprecated,
            of_type: self.context.words(of_type),
            rules,
            description: description.map(prose).unwrap_or_default(),
            values: values_of(said),
            default: of_type.default.as_deref().map(value_text),
            examples: of_type.examples.iter().map(value_text).collect(),
            group: None,
        }
    }

    /// The rows of what is within a type that stands at `path`.
    fn inside(&mut self, of_type: &'p Type, path: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let dotted = if path.is_empty() { String::new() } else { format!("{path}.") };
        match &of_type.shape {
            Shape::Object(object) => self.object(object, &dotted, depth),
            Shape::Array(array) => self.inside(&array.items, &format!("{path}[]"), depth),
            Shape::Map(values) => self.inside(values, &format!("{path}.*"), depth),
            Shape::Union(branches) => {
                for branch in branches {
                    if !self.has_inside(branch) {
                        continue;
                    }
                    let words: String = self.context.words(branch).iter().map(plain).collect();
                    let mut row = self.row(branch, path, words + &distinction(branch), depth);
                    row.is_alternative = true;
                    row.of_type.clear();
                    row.values.clear();
                    self.rows.push(row);
                    self.inside(branch, path, depth + 1);
                }
            }
            Shape::Reference(key) => {
                if let Some(own) = self.context.own(key)
                    && !self.entered.contains(&key.as_str())
                {
                    self.entered.push(key);
                    self.inside(own, path, depth);
                    self.entered.pop();
                }
            }
            _ => {}
        }
    }

    /// Whether there are rows within a type.
    fn has_inside(&self, of_type: &Type) -> bool {
        match &of_type.shape {
            Shape::Object(object) => !object.properties.is_empty(),
            Shape::Array(array) => self.has_inside(&array.items),
            Shape::Map(values) => self.has_inside(values),
            Shape::Union(branches) => branches.iter().any(|branch| self.has_inside(branch)),
            Shape::Reference(key) => self.context.own(key).is_some(),
            _ => false,
        }
    }
}

/// The constant that tells an object from the alternatives: ` whose type is "link"`.
fn distinction(of_type: &Type) -> String {
    let Shape::Object(object) = &of_type.shape else { return String::new() };
    let constant = |property: &Property| match &property.value.shape {
        Shape::Const(value) => Some((shown(&property.name), value_text(value))),
        Shape::Enum(values) if values.len() == 1 => {
            Some((shown(&property.name), value_text(&values[0].value)))
        }
        _ => None,
    };
    let found = object.properties.iter().filter(|property| property.required).find_map(constant);
    found.map(|(name, value)| format!(" whose {name} is {value}")).unwrap_or_default()
}

fn plain(piece: &Piece) -> &str {
    match piece {
        Piece::Text(text) | Piece::Code(text) | Piece::Page { text, .. } | Piece::Web { text, .. } => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, of_object};
    use crate::catalogue::link::Links;
    use crate::catalogue::words::Context;
    use crate::parse;
    use crate::text::PlanText;

    #[test]
    fn what_is_within_a_property_follows_it() {
        let plan = r##"{ "ampliPlan": 1, "events": [ { "name": "A", "schema": { "type": "object", "properties": {
            "self": { "$ref": "#/$defs/Tree" },
            "links": { "type": "array", "items": { "anyOf": [
                { "type": "object", "required": ["type"], "properties": { "type": { "const": "a" }, "x": { "type": "integer" } } },
                { "type": "object", "required": ["type"], "properties": { "type": { "const": "b" } } },
                { "type": "string" } ] } },
            "sizes": { "type": "object", "additionalProperties": { "type": "object", "properties": { "w": { "type": "number" } } } }
          }, "$defs": { "Tree": { "type": "object", "properties": {
            "name": { "type": "string" }, "inner": { "type": "array", "items": { "$ref": "#/$defs/Tree" } } } } } } } ] }"##;
        let plan = parse::plan(&PlanText::single("plan.json".to_owned(), plan.to_owned())).unwrap().plan;
        let event = &plan.events[0];
        let context = Context { links: &Links::new(&plan), event: Some(event) };
        let text = |row: &Row| {
            let words: String = row.of_type.iter().map(super::plain).collect();
            format!("{} {}{}: {words}", row.depth, row.path, row.name)
        };
        let rows: Vec<String> = of_object(&event.properties, context, &|_| None).iter().map(text).collect();
        assert_eq!(
            rows,
            [
                "0 self: object",
                "1 self.name: string",
                "1 self.inner: array of object",
                "0 links: array of 2 kinds of object or string",
                "1 links[]object whose type is \"a\": ",
                "2 links[].type: always \"a\"",
                "2 links[].x: integer",
                "1 links[]object whose type is \"b\": ",
                "2 links[].type: always \"b\"",
                "0 sizes: map of object",
                "1 sizes.*.w: number",
            ]
        );
    }
}
