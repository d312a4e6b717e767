//! Rules that have changed, one kind at a time: each is judged as if it were the only change.

use ecow::EcoVec;

use crate::plan::{Rule, Type};

use super::words;

/// Rules of one kind that are not the same in both types.
pub(super) struct ChangedRule {
    /// The keyword.
    pub(super) keyword: &'static str,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// The rules of the older type, with those of this kind from the newer one.
    pub(super) rules: EcoVec<Rule>,
}

/// Rules of a kind ask for the same thing: a lower bound is one, whether it is exclusive or not.
fn kind(rule: &Rule) -> &'static str {
    match rule {
        Rule::ExclusiveMinimum(_) => "minimum",
        Rule::ExclusiveMaximum(_) => "maximum",
        other => other.keyword(),
    }
}

/// The kinds of rules in which `before` and `after` differ.
pub(super) fn changed(before: &[Rule], after: &[Rule]) -> Vec<ChangedRule> {
    if before == after {
        return Vec::new();
    }
    let mut kinds: Vec<&'static str> = Vec::new();
    for rule in before.iter().chain(after) {
        if !kinds.contains(&kind(rule)) {
            kinds.push(kind(rule));
        }
    }
    kinds.into_iter().filter_map(|wanted| of_kind(wanted, before, after)).collect()
}

fn of_kind(wanted: &'static str, before: &[Rule], after: &[Rule]) -> Option<ChangedRule> {
    let own = |rules: &[Rule]| rules.iter().filter(|rule| kind(rule) == wanted).cloned().collect::<Vec<_>>();
    let (old, new) = (own(before), own(after));
    if old.len() == new.len() && old.iter().all(|rule| new.contains(rule)) {
        return None;
    }
    let keywords = || old.iter().chain(&new).map(Rule::keyword);
    let is_one = keywords().all(|keyword| Some(keyword) == keywords().next());
    let text = |rules: &[Rule]| -> Option<String> {
        let texts: Vec<String> = rules
            .iter()
            .map(|rule| match is_one {
                true => words::limit(rule),
                false => format!("{} {}", rule.keyword(), words::limit(rule)),
            })
            .collect();
        (!texts.is_empty()).then(|| texts.join(" and "))
    };
    let keyword = if is_one { keywords().next().unwrap_or(wanted) } else { wanted };
    let others = before.iter().filter(|rule| kind(rule) != wanted).cloned();
    let rules = others.chain(new.iter().cloned()).collect();
    Some(ChangedRule { keyword, before: text(&old), after: text(&new), rules })
}

/// The type with other rules.
pub(super) fn with_rules(of_type: &Type, rules: EcoVec<Rule>) -> Type {
    Type { rules, ..of_type.clone() }
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::plan::Rule;

    fn told(before: &[Rule], after: &[Rule]) -> Vec<(&'static str, Option<String>, Option<String>)> {
        changed(before, after).into_iter().map(|rule| (rule.keyword, rule.before, rule.after)).collect()
    }

    #[test]
    fn every_kind_of_rule_is_told_once() {
        let some = |text: &str| Some(text.to_owned());
        let minimum = |bound: i64| Rule::Minimum(bound.into());
        assert_eq!(told(&[minimum(1)], &[minimum(2)]), [("minimum", some("1"), some("2"))]);
        assert_eq!(
            told(&[minimum(1), Rule::MaxItems(3)], &[Rule::MaxItems(3), Rule::ExclusiveMinimum(1.into())]),
            [("minimum", some("minimum 1"), some("exclusiveMinimum 1"))]
        );
        assert_eq!(told(&[], &[Rule::UniqueItems]), [("uniqueItems", None, some("yes"))]);
        assert_eq!(told(&[minimum(1), Rule::MinLength(1)], &[Rule::MinLength(1), minimum(1)]), []);
    }
}
