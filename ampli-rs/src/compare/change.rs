//! What has changed between two plans, as data.

use std::fmt;

use ecow::EcoString;
use serde::Serialize;

use crate::json::Json;
use crate::plan::EventKind;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// The property, if it is about one.
    pub path: Path,
    /// What has become of it.
    pub what: What,
    /// What it was, in a few words.
    pub before: Option<String>,
    /// What it is now, in a few words.
    pub after: Option<String>,
    /// Why it breaks programs; empty if it breaks none.
    pub program: Vec<Reason>,
    /// Why it breaks what reads the data; empty if it does not.
    pub consumers: Vec<Reason>,
    /// Where programs give the value that it is about.
    pub spot: Spot,
    /// Whether only words for people are touched.
    pub is_words: bool,
    /// What is worth knowing besides.
    pub remark: Option<String>,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The plan as a whole.
    Plan,
    /// A program that sends events.
    Source(EcoString),
    /// A system that events are delivered to.
    Destination(EcoString),
    /// A named set of properties.
    Group(EcoString),
    /// A named type.
    Definition(EcoString),
    /// An event or a system call.
    Event {
        /// Which call carries it.
        kind: EventKind,
        /// How messages call it.
        title: EcoString,
        /// The version, for one that is not the newest.
        version: Option<EcoString>,
    },
}

impl Subject {
    /// The noun.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Source(_) => "source",
            Self::Destination(_) => "destination",
            Self::Group(_) => "property group",
            Self::Definition(_) => "type",
            Self::Event { kind: EventKind::Track, .. } => "event",
            Self::Event { kind, .. } => kind.word(),
        }
    }

    /// The name; empty for the plan.
    pub fn name(&self) -> &str {
        match self {
            Self::Plan => "",
            Self::Source(name) | Self::Destination(name) | Self::Group(name) | Self::Definition(name) => name,
            Self::Event { title, .. } => title,
        }
    }
}

/// The way from an event to one of its values.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The property of that name.
    Property(EcoString),
    /// Each item of a list.
    Items,
    /// Each value of an object whose keys are data.
    Values,
}

impl Path {
    /// The way on to the property `name`.
    #[must_use]
    pub fn property(&self, name: &EcoString) -> Self {
        self.then(Step::Property(name.clone()))
    }

    /// The way one step on.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// Whether it leads nowhere: the change is about the whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The steps of the way.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.0.iter()
    }

    /// The names of the properties on the way.
    pub fn names(&self) -> impl Iterator<Item = &EcoString> {
        self.0.iter().filter_map(|step| match step {
            Step::Property(name) => Some(name),
            Step::Items | Step::Values => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Property(name) if index == 0 => formatter.write_str(name)?,
                Step::Property(name) => write!(formatter, ".{name}")?,
                Step::Items => formatter.write_str("[]")?,
                Step::Values => formatter.write_str("{}")?,
            }
        }
        Ok(())
    }
}

/// What has become of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Only the newer plan has it.
    Added,
    /// Only the older plan has it.
    Removed,
    /// It has another name now.
    Renamed(RenamedBy),
    /// This is not what it was: `maximum`, `type`, `description`.
    Changed(&'static str),
}

/// How it is known that two names mean the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RenamedBy {
    /// The vendor has kept its id.
    Id,
    /// The names are alike, or what they name is: a guess.
    Guess,
}

/// Why a change breaks something.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// In words: lower case, no final period.
    pub text: String,
    /// What kind of reason it is.
    pub kind: ReasonKind,
    /// A value that shows it.
    pub witness: Option<Json>,
}

/// What kind of reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReasonKind {
    /// Code that was written for the older SDK does not compile against the newer one; where that is, in it.
    Compile(Spot),
    /// What is sent is not what is expected.
    Value,
    /// It can't be told whether what is sent is what is expected; it is taken not to be.
    Undecided,
}

/// Where in a program a change is felt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// Wherever the event is sent.
    Event,
    /// Where a value of the type `of_type` meets the identifier `word`: a setter, a variant.
    Word {
        /// The type's identifier.
        of_type: String,
        /// The identifier.
        word: String,
    },
    /// Where the type of this identifier is named.
    Type(String),
    /// Where it is named as the type of something, and not to make one.
    Kept(String),
}

/// What a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Nothing; only words for people are touched.
    Documentation,
    /// Nothing.
    Safe,
    /// What reads the data.
    Consumers,
    /// The programs that send it.
    Program,
    /// Both.
    Both,
}

impl Class {
    /// Whether programs break.
    pub fn breaks_program(self) -> bool {
        matches!(self, Self::Program | Self::Both)
    }

    /// Whether what reads the data breaks.
    pub fn breaks_consumers(self) -> bool {
        matches!(self, Self::Consumers | Self::Both)
    }

    /// Whether anything breaks.
    pub fn breaks(self) -> bool {
        self.breaks_program() || self.breaks_consumers()
    }

    /// What breaks if either of two changes is made.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (
            self.breaks_program() || other.breaks_program(),
            self.breaks_consumers() || other.breaks_consumers(),
        ) {
            (true, true) => Self::Both,
            (true, false) => Self::Program,
            (false, true) => Self::Consumers,
            (false, false) => self.max(other),
        }
    }
}

impl Change {
    /// A change that breaks nothing.
    pub fn new(subject: &Subject, path: &Path, what: What) -> Self {
        Self {
            subject: subject.clone(),
            path: path.clone(),
            what,
            before: None,
            after: None,
            program: Vec::new(),
            consumers: Vec::new(),
            spot: Spot::Event,
            is_words: false,
            remark: None,
        }
    }

    /// With what was and what is.
    #[must_use]
    pub fn between(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    /// About words only.
    #[must_use]
    pub fn words(mut self) -> Self {
        self.is_words = true;
        self
    }

    /// Breaking for programs, because of what they send.
    #[must_use]
    pub fn program(mut self, text: impl Into<String>) -> Self {
        self.program.push(Reason::value(text));
        self
    }

    /// Breaking for what reads the data.
    #[must_use]
    pub fn consumers(mut self, text: impl Into<String>) -> Self {
        self.consumers.push(Reason::value(text));
        self
    }

    /// With something worth knowing.
    #[must_use]
    pub fn remark(mut self, text: impl Into<String>) -> Self {
        self.remark = Some(text.into());
        self
    }

    /// What it breaks.
    pub fn class(&self) -> Class {
        match (self.program.is_empty(), self.consumers.is_empty()) {
            (false, false) => Class::Both,
            (false, true) => Class::Program,
            (true, false) => Class::Consumers,
            (true, true) if self.is_words => Class::Documentation,
            (true, true) => Class::Safe,
        }
    }
}

impl Reason {
    /// A reason in what is sent.
    pub fn value(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: ReasonKind::Value, witness: None }
    }

    /// A reason in the code of programs.
    pub fn compile(text: impl Into<String>, spot: Spot) -> Self {
        Self { text: text.into(), kind: ReasonKind::Compile(spot), witness: None }
    }
}
