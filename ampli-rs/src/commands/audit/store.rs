//! Summaries that are kept, so that a file is read once: a manifest says which files are done, and beside it lie their
//! summaries.
//!
//! The summary is written before the manifest says that there is one. An audit that is killed in between reads the file
//! again and writes the same. Two audits at once may both read a file, with the same result.

mod location;
mod summaries;

use std::sync::Arc;

use snowplow_analytics::{
    DynamoManifests, LocalManifests, ManifestError, ObjectStoreManifests, RunManifests,
};

use self::location::{Location, Table};
use self::summaries::Summaries;
use crate::audit::smallest::digest;
use crate::audit::{Planned, Samples, Summary, VERSION};
use crate::collected::Input;
use crate::failure::Failure;
use crate::stores::{self, Keys};

/// What was kept for one plan, one version of the audit and one way to show values.
pub(super) struct Store {
    /// The location, as the user has named it.
    location: String,
    scope: [String; 3],
    manifests: Box<dyn RunManifests + Send + Sync>,
    summaries: Summaries,
}

impl Store {
    pub(super) fn open(location: &str, planned: &Planned<'_>, samples: Samples) -> Result<Self, Failure> {
        let samples = match samples {
            Samples::None => "none",
            Samples::Redacted => "redacted",
            Samples::Full => "full",
        };
        let scope = [planned.fingerprint.clone(), format!("audit {VERSION}"), samples.to_owned()];
        let (summaries, manifests) = match Location::parse(location)? {
            Location::Beside(place) => {
                let summaries = Summaries::open(place)?;
                let manifests = beside(&summaries, location, &scope)?;
                (summaries, manifests)
            }
            Location::Table(table) => {
                let manifests = in_table(&table, location, &scope)?;
                (Summaries::open(table.summaries)?, manifests)
            }
        };
        let store = Self { location: location.to_owned(), scope, manifests, summaries };
        store.manifests.create().map_err(|error| store.failed(&error))?;
        Ok(store)
    }

    /// The summary that is kept of the file as it is now.
    pub(super) fn kept(&self, input: &Input) -> Result<Option<Summary>, Failure> {
        let Some(run) = run(input) else { return Ok(None) };
        if !self.manifests.contains(&run).map_err(|error| self.failed(&error))? {
            return Ok(None);
        }
        // Whoever has removed the summary, or broken it, wants it anew.
        let text = self.summaries.read(&self.name(&run))?;
        let summary = text.and_then(|text| serde_json::from_slice::<Summary>(&text).ok());
        Ok(summary
            .filter(|summary| summary.plan == self.scope[0] && summary.files.contains_key(input.name())))
    }

    /// Keeps the summary of a file. One that could not be read is tried again next time.
    pub(super) fn keep(&self, input: &Input, summary: &Summary) -> anyhow::Result<()> {
        let Some(run) = run(input) else { return Ok(()) };
        if summary.files.values().any(|file| file.failure.is_some()) {
            return Ok(());
        }
        self.summaries.write(&self.name(&run), serde_json::to_vec(summary)?)?;
        self.manifests.add(&run).map_err(|error| self.failed(&error))?;
        Ok(())
    }

    /// The name of a summary's file or object.
    fn name(&self, run: &str) -> String {
        let parts = self.scope.iter().map(String::as_str).chain([run]);
        format!("{:016x}.json", digest(parts))
    }

    fn failed(&self, error: &ManifestError) -> Failure {
        let reason = match error {
            ManifestError::Io(_, error) => stores::io_reason(error),
            error => error.to_string(),
        };
        unusable(&self.location, &reason)
    }
}

/// A manifest in the place where the summaries are.
fn beside(
    summaries: &Summaries,
    location: &str,
    scope: &[String; 3],
) -> Result<Box<dyn RunManifests + Send + Sync>, Failure> {
    Ok(match summaries {
        Summaries::Folder(folder) => Box::new(LocalManifests::new(folder).scoped(scope.clone())),
        Summaries::Objects { located, .. } => {
            let manifests = ObjectStoreManifests::new(Arc::clone(&located.store), located.path.as_ref());
            let manifests = manifests.map_err(|error| unusable(location, &error.to_string()))?;
            Box::new(manifests.scoped(scope.clone()))
        }
    })
}

/// A manifest in a table of DynamoDB.
fn in_table(
    table: &Table,
    location: &str,
    scope: &[String; 3],
) -> Result<Box<dyn RunManifests + Send + Sync>, Failure> {
    let keys = Keys::find().map_err(|error| unusable(location, &error.to_string()))?;
    let manifests = DynamoManifests::new(&table.name, &table.region, keys);
    let manifests = match &table.endpoint {
        Some(url) => manifests.endpoint(url),
        None => manifests,
    };
    Ok(Box::new(manifests.scoped(scope.clone())))
}

fn unusable(location: &str, reason: &str) -> Failure {
    let message = format!("the manifest in `{location}` can't be used: {reason}");
    Failure::new(message, "check who may read and write there, or name another place")
}

/// What a file is known by: one that has grown is another one, and so is an object with other content. Standard input is
/// never the same.
fn run(input: &Input) -> Option<String> {
    let stamp = input.stamp().map(|stamp| format!("\n{stamp}")).unwrap_or_default();
    Some(format!("{}\n{}{stamp}", input.name(), input.size()?))
}
