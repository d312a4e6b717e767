//! What there is to know about each vendor before the first request.

use serde::Deserialize;

/// A vendor whose plans are read through its own API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// Amplitude Data, by its GraphQL API.
    Amplitude,
    /// Segment Protocols, by the Public API.
    Segment,
    /// RudderStack's data catalogue.
    RudderStack,
    /// Avo, by the export of a branch.
    Avo,
    /// An Iglu registry of Snowplow schemas: static files, or an Iglu Server.
    Iglu,
    /// PostHog, by its event definitions and property groups.
    PostHog,
}

/// The facts about one vendor.
struct Profile {
    /// The word before the colon.
    word: &'static str,
    /// The name as the vendor writes it.
    name: &'static str,
    /// How a location is written.
    usage: &'static str,
    /// Where the API is, unless the user says otherwise; empty when the location says it.
    base_url: &'static str,
    /// The variable that says otherwise: the vendor's own tool reads it too, if it has one.
    base_url_variable: Option<&'static str>,
    /// The variables for the token, the first one that is set counts. Those of the vendor's own tool, if it has some.
    token_variables: &'static [&'static str],
    /// What a location names.
    subject: &'static str,
    /// What a token needs that may not read.
    right: &'static str,
}

impl Vendor {
    /// All vendors.
    pub const ALL: [Self; 6] =
        [Self::Amplitude, Self::Segment, Self::RudderStack, Self::Avo, Self::Iglu, Self::PostHog];

    /// The word that locations start with, and the name of its table in `ampli.toml`.
    pub fn word(self) -> &'static str {
        self.profile().word
    }

    /// The vendor's name for people.
    pub fn name(self) -> &'static str {
        self.profile().name
    }

    /// How a location is written.
    pub fn usage(self) -> &'static str {
        self.profile().usage
    }

    /// The variable that names the address of the API, if there is one.
    pub fn base_url_variable(self) -> Option<&'static str> {
        self.profile().base_url_variable
    }

    /// The variables that a token is taken from, the first one that is set.
    pub fn token_variables(self) -> &'static [&'static str] {
        self.profile().token_variables
    }

    /// Whether older versions of a plan are served.
    pub fn has_versions(self) -> bool {
        matches!(self, Self::Amplitude | Self::RudderStack)
    }

    /// Whether a plan names the programs that send its events.
    pub fn names_sources(self) -> bool {
        matches!(self, Self::Amplitude | Self::Avo)
    }

    /// Whether a plan has branches.
    pub fn has_branches(self) -> bool {
        matches!(self, Self::Amplitude | Self::Avo)
    }

    /// Whether the status of events can be written back.
    pub fn takes_status(self) -> bool {
        self == Self::Amplitude
    }

    /// The address of the API for most customers; `None` when the location says it.
    pub(super) fn base_url(self) -> Option<&'static str> {
        Some(self.profile().base_url).filter(|url| !url.is_empty())
    }

    /// What a location names: a tracking plan, a project.
    pub(super) fn subject(self) -> &'static str {
        self.profile().subject
    }

    /// What to do about a token that may not read the plan.
    pub(super) fn right(self) -> &'static str {
        self.profile().right
    }

    /// How to give a token.
    pub(super) fn how_to_give_a_token(self) -> String {
        let variable = self.token_variables().first().copied().unwrap_or("AMPLI_TOKEN");
        format!(
            "give it in `{variable}`, with `--token`, by `token_command` in `ampli.toml`, or with `ampli-rs login`"
        )
    }

    fn profile(self) -> &'static Profile {
        match self {
            Self::Amplitude => &AMPLITUDE,
            Self::Segment => &SEGMENT,
            Self::RudderStack => &RUDDERSTACK,
            Self::Avo => &AVO,
            Self::Iglu => &IGLU,
            Self::PostHog => &POSTHOG,
        }
    }
}

static AMPLITUDE: Profile = Profile {
    word: "amplitude",
    name: "Amplitude",
    usage: "amplitude:WORKSPACE[/BRANCH][@VERSION]",
    base_url: "https://data-api.amplitude.com",
    base_url_variable: Some("AMPLITUDE_API_URL"),
    token_variables: &["AMPLITUDE_TOKEN"],
    subject: "workspace",
    right: "make a token for this workspace in the settings of Amplitude Data",
};

static SEGMENT: Profile = Profile {
    word: "segment",
    name: "Segment",
    usage: "segment:PLAN_ID",
    base_url: "https://api.segmentapis.com",
    base_url_variable: Some("SEGMENT_API_URL"),
    token_variables: &["SEGMENT_TOKEN"],
    subject: "tracking plan",
    right: "make a Public API token that may read tracking plans",
};

static RUDDERSTACK: Profile = Profile {
    word: "rudderstack",
    name: "RudderStack",
    usage: "rudderstack:PLAN_ID[@VERSION]",
    base_url: "https://api.rudderstack.com",
    base_url_variable: Some("RUDDERSTACK_API_URL"),
    token_variables: &["RUDDERSTACK_ACCESS_TOKEN"],
    subject: "tracking plan",
    right: "make an access token that may read tracking plans",
};

static AVO: Profile = Profile {
    word: "avo",
    name: "Avo",
    usage: "avo:WORKSPACE[/BRANCH]",
    base_url: "https://api.avo.app",
    base_url_variable: Some("AVO_API_ORIGIN"),
    token_variables: &["AVO_TOKEN"],
    subject: "workspace or branch",
    right: "give the name and the secret of a service account of this workspace",
};

static IGLU: Profile = Profile {
    word: "iglu",
    name: "the Iglu registry",
    usage: "iglu:HOST[/PATH][/schemas/VENDOR[/NAME[/jsonschema[/VERSION]]]]",
    base_url: "",
    base_url_variable: None,
    token_variables: &["IGLU_API_KEY"],
    subject: "schema",
    right: "give an API key with the right to read the vendor's schemas",
};

static POSTHOG: Profile = Profile {
    word: "posthog",
    name: "PostHog",
    usage: "posthog:PROJECT",
    base_url: "https://us.posthog.com",
    base_url_variable: Some("POSTHOG_CLI_HOST"),
    token_variables: &["POSTHOG_CLI_API_KEY", "POSTHOG_CLI_TOKEN"],
    subject: "project",
    right: "make a personal API key with the scope `event_definition:read` for this project",
};
