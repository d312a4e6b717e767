use std::fmt::Display;

use super::known_codes;
use crate::check::{Convention, Names, Settings};
use crate::config::Check;
use crate::diagnostic::Levels;
use crate::failure::Failure;

/// What `[check]` in `ampli.toml` says, as the checks take it.
pub(super) fn settings(check: &Check) -> Result<Settings, Failure> {
    let known = known_codes::all();
    let mut levels = Levels::default();
    for (code, level) in &check.levels {
        let set = level.parse().and_then(|level| levels.set(&known, code, level));
        set.map_err(|error| unusable("levels", error))?;
    }
    for (event, codes) in &check.allow {
        for code in codes {
            levels.allow(&known, event, code).map_err(|error| unusable("allow", error))?;
        }
    }
    let names = Names {
        event: convention(check.names.events.as_deref())?,
        property: convention(check.names.properties.as_deref())?,
        enum_value: convention(check.names.values.as_deref())?,
    };
    Ok(Settings { levels, names })
}

fn convention(text: Option<&str>) -> Result<Option<Convention>, Failure> {
    text.map(str::parse).transpose().map_err(|error| unusable("names", error))
}

fn unusable(key: &str, error: impl Display) -> Failure {
    let help = match key {
        "names" => "`ampli-rs schema config` prints what may be said",
        _ => "`ampli-rs explain` lists the codes, `ampli-rs schema config` what may be said",
    };
    Failure::new(format!("`{key}` under `[check]` in `ampli.toml` can't be used: {error}"), help)
}
