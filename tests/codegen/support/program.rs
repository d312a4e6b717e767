//! A program that sends every event of an SDK once, with a value for every property.

use std::fmt::Write as _;

use syn::Type;

use super::generated::{Generated, Kind, Scope, Unit, argument};

/// The text that every property has that is a text, and the key in every object whose keys are data.
pub(crate) const SAMPLE: &str = "sample of a value";

/// The function `send_all`, which sends all events of the crate `sdk`.
pub(crate) fn send_all(generated: &Generated, sdk: &str) -> String {
    let mut calls = String::new();
    for unit in generated.units.iter().filter(|unit| !unit.event.is_empty()) {
        let Some((function, parameters)) = &unit.function else { continue };
        let mut values = Values { generated, sdk, unit, entered: Vec::new() };
        let arguments: Vec<String> =
            parameters.iter().map(|of_type| values.of(of_type, Scope::Unit)).collect();
        let _ = writeln!(calls, "    {sdk}::{function}({}).expect({:?});", arguments.join(", "), unit.event);
    }
    format!("#[allow(deprecated)]\nfn send_all() {{\n{calls}}}\n")
}

/// Makes expressions.
struct Values<'g> {
    generated: &'g Generated,
    sdk: &'g str,
    unit: &'g Unit,
    /// The types that are being made: one that holds itself stops there.
    entered: Vec<String>,
}

impl<'g> Values<'g> {
    /// A value of a type that is written in `scope`.
    fn of(&mut self, of_type: &'g Type, scope: Scope) -> String {
        match of_type {
            Type::Reference(reference) => match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => format!("{SAMPLE:?}"),
                Type::Slice(slice) => format!("&[{}]", self.all(&slice.elem, scope).join(", ")),
                other => format!("&{}", self.of(other, scope)),
            },
            Type::Tuple(pair) => format!("({SAMPLE:?}, {})", self.of(&pair.elems[1], scope)),
            Type::ImplTrait(_) => format!("&[{SAMPLE:?}]"),
            Type::Path(path) => self.of_path(&path.path, scope),
            _ => panic!("no value of this kind of type"),
        }
    }

    fn of_path(&mut self, path: &'g syn::Path, scope: Scope) -> String {
        let last = path.segments.last().expect("a type has a name");
        match last.ident.to_string().as_str() {
            "bool" => "true".to_owned(),
            "i64" => "1_i64".to_owned(),
            "u64" => "1_u64".to_owned(),
            "f64" => "1.5".to_owned(),
            "Option" => {
                let held = argument(last).expect("an option holds something");
                format!("Some({})", self.of(held, scope))
            }
            "Value" if path.leading_colon.is_some() => format!("itly_runtime::Value::from({SAMPLE:?})"),
            "Strings" if path.leading_colon.is_some() => {
                format!("itly_runtime::Strings::from(&[{SAMPLE:?}])")
            }
            _ => self.alternatives(path, scope).pop().expect("a type that holds itself can be left out"),
        }
    }

    /// The items of a list: one, or all that an enum allows.
    fn all(&mut self, item: &'g Type, scope: Scope) -> Vec<String> {
        match item {
            Type::Path(path) if path.path.leading_colon.is_none() && !is_standard(&path.path) => {
                self.alternatives(&path.path, scope)
            }
            _ => vec![self.of(item, scope)],
        }
    }

    /// Every value of a type of the plan's own that differs in more than data; none if it is being made already.
    fn alternatives(&mut self, path: &'g syn::Path, scope: Scope) -> Vec<String> {
        let (name, scope) = Scope::of(path, scope);
        let definition = self.generated.definition(self.unit, &name, scope);
        if let Kind::Alias(Type::Path(of_type)) = &definition.kind {
            return self.alternatives(&of_type.path, scope);
        }
        if self.entered.contains(&name) {
            return Vec::new();
        }
        self.entered.push(name.clone());
        let sdk = self.sdk;
        let public = self.unit.public_name(&name, scope);
        let values = match &definition.kind {
            Kind::Choice(variants) => {
                let mut values = Vec::new();
                for (variant, held) in variants {
                    let held =
                        held.as_ref().map(|held| format!("({})", self.of(held, scope))).unwrap_or_default();
                    values.push(format!("{sdk}::{public}::{variant}{held}"));
                }
                values
            }
            Kind::Record { new: Some(new), setters, .. } => {
                let arguments: Vec<String> = new.iter().map(|of_type| self.of(of_type, scope)).collect();
                let mut value = format!("{sdk}::{public}::new({})", arguments.join(", "));
                for (setter, of_type) in setters {
                    if !self.is_entered(of_type, scope) {
                        let _ = write!(value, ".{setter}({})", self.of(of_type, scope));
                    }
                }
                vec![value]
            }
            Kind::Record { new: None, fields, .. } => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(field, of_type)| format!("{field}: {}", self.of(of_type, scope)))
                    .collect();
                vec![format!("{sdk}::{public} {{ {} }}", fields.join(", "))]
            }
            Kind::Alias(_) => panic!("an alias of a type of another kind"),
        };
        self.entered.pop();
        values
    }

    /// Whether a type is being made already, so that an optional property of it is left out.
    fn is_entered(&self, of_type: &Type, scope: Scope) -> bool {
        match of_type {
            Type::Reference(reference) => self.is_entered(&reference.elem, scope),
            Type::Path(path) => self.entered.contains(&Scope::of(&path.path, scope).0),
            _ => false,
        }
    }
}

/// Whether a type is none of the plan's own.
fn is_standard(path: &syn::Path) -> bool {
    path.segments
        .last()
        .is_some_and(|last| ["bool", "i64", "u64", "f64", "Option"].iter().any(|name| last.ident == name))
}
