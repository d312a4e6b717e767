//! What is worth knowing about settled names, as findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::candidate::{Candidate, Trouble};
use super::claim::{Claim, claims, groups};
use super::{Name, Reason, code, reserved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Part};
use crate::lock::Key;
use crate::module::keyword::is_keyword;
use crate::plan::EventKind;
use crate::pointer::Location;

/// What messages call the thing under `key`.
pub(super) fn shown(key: &Key) -> String {
    match key {
        Key::Event { kind, name, version } => {
            let event = if *kind != EventKind::Track && name.is_empty() {
                format!("the call `{}`", kind.word())
            } else {
                format!("event `{}`", visible(name))
            };
            match version {
                None => event,
                Some(version) => format!("version `{}` of {event}", visible(version)),
            }
        }
        Key::Type(name) => format!("type `{}`", visible(name)),
        Key::Property(name) => format!("property `{}`", visible(name)),
        Key::Value(text) => format!("value `{}`", visible(text)),
    }
}

/// A name with what cannot be seen escaped, so that it stays on its line and shows what it is.
pub(super) fn visible(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_control() || super::character::is_ignorable(character) || is_odd_space(character) {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text
}

fn is_odd_space(character: char) -> bool {
    character.is_whitespace() && character != ' '
}

/// One finding for each group of names that asked for one identifier, whether the lock has settled it before or not,
/// and one for each name in trouble that is in no group. Returns the members that these findings are about.
pub(super) fn collisions(
    candidates: &[Candidate<'_>],
    names: &[Name],
    troubled: &BTreeMap<usize, Trouble>,
    findings: &mut Diagnostics,
) -> BTreeSet<usize> {
    let mut told = BTreeSet::new();
    let all = || candidates.iter().zip(names);
    if troubled.is_empty() && all().all(|(candidate, name)| candidate.identifier.is(&name.identifier)) {
        return told;
    }
    let claims: Vec<Vec<Claim>> = all()
        .map(|(candidate, name)| {
            let mut own = claims(&candidate.key, &name.identifier);
            if name.reason != Reason::Override {
                own.extend(claims(&candidate.key, &candidate.identifier.text()));
            }
            own
        })
        .collect();
    for group in groups(&claims) {
        let trouble = group.iter().find_map(|member| Some((*member, troubled.get(member)?)));
        let members: Vec<_> = group.iter().map(|member| (&candidates[*member], &names[*member])).collect();
        if members.len() > 1 || trouble.is_some() {
            told.extend(group);
        }
        match (members.as_slice(), trouble) {
            ([_], None) => {}
            ([(candidate, _)], Some((_, trouble))) => findings.push(alone_in_trouble(candidate, trouble)),
            (members, None) => findings.push(told_apart(collision(members), members)),
            (members, Some((first, trouble))) => {
                findings.push(told_apart(in_trouble(&candidates[first], trouble, members), members));
            }
        }
    }
    told
}

/// Several names ask for one identifier.
fn collision(members: &[(&Candidate<'_>, &Name)]) -> Diagnostic {
    // One that was chosen is what the others ask for; without a choice all ask for the same.
    let chosen = members.iter().find(|(_, name)| name.reason == Reason::Override);
    let wanted = chosen.map_or_else(|| members[0].0.identifier.text(), |(_, name)| name.identifier.clone());
    Diagnostic::new(
        &code::NAME_COLLISION,
        format!("{} ask for the identifier `{wanted}`", enumerated(members)),
    )
}

/// Several names, the first of which in trouble is `candidate`.
fn in_trouble(
    candidate: &Candidate<'_>,
    trouble: &Trouble,
    members: &[(&Candidate<'_>, &Name)],
) -> Diagnostic {
    match trouble {
        Trouble::Overruled(identifier) => Diagnostic::new(
            &code::LOCK_OVERRULED,
            format!("`ampli.lock` gives one identifier, `{identifier}`, to {}", enumerated(members)),
        ),
        Trouble::Indistinguishable => {
            Diagnostic::new(&code::INDISTINGUISHABLE_NAMES, indistinguishable(candidate))
        }
    }
}

/// A name in trouble with something that is no name of its scope.
fn alone_in_trouble(candidate: &Candidate<'_>, trouble: &Trouble) -> Diagnostic {
    match trouble {
        Trouble::Overruled(identifier) => {
            let message = format!(
                "`ampli.lock` keeps `{identifier}` for {}, but something else has this identifier too",
                shown(&candidate.key)
            );
            about(candidate, &code::LOCK_OVERRULED, message, String::new())
                .help("to decide which name has it, choose identifiers under `[names]` in `ampli.toml`")
        }
        Trouble::Indistinguishable => {
            about(candidate, &code::INDISTINGUISHABLE_NAMES, indistinguishable(candidate), String::new())
                .help(proposal(candidate))
        }
    }
}

fn indistinguishable(candidate: &Candidate<'_>) -> String {
    format!("{} can't be told apart from another name, not even by its hash", shown(&candidate.key))
}

/// The names one after the other; of many the first few.
fn enumerated(members: &[(&Candidate<'_>, &Name)]) -> String {
    const SHOWN: usize = 5;
    let mut asking: Vec<String> =
        members.iter().take(SHOWN).map(|(candidate, _)| shown(&candidate.key)).collect();
    if members.len() > SHOWN {
        asking.push(format!("{} more", members.len() - SHOWN));
    }
    let last = asking.pop().unwrap_or_default();
    format!("{} and {last}", asking.join(", "))
}

/// Adds what becomes of each name, and what to do about it.
fn told_apart(mut finding: Diagnostic, members: &[(&Candidate<'_>, &Name)]) -> Diagnostic {
    for (candidate, name) in members {
        let why = match name.reason {
            Reason::Rule => "spelled exactly so",
            Reason::Hash => "told apart by a hash of its own name",
            Reason::Lock => "kept by `ampli.lock`",
            Reason::Override => "chosen in `ampli.toml`",
        };
        // The values of an enumeration have one place, which does not say which of them is meant.
        let subject = if let Key::Value(text) = &candidate.key {
            format!("`{}` ", visible(text))
        } else {
            String::new()
        };
        let (location, part) = place(candidate);
        finding = finding.label(&location, part, format!("{subject}becomes `{}`: {why}", name.identifier));
    }
    let is_odd = |(candidate, name): &&(&Candidate<'_>, &Name)| {
        name.reason != Reason::Override && !candidate.identifier.is(&name.identifier)
    };
    let proposed = members.iter().find(is_odd);
    if let Some((candidate, _)) = proposed {
        finding = finding.help(proposal(candidate));
    }
    of_event(finding, members[0].0)
}

/// How to choose another identifier.
fn proposal(candidate: &Candidate<'_>) -> String {
    let stem = candidate.identifier.stem();
    let is_value = matches!(candidate.key, Key::Value(_));
    choice(candidate, &if is_value { format!("{stem}Two") } else { format!("{stem}_2") })
}

/// How to choose `identifier`.
fn choice(candidate: &Candidate<'_>, identifier: &str) -> String {
    let Some((table, raw)) = table(&candidate.key) else {
        return "choose another identifier for the event or property that it is named after, under `[names]` in \
                `ampli.toml`"
            .to_owned();
    };
    format!(
        "choose an identifier under `[names.{table}]` in `ampli.toml`, such as `{raw:?} = \"{identifier}\"`"
    )
}

/// The table of the configuration in which an identifier is chosen for the thing under `key`, and the key there;
/// `None` for what is named after something else.
fn table(key: &Key) -> Option<(&'static str, &str)> {
    match key {
        Key::Event { name, version: None, .. } => Some(("events", name)),
        Key::Property(name) => Some(("properties", name)),
        Key::Value(text) => Some(("values", text.trim_matches('"'))),
        Key::Event { .. } | Key::Type(_) => None,
    }
}

/// A new name asks for what a name outside of its group has.
pub(super) fn taken_name(candidate: &Candidate<'_>, name: &Name, holder: &str) -> Diagnostic {
    let plain = candidate.identifier.text();
    let message = format!("{} asks for the identifier `{plain}`, which {holder} has", shown(&candidate.key));
    about(candidate, &code::NAME_COLLISION, message, format!("becomes `{}`", name.identifier))
        .help(proposal(candidate))
}

/// A new name asks for what the lock keeps for a lost name.
pub(super) fn kept_name(candidate: &Candidate<'_>, name: &Name, holder: &str) -> Diagnostic {
    let plain = candidate.identifier.text();
    let message = format!(
        "{} asks for the identifier `{plain}`, which is kept for {holder} although the plan has it no more",
        shown(&candidate.key)
    );
    let help = choice(candidate, &plain);
    about(candidate, &code::KEPT_NAME, message, format!("becomes `{}`", name.identifier)).help(help)
}

/// An identifier that the user chose cannot be had.
pub(super) fn invalid_override(candidate: &Candidate<'_>, text: &str, why: &str) -> Diagnostic {
    let message = format!("`{}`, chosen for {}, {why}", visible(text), shown(&candidate.key));
    about(candidate, &code::INVALID_OVERRIDE, message, String::new())
        .help("choose another identifier under `[names]` in `ampli.toml`, or none")
}

/// A frozen run met a name that the lock does not have.
pub(super) fn not_locked(candidate: &Candidate<'_>) -> Diagnostic {
    let message = format!("{} is not in `ampli.lock`", shown(&candidate.key));
    about(candidate, &code::NAME_NOT_LOCKED, message, String::new())
        .help("run `ampli-rs pull` and commit `ampli.lock`")
}

/// What the rules did to a name that people may not expect; whether it `collides` was told before.
pub(super) fn notes(candidate: &Candidate<'_>, name: &Name, collides: bool) -> Option<Diagnostic> {
    let identifier = &candidate.identifier;
    let written = &name.identifier;
    let (code, what_happened) = if is_keyword(written) {
        (&code::KEYWORD_NAME, format!("is called `r#{written}`, because `{written}` is a keyword"))
    } else if name.reason == Reason::Override {
        return None;
    } else if identifier.reserved {
        (&code::RESERVED_NAME, format!("is called `{written}`, because its plain name is in use"))
    } else if let Some(type_name) = reserved_type(candidate, written) {
        (&code::RESERVED_NAME, format!("has the type `{type_name}`, because the plain name is in use"))
    } else if identifier.spelled {
        (&code::SPELLED_NAME, format!("has no letter or digit and is called `{written}`"))
    } else if identifier.cut && identifier.is_own(written) {
        (&code::CUT_NAME, format!("is cut to `{written}`"))
    } else if name.reason == Reason::Lock && !collides && !identifier.is_own(written) {
        return Some(outlived(candidate, written));
    } else {
        return None;
    };
    let message = format!("{} {what_happened}", shown(&candidate.key));
    let finding = about(candidate, code, message, String::new());
    Some(match table(&candidate.key) {
        Some((table, _)) => finding.help(format!(
            "to have another name, choose an identifier under `[names.{table}]` in `ampli.toml`"
        )),
        None => finding,
    })
}

/// The lock keeps what today's rules would not give.
fn outlived(candidate: &Candidate<'_>, written: &str) -> Diagnostic {
    let today = candidate.identifier.text();
    let message = format!(
        "{} is called `{written}`, as `ampli.lock` keeps it; today's rules would give `{today}`",
        shown(&candidate.key)
    );
    let help = match table(&candidate.key) {
        Some(_) => choice(candidate, &today),
        None => "to have the new name, remove its line from `ampli.lock`".to_owned(),
    };
    about(candidate, &code::OUTLIVED_RULE, message, String::new()).help(help)
}

/// The type of an event whose plain name belongs to the prelude or the SDK.
fn reserved_type(candidate: &Candidate<'_>, handle: &str) -> Option<String> {
    let Key::Event { name, .. } = &candidate.key else { return None };
    let type_name = super::event_type(handle);
    let plain = type_name.strip_suffix("Event")?;
    (!name.is_empty() && !handle.ends_with("_event") && reserved::is_type(plain)).then_some(type_name)
}

/// What findings point at: the key of a property, the list that has a value, and the name itself otherwise.
fn place(candidate: &Candidate<'_>) -> (Location, Part) {
    match &candidate.key {
        Key::Property(_) => (candidate.location.clone(), Part::Key),
        Key::Value(_) => (candidate.location.key("enum"), Part::Value),
        Key::Event { .. } | Key::Type(_) => (candidate.location.clone(), Part::Value),
    }
}

/// A finding about a candidate, where it stands.
fn about(candidate: &Candidate<'_>, code: &'static Code, message: String, label: String) -> Diagnostic {
    let (location, part) = place(candidate);
    of_event(Diagnostic::new(code, message).label(&location, part, label), candidate)
}

fn of_event(finding: Diagnostic, candidate: &Candidate<'_>) -> Diagnostic {
    match candidate.event {
        Some(event) => finding.of_event(event),
        None => finding,
    }
}
