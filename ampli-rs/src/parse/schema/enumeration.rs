//! `enum` and `const`.

use ecow::EcoVec;

use super::kind::Kind;
use super::reader::Reader;
use super::values::{Values, is_scalar, plain};
use crate::diagnostic::Diagnostic;
use crate::json::Json;
use crate::parse::codes::{IMPOSSIBLE_VALUE, REPEATED_ENUM_VALUE, UNSATISFIABLE_SCHEMA};
use crate::plan::{Rule, Shape, Type};
use crate::pointer::Location;

impl<'a> Reader<'a, '_> {
    /// The type that allows one value only.
    pub(super) fn constant(
        &mut self,
        value: &Json,
        kinds: Option<&[Kind]>,
        rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        if kinds.is_some_and(|kinds| !kinds.iter().any(|kind| kind.has(value))) {
            let message = format!("`const` of {} is none of what `type` allows", self.subject());
            let place = location.key("const");
            self.report(&UNSATISFIABLE_SCHEMA, message, &place, "correct `const` or `type`");
        }
        let shape = if *value == Json::Null { Shape::Null } else { Shape::Const(value.clone()) };
        Type { rules, ..Type::new(shape, location.clone()) }
    }

    /// The type that allows the listed values.
    pub(super) fn enumeration(
        &mut self,
        listed: &'a Json,
        kinds: Option<&[Kind]>,
        rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        let any = Type::new(Shape::Any, location.clone());
        let Json::Array(items) = listed else {
            self.report_malformed(&location.key("enum"), "enum", "a list of values", listed);
            return any;
        };
        if let [only] = items.as_slice() {
            return self.constant_of_enumeration(only, kinds, rules, location);
        }
        if !items.iter().all(is_scalar) {
            self.report_unsupported("enum", location, "it lists lists or objects, so any value is allowed");
            return any;
        }
        let (mut values, nullable) = self.listed_values(items, location);
        let impossible = self.leave_out_impossible(items, &mut values, kinds, location);
        let nullable = nullable && kinds.is_none_or(|kinds| kinds.contains(&Kind::Null));
        match values.into_shape() {
            Some(shape) => Type { rules, nullable, ..Type::new(shape, location.clone()) },
            None if nullable => Type::new(Shape::Null, location.clone()),
            None => {
                let why = if impossible { "has no value that `type` allows" } else { "has no values" };
                let message = format!("`enum` of {} {why}", self.subject());
                let place = location.key("enum");
                self.report(&UNSATISFIABLE_SCHEMA, message, &place, "list the values that are allowed");
                any
            }
        }
    }

    fn constant_of_enumeration(
        &mut self,
        value: &Json,
        kinds: Option<&[Kind]>,
        rules: EcoVec<Rule>,
        location: &Location,
    ) -> Type {
        if kinds.is_some_and(|kinds| !kinds.iter().any(|kind| kind.has(value))) {
            let message = format!("`enum` of {} has no value that `type` allows", self.subject());
            let place = location.key("enum");
            self.report(&UNSATISFIABLE_SCHEMA, message, &place, "list the values that are allowed");
            return Type::new(Shape::Any, location.clone());
        }
        self.constant(value, None, rules, location)
    }

    /// The listed values without `null`, each once, and whether `null` is among them.
    fn listed_values(&mut self, items: &[Json], location: &Location) -> (Values, bool) {
        let mut values = Values::default();
        let mut nullable = false;
        let mut repeated = None;
        for (index, item) in items.iter().enumerate() {
            if *item == Json::Null {
                nullable = true;
            } else if !values.add(plain(item)) {
                repeated.get_or_insert((index, item));
            }
        }
        if let Some((index, item)) = repeated {
            let message = format!("`enum` of {} lists {} more than once", self.subject(), shown(item));
            let place = location.key("enum").index(index);
            let finding = Diagnostic::new(&REPEATED_ENUM_VALUE, message).at(&place, "again here");
            self.findings.push(finding.help("list every value once"));
        }
        (values, nullable)
    }

    /// Leaves out values that `type` forbids; whether there are any.
    fn leave_out_impossible(
        &mut self,
        items: &[Json],
        values: &mut Values,
        kinds: Option<&[Kind]>,
        location: &Location,
    ) -> bool {
        let Some(kinds) = kinds else { return false };
        let possible = |value: &Json| kinds.iter().any(|kind| kind.has(value));
        let Some((index, item)) = items.iter().enumerate().find(|(_, item)| !possible(item)) else {
            return false;
        };
        values.retain(possible);
        if !values.is_empty() {
            let message =
                format!("{} of the `enum` of {} is not what `type` allows", shown(item), self.subject());
            let place = location.key("enum").index(index);
            let finding = Diagnostic::new(&IMPOSSIBLE_VALUE, message).at(&place, "left out");
            self.findings.push(finding.help("remove it, or add its kind to `type`"));
        }
        true
    }
}

/// A value as messages show it, cut where it gets long.
fn shown(value: &Json) -> String {
    const LONGEST: usize = 40;
    let text = serde_json::to_string(value).unwrap_or_default();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
