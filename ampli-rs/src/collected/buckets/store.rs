//! Buckets and containers of all stores that the crate `object_store` knows.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use object_store::list::PaginatedListOptions;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _};

use crate::collected::objects::{Found, Object, Objects};
use crate::stores::{Located, Stores, reason};

/// So many bytes are asked for at a time: each request is short, and one that fails costs little.
const PART: u64 = 8 << 20;

/// A bucket, and who asks.
pub(super) struct StoreBucket {
    stores: &'static Stores,
    located: Located,
}

/// An object of it.
#[derive(Clone)]
struct Stored {
    stores: &'static Stores,
    store: Arc<dyn ObjectStore>,
    about: ObjectMeta,
}

impl StoreBucket {
    pub(super) fn new(stores: &'static Stores, located: Located) -> Self {
        Self { stores, located }
    }

    /// All pages of a listing.
    fn listed(&self, prefix: &str) -> object_store::Result<Vec<ObjectMeta>> {
        let mut objects = Vec::new();
        let mut page_token = None;
        loop {
            let options = PaginatedListOptions { page_token, ..PaginatedListOptions::default() };
            let prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
            let page = self.stores.wait(self.located.lister.list_paginated(prefix, options))?;
            objects.extend(page.result.objects);
            page_token = page.page_token;
            if page_token.is_none() {
                return Ok(objects);
            }
        }
    }

    /// The object of this key, which listings of Azure leave out where it is the prefix itself.
    fn named(&self, key: &str) -> object_store::Result<Option<ObjectMeta>> {
        match self.stores.wait(self.located.store.head(&Path::parse(key)?)) {
            Err(Error::NotFound { .. }) => Ok(None),
            about => Ok(Some(about?)),
        }
    }

    fn found(&self, about: ObjectMeta) -> Found {
        let (key, size, stamp) = (about.location.to_string(), about.size, about.e_tag.clone());
        let stored = Stored { stores: self.stores, store: Arc::clone(&self.located.store), about };
        // What lies in an archive no listing of this crate says: the store does, when it is asked for.
        Found { key, size, stamp, is_archived: false, object: Arc::new(stored) }
    }
}

impl Objects for StoreBucket {
    fn list(&self, prefix: &str) -> io::Result<Vec<Found>> {
        let mut objects = self.listed(prefix).map_err(refused)?;
        if objects.is_empty() && !prefix.is_empty() && !prefix.ends_with('/') {
            objects.extend(self.named(prefix).map_err(refused)?);
        }
        objects.sort_by(|left, right| left.location.cmp(&right.location));
        Ok(objects.into_iter().map(|about| self.found(about)).collect())
    }
}

/// Without a kind, for which other words would be found.
fn refused(error: Error) -> io::Error {
    io::Error::other(reason(&error))
}

impl Object for Stored {
    fn read(&self) -> Box<dyn Read + Send> {
        Box::new(Parts { object: self.clone(), asked: 0, part: Cursor::default() })
    }
}

impl fmt::Debug for Stored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Stored").field(&self.about).finish()
    }
}

/// Reads an object, part by part.
struct Parts {
    object: Stored,
    /// So many of its bytes have been asked for.
    asked: u64,
    part: Cursor<Vec<u8>>,
}

impl Parts {
    /// Asks for the part that ends at `end`.
    fn ask(&self, end: u64) -> object_store::Result<Vec<u8>> {
        let Stored { stores, store, about } = &self.object;
        let range = Some(GetRange::Bounded(self.asked..end));
        let options = GetOptions { range, if_match: about.e_tag.clone(), ..GetOptions::default() };
        stores.wait(async {
            let part = store.get_opts(&about.location, options).await?;
            Ok(part.bytes().await?.to_vec())
        })
    }
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.part.read(buffer)?;
        let size = self.object.about.size;
        if length > 0 || self.asked >= size || buffer.is_empty() {
            return Ok(length);
        }
        let end = size.min(self.asked + PART);
        self.part = Cursor::new(self.ask(end).map_err(refused)?);
        self.asked = end;
        self.part.read(buffer)
    }
}
