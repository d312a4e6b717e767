//! Findings about a plan as a whole: what reads well and yet is wrong, can't happen, or surprises people.
//!
//! One rule a file; its doc comment is its manual. A rule goes over the plan with `walk` and never stops at
//! the first mistake. What makes an event unreadable was found when the plan was parsed, and is not said again.

mod confusable_name;
mod contradictory_rules;
mod convention;
mod deceptive_name;
mod dialect;
mod explained;
mod findings;
mod invalid_pattern;
mod invalid_schema;
mod mismatched_example;
mod missing_description;
mod missing_property_description;
mod names;
mod naming_convention;
mod padded_name;
mod pattern;
mod schema_node;
mod settings;
mod similar_names;
mod tolerated;
mod unknown_dialect;
mod unknown_replacement;
mod unknown_value_format;
mod unsupported_pattern;
mod untyped_value;
mod unused_declaration;
mod value_against_rules;
mod walk;

pub use self::convention::{Convention, ConventionError, Style};
pub(crate) use self::dialect::Dialect;
use self::findings::Findings;
pub use self::settings::{Names, Settings};
use crate::diagnostic::{Code, Diagnostics};
use crate::plan::Plan;

/// The kinds of findings of this stage.
pub static CODES: &[&Code] = &[
    &invalid_schema::INVALID_SCHEMA,
    &unknown_dialect::UNKNOWN_DIALECT,
    &contradictory_rules::CONTRADICTORY_RULES,
    &value_against_rules::VALUE_AGAINST_RULES,
    &mismatched_example::MISMATCHED_EXAMPLE,
    &untyped_value::UNTYPED_VALUE,
    &missing_description::MISSING_DESCRIPTION,
    &missing_property_description::MISSING_PROPERTY_DESCRIPTION,
    &naming_convention::NAMING_CONVENTION,
    &deceptive_name::DECEPTIVE_NAME,
    &padded_name::PADDED_NAME,
    &similar_names::SIMILAR_NAMES,
    &invalid_pattern::INVALID_PATTERN,
    &unsupported_pattern::UNSUPPORTED_PATTERN,
    &unknown_value_format::UNKNOWN_VALUE_FORMAT,
    &unknown_replacement::UNKNOWN_REPLACEMENT,
    &unused_declaration::UNUSED_DECLARATION,
    &confusable_name::CONFUSABLE_NAME,
];

/// A rule: looks at the plan and adds what it finds.
type Rule = fn(&Plan, &Settings, &mut Findings);

/// The rules, each with the code by which it is turned off.
static RULES: &[(&Code, Rule)] = &[
    (&invalid_schema::INVALID_SCHEMA, invalid_schema::check),
    (&unknown_dialect::UNKNOWN_DIALECT, unknown_dialect::check),
    (&contradictory_rules::CONTRADICTORY_RULES, contradictory_rules::check),
    (&value_against_rules::VALUE_AGAINST_RULES, value_against_rules::check),
    (&mismatched_example::MISMATCHED_EXAMPLE, mismatched_example::check),
    (&untyped_value::UNTYPED_VALUE, untyped_value::check),
    (&missing_description::MISSING_DESCRIPTION, missing_description::check),
    (&missing_property_description::MISSING_PROPERTY_DESCRIPTION, missing_property_description::check),
    (&naming_convention::NAMING_CONVENTION, naming_convention::check),
    (&deceptive_name::DECEPTIVE_NAME, deceptive_name::check),
    (&padded_name::PADDED_NAME, padded_name::check),
    (&similar_names::SIMILAR_NAMES, similar_names::check),
    (&invalid_pattern::INVALID_PATTERN, invalid_pattern::check),
    (&unsupported_pattern::UNSUPPORTED_PATTERN, unsupported_pattern::check),
    (&unknown_value_format::UNKNOWN_VALUE_FORMAT, unknown_value_format::check),
    (&unknown_replacement::UNKNOWN_REPLACEMENT, unknown_replacement::check),
    (&unused_declaration::UNUSED_DECLARATION, unused_declaration::check),
    (&confusable_name::CONFUSABLE_NAME, confusable_name::check),
];

/// All findings about the plan, with the severities that the settings give them.
pub fn plan(plan: &Plan, settings: &Settings) -> Diagnostics {
    let mut findings = Findings::default();
    for (_, rule) in RULES.iter().filter(|(code, _)| !settings.levels.is_off(code)) {
        rule(plan, settings, &mut findings);
    }
    settings.levels.apply(findings.into_diagnostics())
}

/// The findings of parsing together with those of [`plan`], as the settings want them.
///
/// What parsing found already is not said twice.
pub fn completed(parsed: Diagnostics, plan: &Plan, settings: &Settings) -> Diagnostics {
    let new = explained::without_explained(&parsed, plan, self::plan(plan, settings));
    let mut all = settings.levels.apply(parsed);
    all.append(new);
    all
}
