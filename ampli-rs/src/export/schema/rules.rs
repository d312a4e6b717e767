//! Rules as keywords.

use std::collections::HashSet;

use serde_json::Number;

use super::{Dialect, SchemaWriter};
use crate::json::{Json, ObjectWriter};
use crate::plan::Rule;

impl SchemaWriter<'_> {
    /// Adds the rules, in their order. A keyword stands in an object once: what says more of the same follows in `allOf`.
    pub(super) fn add_rules(&self, schema: &mut ObjectWriter, rules: &[Rule]) {
        let mut further: Vec<ObjectWriter> = Vec::new();
        for rule in rules {
            let keywords = keywords(rule, self.dialect);
            let last = further.last().unwrap_or(&*schema);
            if keywords.iter().any(|(keyword, _)| last.has(keyword)) {
                further.push(ObjectWriter::default());
            }
            let last = further.last_mut().unwrap_or(&mut *schema);
            for (keyword, value) in keywords {
                last.add(keyword, value);
            }
        }
        schema.extend_list("allOf", further.into_iter().map(ObjectWriter::finish).collect());
    }

    /// Whether the rules can stand in one object.
    pub(super) fn fit_together(&self, rules: &[Rule]) -> bool {
        let keywords = rules.iter().flat_map(|rule| keywords(rule, self.dialect));
        let mut seen = HashSet::new();
        keywords.into_iter().all(|(keyword, _)| seen.insert(keyword))
    }
}

/// The keywords that say a rule, and their values.
fn keywords(rule: &Rule, dialect: Dialect) -> Vec<(&'static str, Json)> {
    let number = |number: &Number| Json::Number(number.clone());
    let count = |count: u64| Json::Number(count.into());
    let exclusive = |plain: &'static str, word: &'static str, bound: &Number| match dialect {
        Dialect::Four => vec![(plain, number(bound)), (word, Json::Boolean(true))],
        Dialect::Later => vec![(word, number(bound))],
    };
    match rule {
        Rule::Minimum(bound) => vec![("minimum", number(bound))],
        Rule::Maximum(bound) => vec![("maximum", number(bound))],
        Rule::ExclusiveMinimum(bound) => exclusive("minimum", "exclusiveMinimum", bound),
        Rule::ExclusiveMaximum(bound) => exclusive("maximum", "exclusiveMaximum", bound),
        Rule::MultipleOf(step) => vec![("multipleOf", number(step))],
        Rule::MinLength(least) => vec![("minLength", count(*least))],
        Rule::MaxLength(most) => vec![("maxLength", count(*most))],
        Rule::Pattern(pattern) => vec![("pattern", Json::from(pattern.as_str()))],
        Rule::Format(format) => vec![("format", Json::from(format.as_str()))],
        Rule::MinItems(least) => vec![("minItems", count(*least))],
        Rule::MaxItems(most) => vec![("maxItems", count(*most))],
        Rule::UniqueItems => vec![("uniqueItems", Json::Boolean(true))],
        Rule::MinProperties(least) => vec![("minProperties", count(*least))],
        Rule::MaxProperties(most) => vec![("maxProperties", count(*most))],
    }
}
