//! Any JSON as the value of a property: written, read back by the runtime's own reader, and held against every rule.

use itly_runtime::{
    Checker, Format, Number, Properties, PropertiesWriter, Rule, Value, WriteProperties, violations,
};

pub(crate) fn run(text: &str) {
    let Ok(json) = serde_json::from_str(text) else { return };
    let value = of_json(&json);
    if value == Value::Null {
        return;
    }
    let properties = Properties::new().with("value", value.clone());
    let written = properties.to_json();
    assert_eq!(properties.get("value"), Some(value.clone()), "{written}");
    let read: serde_json::Value = serde_json::from_str(&written).expect("what is written is JSON");
    assert_eq!(read["value"], json);
    check(&value);
}

fn of_json(json: &serde_json::Value) -> Value<'_> {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(boolean) => Value::from(*boolean),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Value::from(number),
            (None, Some(number)) => Value::from(number),
            (None, None) => Value::from(number.as_f64()),
        },
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => Value::Array(items.iter().map(of_json).collect()),
        serde_json::Value::Object(members) => Value::Object(
            members.iter().map(|(name, value)| (name.as_str().into(), of_json(value))).collect(),
        ),
    }
}

struct Ruled<'a> {
    value: &'a Value<'a>,
    rules: &'a [Rule],
}

impl WriteProperties for Ruled<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.property("value", self.value);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.property("value", self.value, self.rules);
    }
}

fn holds(value: &Value<'_>, rule: Rule) -> bool {
    violations(&Ruled { value, rules: &[rule] }).is_empty()
}

fn check(value: &Value<'_>) {
    let lengths =
        [Rule::MinLength(3), Rule::MaxLength(2), Rule::MinItems(3), Rule::MaxItems(2), Rule::UniqueItems];
    let counts = [Rule::MinProperties(3), Rule::MaxProperties(2), Rule::Items(&[Rule::UniqueItems])];
    let formats: Vec<Rule> = Format::ALL.iter().copied().map(Rule::Format).collect();
    let rules = [lengths.as_slice(), &counts, &formats].concat();
    let reported = violations(&Ruled { value, rules: &rules }).len();
    let broken = rules.iter().filter(|rule| !holds(value, **rule)).count();
    assert!(reported >= broken, "{broken} rules are broken, {reported} are reported");

    // A list of two numbers is a limit, and a number that is held against it.
    let Value::Array(items) = value else { return };
    let [limit, value] = items.as_slice() else { return };
    let (Some(limit), Some(_)) = (number(limit), number(value)) else { return };
    let _ = holds(value, Rule::MultipleOf(limit));
    assert_ne!(holds(value, Rule::Minimum(limit)), holds(value, Rule::ExclusiveMaximum(limit)));
    assert_ne!(holds(value, Rule::Maximum(limit)), holds(value, Rule::ExclusiveMinimum(limit)));
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::Integer(*number)),
        Value::Unsigned(number) => Some(Number::Unsigned(*number)),
        Value::Number(number) => Some(Number::Float(*number)),
        _ => None,
    }
}
