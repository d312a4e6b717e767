//! Locations in buckets of S3.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use snowplow_analytics::{S3, S3Object, Skipped};

use super::Input;
use super::listing::{Listing, matcher, split_pattern};

/// Adds the objects at `location`, whose path behind the scheme is `path`: one of them, all in a folder, or those of a
/// pattern.
pub(super) fn add(listing: &mut Listing, s3: &Arc<S3>, location: &str, path: &str) {
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let is_pattern = key.contains(['*', '?', '[']);
    let found = if is_pattern { matched(s3, bucket, key) } else { within(s3, bucket, key) };
    let objects = match found {
        Ok(objects) if objects.is_empty() => return listing.fail(location, "no object is there"),
        Ok(objects) => objects,
        Err(error) => return listing.fail(location, error.to_string()),
    };
    for object in objects {
        // An object that is named is read, whatever its name is.
        match object.skip_reason().filter(|_| object.key != key) {
            Some(reason) => {
                listing.skipped.push(Skipped { path: PathBuf::from(name(bucket, &object)), reason });
            }
            None if object.is_archived() => {
                listing.fail(&name(bucket, &object), "it lies in an archive: restore it first");
            }
            None => listing.inputs.push(Input::object(s3, bucket, object)),
        }
    }
}

fn name(bucket: &str, object: &S3Object) -> String {
    format!("s3://{bucket}/{}", object.key)
}

/// The object of this key, and all in the folder of this name.
fn within(s3: &S3, bucket: &str, key: &str) -> io::Result<Vec<S3Object>> {
    let mut objects = s3.list_objects(bucket, key)?;
    let folder = if key.is_empty() || key.ends_with('/') { key.to_owned() } else { format!("{key}/") };
    objects.retain(|object| object.key == key || object.key.starts_with(&folder));
    Ok(objects)
}

/// The objects whose keys the pattern matches, and those in folders that it matches.
fn matched(s3: &S3, bucket: &str, pattern: &str) -> io::Result<Vec<S3Object>> {
    let (folder, rest) = split_pattern(pattern);
    let root = Path::new("/").join(if folder == Path::new(".") { Path::new("") } else { &folder });
    let matcher = matcher(&root, &rest).map_err(io::Error::other)?;
    let prefix = &pattern[..pattern.find(['*', '?', '[']).unwrap_or_default()];
    let mut objects = s3.list_objects(bucket, prefix)?;
    objects.retain(|object| {
        let path = Path::new("/").join(&object.key);
        path.starts_with(&root) && matcher.matched_path_or_any_parents(&path, false).is_ignore()
    });
    Ok(objects)
}
