//! For build scripts: an SDK in `OUT_DIR`, made anew whenever the plan changes.
//!
//! `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), ampli_rs::build::Error> {
//!     ampli_rs::build::Builder::new("tracking-plan.json").source("backend").generate()
//! }
//! ```
//!
//! `src/main.rs`:
//!
//! ```ignore
//! mod itly {
//!     include!(concat!(env!("OUT_DIR"), "/itly/mod.rs"));
//! }
//! ```
//!
//! The network is never touched. `ampli.lock` beside the plan is read, so that names stay what they were, and never
//! written. With `default-features = false` this crate is small enough for a build dependency.

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::broken::Broken;
use crate::check;
use crate::diagnostic::{Diagnostics, Report, human};
use crate::failure::Failure;
use crate::fetch;
use crate::lock::Lock;
use crate::lower::Request;
use crate::module::Layout;
use crate::output::{self, Disk, Output, OutputFile, Ownership};
use crate::saved_plan::SavedPlan;
use crate::selection;
use crate::text::PlanText;
use crate::{Sdk, read, sdk};

/// The folder within `OUT_DIR`.
const FOLDER: &str = "itly";

/// What a build script wants.
#[derive(Debug, Clone)]
pub struct Builder {
    plan: PathBuf,
    lock: Option<PathBuf>,
    source: Option<String>,
    include_api_keys: bool,
    keep_going: bool,
}

impl Builder {
    /// An SDK of the plan in the file or folder `plan`, relative to the package.
    pub fn new(plan: impl Into<PathBuf>) -> Self {
        Self { plan: plan.into(), lock: None, source: None, include_api_keys: false, keep_going: false }
    }

    /// The source to write the SDK of; needed unless the plan has just one. A plan without sources takes any name.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>) -> Self {
        self.source = Some(name.into());
        self
    }

    /// Where `ampli.lock` is; beside the plan unless it is said.
    #[must_use]
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Writes the plan's API keys into the SDK, instead of reading them from the environment at run time.
    #[must_use]
    pub fn include_api_keys(mut self, include: bool) -> Self {
        self.include_api_keys = include;
        self
    }

    /// Leaves broken events out instead of failing.
    #[must_use]
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.keep_going = keep_going;
        self
    }

    /// Writes the SDK into the folder `itly` of `OUT_DIR`, and tells cargo what it was made from.
    ///
    /// # Errors
    /// When the plan can't be read, when it is broken, or when the files can't be written.
    pub fn generate(&self) -> Result<(), Error> {
        let out = env::var_os("OUT_DIR").ok_or_else(|| {
            Error::failed(Failure::new(
                "`OUT_DIR` is not set",
                "call this from a build script; `ampli-rs pull` is for all else",
            ))
        })?;
        // Whoever runs the build script without cargo needs nothing from its output.
        let _ = self.write_instructions(&mut io::stdout());
        self.generate_in(Path::new(&out))
    }

    fn write_instructions(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(output, "cargo::rerun-if-changed={}", self.plan.display())?;
        // Cargo runs the script at every build when it is told of a file that is not there.
        if self.lock_path().is_file() {
            writeln!(output, "cargo::rerun-if-changed={}", self.lock_path().display())?;
        }
        output.flush()
    }

    fn lock_path(&self) -> PathBuf {
        self.lock.clone().unwrap_or_else(|| self.plan.with_file_name("ampli.lock"))
    }

    fn generate_in(&self, out: &Path) -> Result<(), Error> {
        let text = fetch::on_disk(&self.plan).map_err(Error::failed)?;
        let parsed = read(&text, &check::Settings::default())
            .map_err(|findings| Error::broken_plan(&findings, &text))?;
        let broken = Broken::new(&parsed.plan, &parsed.findings);
        if !broken.allows(self.keep_going) {
            return Err(Error::broken_plan(&parsed.findings, &text));
        }
        let source = selection::source_name(&parsed.plan, self.source.as_deref()).map_err(Error::failed)?;
        let content = SavedPlan::new(&parsed.plan).content;
        let request = Request { content, ..self.request(&source, broken.events) };
        let mut names = self.read_lock()?.sources.remove(&source).unwrap_or_default();
        let Sdk { files, findings, .. } = sdk(&parsed.plan, &request, &mut names);
        if findings.has_errors() {
            return Err(Error::broken_plan(&findings, &text));
        }
        let folder = out.join(FOLDER);
        let files = files.into_iter().map(|file| OutputFile {
            path: folder.join(file.path),
            text: file.text,
            ownership: Ownership::Name,
        });
        let output = Output {
            root: out.to_owned(),
            files: files.collect(),
            folders: vec![folder],
            ..Output::default()
        };
        output::write(&Disk, &output).map_err(Error::failed)?;
        Ok(())
    }

    fn request(&self, source: &str, broken: BTreeSet<usize>) -> Request {
        Request {
            source: source.to_owned(),
            layout: Layout::Included,
            include_api_keys: self.include_api_keys,
            broken,
            command: "cargo build".to_owned(),
            ..Request::default()
        }
    }

    fn read_lock(&self) -> Result<Lock, Error> {
        let path = self.lock_path();
        match fs::read_to_string(&path) {
            Ok(text) => match Lock::parse(&text) {
                Ok(parsed) => Ok(parsed.lock),
                Err(findings) => {
                    let text = PlanText::single(path.display().to_string(), text);
                    Err(Error::new("`ampli.lock` can't be read", &findings, &text))
                }
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::default()),
            Err(error) => Err(Error::failed(Failure::file("read", &path, &error))),
        }
    }
}

