//! Runs in a bucket of S3.

use std::io;

use super::refusal::{Patience, Refusal};
use super::signature::digest_text;
use super::{CredentialSource, Request, agent, host, unix_seconds};
use crate::runs::{is_run_in, unit_of};

/// The storage classes whose objects have to be restored before they can be read.
pub(super) const ARCHIVES: [&str; 2] = ["GLACIER", "DEEP_ARCHIVE"];

/// A page has a thousand keys of a thousand bytes, each three characters in the worst case, and a few words about each.
const LONGEST_PAGE: u64 = 8 << 20;

/// What is said about a refusal is short; what is longer says nothing here.
const LONGEST_REFUSAL: u64 = 1 << 20;

/// Buckets of S3, or of a server that speaks like it.
#[derive(Debug)]
pub struct S3 {
    endpoint: String,
    region: String,
    credentials: Box<dyn CredentialSource>,
    agent: ureq::Agent,
    pub(super) patience: Patience,
}

/// A unit of work in a bucket: a folder that a run has written, or an object of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct S3Run {
    /// The prefix of its keys, with `/` at the end and without the bucket: what the original SDKs call the run; or the key.
    pub id: String,
    /// Its objects, sorted by key, those without events included.
    pub objects: Vec<S3Object>,
}

/// An object, as a listing tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Object {
    /// Its whole key.
    pub key: String,
    /// In bytes.
    pub size: u64,
    /// Another one for other content.
    pub e_tag: String,
    /// How it is stored: `STANDARD` where the listing says nothing.
    pub storage_class: String,
}

impl S3Run {
    /// Whether an object of the run lies in Glacier or Deep Archive, so that the run can't be read as it is.
    pub fn is_archived(&self) -> bool {
        self.objects.iter().any(|object| ARCHIVES.contains(&object.storage_class.as_str()))
    }
}

impl S3 {
    /// The buckets of a region, for whom [`Credentials`](crate::Credentials) or another source of them names.
    pub fn new(region: impl Into<String>, credentials: impl CredentialSource + 'static) -> Self {
        let region = region.into();
        let endpoint = format!("https://s3.{region}.amazonaws.com");
        let (credentials, patience) = (Box::new(credentials), Patience::default());
        Self { endpoint, region, credentials, agent: agent(), patience }
    }

    /// Asks another server: a URL without a path.
    #[must_use]
    pub fn endpoint(mut self, url: &str) -> Self {
        url.trim_end_matches('/').clone_into(&mut self.endpoint);
        self
    }

    /// The runs directly below a folder that can be read, as the original's `list_runids` returns them: prefixes of keys,
    /// without the bucket. `path` is `s3://BUCKET/FOLDER`, or `s3n://` or `s3a://`.
    ///
    /// # Errors
    ///
    /// When `path` is another, or the bucket can't be listed.
    pub fn list_runids(&self, path: &str) -> io::Result<Vec<String>> {
        let (_, folder) = split_path(path)?;
        let runs = self.list_runs(path)?.into_iter();
        let readable = runs.filter(|run| is_run_in(&folder, &run.id) && !run.is_archived());
        Ok(readable.map(|run| run.id).collect())
    }

    /// The units of work below a folder of a bucket, however it is laid out, archived ones as well: each folder that is named
    /// like a run is one, with all that is below it, and so is each object with events that stands in none, as flat and
    /// date-partitioned sinks write them. One listing: a call for each thousand objects and none for each run.
    ///
    /// # Errors
    ///
    /// When `path` is another, or the bucket can't be listed.
    pub fn list_runs(&self, path: &str) -> io::Result<Vec<S3Run>> {
        let (bucket, prefix) = split_path(path)?;
        let mut runs = Vec::<S3Run>::new();
        self.each_page(bucket, &prefix, |objects| {
            for object in objects {
                // The key is what the server says: it may be another than was asked for.
                if !object.key.starts_with(&prefix) {
                    continue;
                }
                let id = unit_of(&prefix, &object.key);
                if !id.ends_with('/') && object.skip_reason().is_some() {
                    continue;
                }
                match runs.last_mut().filter(|run| run.id == id) {
                    Some(run) => run.objects.push(object),
                    None => runs.push(S3Run { id: id.to_owned(), objects: vec![object] }),
                }
            }
        })?;
        Ok(runs)
    }

    /// Goes through the pages of a listing.
    pub(super) fn each_page(
        &self,
        bucket: &str,
        prefix: &str,
        mut take: impl FnMut(Vec<S3Object>),
    ) -> io::Result<()> {
        let place = || format!("s3://{bucket}/{prefix}");
        let mut next = None;
        loop {
            let page = self.patience.until_answered(|| self.list(bucket, prefix, next.as_deref()));
            let page = page.map_err(|refusal| with_place(&refusal, &place()))?;
            take(page.split("<Contents>").skip(1).map(object).collect());
            let following = element(&page, "NextContinuationToken").map(unescaped);
            match following {
                None => return Ok(()),
                // It would never end.
                same if same == next => {
                    return Err(io::Error::other(format!("{}: the listing goes in a circle", place())));
                }
                following => next = following,
            }
        }
    }

    /// A page of a listing, as XML.
    fn list(&self, bucket: &str, prefix: &str, next: Option<&str>) -> Result<String, Refusal> {
        let next = next.map(|token| format!("continuation-token={}&", escaped(token))).unwrap_or_default();
        let query = format!("{next}encoding-type=url&list-type=2&prefix={}", escaped(prefix));
        let page = self.get(&Self::path(bucket, ""), &query, &[], LONGEST_PAGE)?;
        Ok(String::from_utf8_lossy(&page).into_owned())
    }

