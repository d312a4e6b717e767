use crate::properties::Properties;
use crate::value::Value;

/// What a program says to Mixpanel with one call.
///
/// `identify` and `group` set the properties that they are given; the operations here are done besides, in the order of
/// the methods below, whatever the order in which they are called.
///
/// ```
/// use itly_runtime::{CallOptions, MixpanelOptions, Properties};
///
/// let options = MixpanelOptions::new()
///     .set_once(Properties::from([("first_login", "2026-01-02")]))
///     .increment(Properties::from([("logins", 1)]))
///     .unset("trial");
/// let options = CallOptions::new().plugin("mixpanel", options);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MixpanelOptions {
    members: Properties<'static>,
}

macro_rules! operations {
    ($($(#[$documentation:meta])* $name:ident: $operation:literal;)*) => {
        impl MixpanelOptions {$(
            $(#[$documentation])*
            #[must_use]
            pub fn $name(self, properties: Properties<'_>) -> Self {
                Self { members: self.members.with_object($operation, &properties) }
            }
        )*}
    };
}

operations! {
    /// Sets properties that have no value yet.
    set_once: "$set_once";
    /// Adds to numbers. Not for groups.
    increment: "$add";
    /// Appends to lists. Not for groups.
    append: "$append";
    /// Adds the values of lists to lists that do not have them yet.
    union: "$union";
    /// Removes values from lists.
    remove: "$remove";
}

impl MixpanelOptions {
    /// Nothing but what the call says by itself.
    pub const fn new() -> Self {
        Self { members: Properties::new() }
    }

    /// Removes a property. Of several removals in one call, all take place.
    #[must_use]
    pub fn unset(self, property: &str) -> Self {
        let mut removed = match self.members.get("$unset") {
            Some(Value::Array(names)) => names,
            _ => Vec::new(),
        };
        removed.push(property.into());
        let members = self.members.clone().with("$unset", Value::Array(removed));
        Self { members }
    }

    /// Removes the whole profile of the user or the group.
    #[must_use]
    pub fn delete(self) -> Self {
        Self { members: self.members.with("$delete", "") }
    }

    /// Sets which kind of group a `group` call is about: see [`Mixpanel::group_key`](crate::Mixpanel::group_key).
    #[must_use]
    pub fn group_key(self, key: &str) -> Self {
        Self { members: self.members.with("group_key", key) }
    }

    pub(super) fn members(&self) -> &Properties<'static> {
        &self.members
    }
}
