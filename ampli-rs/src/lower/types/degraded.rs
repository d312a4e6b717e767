//! What is said where generated code lets more pass than the plan.

use super::{Place, Types, label};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::code::{CONSTANT_DEGRADED, RULE_UNCHECKED, TYPE_DEGRADED};
use crate::lower::node::{Node, Value};
use crate::lower::reference::{Definition, Definitions};
use crate::lower::rules;
use crate::plan::{Rule, Shape, Type};
use crate::values::conformance;

/// References followed in a row; a type that is nothing but itself has no end.
const LONGEST_CHAIN: usize = 32;

impl<'p> Types<'p, '_> {
    /// Says that what is of `of_type` takes any value, and what of the plan is to blame: what it is, and which.
    pub(super) fn degrade(
        &mut self,
        code: &'static Code,
        of_type: &Type,
        place: Place<'_, 'p>,
        (what, which): (&str, &str),
    ) {
        let message = format!("`{}` takes any value: {what} (`{which}`) has no Rust type", place.label);
        let help = if *code == CONSTANT_DEGRADED {
            "make it required, or describe its items instead"
        } else {
            "give each object a required constant that tells it from the others, or name the shapes by `$ref`"
        };
        let finding =
            Diagnostic::new(code, message).at_key(&of_type.location, "generated as `Value`").help(help);
        self.findings.push(finding.of_event(place.event.title()));
    }

    /// Says the same of a named type that is read once and is no object.
    pub(super) fn degrade_named(&mut self, definition: Definition<'p>, of_type: &Type, place: Place<'_, 'p>) {
        let (what, help) = if definition.is_large {
            ("a type that stands for more than 2000 others and is no object", "let it name fewer types")
        } else {
            ("a type that holds itself and is no object", "let it be an object with a property that holds it")
        };
        let (name, property) = (label(definition), place.label);
        let message = format!("`{property}` takes any value: {what} (`{name}`) has no Rust type");
        let finding = Diagnostic::new(&TYPE_DEGRADED, message)
            .at_key(&of_type.location, "generated as `Value`")
            .at_key(&definition.of_type.location, "");
        self.findings.push(finding.help(help).of_event(place.event.title()));
    }

    /// Says which of the rules beside a type are not checked, as the Rust type has a name and serves other places too.
    pub(super) fn tell_unchecked(
        &mut self,
        added: &[Rule],
        value: &Value,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) {
        let (Value::Named(node) | Value::Indirect(node)) = value else { return };
        let unchecked = added.iter().find(|rule| match self.nodes.node(*node) {
            Node::Record(_) | Node::Pending(_) => !rules::of_object(std::slice::from_ref(rule)).is_empty(),
            Node::Union(_) => true,
            Node::Enumeration(_) => rejects(rule, resolved(of_type, place.definitions)),
        });
        let Some(rule) = unchecked else { return };
        let keyword = rule.keyword();
        let message = format!(
            "`{keyword}` of `{}` is not checked: it is added to a type that serves other places too",
            place.label
        );
        let finding = Diagnostic::new(&RULE_UNCHECKED, message)
            .at_key(&of_type.location, "")
            .help("move the rule into the type, or write a type for this property alone");
        self.findings.push(finding.of_event(place.event.title()));
    }
}

/// Whether the rule leaves out a value that the type lists.
fn rejects(rule: &Rule, of_type: &Type) -> bool {
    let breaks = |value| conformance::broken_rule(value, std::slice::from_ref(rule)).is_some();
    match &of_type.shape {
        Shape::Enum(values) => values.iter().any(|listed| breaks(&listed.value)),
        Shape::Const(value) => breaks(value),
        _ => true,
    }
}

/// The type that a reference means.
fn resolved<'p>(of_type: &'p Type, definitions: &Definitions<'p>) -> &'p Type {
    let mut resolved = of_type;
    for _ in 0..LONGEST_CHAIN {
        let Shape::Reference(key) = &resolved.shape else { break };
        let Some(definition) = definitions.get(key) else { break };
        resolved = definition.of_type;
    }
    resolved
}