    /// The path of an object, or of its bucket, in a URL.
    pub(super) fn path(bucket: &str, key: &str) -> String {
        let key: Vec<String> = key.split('/').map(escaped).collect();
        let slash = if key == [""] { "" } else { "/" };
        format!("/{}{slash}{}", escaped(bucket), key.join("/"))
    }

    /// The body of an answer, of so many bytes at most.
    pub(super) fn get(
        &self,
        path: &str,
        query: &str,
        more: &[(&'static str, String)],
        limit: u64,
    ) -> Result<Vec<u8>, Refusal> {
        let credentials = self.credentials.credentials().map_err(Refusal::of_credentials)?;
        let mut headers =
            vec![("host", host(&self.endpoint).to_owned()), ("x-amz-content-sha256", digest_text(b""))];
        headers.extend_from_slice(more);
        let request =
            Request { service: "s3", region: &self.region, method: "GET", path, query, headers, body: b"" };
        let mut call = self.agent.get(format!("{}{path}?{query}", self.endpoint));
        for (name, value) in request.signed(&credentials, unix_seconds()) {
            call = call.header(name, value);
        }
        let mut answer = call.call().map_err(Refusal::of_transport)?;
        let status = answer.status().as_u16();
        let is_success = answer.status().is_success();
        let limit = if is_success { limit } else { LONGEST_REFUSAL };
        let body = answer.body_mut().with_config().limit(limit.saturating_add(1)).read_to_vec();
        let body = body.map_err(Refusal::of_transport)?;
        if is_success { Ok(body) } else { Err(refusal(status, &String::from_utf8_lossy(&body))) }
    }
}

/// The bucket, and the prefix of the folder's keys.
fn split_path(path: &str) -> io::Result<(&str, String)> {
    let rest = ["s3://", "s3n://", "s3a://"]
        .into_iter()
        .find_map(|scheme| path.strip_prefix(scheme))
        .ok_or_else(|| {
            let message = format!("`{path}` is no path of S3: begin it with `s3://`, `s3n://` or `s3a://`");
            io::Error::new(io::ErrorKind::InvalidInput, message)
        })?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = match prefix {
        "" | "/" => String::new(),
        _ if prefix.ends_with('/') => prefix.to_owned(),
        _ => format!("{prefix}/"),
    };
    Ok((bucket, prefix))
}

/// An answer that refuses.
fn refusal(status: u16, text: &str) -> Refusal {
    let kind = element(text, "Code").map_or_else(|| status.to_string(), str::to_owned);
    let message = element(text, "Message").map(unescaped).unwrap_or_default();
    let known = match status {
        401 | 403 => io::ErrorKind::PermissionDenied,
        404 => io::ErrorKind::NotFound,
        _ => io::ErrorKind::Other,
    };
    let message = match status {
        301 | 307 => format!("{kind}: the bucket lies in another region: set `AWS_REGION`"),
        412 => "it has changed while it was read".to_owned(),
        _ => format!("{kind}: {message}"),
    };
    Refusal { status, kind, error: io::Error::new(known, message) }
}

/// The error, with what was asked for.
pub(super) fn with_place(refusal: &Refusal, place: &str) -> io::Error {
    io::Error::new(refusal.error.kind(), format!("{place}: {}", refusal.error))
}

/// An object, of what follows its `<Contents>`.
fn object(text: &str) -> S3Object {
    let text = text.split("</Contents>").next().unwrap_or_default();
    let of = |name: &str| element(text, name).map(unescaped).unwrap_or_default();
    let storage_class = element(text, "StorageClass").map_or_else(|| "STANDARD".to_owned(), unescaped);
    S3Object {
        key: percent_decoded(&of("Key")),
        size: of("Size").parse().unwrap_or_default(),
        e_tag: of("ETag").trim_matches('"').to_owned(),
        storage_class,
    }
}

/// What stands in the first element of this name.
fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(content, _)| content)
}

/// Text of XML.
fn unescaped(text: &str) -> String {
    let marks =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, meant)| text.replace(mark, meant))
}

/// Text for a URL: all but letters, digits and `-._~` as percent signs and digits.
fn escaped(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

/// Text of a URL, in which a blank may be a `+`.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 16).ok());
        rest = behind;
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_divided_like_python_does() {
        for (path, bucket, prefix) in [
            ("s3://mybucket/path-to-events", "mybucket", "path-to-events/"),
            ("s3://mybucket", "mybucket", ""),
            ("s3n://snowplow-bucket/some/prefix/", "snowplow-bucket", "some/prefix/"),
            ("s3a://b//x", "b", "/x/"),
            ("s3://b/", "b", ""),
        ] {
            assert_eq!(split_path(path).unwrap(), (bucket, prefix.to_owned()));
        }
        assert_eq!(split_path("gs://b/x").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }

    #[test]
    fn texts_of_urls_are_read_back() {
        let text = "a b/é+=&%.gz";
        assert_eq!(escaped(text), "a%20b%2F%C3%A9%2B%3D%26%25.gz");
        assert_eq!(percent_decoded(&escaped(text)), text);
        assert_eq!(percent_decoded("a+b%2"), "a b%2");
    }
}
