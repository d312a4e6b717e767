//! Which source of a plan is meant.

use crate::failure::Failure;
use crate::plan::{Plan, Source};
use crate::suggestion;

/// The source that `wanted` means in `plan`; without wish, the only one.
///
/// A plan without sources takes every name: all its events are for everybody.
pub(crate) fn source_name(plan: &Plan, wanted: Option<&str>) -> Result<String, Failure> {
    let names: Vec<&str> = plan.sources.iter().map(|source| source.name.as_str()).collect();
    match (wanted, names.as_slice()) {
        (Some(wanted), []) => Ok(wanted.to_owned()),
        (Some(wanted), _) if names.contains(&wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => {
            let has_it_as_id = |source: &&Source| source.id.as_deref() == Some(wanted);
            let help = match plan.sources.iter().find(has_it_as_id) {
                Some(source) => format!("it is the id of `{}`: use its name", source.name),
                None => suggestion::did_you_mean(wanted, names.iter().copied()),
            };
            Err(Failure::new(format!("the plan has no source `{wanted}`"), help))
        }
        (None, [only]) => Ok((*only).to_owned()),
        (None, []) => Err(Failure::new(
            "the plan names no sources",
            "give your program a name: `ampli-rs pull NAME`, or `.source(\"NAME\")` in a build script",
        )),
        (None, _) => Err(Failure::new(
            format!("the plan has {} sources", names.len()),
            format!("name one of {}", suggestion::list(names.iter().copied())),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::source_name;
    use crate::plan::{Plan, Source};
    use crate::pointer::Location;

    fn plan(names: &[&str]) -> Plan {
        let source = |name: &&str| Source {
            id: Some(format!("{name}-id").into()),
            name: (*name).into(),
            description: None,
            destinations: Vec::new(),
            location: Location::default(),
        };
        Plan { sources: names.iter().map(source).collect(), ..Plan::default() }
    }

    #[test]
    fn a_source_is_one_of_the_plan() {
        let told = |names: &[&str], wanted| match source_name(&plan(names), wanted) {
            Ok(name) => name,
            Err(failure) => failure.to_string(),
        };
        assert_eq!(told(&["web", "ios"], Some("web")), "web");
        assert_eq!(told(&["web"], None), "web");
        assert_eq!(told(&[], Some("any")), "any");
        assert_eq!(
            told(&["web", "ios"], Some("wbe")),
            "the plan has no source `wbe`\nhelp: did you mean `web`? known are `web`, `ios`"
        );
        assert_eq!(
            told(&["web", "ios"], Some("ios-id")),
            "the plan has no source `ios-id`\nhelp: it is the id of `ios`: use its name"
        );
        assert_eq!(told(&["web", "ios"], None), "the plan has 2 sources\nhelp: name one of `web`, `ios`");
        assert_eq!(
            told(&[], None),
            "the plan names no sources\nhelp: give your program a name: `ampli-rs pull NAME`, \
             or `.source(\"NAME\")` in a build script"
        );
    }
}