/// Why there is no SDK. It is made to be returned from the `main` of a build script: it shows as the text that the
/// command line would print.
pub struct Error(String);

impl Error {
    fn broken_plan(findings: &Diagnostics, text: &PlanText) -> Self {
        Self::new("the tracking plan is broken", findings, text)
    }

    fn new(what: &str, findings: &Diagnostics, text: &PlanText) -> Self {
        let mut shown = format!("{what}\n").into_bytes();
        // Writing to memory cannot fail.
        let _ = human::write(&Report::new(findings, text), human::Look::default(), &mut shown);
        Self(String::from_utf8_lossy(&shown).into_owned())
    }

    fn failed(failure: Failure) -> Self {
        Self(failure.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// As [`Display`](fmt::Display): `main` shows its error this way.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Builder;

    const PLAN: &str = r#"{"ampliPlan": 1, "name": "Acme", "sources": [{"name": "backend"}, {"name": "web"}],
        "events": [{"name": "Song Played", "schema": {}}, {"name": "", "schema": {}}]}"#;

    #[test]
    fn the_sdk_is_in_the_folder_and_nothing_else_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.json");
        fs::write(&plan, PLAN.replace(r#", {"name": "", "schema": {}}"#, "")).unwrap();
        Builder::new(&plan).source("backend").generate_in(&folder.path().join("out")).unwrap();
        assert!(folder.path().join("out/itly/mod.rs").is_file());
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["out", "plan.json"]);
    }

    #[test]
    fn mistakes_are_told_as_on_the_command_line() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.json");
        fs::write(&plan, PLAN).unwrap();
        let error = Builder::new(&plan).source("backend").generate_in(folder.path()).unwrap_err();
        assert!(error.to_string().starts_with("the tracking plan is broken\n"), "{error}");
        let error =
            Builder::new(&plan).keep_going(true).source("bakend").generate_in(folder.path()).unwrap_err();
        assert_eq!(
            format!("{error:?}"),
            "the plan has no source `bakend`\nhelp: did you mean `backend`? known are `backend`, `web`"
        );
    }

    #[test]
    fn cargo_is_told_what_the_sdk_was_made_from() {
        let folder = tempfile::tempdir().unwrap();
        let instructions = || {
            let mut text = Vec::new();
            Builder::new(folder.path().join("plan.json")).write_instructions(&mut text).unwrap();
            String::from_utf8(text).unwrap().replace(&folder.path().display().to_string(), "app")
        };
        assert_eq!(instructions(), "cargo::rerun-if-changed=app/plan.json\n");
        fs::write(folder.path().join("ampli.lock"), "").unwrap();
        assert_eq!(
            instructions(),
            "cargo::rerun-if-changed=app/plan.json\ncargo::rerun-if-changed=app/ampli.lock\n"
        );
    }
}
