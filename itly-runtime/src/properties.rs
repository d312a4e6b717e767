use std::borrow::Cow;
use std::fmt;

use crate::json::{PropertiesWriter, WriteValue, members};
use crate::json_reader::{RawMember, RawMembers};
use crate::typed_event::WriteProperties;
use crate::validation::{Checker, Violation};
use crate::value::Value;

/// An ordered JSON object, kept as text: nothing is written twice on the way of an event.
///
/// ```
/// use itly_runtime::{Properties, Value};
///
/// let properties = Properties::from([("plan", Value::from("pro")), ("seats", Value::from(3))])
///     .with("trial", false)
///     .with("coupon", None::<&str>);
///
/// assert_eq!(properties.to_json(), r#"{"plan":"pro","seats":3,"trial":false}"#);
/// assert_eq!(properties.get("seats"), Some(Value::Integer(3)));
/// ```
#[derive(Clone, Default)]
pub struct Properties<'a> {
    /// The members without the braces, compact.
    members: Cow<'a, str>,
    /// Numbers that JSON can't hold: they were written as `null`.
    violations: Vec<Violation>,
}

impl<'a> Properties<'a> {
    /// No members: `{}`.
    pub const fn new() -> Self {
        Self { members: Cow::Borrowed(""), violations: Vec::new() }
    }

    /// The object whose members are `members`: compact JSON without the braces around it.
    pub(crate) const fn from_members(members: &'a str) -> Self {
        Self { members: Cow::Borrowed(members), violations: Vec::new() }
    }

    /// The properties that `record` writes.
    pub fn of(record: &(impl WriteProperties + ?Sized)) -> Properties<'static> {
        Properties { members: Cow::Owned(members(|to| record.write(to))), violations: Vec::new() }
    }

    /// Adds a property; one of the same name is replaced where it stands. A `null` is left out, as if the property
    /// had not been given; nulls inside lists and objects stay.
    #[must_use]
    pub fn with<'v>(mut self, name: &str, value: impl Into<Value<'v>>) -> Self {
        self.insert(name, &value.into());
        self
    }

    /// Adds a property whose value is an object; one of the same name is replaced where it stands.
    ///
    /// ```
    /// use itly_runtime::Properties;
    ///
    /// let properties = Properties::new().with_object("groups", &Properties::from([("company", "acme")]));
    /// assert_eq!(properties.to_json(), r#"{"groups":{"company":"acme"}}"#);
    /// ```
    #[must_use]
    pub fn with_object(mut self, name: &str, members: &Properties<'_>) -> Self {
        self.put(name, members);
        Checker::new(&mut self.violations).property(name, members, &[]);
        self
    }

    /// Removes a property, if there is one of that name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        if self.has(name) {
            self.rewrite(|member, to| {
                if member.name != name {
                    to.any_raw_property(&member.name, member.value);
                }
            });
        }
        self
    }

    fn insert(&mut self, name: &str, value: &Value<'_>) {
        if *value == Value::Null {
            return;
        }
        self.put(name, value);
        Checker::new(&mut self.violations).property(name, value, &[]);
    }

    fn put(&mut self, name: &str, value: &impl WriteValue) {
        if self.has(name) {
            self.rewrite(|member, to| {
                if member.name == name {
                    to.any_property(name, value);
                } else {
                    to.any_raw_property(&member.name, member.value);
                }
            });
        } else {
            self.append(name, value);
        }
    }

    fn append(&mut self, name: &str, value: &impl WriteValue) {
        let member = members(|to| to.any_property(name, value));
        let members = self.members.to_mut();
        if !members.is_empty() {
            members.push(',');
        }
        members.push_str(&member);
    }

    fn has(&self, name: &str) -> bool {
        RawMembers::new(&self.members).any(|member| member.name == name)
    }

    /// Writes all members anew, each by `write`.
    fn rewrite(&mut self, write: impl Fn(&RawMember<'_>, &mut PropertiesWriter<'_>)) {
        let rewritten = members(|to| RawMembers::new(&self.members).for_each(|member| write(&member, to)));
        self.members = Cow::Owned(rewritten);
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members as compact JSON, without the braces around them: what destinations copy into their own objects.
    pub fn members_json(&self) -> &str {
        &self.members
    }

    /// The object as compact JSON.
    pub fn to_json(&self) -> String {
        format!("{{{}}}", self.members)
    }

    /// The names and values, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, Value<'_>)> {
        RawMembers::new(&self.members)
            .map(|member| (member.name, Value::from_json(member.value).unwrap_or(Value::Null)))
    }

    /// The value of one property.
    pub fn get(&self, name: &str) -> Option<Value<'_>> {
        RawMembers::new(&self.members)
            .find(|member| member.name == name)
            .and_then(|member| Value::from_json(member.value))
    }

    /// The same properties, borrowed.
    pub fn borrowed(&self) -> Properties<'_> {
        Properties::from_members(&self.members)
    }

    /// The same properties, with text of their own.
    pub fn into_owned(self) -> Properties<'static> {
        Properties { members: Cow::Owned(self.members.into_owned()), violations: self.violations }
    }
}

impl WriteProperties for Properties<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        for member in RawMembers::new(&self.members) {
            to.any_raw_property(&member.name, member.value);
        }
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.repeat(&self.violations);
    }

    fn is_of_plan(&self) -> bool {
        false
    }
}

impl<'v, K: AsRef<str>, V: Into<Value<'v>>> FromIterator<(K, V)> for Properties<'static> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut properties = Properties::new();
        for (name, value) in pairs {
            properties.insert(name.as_ref(), &value.into());
        }
        properties
    }
}

impl<'v, K: AsRef<str>, V: Into<Value<'v>>, const N: usize> From<[(K, V); N]> for Properties<'static> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl PartialEq for Properties<'_> {
    /// Equal text: the same members in the same order.
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl fmt::Debug for Properties<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{{}}}", self.members)
    }
}
