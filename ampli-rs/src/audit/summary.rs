//! What an audit has seen: numbers that add up in any order, however the files were shared out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::smallest::{Digest, Merge, Smallest, digest, digest_of_known};

/// The version of the audit: it changes whenever a verdict or the form of a summary could.
pub const VERSION: u32 = 2;

/// Unplanned events of which the names are kept.
const MOST_EVENTS: usize = 500;
/// Applications, platforms and versions of libraries together, for each event.
const MOST_GROUPS: usize = 64;
/// The same for each broken rule.
const MOST_GROUPS_OF_RULE: usize = 8;
/// Unplanned properties, values and versions of an event, and rules that it breaks.
const MOST_OF_EVENT: usize = 100;
/// Samples of a broken rule.
const MOST_SAMPLES: usize = 3;
/// Places of unreadable records, for each kind.
const MOST_PLACES: usize = 10;

/// What was seen in some files. Summaries of different files add up to that of all of them: [`merge`](Self::merge) is
/// associative, and the order does not matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The version of the audit, [`VERSION`].
    pub(crate) audit: u32,
    /// The plan that the events were held against.
    pub(crate) plan: String,
    /// What is kept of values.
    pub(crate) samples: Samples,
    pub(crate) files: BTreeMap<String, FileSummary>,
    /// Records that can't be read, by kind.
    pub(crate) unreadable: BTreeMap<String, Unreadable>,
    /// Records that are no events, by kind.
    pub(crate) ignored: BTreeMap<String, u64>,
    /// Calls that the plan says nothing about, such as `identify`, by their kind.
    pub(crate) undescribed: BTreeMap<String, Seen>,
    #[serde(with = "pairs")]
    pub(crate) events: BTreeMap<EventKey, EventSummary>,
    pub(crate) unplanned: Smallest<EventKey, EventSummary, MOST_EVENTS>,
    /// Schemas of entities that the plan does not have.
    pub(crate) unplanned_entities: Smallest<String, Seen, MOST_EVENTS>,
}

/// What is kept of the values of events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Samples {
    /// Nothing.
    None,
    /// Which events they are in, and of what kind and length they are.
    #[default]
    Redacted,
    /// The values.
    Full,
}

/// How a file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FileSummary {
    /// Bytes that were read, compressed as they are there.
    pub(crate) bytes: u64,
    /// `records == events + ignored + unreadable`
    pub(crate) records: u64,
    /// `events == valid + invalid + unplanned + undescribed`
    pub(crate) events: u64,
    pub(crate) valid: u64,
    pub(crate) invalid: u64,
    pub(crate) unplanned: u64,
    /// Calls that the plan says nothing about.
    pub(crate) undescribed: u64,
    pub(crate) ignored: u64,
    pub(crate) unreadable: u64,
    /// Why it could not be opened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) failure: Option<String>,
}

/// How often something was seen, and when first and last, in microseconds since 1970-01-01.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) count: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) first: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) last: Option<i64>,
}

impl Seen {
    /// Counts one more.
    #[inline]
    pub(crate) fn see(&mut self, time: Option<i64>) {
        self.count += 1;
        if let Some(time) = time {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
    }
}

impl Merge for Seen {
    fn count(&self) -> u64 {
        self.count
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
    }
}

/// Records that can't be read for one kind of reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unreadable {
    pub(crate) count: u64,
    /// Those with the first places, by file and line.
    #[serde(with = "pairs")]
    pub(crate) places: BTreeMap<Place, String>,
}

/// A file and a line in it, from 1.
pub(crate) type Place = (String, u64);

impl Unreadable {
    pub(crate) fn add(&mut self, place: Place, reason: String) {
        self.count += 1;
        self.places.insert(place, reason);
        self.shrink();
    }

    fn shrink(&mut self) {
        while self.places.len() > MOST_PLACES {
            self.places.pop_last();
        }
    }
}

impl Merge for Unreadable {
    fn count(&self) -> u64 {
        self.count
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.places.extend(other.places);
        self.shrink();
    }
}

/// What an event is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct EventKey {
    /// The word for the call.
    pub(crate) kind: String,
    /// The plan's name for it; of an unplanned one the wire name, or the URI of its schema.
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) version: Option<String>,
}

impl Digest for EventKey {
    fn digest(&self) -> u64 {
        event_digest(&self.kind, &self.name, self.version.as_deref())
    }
}

/// The hash of what an event is known by.
pub(crate) fn event_digest(kind: &str, name: &str, version: Option<&str>) -> u64 {
    digest_of_known([Some(kind), Some(name), version])
}

/// What was seen of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct EventSummary {
    pub(crate) seen: Seen,
    pub(crate) invalid: u64,
    /// Those that the pipeline has refused.
    pub(crate) refused: u64,
    pub(crate) groups: Smallest<Group, GroupSummary, MOST_GROUPS>,
    /// Planned properties by their paths; of an unplanned event none.
    pub(crate) properties: BTreeMap<String, PropertySummary>,
    pub(crate) unplanned_properties: Smallest<String, PropertySummary, MOST_OF_EVENT>,
    pub(crate) unplanned_values: Smallest<ValueKey, Seen, MOST_OF_EVENT>,
    pub(crate) unplanned_versions: Smallest<String, Seen, MOST_OF_EVENT>,
    pub(crate) broken: Smallest<RuleKey, BrokenRule, MOST_OF_EVENT>,
}

/// Who has sent something.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Group {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) application: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) sdk: Option<String>,
}

impl Digest for Group {
    fn digest(&self) -> u64 {
        let parts = [&self.application, &self.platform, &self.sdk];
        digest_of_known(parts.map(|part| part.as_deref()))
    }
}

