//! Summaries that are kept, so that a file is read once: a manifest says which files are done, and beside it lie their
//! summaries.
//!
//! The summary is written before the manifest says that there is one. An audit that is killed in between reads the file
//! again and writes the same. Two audits at once may both read a file, with the same result.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use snowplow_analytics::{LocalManifests, RunManifests};

use crate::audit::smallest::digest;
use crate::audit::{Planned, Samples, Summary, VERSION};
use crate::collected::Input;
use crate::failure::Failure;

/// The folder with the summaries.
const SUMMARIES: &str = "summaries";

/// What was kept for one plan, one version of the audit and one way to show values.
pub(super) struct Store {
    folder: PathBuf,
    scope: [String; 3],
    manifests: LocalManifests,
}

impl Store {
    pub(super) fn open(folder: &Path, planned: &Planned<'_>, samples: Samples) -> Result<Self, Failure> {
        let samples = match samples {
            Samples::None => "none",
            Samples::Redacted => "redacted",
            Samples::Full => "full",
        };
        let scope = [planned.fingerprint.clone(), format!("audit {VERSION}"), samples.to_owned()];
        let manifests = LocalManifests::new(folder).scoped(scope.clone());
        let store = Self { folder: folder.to_owned(), scope, manifests };
        let made = fs::create_dir_all(store.folder.join(SUMMARIES));
        made.map_err(|error| Failure::file("make", folder, &error))?;
        store.manifests.create().map_err(|error| store.failed(&error))?;
        Ok(store)
    }

    /// The summary that is kept of the file as it is now.
    pub(super) fn kept(&self, input: &Input) -> Result<Option<Summary>, Failure> {
        let Some(run) = run(input) else { return Ok(None) };
        if !self.manifests.contains(&run).map_err(|error| self.failed(&error))? {
            return Ok(None);
        }
        // Whoever has removed the summary wants it anew.
        let text = fs::read_to_string(self.path(&run)).ok();
        let summary = text.and_then(|text| serde_json::from_str::<Summary>(&text).ok());
        Ok(summary
            .filter(|summary| summary.plan == self.scope[0] && summary.files.contains_key(input.name())))
    }

    /// Keeps the summary of a file. One that could not be read is tried again next time.
    pub(super) fn keep(&self, input: &Input, summary: &Summary) -> anyhow::Result<()> {
        let Some(run) = run(input) else { return Ok(()) };
        if summary.files.values().any(|file| file.failure.is_some()) {
            return Ok(());
        }
        let path = self.path(&run);
        write_whole(&path, &serde_json::to_string(summary)?)
            .map_err(|error| Failure::file("write", &path, &error))?;
        self.manifests.add(&run).map_err(|error| self.failed(&error))?;
        Ok(())
    }

    fn path(&self, run: &str) -> PathBuf {
        let parts = self.scope.iter().map(String::as_str).chain([run]);
        self.folder.join(SUMMARIES).join(format!("{:016x}.json", digest(parts)))
    }

    fn failed(&self, error: &snowplow_analytics::ManifestError) -> Failure {
        let message = format!("the manifest in `{}` can't be used: {error}", self.folder.display());
        Failure::new(message, "check who may read and write there, or name another folder")
    }
}

/// What a file is known by: one that has grown is another one. Standard input is never the same.
fn run(input: &Input) -> Option<String> {
    Some(format!("{}\n{}", input.name(), input.size()?))
}

/// A file has its name only with all that is in it.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, text)?;
    fs::rename(&part, path)
}
