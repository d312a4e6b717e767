//! Locations in buckets, whoever keeps them.

mod s3;
mod store;

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use snowplow_analytics::{S3, SkipReason, Skipped};

use self::s3::S3Bucket;
use self::store::StoreBucket;
use super::Input;
use super::listing::{Listing, matcher, split_pattern};
use crate::failure::Failure;
use crate::stores::{self, Keys, Stores};

/// Where objects lie.
trait Bucket {
    /// All objects whose keys begin with `prefix`.
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>>;
}

/// An object that was found.
struct Found {
    key: String,
    size: u64,
    /// Whether it has to be restored before it can be read.
    is_archived: bool,
    object: Arc<dyn Object>,
}

/// An object that can be read, as it was when it was found.
pub(super) trait Object: fmt::Debug + Send + Sync {
    /// What is in it, from its beginning.
    fn read(&self) -> Box<dyn Read + Send>;
}

/// What asks the stores, once something has to be asked.
#[derive(Default)]
pub(super) struct Clients {
    s3: Option<Result<Arc<S3>, String>>,
}

impl Clients {
    /// The bucket whose address, without a key, is `name`.
    fn bucket(&mut self, name: &str) -> Result<Box<dyn Bucket>, String> {
        if let Some(bucket) =
            ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| name.strip_prefix(scheme))
        {
            let made = || match Keys::find() {
                Ok(keys) => Ok(Arc::new(S3::of_environment(keys))),
                Err(error) => Err(error.to_string()),
            };
            let s3 = self.s3.get_or_insert_with(made).clone()?;
            return Ok(Box::new(S3Bucket::new(s3, bucket)));
        }
        let told = |failure: Failure| failure.message().to_owned();
        let stores = Stores::shared().map_err(told)?;
        let located = stores.locate(name).map_err(told)?;
        Ok(Box::new(StoreBucket::new(stores, located)))
    }
}

/// Adds the objects at `location`: one of them, all in a folder, or those of a pattern. `false`: it is no address of a
/// bucket.
pub(super) fn add(listing: &mut Listing, clients: &mut Clients, location: &str) -> bool {
    if !stores::is_address(location) {
        return false;
    }
    let start = location.find("://").map_or(0, |at| at + 3);
    let end = location[start..].find('/').map_or(location.len(), |at| start + at);
    let (name, key) = (&location[..end], location[end..].strip_prefix('/').unwrap_or_default());
    let is_pattern = key.contains(['*', '?', '[']);
    let found = clients.bucket(name).and_then(|bucket| {
        let found = if is_pattern { matched(&*bucket, key) } else { within(&*bucket, key) };
        found.map_err(|error| error.to_string())
    });
    match found {
        Ok(objects) if objects.is_empty() => listing.fail(location, "no object is there"),
        Ok(objects) => objects.into_iter().for_each(|found| take(listing, name, key, found)),
        Err(reason) => listing.fail(location, reason),
    }
    true
}

fn take(listing: &mut Listing, bucket: &str, wanted: &str, found: Found) {
    let name = format!("{bucket}/{}", found.key);
    // An object that is named is read, whatever its name is.
    match SkipReason::of_object(&found.key, found.size).filter(|_| found.key != wanted) {
        Some(reason) => listing.skipped.push(Skipped { path: PathBuf::from(name), reason }),
        None if found.is_archived => listing.fail(&name, "it lies in an archive: restore it first"),
        None => listing.inputs.push(Input::object(name, found.size, found.object)),
    }
}

/// The object of this key, and all in the folder of this name.
fn within(bucket: &dyn Bucket, key: &str) -> io::Result<Vec<Found>> {
    let mut objects = bucket.list(key)?;
    let folder = if key.is_empty() || key.ends_with('/') { key.to_owned() } else { format!("{key}/") };
    objects.retain(|object| object.key == key || object.key.starts_with(&folder));
    Ok(objects)
}

/// The objects whose keys the pattern matches, and those in folders that it matches.
fn matched(bucket: &dyn Bucket, pattern: &str) -> io::Result<Vec<Found>> {
    let (folder, rest) = split_pattern(pattern);
    let root = Path::new("/").join(if folder == Path::new(".") { Path::new("") } else { &folder });
    let matcher: Gitignore = matcher(&root, &rest).map_err(io::Error::other)?;
    let prefix = &pattern[..pattern.find(['*', '?', '[']).unwrap_or_default()];
    let mut objects = bucket.list(prefix)?;
    objects.retain(|object| {
        let path = Path::new("/").join(&object.key);
        path.starts_with(&root) && matcher.matched_path_or_any_parents(&path, false).is_ignore()
    });
    Ok(objects)
}
