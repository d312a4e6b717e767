use super::Vendor;
use super::session::check_base_url;
use crate::failure::Failure;
use crate::json::{Json, Member};
use crate::text::Document;

/// A vendor's answer, and where it came from.
pub(super) struct Answer {
    pub(super) json: Json,
    /// The answer as it was sent.
    pub(super) text: String,
    place: String,
    vendor: Vendor,
}

impl Answer {
    /// The answer that `text` is; `None` when it is no JSON.
    pub(super) fn new(vendor: Vendor, place: String, text: String) -> Option<Self> {
        let json = serde_json::from_str(&text).ok()?;
        Some(Self { json, text, place, vendor })
    }

    /// The value at `path`, keys from the outermost to the innermost.
    pub(super) fn get(&self, path: &[&str]) -> Option<&Json> {
        path.iter().try_fold(&self.json, |json, key| json.get(key)).filter(|value| **value != Json::Null)
    }

    /// The list at `path`.
    pub(super) fn list(&self, path: &[&str]) -> Result<&[Json], Failure> {
        match self.get(path) {
            Some(Json::Array(items)) => Ok(items),
            _ => Err(self.without("list", path)),
        }
    }

    /// The object at `path`.
    pub(super) fn object(&self, path: &[&str]) -> Result<&Json, Failure> {
        self.get(path).filter(|value| value.is_object()).ok_or_else(|| self.without("object", path))
    }

    /// The text at `path`.
    pub(super) fn text(&self, path: &[&str]) -> Option<&str> {
        self.get(path).and_then(Json::as_str)
    }

    /// The whole number at `path`.
    pub(super) fn number(&self, path: &[&str]) -> Option<u64> {
        match self.get(path) {
            Some(Json::Number(number)) => number.as_u64(),
            _ => None,
        }
    }

    /// The failure that there is nothing such at `path`.
    pub(super) fn without(&self, what: &str, path: &[&str]) -> Failure {
        let what = match path {
            [] => format!("gave an answer that is no {what}"),
            _ => format!("gave an answer without the {what} `{}`", path.join(".")),
        };
        Failure::new(format!("`{}` {what}", self.place), check_base_url(self.vendor))
    }
}

/// An object with these members.
pub(super) fn object<const COUNT: usize>(members: [(&str, Json); COUNT]) -> Json {
    members.into_iter().map(|(key, value)| (key.into(), value)).collect()
}

/// `json` with `value` as its only member `key`, at the end.
pub(super) fn with(json: &Json, key: &str, value: Json) -> Json {
    let others = json.members().iter().filter(|(name, _)| **name != *key).cloned();
    others.chain([(key.into(), value)]).collect::<Vec<Member>>().into_iter().collect()
}

/// The document that `json` is, laid out so that messages can show its lines.
pub(super) fn document(name: String, json: &Json) -> Document {
    // What was read from JSON can be written as such.
    Document { name, text: serde_json::to_string_pretty(json).unwrap_or_default() }
}
