use std::fmt::Display;
use std::ops::Range;
use std::time::SystemTime;

use itly_runtime::Timestamp;

use super::known_codes;
use crate::check::{CallNames, Convention, Date, GenericNames, Names, Settings};
use crate::config::{CallConventions, Check, FILE_NAME, Project, place};
use crate::diagnostic::{LevelError, Levels};
use crate::failure::Failure;
use crate::plan::EventKind;

/// What `[check]` in `ampli.toml` says, as the checks take it, on the day that it is.
pub(super) fn settings(project: &Project) -> Result<Settings, Failure> {
    let check = &project.config.check;
    Ok(Settings {
        levels: levels(check, project)?,
        names: names(check, project)?,
        generic: generic_names(check),
        today: Some(today()),
    })
}

fn levels(check: &Check, project: &Project) -> Result<Levels, Failure> {
    let known = known_codes::all();
    let mut levels = Levels::default();
    for (code, level) in &check.levels {
        let path = ["check", "levels", code.as_str()];
        let set = level.parse().and_then(|level| levels.set(&known, code, level));
        set.map_err(|error| {
            let place = match error {
                LevelError::UnknownCode(..) => place::of_key(&project.text, &path),
                LevelError::UnknownLevel(_) | LevelError::AlwaysError(_) => {
                    place::of_value(&project.text, &path, None)
                }
            };
            unusable("levels", place, project, error)
        })?;
    }
    for (item, codes) in &check.allow {
        for (index, code) in codes.iter().enumerate() {
            levels.allow(&known, item, code).map_err(|error| {
                let place = place::of_value(&project.text, &["check", "allow", item], Some(index));
                unusable("allow", place, project, error)
            })?;
        }
    }
    Ok(levels)
}

fn names(check: &Check, project: &Project) -> Result<Names, Failure> {
    let conventions = &check.names;
    let read = |text: Option<&str>, path: &[&str]| {
        let path = [&["check", "names"], path].concat();
        let convention = text.map(str::parse::<Convention>).transpose();
        convention
            .map_err(|error| unusable("names", place::of_value(&project.text, &path, None), project, error))
    };
    let mut names = Names {
        event: read(conventions.events.as_deref(), &["events"])?,
        property: read(conventions.properties.as_deref(), &["properties"])?,
        enum_value: read(conventions.values.as_deref(), &["values"])?,
        ..Names::default()
    };
    let calls = [
        (EventKind::Track, &conventions.track),
        (EventKind::Identify, &conventions.identify),
        (EventKind::Group, &conventions.group),
        (EventKind::Page, &conventions.page),
        (EventKind::Screen, &conventions.screen),
        (EventKind::Context, &conventions.context),
    ];
    for (kind, call) in calls.into_iter().filter(|(_, call)| **call != CallConventions::default()) {
        let of_call = CallNames {
            event: read(call.events.as_deref(), &[kind.word(), "events"])?,
            property: read(call.properties.as_deref(), &[kind.word(), "properties"])?,
            enum_value: read(call.values.as_deref(), &[kind.word(), "values"])?,
        };
        names.calls.insert(kind, of_call);
    }
    Ok(names)
}

/// The lists of the configuration, each in the place of the usual one.
fn generic_names(check: &Check) -> GenericNames {
    let usual = GenericNames::default();
    let said = &check.generic_names;
    GenericNames {
        events: said.events.clone().unwrap_or(usual.events),
        properties: said.properties.clone().unwrap_or(usual.properties),
    }
}

/// The day in UTC; without a clock that is right, the first one there is.
fn today() -> Date {
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Date::read(&Timestamp::from(since_epoch).to_string()).unwrap_or(Date::EPOCH)
}

fn unusable(key: &str, place: Option<Range<usize>>, project: &Project, error: impl Display) -> Failure {
    let help = match key {
        "names" => "`ampli-rs schema config` prints what may be said",
        _ => "`ampli-rs explain` lists the codes, `ampli-rs schema config` what may be said",
    };
    let file = project.file.as_ref().map_or(FILE_NAME.to_owned(), |file| file.display().to_string());
    let place = place.map(|place| format!(":{}", place::shown(&project.text, place.start)));
    let place = place.unwrap_or_default();
    Failure::new(format!("`{key}` under `[check]` in `{file}{place}` can't be used: {error}"), help)
}
