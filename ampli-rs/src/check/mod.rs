//! Findings about a plan as a whole: what reads well and yet is wrong, can't happen, or surprises people.
//!
//! One rule a file; its doc comment is its manual. A rule goes over the plan with `walk` and never stops at
//! the first mistake. What makes an event unreadable was found when the plan was parsed, and is not said again.

mod alike;
mod allowances;
mod always_true_rule;
mod conflicting_types;
mod confusable_name;
mod contradictory_rules;
mod convention;
mod copied_description;
mod date;
mod deceptive_name;
mod dialect;
mod endless_type;
mod expired_event;
mod explained;
mod findings;
mod generic_name;
mod invalid_pattern;
mod invalid_schema;
mod item;
mod mismatched_example;
mod missing_description;
mod missing_owner;
mod missing_property_description;
mod names;
mod naming_convention;
mod padded_name;
mod pattern;
mod personal_data;
mod personal_words;
mod reserved_name;
mod schema_node;
mod settings;
mod similar_names;
mod tolerated;
mod unknown_dialect;
mod unknown_replacement;
mod unknown_rule;
mod unknown_value_format;
mod unsupported_pattern;
mod untyped_value;
mod unused_declaration;
mod value_against_rules;
mod vendor;
mod vendor_limit;
mod walk;

use std::cell::LazyCell;

use self::alike::Alike;
use self::allowances::Allowances;
pub use self::convention::{Convention, ConventionError, Style};
pub use self::date::Date;
#[cfg(feature = "cli")]
pub(crate) use self::dialect::Dialect;
use self::findings::Findings;
pub use self::settings::{CallNames, GenericNames, Names, Settings};
use crate::diagnostic::{Code, Diagnostics, Levels};
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
    &copied_description::COPIED_DESCRIPTION,
    &generic_name::GENERIC_NAME,
    &conflicting_types::CONFLICTING_TYPES,
    &personal_data::PERSONAL_DATA,
    &vendor_limit::VENDOR_LIMIT,
    &reserved_name::RESERVED_NAME,
    &endless_type::ENDLESS_TYPE,
    &always_true_rule::ALWAYS_TRUE_RULE,
    &expired_event::EXPIRED_EVENT,
    &missing_owner::MISSING_OWNER,
    &unknown_rule::UNKNOWN_RULE,
];

