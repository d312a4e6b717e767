//! Where a manifest is kept: `FOLDER`, `s3://BUCKET/FOLDER` and the like, or
//! `dynamodb:TABLE?summaries=LOCATION&region=…&endpoint=…`.
//!
//! A table of DynamoDB says which files are done, and nothing more: an item has 400 kB at most, which a summary may exceed.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::stores;

const TABLE: &str = "dynamodb:";

/// Where a manifest is kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// Where its summaries are.
    Beside(Place),
    Table(Table),
}

/// Where summaries are kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    Folder(PathBuf),
    /// The address of an object store.
    Objects(String),
}

/// A table of DynamoDB.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) region: String,
    /// Another server than that of the region.
    pub(super) endpoint: Option<String>,
    pub(super) summaries: Place,
}

impl Location {
    pub(super) fn parse(location: &str) -> Result<Self, Failure> {
        match location.strip_prefix(TABLE) {
            Some(rest) => Ok(Self::Table(table(rest, location)?)),
            None => Ok(Self::Beside(place(location)?)),
        }
    }
}

fn place(location: &str) -> Result<Place, Failure> {
    if stores::is_address(location) {
        return Ok(Place::Objects(location.to_owned()));
    }
    match location.split_once("://") {
        _ if location.is_empty() => Err(Failure::new("a manifest needs a place", "name a folder")),
        Some((scheme, _)) => Err(Failure::new(
            format!("`{scheme}://` is no place for a manifest"),
            "name a folder, `s3://BUCKET/FOLDER`, `gs://…`, `az://…` or `dynamodb:TABLE?summaries=…`",
        )),
        None => Ok(Place::Folder(PathBuf::from(location))),
    }
}

fn table(rest: &str, location: &str) -> Result<Table, Failure> {
    let (name, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if name.is_empty() || !name.bytes().all(is_of_name) {
        return Err(Failure::new(
            format!("`{location}` names no table"),
            "write `dynamodb:TABLE?summaries=LOCATION`; a name has letters, digits, `_`, `-` and `.`",
        ));
    }
    let (mut region, mut endpoint, mut summaries) = (None, None, None);
    for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match key {
            "region" => region = Some(value.to_owned()),
            "endpoint" => endpoint = Some(value.to_owned()),
            "summaries" => summaries = Some(place(value)?),
            _ => {
                return Err(Failure::new(
                    format!("`{location}` has the parameter `{key}`, which is not known"),
                    "those that are: `summaries`, `region` and `endpoint`",
                ));
            }
        }
    }
    let summaries = summaries.ok_or_else(|| {
        Failure::new(
            format!("`{location}` does not say where the summaries are kept"),
            format!("write `{TABLE}{name}?summaries=LOCATION`, with a folder or `s3://BUCKET/FOLDER`"),
        )
    })?;
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let region = region.or_else(|| variable("AWS_REGION")).or_else(|| variable("AWS_DEFAULT_REGION"));
    let endpoint =
        endpoint.or_else(|| variable("AWS_ENDPOINT_URL_DYNAMODB")).or_else(|| variable("AWS_ENDPOINT_URL"));
    let region = region.unwrap_or_else(|| "us-east-1".to_owned());
    Ok(Table { name: name.to_owned(), region, endpoint, summaries })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Location, Place, Table};

    #[test]
    fn places_are_folders_stores_and_tables() {
        let folder = |path: &str| Place::Folder(PathBuf::from(path));
        assert_eq!(Location::parse("audited").unwrap(), Location::Beside(folder("audited")));
        let address = "gs://bucket/audited";
        assert_eq!(Location::parse(address).unwrap(), Location::Beside(Place::Objects(address.to_owned())));
        let table = "dynamodb:runs.1?summaries=kept/a=b&region=eu-west-1&endpoint=http://127.0.0.1:8000";
        let expected = Table {
            name: "runs.1".to_owned(),
            region: "eu-west-1".to_owned(),
            endpoint: Some("http://127.0.0.1:8000".to_owned()),
            summaries: folder("kept/a=b"),
        };
        assert_eq!(Location::parse(table).unwrap(), Location::Table(expected));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        let message = |location: &str| Location::parse(location).unwrap_err().message().to_owned();
        assert_eq!(message("ftp://host/x"), "`ftp://` is no place for a manifest");
        assert_eq!(message(""), "a manifest needs a place");
        assert_eq!(message("dynamodb:?summaries=x"), "`dynamodb:?summaries=x` names no table");
        assert_eq!(message("dynamodb:a b"), "`dynamodb:a b` names no table");
        assert_eq!(message("dynamodb:runs"), "`dynamodb:runs` does not say where the summaries are kept");
        assert_eq!(
            message("dynamodb:runs?summary=x"),
            "`dynamodb:runs?summary=x` has the parameter `summary`, which is not known"
        );
    }
}
