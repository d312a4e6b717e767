use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write as _};
use std::path::Path;

use super::access::access;
use super::console::Console;
use super::former::{self, Former};
use super::{Outcome, shell_word};
use crate::cli::{InitArguments, PlanArguments};
use crate::config::{self, FILE_NAME, Project};
use crate::failure::Failure;
use crate::fetch::{self, Location};
use crate::plan::Source;
use crate::text::PlanText;
use crate::{parse, partial_file, suggestion};

/// Where a plan is taken to be when the user names none.
const USUAL_PLAN: &str = "tracking-plan.json";
const USUAL_PATH: &str = "itly";
/// The name of the source when neither the user nor the plan has one.
const USUAL_SOURCE: &str = "app";
/// What stands for all sources of the plan.
const ALL: &str = "all";

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
    // Whoever names a plan does not mean the one of the Ampli CLI.
    let former = if arguments.plan.is_some() { None } else { former::find()? };
    let questions =
        Questions { asking: !arguments.yes && io::stdin().is_terminal() && io::stderr().is_terminal() };
    let usual = former.as_ref().and_then(|former| former.plan.as_deref()).unwrap_or(USUAL_PLAN);
    let plan =
        questions.ask("plan (file, folder, address or vendor's plan)", arguments.plan.as_deref(), usual)?;
    let location = Location::new(&plan, Path::new(""));
    if let Location::Vendor(locator) = &location {
        locator.check()?;
    }
    let base_url = former.as_ref().and_then(|former| former.base_url);
    // Whoever names the source needs no list of them.
    let told = arguments.source.is_none().then_some(console);
    let known = sources_of(&location, base_url, console, told);
    let sources = match chosen(arguments.source.as_deref(), former.as_ref(), &known)? {
        sources if sources.is_empty() => vec![questions.ask("source", None, USUAL_SOURCE)?],
        sources if sources.len() > 1 => selected(sources, &questions, console)?,
        sources => sources,
    };
    let usual = former.as_ref().and_then(|former| former.path.as_deref()).unwrap_or(USUAL_PATH);
    let path = questions.ask("folder of the SDK", arguments.path.as_deref(), usual)?;
    let text = configuration(&plan, base_url, &sources, &path);
    // What the user typed may be such that the file can't be read; better known now than at the next command.
    config::parse(FILE_NAME, &text)?;
    partial_file::write(file, text.as_bytes()).map_err(|error| Failure::file("write", file, &error))?;
    console.say(format_args!("wrote {FILE_NAME}"));
    if let Some(former) = &former {
        tell_of(former, console);
    }
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

/// The sources to configure: the one that the user names, that of the Ampli CLI's file, or all that are known.
fn chosen(wanted: Option<&str>, former: Option<&Former>, known: &[Source]) -> Result<Vec<String>, Failure> {
    match (wanted, former.and_then(|former| former.source.as_deref())) {
        (Some(wanted), _) if known.is_empty() || known.iter().any(|source| source.name == wanted) => {
            Ok(vec![wanted.to_owned()])
        }
        (Some(wanted), _) => Err(Failure::new(
            format!("the plan has no source `{wanted}`"),
            suggestion::did_you_mean(wanted, known.iter().map(|source| source.name.as_str())),
        )),
        (None, Some(id)) => Ok(vec![name_of(id, known)]),
        (None, None) => Ok(known.iter().map(|source| source.name.to_string()).collect()),
    }
}

/// Those of several sources that the user wants; all of them where nobody can be asked.
fn selected(known: Vec<String>, questions: &Questions, console: &Console) -> anyhow::Result<Vec<String>> {
    let names = suggestion::list(known.iter().map(String::as_str));
    console.say(format_args!("the plan has the sources {names}"));
    let answer = questions.ask("sources (names with commas between them)", None, ALL)?;
    Ok(picked(&answer, known)?)
}

/// The sources that an answer names: one whole name, which may have commas in it, or several; all of them for `all`.
fn picked(answer: &str, known: Vec<String>) -> Result<Vec<String>, Failure> {
    if known.iter().any(|name| name == answer) {
        return Ok(vec![answer.to_owned()]);
    }
    if answer == ALL {
        return Ok(known);
    }
    let mut picked: Vec<String> = Vec::new();
    for name in answer.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !known.iter().any(|source| source == name) {
            let help = suggestion::did_you_mean(name, known.iter().map(String::as_str));
            return Err(Failure::new(format!("the plan has no source `{name}`"), help));
        }
        if !picked.iter().any(|source| source == name) {
            picked.push(name.to_owned());
        }
    }
    Ok(picked)
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