/// A rule: looks at the plan and adds what it finds.
enum Rule {
    /// One that goes its own way over the plan.
    OfPlan(fn(&Plan, &Settings, &mut Findings)),
    /// One about properties by their names, which are gone over once for all of them.
    OfNames(fn(&Plan, &[Alike<'_>], &Settings, &mut Findings)),
}

/// The rules, each with the code by which it is turned off.
static RULES: &[(&Code, Rule)] = &[
    (&invalid_schema::INVALID_SCHEMA, Rule::OfPlan(invalid_schema::check)),
    (&unknown_dialect::UNKNOWN_DIALECT, Rule::OfPlan(unknown_dialect::check)),
    (&contradictory_rules::CONTRADICTORY_RULES, Rule::OfPlan(contradictory_rules::check)),
    (&value_against_rules::VALUE_AGAINST_RULES, Rule::OfPlan(value_against_rules::check)),
    (&mismatched_example::MISMATCHED_EXAMPLE, Rule::OfPlan(mismatched_example::check)),
    (&untyped_value::UNTYPED_VALUE, Rule::OfPlan(untyped_value::check)),
    (&missing_description::MISSING_DESCRIPTION, Rule::OfPlan(missing_description::check)),
    (
        &missing_property_description::MISSING_PROPERTY_DESCRIPTION,
        Rule::OfPlan(missing_property_description::check),
    ),
    (&naming_convention::NAMING_CONVENTION, Rule::OfPlan(naming_convention::check)),
    (&deceptive_name::DECEPTIVE_NAME, Rule::OfPlan(deceptive_name::check)),
    (&padded_name::PADDED_NAME, Rule::OfPlan(padded_name::check)),
    (&similar_names::SIMILAR_NAMES, Rule::OfPlan(similar_names::check)),
    (&invalid_pattern::INVALID_PATTERN, Rule::OfPlan(invalid_pattern::check)),
    (&unsupported_pattern::UNSUPPORTED_PATTERN, Rule::OfPlan(unsupported_pattern::check)),
    (&unknown_value_format::UNKNOWN_VALUE_FORMAT, Rule::OfPlan(unknown_value_format::check)),
    (&unknown_replacement::UNKNOWN_REPLACEMENT, Rule::OfPlan(unknown_replacement::check)),
    (&unused_declaration::UNUSED_DECLARATION, Rule::OfPlan(unused_declaration::check)),
    (&confusable_name::CONFUSABLE_NAME, Rule::OfPlan(confusable_name::check)),
    (&copied_description::COPIED_DESCRIPTION, Rule::OfNames(copied_description::check)),
    (&generic_name::GENERIC_NAME, Rule::OfNames(generic_name::check)),
    (&conflicting_types::CONFLICTING_TYPES, Rule::OfNames(conflicting_types::check)),
    (&personal_data::PERSONAL_DATA, Rule::OfNames(personal_data::check)),
    (&vendor_limit::VENDOR_LIMIT, Rule::OfPlan(vendor_limit::check)),
    (&reserved_name::RESERVED_NAME, Rule::OfPlan(reserved_name::check)),
    (&endless_type::ENDLESS_TYPE, Rule::OfPlan(endless_type::check)),
    (&always_true_rule::ALWAYS_TRUE_RULE, Rule::OfPlan(always_true_rule::check)),
    (&expired_event::EXPIRED_EVENT, Rule::OfPlan(expired_event::check)),
    (&missing_owner::MISSING_OWNER, Rule::OfPlan(missing_owner::check)),
];

/// All findings about the plan, with the severities that the settings give them.
pub fn plan(plan: &Plan, settings: &Settings) -> Diagnostics {
    settings.levels.apply(found(plan, settings, Allowances::of(plan, &settings.levels)))
}

/// The findings of parsing together with those of [`plan`], as the settings want them.
///
/// What parsing found already is not said twice.
pub fn completed(parsed: Diagnostics, plan: &Plan, settings: &Settings) -> Diagnostics {
    let allowances = Allowances::of(plan, &settings.levels);
    let allowed = allowances.apply(parsed.clone());
    let new = found(plan, settings, allowances);
    let new = settings.levels.apply(explained::without_explained(&parsed, plan, new));
    let mut all = settings.levels.apply(allowed);
    all.append(new);
    all
}

fn found(plan: &Plan, settings: &Settings, allowances: Allowances) -> Diagnostics {
    let mut findings = Findings::new(allowances);
    let properties = LazyCell::new(|| alike::properties(plan));
    for (_, rule) in RULES.iter().filter(|(code, _)| !settings.levels.is_off(code)) {
        match rule {
            Rule::OfPlan(check) => check(plan, settings, &mut findings),
            Rule::OfNames(check) => check(plan, &properties, settings, &mut findings),
        }
    }
    findings.into_diagnostics()
}

/// Which findings about a plan are wanted, by the settings and by the plan itself. For those of later stages.
pub struct Wanted<'s> {
    levels: &'s Levels,
    allowances: Allowances,
}

impl<'s> Wanted<'s> {
    /// What is wanted of `plan`, whose schemas are not forgotten yet.
    pub fn of(plan: &Plan, settings: &'s Settings) -> Self {
        Self { levels: &settings.levels, allowances: Allowances::of(plan, &settings.levels) }
    }

    /// The findings that are wanted, as severe as they are wanted.
    #[must_use]
    pub fn apply(&self, findings: Diagnostics) -> Diagnostics {
        self.levels.apply(self.allowances.apply(findings))
    }
}

/// Whether the plan has what `item` names: an event, or a property such as `Song Played.artist.name`. If not, what was
/// most likely meant.
///
/// # Errors
/// With what was meant, if that can be guessed.
pub fn find_item(plan: &Plan, item: &str) -> Result<(), Option<String>> {
    if item::locations(plan, item).is_empty() { Err(item::meant(plan, item)) } else { Ok(()) }
}

/// Findings about codes that the plan lets pass and that are none of `known`, the codes of all stages.
pub fn unknown_rules(plan: &Plan, known: &[&'static Code], settings: &Settings) -> Diagnostics {
    settings.levels.apply(unknown_rule::find(plan, known))
}
