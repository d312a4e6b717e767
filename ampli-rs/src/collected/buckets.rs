//! Locations in buckets, whoever keeps them.

mod s3;
mod store;

use std::sync::Arc;

use snowplow_analytics::S3;

use self::s3::S3Bucket;
use self::store::StoreBucket;
use super::objects::Objects;
use crate::failure::Failure;
use crate::stores::{Keys, Stores};

/// What asks the stores, once something has to be asked.
#[derive(Default)]
pub(super) struct Clients {
    s3: Option<Result<Arc<S3>, String>>,
}

impl Clients {
    /// The bucket whose address, without a key, is `name`.
    pub(super) fn bucket(&mut self, name: &str) -> Result<Box<dyn Objects>, String> {
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

/// The address of a bucket, and the key in it.
pub(super) fn split(location: &str) -> (&str, &str) {
    let start = location.find("://").map_or(0, |at| at + 3);
    let end = location[start..].find('/').map_or(location.len(), |at| start + at);
    (&location[..end], location[end..].strip_prefix('/').unwrap_or_default())
}
