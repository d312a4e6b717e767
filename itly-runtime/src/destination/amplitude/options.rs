use crate::properties::Properties;
use crate::stamp::Timestamp;
use crate::tracking_plan::TrackingPlan;
use crate::value::Value;

/// What a program says to Amplitude with one call, or with all of them.
///
/// What the call says goes before what the tracking plan says in the event's metadata, and both go before the settings
/// of the destination. The plan's metadata is a JSON object whose members have the names of Amplitude's HTTP API:
/// `{"platform": "server", "plan": {"version": "2"}}`.
///
/// ```
/// use itly_runtime::{AmplitudeOptions, CallOptions, Properties};
///
/// let options = AmplitudeOptions::new()
///     .device_id("device-1")
///     .groups(Properties::from([("company", "acme")]))
///     .increment(Properties::from([("logins", 1)]))
///     .unset("trial");
/// let options = CallOptions::new().plugin("amplitude", options);
/// ```
///
/// The operations (`set`, `set_once`, `increment`, …) change what is known of the user, with `group` what is known of the
/// group; what `identify` and `group` are given is `set`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AmplitudeOptions {
    members: Properties<'static>,
}

macro_rules! texts {
    ($($(#[$documentation:meta])* $name:ident: $field:literal;)*) => {
        impl AmplitudeOptions {$(
            $(#[$documentation])*
            #[must_use]
            pub fn $name(self, text: &str) -> Self {
                self.with($field, text)
            }
        )*}
    };
}

texts! {
    /// Sets the device. A call whose user id is empty is this device's alone.
    device_id: "device_id";
    /// Sets the version of the application that the user has.
    app_version: "app_version";
    /// Sets the platform: `iOS`, `Web`, ….
    platform: "platform";
    /// Sets the name of the operating system.
    os_name: "os_name";
    /// Sets the version of the operating system.
    os_version: "os_version";
    /// Sets the brand of the device.
    device_brand: "device_brand";
    /// Sets who made the device.
    device_manufacturer: "device_manufacturer";
    /// Sets the model of the device.
    device_model: "device_model";
    /// Sets the carrier of the user's telephone.
    carrier: "carrier";
    /// Sets the country. Country, region, city and market area are best given together.
    country: "country";
    /// Sets the region.
    region: "region";
    /// Sets the city.
    city: "city";
    /// Sets the designated market area.
    dma: "dma";
    /// Sets the language.
    language: "language";
    /// Sets the IP address, from which Amplitude finds out where the user is.
    ip: "ip";
    /// Sets the id of the product that was bought.
    product_id: "productId";
    /// Sets the kind of revenue: `purchase`, `refund`, ….
    revenue_type: "revenueType";
    /// Sets which kind of group a `group` call is about: `company`. Default: `group`.
    group_type: "group_type";
}

macro_rules! operations {
    ($($(#[$documentation:meta])* $name:ident: $operation:literal;)*) => {
        impl AmplitudeOptions {$(
            $(#[$documentation])*
            #[must_use]
            pub fn $name(self, properties: Properties<'_>) -> Self {
                Self { members: self.members.with_object($operation, &properties) }
            }
        )*}
    };
}

operations! {
    /// Sets which groups the user is in, by their kinds: `{"company": "acme"}`.
    groups: "groups";
    /// Sets properties.
    set: "$set";
    /// Sets properties that have no value yet.
    set_once: "$setOnce";
    /// Adds to numbers.
    increment: "$add";
    /// Appends to lists.
    append: "$append";
    /// Puts values before those of lists.
    prepend: "$prepend";
    /// Puts values before those of lists that do not have them yet.
    pre_insert: "$preInsert";
    /// Appends values to lists that do not have them yet.
    post_insert: "$postInsert";
    /// Removes values from lists.
    remove: "$remove";
}

impl AmplitudeOptions {
    /// Nothing but what the call says by itself.
    pub const fn new() -> Self {
        Self { members: Properties::new() }
    }

    /// Sets when it happened, if that was not when the call was made.
    #[must_use]
    pub fn time(self, time: Timestamp) -> Self {
        self.with("time", time.unix_milliseconds())
    }

    /// Sets when the session began, in milliseconds since the Unix epoch; -1 for none.
    #[must_use]
    pub fn session_id(self, session_id: i64) -> Self {
        self.with("session_id", session_id)
    }

    /// Sets the price of one piece of what was bought.
    #[must_use]
    pub fn price(self, price: f64) -> Self {
        self.with("price", price)
    }

    /// Sets how many pieces were bought.
    #[must_use]
    pub fn quantity(self, quantity: i64) -> Self {
        self.with("quantity", quantity)
    }

    /// Sets the revenue, if it is not price times quantity.
    #[must_use]
    pub fn revenue(self, revenue: f64) -> Self {
        self.with("revenue", revenue)
    }

    /// Removes a property. Of several removals in one call, all take place.
    #[must_use]
    pub fn unset(self, property: &str) -> Self {
        let removed = self.members.get("$unset").and_then(|removed| match removed {
            Value::Object(members) => Some(members.into_iter().collect::<Properties<'static>>()),
            _ => None,
        });
        let removed = removed.unwrap_or_default().with(property, "-");
        Self { members: self.members.with_object("$unset", &removed) }
    }

    /// Removes all properties.
    #[must_use]
    pub fn clear_all(self) -> Self {
        self.with("$clearAll", "-")
    }

    /// Sets from which tracking plan the events come.
    #[must_use]
    pub fn plan(self, plan: &AmplitudePlan) -> Self {
        Self { members: self.members.with_object("plan", &plan.members) }
    }

    fn with<'v>(self, field: &str, value: impl Into<Value<'v>>) -> Self {
        Self { members: self.members.with(field, value) }
    }

    pub(super) fn members(&self) -> &Properties<'static> {
        &self.members
    }
}

/// From which tracking plan events come.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AmplitudePlan {
    members: Properties<'static>,
}

impl AmplitudePlan {
    /// Nothing is known of it.
    pub const fn new() -> Self {
        Self { members: Properties::new() }
    }

    /// The plan from which an SDK was generated: `AmplitudePlan::of(&itly::PLAN)`. The id of the version is not known.
    pub fn of(plan: &TrackingPlan) -> Self {
        let texts = [("branch", plan.branch), ("source", Some(plan.source)), ("version", plan.version)];
        Self { members: texts.into_iter().collect() }
    }

    /// Sets the branch: `main`.
    #[must_use]
    pub fn branch(self, branch: &str) -> Self {
        Self { members: self.members.with("branch", branch) }
    }

    /// Sets the source: `backend`.
    #[must_use]
    pub fn source(self, source: &str) -> Self {
        Self { members: self.members.with("source", source) }
    }

    /// Sets the version: `1`.
    #[must_use]
    pub fn version(self, version: &str) -> Self {
        Self { members: self.members.with("version", version) }
    }

    /// Sets the id of the version.
    #[must_use]
    pub fn version_id(self, version_id: &str) -> Self {
        Self { members: self.members.with("versionId", version_id) }
    }
}
