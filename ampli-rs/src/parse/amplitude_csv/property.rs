//! Properties as schemas, one a row.

use ecow::EcoString;

use super::cells::Row;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::drawn::Drawn;
use crate::pointer::Location;

/// A name, its schema, and whether it is required.
type Property = (EcoString, Drawn, bool);

/// A property, or an object that only names with dots tell of.
#[derive(Default)]
struct Branch {
    own: Option<(Drawn, bool)>,
    inner: Vec<(EcoString, Branch)>,
}

/// The properties of all rows; names with dots are properties of objects.
pub(super) fn nested<'r, 'a: 'r>(
    rows: impl Iterator<Item = &'r Row<'a>>,
    place: &Location,
    findings: &mut Diagnostics,
) -> Vec<Property> {
    let mut root = Branch::default();
    for row in rows {
        let Some((name, column)) = row.property() else { continue };
        let drawn = (schema(row, column, findings), row.flag("Property required", findings));
        root.at(name).own = Some(drawn);
    }
    root.into_properties(place)
}

impl Branch {
    /// The branch of a name. A dot that separates nothing is a part of the name.
    fn at(&mut self, name: &str) -> &mut Self {
        let is_path = name.split('.').all(|part| !part.is_empty());
        let parts: Vec<&str> = if is_path { name.split('.').collect() } else { vec![name] };
        parts.into_iter().fold(self, |branch, part| {
            let index = branch.inner.iter().position(|(known, _)| known == part).unwrap_or_else(|| {
                branch.inner.push((part.into(), Self::default()));
                branch.inner.len() - 1
            });
            &mut branch.inner[index].1
        })
    }

    fn into_properties(self, place: &Location) -> Vec<Property> {
        let property = |(name, branch): (EcoString, Self)| {
            let (schema, required) = branch.into_schema(place);
            (name, schema, required)
        };
        self.inner.into_iter().map(property).collect()
    }

    fn into_schema(mut self, place: &Location) -> (Drawn, bool) {
        let own = self.own.take();
        if self.inner.is_empty() {
            return own.unwrap_or_else(|| (Drawn::new(place.clone()), false));
        }
        let properties = self.into_properties(place);
        let inner_required = properties.iter().any(|(.., required)| *required);
        let object = Drawn::object(properties, place.clone());
        match own {
            None => (object, inner_required),
            Some((schema, required)) => {
                let is_list = schema.kinds().is_some_and(|kinds| kinds.contains(&"array"));
                let mut schema = schema;
                if is_list {
                    schema.replace("items", object);
                } else {
                    schema = schema.without("type");
                    schema.take_in(object);
                }
                (schema, required)
            }
        }
    }
}

fn schema(row: &Row<'_>, column: &str, findings: &mut Diagnostics) -> Drawn {
    let place = row.location().key(column);
    let mut value = Drawn::new(place.clone());
    say_value(&mut value, row, findings);
    let mut schema = value;
    if row.flag("Property is array", findings) {
        let items = std::mem::replace(&mut schema, Drawn::of_type("array", place));
        schema.hold("items", items);
        say_number(&mut schema, row, "Array min items", "minItems", findings);
        say_number(&mut schema, row, "Array max items", "maxItems", findings);
        if row.flag("Array unique items", findings) {
            schema.say("uniqueItems", Json::Boolean(true));
        }
    }
    // The object's own description is that of a property only where the object is one.
    let described = if column == "Object name" { "Object description" } else { "Property description" };
    let description = row.text("Property description").or_else(|| row.text(described));
    schema.describe(description.map(Into::into));
    schema
}

fn say_value(schema: &mut Drawn, row: &Row<'_>, findings: &mut Diagnostics) {
    const COLUMN: &str = "Property value type";
    let word = row.text(COLUMN).unwrap_or("any").trim().to_lowercase();
    let place = row.location().key(COLUMN);
    match word.as_str() {
        "any" => {}
        "string" | "boolean" | "object" | "null" => schema.say_at("type", Json::from(&*word), place),
        "number" => {
            let kind = if row.flag("Number is integer", findings) { "integer" } else { "number" };
            schema.say_at("type", Json::from(kind), place);
        }
        "enum" => {
            let values = row.values("Enum values", findings);
            if values.is_empty() {
                schema.say_at("type", Json::from("string"), place);
            } else {
                schema.say_at("enum", values.into_iter().collect(), row.location().key("Enum values"));
            }
        }
        "const" => {
            if let Some(text) = row.text("Const value") {
                schema.say_at("const", constant(text), row.location().key("Const value"));
            }
        }
        _ => findings.push(row.malformed(COLUMN, "`string`, `number`, `boolean`, `any`, `enum` or `const`")),
    }
    if word == "number" {
        say_number(schema, row, "Number property value min", "minimum", findings);
        say_number(schema, row, "Number property value max", "maximum", findings);
    }
    if word == "string" {
        say_number(schema, row, "EcoString property value min length", "minLength", findings);
        say_number(schema, row, "EcoString property value max length", "maxLength", findings);
        if let Some(pattern) = row.text("Property regex") {
            schema.say_at("pattern", Json::from(pattern), row.location().key("Property regex"));
        }
    }
}

fn say_number(schema: &mut Drawn, row: &Row<'_>, column: &str, keyword: &str, findings: &mut Diagnostics) {
    if let Some(number) = row.number(column, findings) {
        schema.say_at(keyword, number, row.location().key(column));
    }
}

/// The table knows no types: a text that is a scalar of JSON is one, any other is itself.
fn constant(text: &str) -> Json {
    let read = serde_json::from_str(text).ok();
    let is_scalar = |json: &Json| !matches!(json, Json::Array(_) | Json::Object(_) | Json::Null);
    read.filter(is_scalar).unwrap_or_else(|| Json::from(text))
}