/// Says what has become of the file of the Ampli CLI.
fn tell_of(former: &Former, console: &Console) {
    console.say(format_args!("took over `{}`, which is no longer read and can be removed", former.file));
    if !former.left_out.is_empty() {
        let keys = suggestion::list(former.left_out.iter().map(String::as_str));
        console.say(format_args!("left out {keys}: there is nothing like it here"));
    }
    if let Some(version) = &former.version {
        console.say(format_args!(
            "the first `ampli-rs pull` takes the latest version; the last one was {version}"
        ));
    }
}

/// The name of the source with this id; the id itself where the plan was not read.
fn name_of(id: &str, known: &[Source]) -> String {
    let source = known.iter().find(|source| source.id.as_deref() == Some(id));
    source.map_or(id, |source| &source.name).to_owned()
}

/// The sources of a plan that is at hand: on disk, or at a vendor, which is asked. That a plan can't be read now is no
/// failure, but `told`: the sources would be configured otherwise.
fn sources_of(
    location: &Location,
    base_url: Option<&str>,
    console: &Console,
    told: Option<&Console>,
) -> Vec<Source> {
    let text = match location {
        Location::Path(_) => fetch::plan_text(location, &fetch::Settings::default()).ok(),
        Location::Vendor(locator) if locator.vendor.names_sources() => {
            match at_vendor(location, base_url, console) {
                Ok(text) => Some(text),
                Err(failure) => {
                    if let Some(console) = told {
                        let message = failure.message();
                        console.say(format_args!("the sources of the plan are not known: {message}"));
                        console.say(format_args!("  {}", failure.help()));
                    }
                    None
                }
            }
        }
        Location::Vendor(_) | Location::StandardInput | Location::Url(_) => None,
    };
    let parsed = text.and_then(|text| parse::plan(&text).ok());
    parsed.map(|parsed| parsed.plan.sources).unwrap_or_default()
}

/// The text of a plan at a vendor, which no configuration names yet.
fn at_vendor(location: &Location, base_url: Option<&str>, console: &Console) -> Result<PlanText, Failure> {
    let project = Project::default();
    let access = access(location, &PlanArguments::default(), &project)?;
    let mut settings = access.settings(&project, console)?;
    settings.base_url = settings.base_url.or(base_url.map(str::to_owned));
    fetch::plan_text(location, &settings)
}

fn configuration(plan: &str, base_url: Option<&str>, sources: &[String], path: &str) -> String {
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
    if let Some(base_url) = base_url {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "\n# Where the API is.\n[vendor.amplitude]\nbase_url = {}\n", quoted(base_url));
    }
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
# Where the SDK finds its runtime: a version in the registry, or as here a folder, relative to this file.
# runtime = {{ path = \"../ampli-rs/itly-runtime\" }}
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
    use super::{configuration, picked};
    use crate::config;

    #[test]
    fn an_answer_picks_sources_by_their_names() {
        let known = || ["web", "iOS, tvOS", "backend"].map(str::to_owned).to_vec();
        let picked = |answer: &str| picked(answer, known()).map_err(|failure| failure.to_string());
        assert_eq!(picked("all"), Ok(known()));
        assert_eq!(picked("backend, web,backend").unwrap(), ["backend", "web"]);
        assert_eq!(picked("iOS, tvOS").unwrap(), ["iOS, tvOS"]);
        assert_eq!(
            picked("web, bakend").unwrap_err(),
            "the plan has no source `bakend`\nhelp: did you mean `backend`? known are `web`, `iOS, tvOS`, `backend`"
        );
    }

    #[test]
    fn what_is_written_can_be_read() {
        let sources =
            ["backend".to_owned(), "Web \"app\"\n\u{7f}".to_owned(), "'''".to_owned(), String::new()];
        let config = config::parse(
            "ampli.toml",
            &configuration("a\\b \"c\".json", Some("https://h"), &sources, "i'tly"),
        )
        .unwrap();
        assert_eq!(config.plan.as_deref(), Some("a\\b \"c\".json"));
        assert_eq!(config.source.len(), 4);
        assert_eq!(
            config.source["Web \"app\"\n\u{7f}"].path.as_deref().unwrap().to_str(),
            Some("i'tly-web--app---")
        );
    }
}
