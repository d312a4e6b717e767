//! Iglu registries: an Iglu Server lists its schemas, a folder of static files mostly gives them one by one.

use std::path::Path;

use super::answer::{self, Answer};
use super::parallel;
use super::session::Session;
use super::{Locator, READ, Vendor, empty};
use crate::failure::Failure;
use crate::fetch::Settings;
use crate::fetch::location::has_scheme;
use crate::json::Json;
use crate::text::Document;

const SCHEMAS: &str = "schemas";

/// Asks the server for whole schemas in the place of their names.
const WHOLE: &[(&str, &str)] = &[("repr", "canonical")];

/// What a location names: a registry, and which of its schemas.
struct Wanted<'a> {
    base: String,
    /// Vendor, name, format and version, as far as they are said.
    chosen: Vec<&'a str>,
}

/// The schemas that the locator names, each a document, sorted by their addresses.
pub(super) fn documents(locator: &Locator, settings: &Settings) -> Result<Vec<Document>, Failure> {
    let wanted = wanted(locator)?;
    let session = Session::open(Vendor::Iglu, locator.to_string(), READ, &wanted.base, settings)?;
    let mut documents = match wanted.chosen.as_slice() {
        [vendor, name, format, version] if version.contains('-') => {
            vec![schema(&session, &[SCHEMAS, vendor, name, format, version])?]
        }
        chosen => listed(&session, chosen)?,
    };
    if documents.is_empty() {
        return Err(empty(&session, "schemas"));
    }
    documents.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(documents)
}

fn wanted(locator: &Locator) -> Result<Wanted<'_>, Failure> {
    let text = locator.plan.trim_end_matches('/');
    if text.starts_with(['.', '/', '~']) || (!text.contains(['.', ':']) && Path::new(text).is_dir()) {
        return Err(Failure::new(
            format!("`{locator}` names a folder, and `iglu:` is for registries that a server gives"),
            format!("write the folder as the plan: `{}`", locator.plan),
        ));
    }
    let (base, chosen) = match text.split_once("/schemas") {
        Some((base, rest)) if rest.is_empty() || rest.starts_with('/') => (base, rest),
        _ => (text, ""),
    };
    let parts: Vec<&str> = base.split('/').collect();
    if let [_, _, "jsonschema", _] = parts.as_slice() {
        return Err(Failure::new(
            format!("`{locator}` names a schema but no registry"),
            format!("write where it is: `iglu:iglucentral.com/{SCHEMAS}/{base}`"),
        ));
    }
    let base = if has_scheme(base) { base.to_owned() } else { format!("https://{base}") };
    Ok(Wanted { base, chosen: chosen.split('/').filter(|part| !part.is_empty()).collect() })
}

/// All schemas that the registry lists below `chosen`.
fn listed(session: &Session<'_>, chosen: &[&str]) -> Result<Vec<Document>, Failure> {
    let (folder, list) = list(session, chosen)?;
    if list.json.get("self").is_some() {
        return Ok(vec![whole(session, &folder, &list.json)?]);
    }
    parallel::each(list.list(&[])?, session.at_once(), |item| match item.as_str() {
        Some(uri) => {
            let parts = uri.trim_start_matches("iglu:").split('/');
            let path: Vec<&str> = folder.iter().copied().chain(parts).collect();
            schema(session, &path)
        }
        None => whole(session, &folder, item),
    })
}

/// The list, and the folder that all schemas lie in. An Iglu Server has it under `/api`.
fn list(session: &Session<'_>, chosen: &[&str]) -> Result<(Vec<&'static str>, Answer), Failure> {
    for folder in [vec![SCHEMAS], vec!["api", SCHEMAS]] {
        if let Some(list) = session.find(&[&folder, chosen].concat(), WHOLE)? {
            return Ok((folder, list));
        }
    }
    let place = session.place(&[&[SCHEMAS], chosen].concat());
    Err(Failure::new(
        format!("`{place}` gives no list of schemas"),
        "check the address, and the key if they are not public; static registries may have no lists: then name \
         one schema, as `iglu:HOST/schemas/VENDOR/NAME/jsonschema/1-0-0`",
    ))
}

fn schema(session: &Session<'_>, path: &[&str]) -> Result<Document, Failure> {
    let name = session.place(path);
    let answer = session.get(path, &[])?;
    // Whether it is a schema, and of which format, the parser tells.
    answer.object(&[])?;
    Ok(Document { name, text: answer.text })
}

/// A schema out of a list, named as if it had been fetched by itself.
fn whole(session: &Session<'_>, folder: &[&str], schema: &Json) -> Result<Document, Failure> {
    let part = |key: &str| schema.get("self").and_then(|own| own.get(key)).and_then(Json::as_str);
    let parts: Option<Vec<&str>> = ["vendor", "name", "format", "version"].into_iter().map(part).collect();
    let parts = parts.ok_or_else(|| {
        Failure::new(
            format!("`{}` lists a schema that does not describe itself", session.place(folder)),
            session.check_base_url(),
        )
    })?;
    Ok(answer::document(session.place(&[folder, &parts].concat()), schema))
}

#[cfg(test)]
mod tests {
    use super::{Locator, wanted};

    fn parts(text: &str) -> (String, Vec<String>) {
        let locator = Locator::parse(text).unwrap();
        let wanted = wanted(&locator).unwrap();
        (wanted.base, wanted.chosen.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_folder_is_no_server() {
        for text in ["iglu:./schemas", "iglu:/srv/registry", "iglu:~/registry", "iglu:src"] {
            let locator = Locator::parse(text).unwrap();
            let folder = text.trim_start_matches("iglu:");
            let failure = wanted(&locator).err().unwrap().to_string();
            assert_eq!(
                failure,
                format!(
                    "`{text}` names a folder, and `iglu:` is for registries that a server gives\n\
                     help: write the folder as the plan: `{folder}`"
                )
            );
        }
    }

    #[test]
    fn registry_and_schemas_are_told_apart() {
        assert_eq!(parts("iglu:iglucentral.com"), ("https://iglucentral.com".to_owned(), vec![]));
        assert_eq!(parts("iglu:host/a/api/"), ("https://host/a/api".to_owned(), vec![]));
        assert_eq!(
            parts("iglu:http://localhost:81/schemas/com.acme/seed"),
            ("http://localhost:81".to_owned(), vec!["com.acme".to_owned(), "seed".to_owned()])
        );
        assert_eq!(parts("iglu:host/schemas-of-us"), ("https://host/schemas-of-us".to_owned(), vec![]));
    }

    #[test]
    fn a_schema_without_registry_is_explained() {
        let locator = Locator::parse("iglu:com.acme/seed/jsonschema/1-0-0").unwrap();
        assert_eq!(
            wanted(&locator).err().unwrap().to_string(),
            "`iglu:com.acme/seed/jsonschema/1-0-0` names a schema but no registry\n\
             help: write where it is: `iglu:iglucentral.com/schemas/com.acme/seed/jsonschema/1-0-0`",
        );
    }
}
