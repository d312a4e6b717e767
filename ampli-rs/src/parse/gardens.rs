//! The plans of `fixtures/plans`, and texts, as tests of formats read them.

use std::path::Path;

use super::{Parsed, plan};
use crate::diagnostic::Diagnostic;
use crate::fetch;
use crate::plan::{Event, Property, Shape};
use crate::text::{Document, PlanText};

/// A plan of `fixtures/plans`.
pub(super) fn garden(name: &str) -> Parsed {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans").join(name);
    plan(&fetch::on_disk(&path).expect("a plan")).expect("a known format")
}

/// The plan that these documents are.
pub(super) fn documents(texts: &[&str]) -> Parsed {
    let document =
        |(index, text): (usize, &&str)| Document { name: format!("{index}.yaml"), text: (*text).to_owned() };
    let documents = texts.iter().enumerate().map(document).collect();
    plan(&PlanText { origin: "plan".to_owned(), documents }).expect("a known format")
}

/// The findings as `code document pointer: message`, each with the place of its first label.
pub(super) fn findings(parsed: &Parsed) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let place = &finding.labels[0].location;
        format!("{} {} {}: {}", finding.code.name, place.document, place.pointer, finding.message)
    };
    parsed.findings.iter().map(line).collect()
}

/// The event of this name, or of this kind.
pub(super) fn event<'p>(parsed: &'p Parsed, title: &str) -> &'p Event {
    parsed.plan.events.iter().find(|event| event.title() == title).expect("the event")
}

/// The properties as `name: type`, required ones with `!`, nullable types with `?`.
pub(super) fn properties(event: &Event) -> Vec<String> {
    event.properties.properties.iter().map(property).collect()
}

fn property(property: &Property) -> String {
    let required = if property.required { "!" } else { "" };
    let nullable = if property.value.nullable { "?" } else { "" };
    format!("{}{required}: {}{nullable}", property.name, shape(&property.value.shape))
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Array(array) => format!("{}[]", self::shape(&array.items.shape)),
        Shape::Enum(values) => {
            values.iter().filter_map(|value| value.value.as_str()).collect::<Vec<_>>().join("|")
        }
        Shape::Const(value) => format!("= {}", serde_json::to_string(value).expect("JSON")),
        Shape::Object(object) => {
            let inner: Vec<_> = object.properties.iter().map(property).collect();
            format!("{{{}}}", inner.join(", "))
        }
        Shape::Reference(key) => key.to_string(),
        Shape::Union(variants) => {
            variants.iter().map(|variant| self::shape(&variant.shape)).collect::<Vec<_>>().join("|")
        }
        Shape::Map(_) => "map".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}
