use std::net::IpAddr;

use super::fields::Fields;

/// Who or what an event is about, beyond the user id that comes with the call: Snowplow's subject.
///
/// ```
/// use itly_runtime::SnowplowSubject;
///
/// let subject = SnowplowSubject::new().user_agent("Mozilla/5.0").language("en-GB").viewport(1280, 720);
/// # let _ = subject;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnowplowSubject {
    pub(super) fields: Fields<'static>,
}

impl SnowplowSubject {
    /// Nothing is known.
    pub const fn new() -> Self {
        Self { fields: Fields::new() }
    }

    /// The id that a first-party cookie has for the browser: `duid`.
    #[must_use]
    pub fn domain_user_id(self, id: impl Into<String>) -> Self {
        self.with("duid", id)
    }

    /// The id that the collector's cookie has for the browser: `tnuid`.
    #[must_use]
    pub fn network_user_id(self, id: impl Into<String>) -> Self {
        self.with("tnuid", id)
    }

    /// The user's session, a UUID: `sid`.
    #[must_use]
    pub fn session_id(self, id: impl Into<String>) -> Self {
        self.with("sid", id)
    }

    /// How many sessions the user has had, this one included: `vid`.
    #[must_use]
    pub fn session_index(self, index: u32) -> Self {
        self.with("vid", index.to_string())
    }

    /// The address of the user, not that of the server: `ip`.
    #[must_use]
    pub fn ip_address(self, address: IpAddr) -> Self {
        self.with("ip", address.to_string())
    }

    /// What the user's browser says of itself: `ua`.
    #[must_use]
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.with("ua", user_agent)
    }

    /// The user's language: `lang`.
    #[must_use]
    pub fn language(self, language: impl Into<String>) -> Self {
        self.with("lang", language)
    }

    /// The user's time zone, `Europe/Paris`: `tz`.
    #[must_use]
    pub fn time_zone(self, time_zone: impl Into<String>) -> Self {
        self.with("tz", time_zone)
    }

    /// The size of the screen in pixels: `res`.
    #[must_use]
    pub fn resolution(self, width: u32, height: u32) -> Self {
        self.with("res", format!("{width}x{height}"))
    }

    /// The size in pixels of what the user sees of the page: `vp`.
    #[must_use]
    pub fn viewport(self, width: u32, height: u32) -> Self {
        self.with("vp", format!("{width}x{height}"))
    }

    /// How many bits a pixel's colour has: `cd`.
    #[must_use]
    pub fn color_depth(self, bits: u32) -> Self {
        self.with("cd", bits.to_string())
    }

    fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.fields.set(key, value.into());
        self
    }
}

/// Where an event happens: the value of `p`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SnowplowPlatform {
    /// `srv`: a server.
    #[default]
    Server,
    /// `web`: a page in a browser.
    Web,
    /// `app`: an application in general.
    App,
    /// `mob`: a phone or a tablet.
    Mobile,
    /// `pc`: a computer on a desk or a lap.
    Desktop,
    /// `tv`: a television.
    Television,
    /// `cnsl`: a games console.
    Console,
    /// `iot`: a device on the internet of things.
    InternetOfThings,
    /// `headset`: a virtual or augmented reality.
    Headset,
}

impl SnowplowPlatform {
    /// The platform as it goes over the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Server => "srv",
            Self::Web => "web",
            Self::App => "app",
            Self::Mobile => "mob",
            Self::Desktop => "pc",
            Self::Television => "tv",
            Self::Console => "cnsl",
            Self::InternetOfThings => "iot",
            Self::Headset => "headset",
        }
    }
}
