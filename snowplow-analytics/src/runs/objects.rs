//! Runs in any object store, as the crate `object_store` lists it.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::io;

use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore};
use tokio::runtime::Builder;

use super::{is_run_in, unit_of};
use crate::read::SkipReason;

/// A unit of work in an object store: a folder that a run has written, or an object of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectRun {
    /// What manifests know it by: the key, with `/` at the end if it is a folder.
    pub id: String,
    /// Its objects, sorted by key, those without events included.
    pub objects: Vec<ObjectMeta>,
}

/// The folders directly below `folder` that are named like runs, as the original's `list_runids` returns them: prefixes of
/// keys, without the bucket. One listing, page by page, without a call for each run.
///
/// What lies in an archive is not told by `object_store`; of S3, `S3::list_runids` knows it.
///
/// # Errors
///
/// When the store can't be listed.
pub fn list_object_runids(store: &dyn ObjectStore, folder: &str) -> io::Result<Vec<String>> {
    let (folder, units) = units(store, folder)?;
    Ok(units.into_keys().filter(|unit| is_run_in(&folder, unit)).collect())
}

/// The units of work below `folder`, however it is laid out: each folder that is named like a run is one, with all that is
/// below it, and so is each object with events that stands in none, as flat and date-partitioned sinks write them. The same
/// as [`list_runs`](crate::list_runs) for the folders of a machine. The call waits for the store, and must not be made on a
/// thread of an asynchronous runtime.
///
/// ```
/// use object_store::memory::InMemory;
/// use object_store::{ObjectStore, ObjectStoreExt};
/// use snowplow_analytics::list_object_runs;
///
/// let store = InMemory::new();
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// for key in ["good/run=2026-11-21-19-00-00/part-0", "good/run=2026-11-21-19-00-00/part-1", "good/2026/11/21/part-0"] {
///     # runtime.block_on(async {
///     store.put(&key.into(), "events".into()).await
///     # })?;
/// }
/// let runs = list_object_runs(&store, "good")?;
/// let found: Vec<_> = runs.iter().map(|run| (run.id.as_str(), run.objects.len())).collect();
/// assert_eq!(found, [("good/2026/11/21/part-0", 1), ("good/run=2026-11-21-19-00-00/", 2)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the store can't be listed.
pub fn list_object_runs(store: &dyn ObjectStore, folder: &str) -> io::Result<Vec<ObjectRun>> {
    let (_, units) = units(store, folder)?;
    Ok(units.into_iter().map(|(id, objects)| ObjectRun { id, objects }).collect())
}

/// The folder as keys begin with it, and the objects of each unit of work in it.
fn units(store: &dyn ObjectStore, folder: &str) -> io::Result<(String, BTreeMap<String, Vec<ObjectMeta>>)> {
    let path = Path::parse(folder).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    let folder = if path.as_ref().is_empty() { String::new() } else { format!("{path}/") };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut objects = store.list(Some(&path));
    let mut units = BTreeMap::<String, Vec<ObjectMeta>>::new();
    while let Some(object) = runtime.block_on(poll_fn(|context| objects.as_mut().poll_next(context))) {
        let object = object?;
        let key = object.location.as_ref();
        let unit = unit_of(&folder, key);
        if unit.ends_with('/') || SkipReason::of_object(key, object.size).is_none() {
            units.entry(unit.to_owned()).or_default().push(object);
        }
    }
    units.values_mut().for_each(|objects| objects.sort_by(|one, other| one.location.cmp(&other.location)));
    Ok((folder, units))
}
