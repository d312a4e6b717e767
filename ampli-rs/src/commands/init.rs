use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, IsTerminal, Write as _};
use std::path::Path;

use super::console::Console;
use super::{Outcome, shell_word};
use crate::cli::InitArguments;
use crate::config::{self, FILE_NAME};
use crate::failure::Failure;
use crate::fetch::{self, Location};
use crate::{parse, suggestion};

/// Where a plan is taken to be when the user names none.
const USUAL_PLAN: &str = "tracking-plan.json";
const USUAL_PATH: &str = "itly";
/// The name of the source when neither the user nor the plan has one.
const USUAL_SOURCE: &str = "app";

/// Writes a commented `ampli.toml`.
pub(super) fn run(arguments: &InitArguments, console: &Console) -> anyhow::Result<Outcome> {
    let file = Path::new(FILE_NAME);
    if file.exists() && !arguments.force {
        return Err(Failure::new(
            format!("`{FILE_NAME}` is there already"),
            "edit it, or write it anew with `--force`",
        )
        .into());
    }
    let questions =
        Questions { asking: !arguments.yes && io::stdin().is_terminal() && io::stderr().is_terminal() };
    let plan = questions.ask(
        "plan (file, folder, address or vendor's plan)",
        arguments.plan.as_deref(),
        USUAL_PLAN,
    )?;
    let location = Location::new(&plan, Path::new(""));
    if let Location::Vendor(locator) = &location {
        locator.check()?;
    }
    let known = sources_of(&location);
    let sources = match &arguments.source {
        Some(source) if known.is_empty() || known.contains(source) => vec![source.clone()],
        Some(source) => {
            let names = known.iter().map(String::as_str);
            return Err(Failure::new(
                format!("the plan has no source `{source}`"),
                suggestion::did_you_mean(source, names),
            )
            .into());
        }
        None => known,
    };
    let sources = match sources.as_slice() {
        [] => vec![questions.ask("source", None, USUAL_SOURCE)?],
        _ => sources,
    };
    let path = questions.ask("folder of the SDK", arguments.path.as_deref(), USUAL_PATH)?;
    let text = configuration(&plan, &sources, &path);
    // What the user typed may be such that the file can't be read; better known now than at the next command.
    config::parse(FILE_NAME, &text)?;
    fs::write(file, text).map_err(|error| Failure::file("write", file, &error))?;
    console.say(format_args!("wrote {FILE_NAME}"));
    if matches!(&location, Location::Path(path) if !path.exists()) {
        console.say(format_args!(
            "there is no `{plan}` yet: put the plan there, or correct `plan` in {FILE_NAME}"
        ));
    }
    let argument = match sources.as_slice() {
        [only] => shell_word::quoted(only),
        _ => "--all".to_owned(),
    };
    console.say(format_args!("next: ampli-rs pull {argument}"));
    Ok(Outcome::Clean)
}

/// Asks where there is somebody to answer.
struct Questions {
    asking: bool,
}

impl Questions {
    fn ask(&self, question: &str, given: Option<&str>, usual: &str) -> anyhow::Result<String> {
        if let Some(given) = given {
            return Ok(given.to_owned());
        }
        if !self.asking {
            return Ok(usual.to_owned());
        }
        write!(io::stderr(), "{question} [{usual}]: ")?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        let answer = answer.trim();
        Ok(if answer.is_empty() { usual } else { answer }.to_owned())
    }
}

/// The sources of a plan on disk. A plan that can't be read now is none of this command's business.
fn sources_of(location: &Location) -> Vec<String> {
    if !matches!(location, Location::Path(_)) {
        return Vec::new();
    }
    let text = fetch::plan_text(location, &fetch::Settings::default()).ok();
    let parsed = text.and_then(|text| parse::plan(&text).ok());
    parsed.into_iter().flat_map(|parsed| parsed.plan.sources).map(|source| source.name).collect()
}

fn configuration(plan: &str, sources: &[String], path: &str) -> String {
    let mut text = format!(
        "\
# What `ampli-rs` reads; `ampli-rs schema config` prints all that may stand here.
# Commit this file, ampli.lock and the SDK. Never write a token into it.

# Where the plan is: a file or folder, relative to this file, an address, or a plan at a vendor (segment:tp_123).
plan = {}

# For a plan that asks for a token: a program that prints it. AMPLI_TOKEN and the vendor's variable come before it.
# token_command = [\"pass\", \"show\", \"ampli/token\"]
",
        quoted(plan)
    );
    for source in sources {
        let path =
            if sources.len() == 1 { path.to_owned() } else { format!("{path}-{}", folder_name(source)) };
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "
# A program that sends events, by the name that the plan has for it.
[source.{}]
# The folder of the SDK.
path = {}
# `crate`: a crate of its own. `module`: a folder with a `mod.rs`, for use inside of a crate.
layout = \"crate\"
# Write the plan's API keys into the SDK, instead of reading them from the environment at run time.
include_api_keys = false
",
            quoted_key(source),
            quoted(&path)
        );
    }
    text.push_str(
        "
# How much a kind of finding matters: error, warning, note or off. `ampli-rs explain` lists them.
# [check.levels]
# missing-description = \"error\"

# Names that you choose, by the names in the plan.
# [names.properties]
# \"site id\" = \"site_id_spaced\"
",
    );
    text
}

/// A basic string of TOML. JSON escapes the same way, but for one character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn quoted_key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !key.is_empty() && key.bytes().all(bare) { key.to_owned() } else { quoted(key) }
}

/// The source's name with dashes for all that could mean something in a path.
fn folder_name(source: &str) -> String {
    source.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::configuration;
    use crate::config;

    #[test]
    fn what_is_written_can_be_read() {
        let sources =
            ["backend".to_owned(), "Web \"app\"\n\u{7f}".to_owned(), "'''".to_owned(), String::new()];
        let config =
            config::parse("ampli.toml", &configuration("a\\b \"c\".json", &sources, "i'tly")).unwrap();
        assert_eq!(config.plan.as_deref(), Some("a\\b \"c\".json"));
        assert_eq!(config.source.len(), 4);
        assert_eq!(
            config.source["Web \"app\"\n\u{7f}"].path.as_deref().unwrap().to_str(),
            Some("i'tly-web--app---")
        );
    }
}
