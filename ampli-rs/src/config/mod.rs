//! `ampli.toml`: which plan, which sources, where their SDKs go, and the rules of the house.

mod edit;
mod mistake;
mod owner;
pub mod place;
mod runtime;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

pub use self::edit::with_plan;
pub use self::runtime::Runtime;
pub(crate) use self::runtime::relative;
use crate::failure::Failure;
use crate::fetch::TokenCommands;
use crate::fetch::http;
use crate::fetch::vendor::Vendor;
use crate::lower::names;

/// The name of the file.
pub const FILE_NAME: &str = "ampli.toml";

/// The JSON Schema of the file, for editors.
pub const SCHEMA: &str = include_str!("../config.schema.json");

/// The content of `ampli.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the plan is: a path relative to the file, or an address.
    pub plan: Option<String>,
    /// A program and its arguments that prints the token for the plan's address.
    pub token_command: Option<Vec<String>>,
    /// The sources, by the names that the plan has for them.
    #[serde(default)]
    pub source: BTreeMap<String, Source>,
    /// Identifiers that the user has chosen.
    #[serde(default)]
    pub names: Names,
    /// How plans are checked.
    #[serde(default)]
    pub check: Check,
    /// How addresses are read.
    #[serde(default)]
    pub http: Http,
    /// How the vendors' APIs are reached.
    #[serde(default)]
    pub vendor: BTreeMap<Vendor, VendorApi>,
}

/// `[vendor.NAME]`: how a vendor's API is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VendorApi {
    /// Where the API is, when it is not where it is for most: in the EU, on a machine of one's own.
    pub base_url: Option<String>,
    /// A program and its arguments that prints the token, when it is another than for the other plans.
    pub token_command: Option<Vec<String>>,
}

/// `[source.NAME]`: one program that sends events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// The folder of the SDK, relative to `ampli.toml`; `itly` when there is none.
    pub path: Option<PathBuf>,
    /// How the SDK is laid out.
    pub layout: Layout,
    /// Where the generated crate finds `itly-runtime`; in the registry when it is not said.
    pub runtime: Option<Runtime>,
    /// Whether the plan's API keys are written into the SDK.
    pub include_api_keys: bool,
    /// The plan of this source, when it is another one.
    pub plan: Option<String>,
}

/// How an SDK is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A crate with its own `Cargo.toml`.
    #[default]
    Crate,
    /// A folder with a `mod.rs`, for use inside of a crate.
    Module,
}

/// `[names]`: identifiers that the user has chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Further spellings that stay one word, such as `tvOS`.
    pub whole_words: Vec<String>,
    /// Functions, by the wire name of the event.
    pub events: BTreeMap<String, String>,
    /// Fields, in all events.
    pub properties: BTreeMap<String, String>,
    /// Variants, in all enumerations.
    pub values: BTreeMap<String, String>,
    /// Fields and variants of single events, by the wire name of the event.
    pub event: BTreeMap<String, names::EventOverrides>,
}

impl Names {
    /// The settings for naming.
    pub fn settings(&self) -> names::Settings {
        names::Settings {
            overrides: names::Overrides {
                events: self.events.clone(),
                properties: self.properties.clone(),
                values: self.values.clone(),
                event: self.event.clone(),
            },
            whole_words: self.whole_words.clone(),
            frozen: false,
        }
    }
}

/// `[check]`: how plans are checked. Codes and conventions are looked up when the checks are set up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Check {
    /// `error`, `warning`, `note` or `off`, by code or name of a kind of finding.
    pub levels: BTreeMap<String, String>,
    /// Codes or names of findings that are not reported for an event, by its name, or for a property:
    /// `Song Played.artist.name`. An asterisk stands for any text in the name of an event: `*.email`.
    pub allow: BTreeMap<String, Vec<String>>,
    /// How names are to be written.
    pub names: Conventions,
    /// Names that say nothing.
    pub generic_names: GenericNames,
}

/// `[check.generic_names]`: names that say nothing, in the place of those that the tool knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GenericNames {
    /// Of events.
    pub events: Option<Vec<String>>,
    /// Of properties.
    pub properties: Option<Vec<String>>,
}

/// `[check.names]`: how names are to be written, as `Title Case` or a regular expression between slashes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conventions {
    /// Tracked events.
    pub events: Option<String>,
    /// Properties.
    pub properties: Option<String>,
    /// Texts in enumerations.
    pub values: Option<String>,
    /// What holds for tracked events in the place of the above.
    pub track: CallConventions,
    /// The same for `identify`.
    pub identify: CallConventions,
    /// The same for `group`.
    pub group: CallConventions,
    /// The same for pages.
    pub page: CallConventions,
    /// The same for screens.
    pub screen: CallConventions,
    /// The same for the context.
    pub context: CallConventions,
}

/// `[check.names.CALL]`: how names are to be written in one call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallConventions {
    /// The names of the events, pages, screens.
    pub events: Option<String>,
    /// Properties.
    pub properties: Option<String>,
    /// Texts in enumerations.
    pub values: Option<String>,
}

/// `[http]`: how addresses are read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Time limit for one attempt, in seconds.
    pub timeout: Option<f64>,
    /// How often to ask again after an error of the server or of the network.
    pub retries: Option<u32>,
}

impl Http {
    /// The settings for fetching.
    ///
    /// # Errors
    /// When the time limit is no length of time.
    pub fn settings(&self) -> Result<http::Settings, Failure> {
        let usual = http::Settings::default();
        let timeout = match self.timeout {
            None => usual.timeout,
            Some(seconds) => {
                Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()).ok_or_else(|| {
                    Failure::new(
                        format!("`timeout = {seconds}` under `[http]` is no length of time"),
                        "give a number of seconds above 0",
                    )
                })?
            }
        };
        Ok(http::Settings { timeout, retries: self.retries.unwrap_or(usual.retries), ..usual })
    }
}

/// A configuration and the folder that its paths are relative to.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// The folder of `ampli.toml`; empty for the working directory.
    pub folder: PathBuf,
    /// The file; `None` when there is none.
    pub file: Option<PathBuf>,
    /// The text of the file.
    pub text: String,
    /// What the file says.
    pub config: Config,
    /// Whether `text` is not what the file says yet: it is to be written together with the SDKs.
    pub is_changed: bool,
    /// The programs of `token_command`, for as long as the project is worked on.
    pub token_commands: TokenCommands,
}

impl Project {
    /// Reads `file`.
    ///
    /// # Errors
    /// When it can't be read, or does not say what it should; with line and column.
    pub fn read(file: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
        let config = parse(&file.display().to_string(), &text)?;
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        let file = Some(file.to_owned());
        Ok(Self { folder, file, text, config, ..Self::default() })
    }

    /// Reads the nearest `ampli.toml` in `folder` and the folders that it lies in; `None` when there is none.
    ///
    /// # Errors
    /// As [`Project::read`]; also when it lies above `folder` and is another user's than that.
    pub fn find(folder: &Path) -> Result<Option<Self>, Failure> {
        if Path::new(FILE_NAME).is_file() {
            return Self::read(Path::new(FILE_NAME)).map(Some);
        }
        let file = folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file());
        let Some(file) = file else { return Ok(None) };
        owner::refuse_foreign(&file, folder)?;
        Self::read(&file).map(Some)
    }
}

/// The configuration that `text` is; messages call it `name`.
///
/// # Errors
/// When the text is not TOML, or has unknown keys or values of the wrong kind; with line and column.
pub fn parse(name: &str, text: &str) -> Result<Config, Failure> {
    toml::from_str(text).map_err(|error| mistake::failure(name, text, &error))
}

#[cfg(test)]
mod tests;
