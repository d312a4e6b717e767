//! The members of an object that several have a say in, each value as it stands in its text.

use std::borrow::Cow;

use crate::json::members;
use crate::json_reader::{RawMember, RawMembers};

/// Members in the order in which they are written, each name once.
#[derive(Default)]
pub(super) struct MemberList<'a> {
    members: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> MemberList<'a> {
    /// The members in `text`, which has no braces around them.
    pub(super) fn of(text: &'a str) -> Self {
        let mut list = Self::default();
        list.put_all(text);
        list
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether there is a member called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(other, _)| other == name)
    }

    /// Sets a member: where it stands, if it is there already.
    pub(super) fn put(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        let (name, value) = (name.into(), value.into());
        match self.members.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name, value)),
        }
    }

    /// Sets the members in `text`.
    pub(super) fn put_all(&mut self, text: &'a str) {
        for RawMember { name, value } in RawMembers::new(text) {
            self.put(name, value);
        }
    }

    /// Sets the members of another list.
    pub(super) fn put_list(&mut self, other: Self) {
        for (name, value) in other.members {
            self.put(name, value);
        }
    }

    /// Adds the members in `text` that are not there.
    pub(super) fn put_missing(&mut self, text: &'a str) {
        for RawMember { name, value } in RawMembers::new(text) {
            if !self.has(&name) {
                self.members.push((name, value.into()));
            }
        }
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let index = self.members.iter().position(|(other, _)| other == name)?;
        Some(self.members.remove(index).1)
    }

    /// All of it as JSON text, without braces.
    pub(super) fn to_json(&self) -> String {
        members(|writer| {
            for (name, value) in &self.members {
                writer.any_raw_property(name, value);
            }
        })
    }
}

/// The members of `json`, without the braces, if it is the text of an object.
pub(super) fn members_of(json: &str) -> Option<&str> {
    json.strip_prefix('{')?.strip_suffix('}')
}