/// What was seen of an event from one sender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GroupSummary {
    pub(crate) seen: Seen,
    pub(crate) invalid: u64,
}

/// What was seen of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PropertySummary {
    pub(crate) seen: Seen,
    /// How often by kind of value, in JSON Schema's words.
    pub(crate) kinds: BTreeMap<String, u64>,
    /// How often each planned value, as JSON.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) values: BTreeMap<String, u64>,
}

/// A value of a property that lists its values and does not list this one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ValueKey {
    pub(crate) path: String,
    /// The value as JSON, or a description of it.
    pub(crate) value: String,
}

impl Digest for ValueKey {
    fn digest(&self) -> u64 {
        digest([self.path.as_str(), &self.value])
    }
}

/// A rule of a property.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct RuleKey {
    pub(crate) path: String,
    pub(crate) keyword: String,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub(crate) limit: String,
}

impl Digest for RuleKey {
    fn digest(&self) -> u64 {
        digest([self.path.as_str(), &self.keyword, &self.limit])
    }
}

/// What was seen of a broken rule: in how many events, and where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct BrokenRule {
    pub(crate) seen: Seen,
    pub(crate) groups: Smallest<Group, Seen, MOST_GROUPS_OF_RULE>,
    pub(crate) samples: Smallest<Sample, Seen, MOST_SAMPLES>,
}

/// An event in which something was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Sample {
    pub(crate) file: String,
    /// Which of the file's records it is, from 1.
    pub(crate) record: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) id: Option<String>,
    /// The value, or a description of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) value: Option<String>,
}

impl Digest for Sample {
    fn digest(&self) -> u64 {
        digest([self.file.as_str(), &self.record.to_string()])
    }
}

impl Merge for EventSummary {
    fn count(&self) -> u64 {
        self.seen.count
    }

    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        self.invalid += other.invalid;
        self.refused += other.refused;
        self.groups.merge(other.groups);
        merge_maps(&mut self.properties, other.properties);
        self.unplanned_properties.merge(other.unplanned_properties);
        self.unplanned_values.merge(other.unplanned_values);
        self.unplanned_versions.merge(other.unplanned_versions);
        self.broken.merge(other.broken);
    }
}

impl Merge for GroupSummary {
    fn count(&self) -> u64 {
        self.seen.count
    }

    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        self.invalid += other.invalid;
    }
}

impl Merge for PropertySummary {
    fn count(&self) -> u64 {
        self.seen.count
    }

    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        add_counts(&mut self.kinds, other.kinds);
        add_counts(&mut self.values, other.values);
    }
}

impl Merge for BrokenRule {
    fn count(&self) -> u64 {
        self.seen.count
    }

    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        self.groups.merge(other.groups);
        self.samples.merge(other.samples);
    }
}

fn merge_maps<K: Ord, V: Merge>(own: &mut BTreeMap<K, V>, others: BTreeMap<K, V>) {
    for (key, other) in others {
        match own.get_mut(&key) {
            Some(own) => own.merge(other),
            None => _ = own.insert(key, other),
        }
    }
}

fn add_counts(own: &mut BTreeMap<String, u64>, others: BTreeMap<String, u64>) {
    for (key, count) in others {
        *own.entry(key).or_default() += count;
    }
}

/// Why summaries can't be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmergeable {
    /// They are of different plans, versions of the audit, or say different amounts of values.
    Different(&'static str),
    /// Some of the files of one are in the other, and some are not.
    Overlapping(String),
}

impl Summary {
    /// Nothing seen yet, of events that are held against the plan `plan`.
    pub(crate) fn new(plan: &str, samples: Samples) -> Self {
        Self { audit: VERSION, plan: plan.to_owned(), samples, ..Self::default() }
    }

    /// Adds a file, or a place where files should be, that could not be looked at.
    pub(crate) fn add_failure(&mut self, name: &str, reason: &str) {
        let file = FileSummary { failure: Some(reason.to_owned()), ..FileSummary::default() };
        self.files.insert(name.to_owned(), file);
    }

    /// Adds what another summary says. Files that are in already are left out; whether there were such is returned.
    ///
    /// # Errors
    /// When they are not of the same plan, or have only some files in common.
    pub fn merge(&mut self, other: Self) -> Result<bool, Unmergeable> {
        if self.audit != other.audit {
            return Err(Unmergeable::Different("versions of the audit"));
        }
        if self.plan != other.plan {
            return Err(Unmergeable::Different("plans"));
        }
        if self.samples != other.samples {
            return Err(Unmergeable::Different("`--samples`"));
        }
        let mut known = other.files.keys().filter(|name| self.files.contains_key(*name));
        if let Some(name) = known.next() {
            let is_whole = known.count() + 1 == other.files.len();
            return if is_whole { Ok(true) } else { Err(Unmergeable::Overlapping(name.clone())) };
        }
        self.files.extend(other.files);
        merge_maps(&mut self.unreadable, other.unreadable);
        add_counts(&mut self.ignored, other.ignored);
        merge_maps(&mut self.undescribed, other.undescribed);
        merge_maps(&mut self.events, other.events);
        self.unplanned.merge(other.unplanned);
        self.unplanned_entities.merge(other.unplanned_entities);
        Ok(false)
    }

    /// The numbers of all files together.
    pub(crate) fn totals(&self) -> FileSummary {
        let mut totals = FileSummary::default();
        for file in self.files.values() {
            totals.bytes += file.bytes;
            totals.records += file.records;
            totals.events += file.events;
            totals.valid += file.valid;
            totals.invalid += file.invalid;
            totals.unplanned += file.unplanned;
            totals.undescribed += file.undescribed;
            totals.ignored += file.ignored;
            totals.unreadable += file.unreadable;
        }
        totals
    }
}

/// Maps whose keys are no texts, as lists of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
