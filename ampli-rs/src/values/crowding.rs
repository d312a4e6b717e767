//! Rules that leave no room among what the rest of the type leaves.

use super::bounds::Conflict;
use super::conformance::Scope;
use super::{room, text_length};
use crate::plan::{Additional, Object, Rule, Shape, Type};

/// The rules of a type that none of its values satisfies: more items than there are different ones, texts of another length
/// than format or pattern have.
pub(crate) fn conflicts(value: &Type, scope: Scope<'_>) -> Vec<Conflict> {
    let rules = &value.rules;
    let mut found = Vec::new();
    for rule in rules {
        match (rule, &value.shape) {
            (Rule::MinItems(least), Shape::Array(array)) if rules.contains(&Rule::UniqueItems) => {
                if let Some(count) = room::distinct(&array.items, scope).filter(|count| least > count) {
                    let reason =
                        format!("`minItems` {least} is more than the {count} different items there are");
                    found.push(Conflict { reason, keywords: vec!["minItems", "uniqueItems"] });
                }
            }
            (Rule::MinLength(least), Shape::String) => {
                let longest = |(_, longest): (u64, u64)| (*least > longest).then_some(longest);
                found.extend(of_format(rules, "minLength", *least, "more", longest));
                let most = |(_, most): (u64, Option<u64>)| most.filter(|most| least > most);
                found.extend(of_pattern(rules, most).map(|(most, pattern)| Conflict {
                    reason: format!(
                        "`minLength` {least} is more than the {most} characters that `{pattern}` lets through"
                    ),
                    keywords: vec!["minLength", "pattern"],
                }));
            }
            (Rule::MaxLength(most), Shape::String) => {
                let shortest = |(shortest, _): (u64, u64)| (*most < shortest).then_some(shortest);
                found.extend(of_format(rules, "maxLength", *most, "less", shortest));
                let least = |(least, _): (u64, Option<u64>)| (*most < least).then_some(least);
                found.extend(of_pattern(rules, least).map(|(least, pattern)| Conflict {
                    reason: format!(
                        "`maxLength` {most} is less than the {least} characters that `{pattern}` asks for"
                    ),
                    keywords: vec!["maxLength", "pattern"],
                }));
            }
            _ => {}
        }
    }
    found
}

fn of_format(
    rules: &[Rule],
    keyword: &'static str,
    length: u64,
    order: &str,
    missed: impl Fn((u64, u64)) -> Option<u64>,
) -> Option<Conflict> {
    rules.iter().find_map(|rule| {
        let Rule::Format(format) = rule else { return None };
        let limit = missed(room::format_length(format)?)?;
        let reason =
            format!("`{keyword}` {length} is {order} than the {limit} characters of the format `{format}`");
        Some(Conflict { reason, keywords: vec![keyword, "format"] })
    })
}

/// The first pattern whose lengths miss, and the length that it misses by.
fn of_pattern(rules: &[Rule], missed: impl Fn((u64, Option<u64>)) -> Option<u64>) -> Option<(u64, &str)> {
    rules.iter().find_map(|rule| {
        let Rule::Pattern(pattern) = rule else { return None };
        Some((missed(text_length::of(pattern)?)?, pattern.as_str()))
    })
}

/// The rules of an object that no set of properties satisfies: more properties than may be there, fewer than must.
pub(crate) fn object_conflicts(object: &Object) -> Vec<Conflict> {
    let required = object.properties.iter().filter(|property| property.required).count() as u64;
    let declared = object.properties.len() as u64;
    let is_closed = object.additional == Additional::Closed;
    let conflict = |rule: &Rule| match rule {
        Rule::MinProperties(least) if is_closed && *least > declared => Some(Conflict {
            reason: format!(
                "`minProperties` {least} is more than the {declared} properties that are allowed"
            ),
            keywords: vec!["minProperties"],
        }),
        Rule::MaxProperties(most) if *most < required => Some(Conflict {
            reason: format!("`maxProperties` {most} is less than the {required} required properties"),
            keywords: vec!["maxProperties"],
        }),
        _ => None,
    };
    object.rules.iter().filter_map(conflict).collect()
}
