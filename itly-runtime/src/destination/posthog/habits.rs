use super::member_list::MemberList;
use super::places::is_lifted;
use super::protocol::PostHogProtocol;
use super::{LIBRARY, VERSION};
use crate::json_reader::RawMembers;
use crate::properties::Properties;

/// What the program says of all events.
pub(super) struct Habits {
    pub(super) protocol: PostHogProtocol,
    /// The type of the groups of calls that name none.
    pub(super) group_type: String,
    super_properties: Properties<'static>,
    geoip: bool,
    v0: Defaults,
    v1: Defaults,
}

/// The properties that every event has unless it has its own.
#[derive(Default)]
pub(super) struct Defaults {
    members: String,
    are_plain: bool,
}

impl Habits {
    pub(super) fn new() -> Self {
        let mut habits = Self {
            protocol: PostHogProtocol::default(),
            group_type: "company".to_owned(),
            super_properties: Properties::new(),
            geoip: false,
            v0: Defaults::default(),
            v1: Defaults::default(),
        };
        habits.settle();
        habits
    }

    pub(super) fn set_super_properties(&mut self, properties: Properties<'static>) {
        self.super_properties = properties;
        self.settle();
    }

    pub(super) fn set_geoip(&mut self, geoip: bool) {
        self.geoip = geoip;
        self.settle();
    }

    /// Those of an event in `protocol`.
    pub(super) fn defaults(&self, protocol: PostHogProtocol) -> &Defaults {
        match protocol {
            PostHogProtocol::V0 => &self.v0,
            PostHogProtocol::V1 => &self.v1,
        }
    }

    /// In the protocol v1 the library is named in a header.
    fn settle(&mut self) {
        let library = Properties::from([("$lib", LIBRARY), ("$lib_version", VERSION)]);
        self.v0 = self.defaults_with(&library);
        self.v1 = self.defaults_with(&Properties::new());
    }

    fn defaults_with(&self, library: &Properties<'_>) -> Defaults {
        let mut own = Properties::from([("$is_server", true)]);
        if !self.geoip {
            own = own.with("$geoip_disable", true);
        }
        let mut members = MemberList::of(self.super_properties.members_json());
        members.put_missing(library.members_json());
        members.put_missing(own.members_json());
        Defaults::new(members.to_json())
    }
}

impl Defaults {
    fn new(members: String) -> Self {
        let are_plain =
            RawMembers::new(&members).all(|member| member.name.starts_with('$') && !is_lifted(&member.name));
        Self { members, are_plain }
    }

    /// As the members of a JSON object.
    pub(super) fn members(&self) -> &str {
        &self.members
    }

    /// Whether the names of all of them start with `$`, and none of them goes to another place in the protocol v1.
    pub(super) fn are_plain(&self) -> bool {
        self.are_plain
    }
}
