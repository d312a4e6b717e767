use ecow::EcoString;

use super::{Json, Member};

/// An object that is being written, member by member. What says nothing is left out.
#[derive(Debug, Default)]
pub(crate) struct ObjectWriter(Vec<Member>);

impl ObjectWriter {
    /// Adds a member.
    pub(crate) fn add(&mut self, key: &str, value: Json) {
        self.0.push((key.into(), value));
    }

    /// Adds a text, if there is one.
    pub(crate) fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.add(key, Json::from(text));
        }
    }

    /// Adds a list of texts, unless it is empty.
    pub(crate) fn texts(&mut self, key: &str, texts: &[EcoString]) {
        self.list(key, texts.iter().map(|text| Json::from(text.as_str())).collect());
    }

    /// Adds a list, unless it is empty.
    pub(crate) fn list(&mut self, key: &str, items: Vec<Json>) {
        if !items.is_empty() {
            self.add(key, items.into_iter().collect());
        }
    }

    /// Adds items to the list `key`, which is made if there is none.
    pub(crate) fn extend_list(&mut self, key: &str, items: Vec<Json>) {
        let present = self.0.iter_mut().find(|(known, _)| **known == *key);
        match present {
            Some((_, Json::Array(known))) => known.extend(items),
            _ => self.list(key, items),
        }
    }

    /// Adds an object, unless it is empty.
    pub(crate) fn object(&mut self, key: &str, members: impl Iterator<Item = Member>) {
        let members: Vec<_> = members.collect();
        if !members.is_empty() {
            self.add(key, members.into_iter().collect());
        }
    }

    /// Adds a mark, if it is set.
    pub(crate) fn mark(&mut self, key: &str, is_set: bool) {
        if is_set {
            self.add(key, Json::Boolean(true));
        }
    }

    /// Whether there is a member `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| **known == *key)
    }

    /// Adds all members of `other`.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The object.
    pub(crate) fn finish(self) -> Json {
        self.0.into_iter().collect()
    }
}
