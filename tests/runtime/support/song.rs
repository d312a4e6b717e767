use itly_runtime::testing::{PropertiesReader, ReadProperties};
use itly_runtime::{Checker, EventSpec, Number, PropertiesWriter, Rule, TypedEvent, WriteProperties};

/// An event as generated code has it.
#[derive(Debug, PartialEq)]
pub(crate) struct SongPlayed<'a> {
    pub(crate) title: &'a str,
    pub(crate) rating: i64,
    pub(crate) volume: Option<f64>,
}

impl<'a> SongPlayed<'a> {
    pub(crate) fn new(title: &'a str, rating: i64) -> Self {
        Self { title, rating, volume: None }
    }
}

impl WriteProperties for SongPlayed<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("title", self.title);
        to.integer("rating", self.rating);
        to.optional_number("volume", self.volume);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.property("title", self.title, &[Rule::MaxLength(10)]);
        report.integer("rating", self.rating, &[Rule::Maximum(Number::Integer(5))]);
        report.optional_number("volume", self.volume, &[]);
    }
}

impl TypedEvent for SongPlayed<'_> {
    fn spec() -> EventSpec {
        EventSpec::new("Song Played")
            .id("4a1e8a2c")
            .version("1.2.0")
            .destinations(&[("muted", false), ("custom", true)])
            .metadata(&[("custom", r#"{"level": 3}"#)])
    }
}

impl ReadProperties for SongPlayed<'static> {
    fn read(from: PropertiesReader) -> Option<Self> {
        Some(Self {
            title: from.property("title")?,
            rating: from.property("rating")?,
            volume: from.property("volume")?,
        })
    }
}

/// An event for which the plan has no properties.
pub(crate) struct ProcessEnded;

impl WriteProperties for ProcessEnded {
    fn write(&self, _to: &mut PropertiesWriter<'_>) {}
}

impl TypedEvent for ProcessEnded {
    fn spec() -> EventSpec {
        EventSpec::new("Process Ended")
    }
}

/// A context as generated code has it.
pub(crate) struct Context<'a> {
    pub(crate) app: &'a str,
}

impl WriteProperties for Context<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("app", self.app);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.property("app", self.app, &[Rule::MinLength(2)]);
    }
}
