//! Objects that were seen in one place: their members, or, where keys are data, what the values have in common.

use std::collections::HashMap;
use std::fmt;

use ecow::EcoString;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::values::Values;

/// Objects of more keys than this have data for keys.
const MOST_MEMBERS: usize = 300;

/// So many keys at least make a map of objects that have few of them each.
const KEYS_OF_MAP: usize = 12;

/// What was seen of the objects in one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Objects {
    pub(super) count: u64,
    /// In the order in which they were seen first.
    pub(super) members: Vec<Member>,
    places: HashMap<EcoString, usize>,
    /// What all values have in common, once there are too many keys to tell them apart.
    pub(super) values: Option<Box<Values>>,
}

/// What was seen of a member.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) name: EcoString,
    /// In how many of the objects it is.
    pub(super) present: u64,
    /// In which of the objects it was last.
    last: u64,
    pub(super) values: Values,
}

impl Objects {
    /// What was seen of the objects here and elsewhere.
    pub(super) fn merge(&mut self, other: Self) {
        self.count += other.count;
        for member in other.members {
            match self.place(&member.name) {
                Some(place) => {
                    let known = &mut self.members[place];
                    known.present += member.present;
                    known.values.merge(member.values);
                }
                None => self.common().merge(member.values),
            }
        }
        if let Some(values) = other.values {
            self.common().merge(*values);
        }
    }

    /// What the values of all members have in common, if keys are data.
    pub(super) fn of_map(&self) -> Option<Values> {
        if let Some(values) = &self.values {
            return Some((**values).clone());
        }
        let all_are_data = self.members.len() > 1 && self.members.iter().all(|member| is_data(&member.name));
        let present: u64 = self.members.iter().map(|member| member.present).sum();
        let few_each = present.saturating_mul(4) < self.count.saturating_mul(self.members.len() as u64);
        let are_many = self.members.len() >= KEYS_OF_MAP && few_each;
        if !all_are_data && !are_many {
            return None;
        }
        let mut common = Values::default();
        self.members.iter().for_each(|member| common.merge(member.values.clone()));
        // What is different from key to key is no map.
        (all_are_data || common.kinds() <= 1).then_some(common)
    }

    /// Where the member is; `None`: there are too many to tell them apart.
    fn place(&mut self, name: &str) -> Option<usize> {
        if self.values.is_some() {
            return None;
        }
        if let Some(place) = self.places.get(name) {
            return Some(*place);
        }
        if self.members.len() == MOST_MEMBERS {
            self.common();
            return None;
        }
        let name = EcoString::from(name);
        self.places.insert(name.clone(), self.members.len());
        self.members.push(Member { name, present: 0, last: 0, values: Values::default() });
        Some(self.members.len() - 1)
    }

    /// Gives up telling members apart.
    fn common(&mut self) -> &mut Values {
        let members = std::mem::take(&mut self.members);
        self.places = HashMap::new();
        let values = self.values.get_or_insert_default();
        members.into_iter().for_each(|member| values.merge(member.values));
        values
    }

    /// The values of a member of the object that is being read.
    fn values_of(&mut self, name: &str) -> &mut Values {
        let object = self.count;
        let Some(place) = self.place(name) else { return self.common() };
        let member = &mut self.members[place];
        // A key may stand twice in one object.
        if member.last != object {
            member.last = object;
            member.present += 1;
        }
        &mut member.values
    }
}

/// Whether a key is made of data: a number, a date, an id, an address.
fn is_data(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_id =
        key.len() >= 16 && digits > 0 && key.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_number =
        digits > 0 && key.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b':'));
    is_id || is_number || (key.contains('@') && key.contains('.'))
}

impl<'de> Visitor<'de> for &mut Objects {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.count += 1;
        while let Some(values) = map.next_key_seed(Key(self))? {
            map.next_value_seed(values)?;
        }
        Ok(())
    }
}

/// Finds the values of a key.
struct Key<'o>(&'o mut Objects);

impl<'de, 'o> DeserializeSeed<'de> for Key<'o> {
    type Value = &'o mut Values;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'o> Visitor<'_> for Key<'o> {
    type Value = &'o mut Values;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.values_of(name))
    }
}
