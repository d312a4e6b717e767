//! The events of one file, held against the plan and counted.

use super::planned::{Match, Planned};
use super::redaction;
use super::smallest::{Digest, digest};
use super::summary::{
    EventKey, EventSummary, FileSummary, Group, PropertySummary, RuleKey, Sample, Samples, Seen, Summary,
    ValueKey, event_digest,
};
use super::verdict::Violation;
use crate::collected::tape::{Kind, ROOT, Tape, View};
use crate::collected::{BadRecord, CollectedEvent, Ignored};

/// What is counted while a file is read.
pub(super) struct Tally<'p> {
    planned: &'p Planned<'p>,
    file: String,
    summary: Summary,
    counts: FileSummary,
    events: Vec<Option<Box<EventTally>>>,
    group: CurrentGroup,
    tape: Tape,
}

/// What was seen of a planned event, its properties by their places.
struct EventTally {
    summary: EventSummary,
    places: Vec<PlaceTally>,
}

#[derive(Debug, Clone, Default)]
struct PlaceTally {
    seen: Seen,
    kinds: [u64; Kind::ALL.len()],
    listed: Vec<u64>,
}

/// Who has sent the event at hand, mostly the same as the one before.
#[derive(Default)]
struct CurrentGroup {
    group: Group,
    digest: u64,
}

/// The event at hand.
#[derive(Clone, Copy)]
struct Current<'e> {
    time: Option<i64>,
    id: Option<&'e str>,
    is_refused: bool,
}

impl<'p> Tally<'p> {
    pub(super) fn new(planned: &'p Planned<'p>, file: &str, samples: Samples) -> Self {
        Self {
            planned,
            file: file.to_owned(),
            summary: Summary::new(&planned.fingerprint, samples),
            counts: FileSummary::default(),
            events: std::iter::repeat_with(|| None).take(planned.events.len()).collect(),
            group: CurrentGroup { group: Group::default(), digest: Group::default().digest() },
            tape: Tape::default(),
        }
    }

    /// How many events were counted so far.
    pub(super) fn events(&self) -> u64 {
        self.counts.events
    }

    pub(super) fn unreadable(&mut self, record: &BadRecord<'_>) {
        self.counts.records += 1;
        self.add_unreadable(record.reason.kind(), record.line, record.reason.to_string());
    }

    fn add_unreadable(&mut self, kind: &str, line: u64, reason: String) {
        self.counts.unreadable += 1;
        let unreadable = self.summary.unreadable.entry(kind.to_owned()).or_default();
        unreadable.add((self.file.clone(), line), reason);
    }

    pub(super) fn ignored(&mut self, record: &Ignored<'_>) {
        self.counts.records += 1;
        self.counts.ignored += 1;
        *self.summary.ignored.entry(record.reason.kind().to_owned()).or_default() += 1;
    }

    /// The file could not be opened.
    pub(super) fn failed(&mut self, reason: String) {
        self.counts.failure = Some(reason);
    }

    /// Holds an event against the plan.
    pub(super) fn event(&mut self, event: &CollectedEvent<'_>) {
        self.counts.records += 1;
        let mut tape = std::mem::take(&mut self.tape);
        let valid_before = self.counts.valid;
        match event.properties.view().or_else(|| tape.read(event.properties.text())) {
            Some(view) => self.sound_event(event, view),
            // Readers have looked at it, so this is for texts that nest too deeply.
            None => {
                let reason = "its properties are no JSON that can be read".to_owned();
                self.add_unreadable("json", self.counts.records, reason);
            }
        }
        let mut are_sound = true;
        for entity in &event.entities {
            if let Some(view) = tape.read(&entity.data) {
                are_sound &= self.entity(&entity.schema, event, view);
            }
        }
        // An event is as good as what comes with it.
        if !are_sound && self.counts.valid > valid_before {
            self.counts.valid -= 1;
            self.counts.invalid += 1;
        }
        self.tape = tape;
    }

    fn sound_event(&mut self, event: &CollectedEvent<'_>, view: View<'_>) {
        self.counts.events += 1;
        self.group.change(event);
        let current =
            Current { time: event.time, id: event.id.as_deref(), is_refused: event.failed.is_some() };
        let planned = self.planned;
        match planned.find(event) {
            Match::Planned(candidates) => {
                let (index, violations) = self.judge(candidates, event, view);
                if violations.is_empty() {
                    self.counts.valid += 1;
                } else {
                    self.counts.invalid += 1;
                }
                if let Some(version) = self.other_version(index, event) {
                    self.see_version(index, version, current);
                }
                self.count(index, view, &violations, current);
            }
            Match::OtherVersion(index) => {
                self.counts.unplanned += 1;
                self.see_version(index, event.version.as_deref().unwrap_or_default(), current);
            }
            Match::Undescribed => {
                self.counts.undescribed += 1;
                self.summary.undescribed.entry(event.kind.word().to_owned()).or_default().see(event.time);
            }
            Match::Unplanned => self.unplanned(event, view, current),
        }
    }

    /// Which of the planned events it is, and what is wrong with it: of those of its version, or else of all, the first one
    /// that it is valid by, else the first.
    fn judge(
        &self,
        candidates: &[usize],
        event: &CollectedEvent<'_>,
        view: View<'_>,
    ) -> (usize, Vec<Violation>) {
        let events = &self.planned.events;
        let is_said = |index: &&usize| events[**index].key.version.as_deref() == event.version.as_deref();
        let are_said = candidates.iter().any(|index| is_said(&index));
        let mut first = None;
        for index in candidates.iter().filter(|index| !are_said || is_said(index)) {
            let violations = events[*index].schema.violations(view);
            if violations.is_empty() {
                return (*index, violations);
            }
            first.get_or_insert((*index, violations));
        }
        first.unwrap_or_default()
    }

    /// The version that the event says it has, if the plan has others of it.
    fn other_version<'e>(&self, index: usize, event: &'e CollectedEvent<'_>) -> Option<&'e str> {
        let said = event.version.as_deref().filter(|_| event.schema.is_none())?;
        let planned = self.planned.events[index].key.version.as_deref()?;
        (said != planned).then_some(said)
    }

    fn see_version(&mut self, index: usize, version: &str, current: Current<'_>) {
        let version = redaction::short(version);
        let versions = &mut self.event_tally(index).summary.unplanned_versions;
        if let Some(seen) = versions.entry(digest([&*version]), || version.into_owned()) {
            seen.see(current.time);
        }
    }

    fn event_tally(&mut self, index: usize) -> &mut EventTally {
        let places = &self.planned.events[index].places.all;
        self.events[index].get_or_insert_with(|| {
            let tallies = places
                .iter()
                .map(|place| PlaceTally { listed: vec![0; place.listed.len()], ..PlaceTally::default() });
            Box::new(EventTally { summary: EventSummary::default(), places: tallies.collect() })
        })
    }

    fn count(&mut self, index: usize, view: View<'_>, violations: &[Violation], current: Current<'_>) {
        let planned = self.planned;
        let mut tally = match self.events[index].take() {
            Some(tally) => tally,
            None => {
                self.event_tally(index);
                match self.events[index].take() {
                    Some(tally) => tally,
                    None => return,
                }
            }
        };
        let is_invalid = !violations.is_empty();
        tally.summary.see(current, is_invalid, &self.group);
        let samples = self.summary.samples;
        let mut census = Census {
            places: &planned.events[index].places.all,
            tally: &mut tally,
            view,
            samples,
            time: current.time,
        };
        census.value(0, ROOT);
        let mut told: Vec<&Violation> = Vec::new();
        for violation in violations {
            // A list can break a rule with many of its items: that is one event.
            let is_told = told.iter().any(|other| {
                other.path == violation.path
                    && other.keyword == violation.keyword
                    && other.limit == violation.limit
            });
            if !is_told {
                told.push(violation);
                self.add_violation(&mut tally.summary, violation, view, current);
            }
        }
        self.events[index] = Some(tally);
    }

    fn add_violation(
        &self,
        summary: &mut EventSummary,
        violation: &Violation,
        view: View<'_>,
        current: Current<'_>,
    ) {
        let Violation { path, keyword, limit, value } = violation;
        let path = redaction::short(path);
        let key = digest([&*path, keyword, limit]);
        let broken = summary.broken.entry(key, || RuleKey {
            path: path.into_owned(),
            keyword: keyword.clone(),
            limit: limit.clone(),
        });
        let Some(broken) = broken else { return };
        broken.seen.see(current.time);
        if let Some(seen) = broken.groups.entry(self.group.digest, || self.group.group.clone()) {
            seen.see(current.time);
        }
        let samples = self.summary.samples;
        if samples == Samples::None {
            return;
        }
        let record = self.counts.records;
        let sample = broken.samples.entry(digest([self.file.as_str(), &record.to_string()]), || Sample {
            file: self.file.clone(),
            record,
            id: current.id.map(|id| redaction::short(id).into_owned()),
            value: value.and_then(|value| redaction::sample(view, value, samples)),
        });
        if let Some(seen) = sample {
            seen.see(current.time);
        }
    }

    fn unplanned(&mut self, event: &CollectedEvent<'_>, view: View<'_>, current: Current<'_>) {
        self.counts.unplanned += 1;
        let kind = event.kind.word();
        let name = &*redaction::short(event.schema.as_deref().unwrap_or(&event.name));
        let version = event.version.as_deref().filter(|_| event.schema.is_none()).map(redaction::short);
        let version = version.as_deref();
        let group = &self.group;
        let summary = self.summary.unplanned.entry(event_digest(kind, name, version), || EventKey {
            kind: kind.to_owned(),
            name: name.to_owned(),
            version: version.map(str::to_owned),
        });
        let Some(summary) = summary else { return };
        summary.see(current, false, group);
        for (key, member) in view.members(ROOT) {
            summary.see_unplanned(&view.string(key), view.kind(member), current.time);
        }
    }

    /// Whether the entity is valid, as far as the plan can say.
    fn entity(&mut self, schema: &str, event: &CollectedEvent<'_>, view: View<'_>) -> bool {
        let current = Current { time: event.time, id: event.id.as_deref(), is_refused: false };
        match self.planned.find_entity(schema) {
            Some(index) => {
                let violations = self.planned.events[index].schema.violations(view);
                self.count(index, view, &violations, current);
                violations.is_empty()
            }
            None => {
                let schema = redaction::short(schema);
                let unplanned = &mut self.summary.unplanned_entities;
                if let Some(seen) = unplanned.entry(digest([&*schema]), || schema.into_owned()) {
                    seen.see(event.time);
                }
                true
            }
        }
    }

    /// What was counted, of a file of which so many bytes were read.
    pub(super) fn finish(mut self, bytes: u64) -> Summary {
        self.counts.bytes = bytes;
        for (planned, tally) in self.planned.events.iter().zip(self.events) {
            let Some(tally) = tally else { continue };
            let EventTally { mut summary, places } = *tally;
            let seen =
                planned.places.all.iter().zip(&places).skip(1).filter(|(_, tally)| tally.seen.count > 0);
            for (place, tally) in seen {
                let counted = place.listed.iter().zip(&tally.listed).filter(|(_, count)| **count > 0);
                let values =
                    counted.filter_map(|(value, count)| Some((serde_json::to_string(value).ok()?, *count)));
                let property =
                    PropertySummary { seen: tally.seen, kinds: tally.kinds(), values: values.collect() };
                summary.properties.insert(place.path.clone(), property);
            }
            self.summary.events.insert(planned.key.clone(), summary);
        }
        self.summary.files.insert(self.file, self.counts);
        self.summary
    }
}

impl PlaceTally {
    fn kinds(&self) -> std::collections::BTreeMap<String, u64> {
        let counted = Kind::ALL.into_iter().zip(self.kinds).filter(|(_, count)| *count > 0);
        counted.map(|(kind, count)| (kind.word().to_owned(), count)).collect()
    }
}

impl CurrentGroup {
    fn change(&mut self, event: &CollectedEvent<'_>) {
        let is_same =
            |own: &Option<String>, new: &Option<std::borrow::Cow<'_, str>>| own.as_deref() == new.as_deref();
        let own = &self.group;
        if is_same(&own.application, &event.application)
            && is_same(&own.platform, &event.platform)
            && is_same(&own.sdk, &event.sdk)
        {
            return;
        }
        let text = |text: &Option<std::borrow::Cow<'_, str>>| {
            text.as_deref().map(|text| redaction::short(text).into_owned())
        };
        self.group = Group {
            application: text(&event.application),
            platform: text(&event.platform),
            sdk: text(&event.sdk),
        };
        self.digest = self.group.digest();
    }
}

impl EventSummary {
    fn see(&mut self, current: Current<'_>, is_invalid: bool, group: &CurrentGroup) {
        self.seen.see(current.time);
        self.invalid += u64::from(is_invalid);
        self.refused += u64::from(current.is_refused);
        if let Some(own) = self.groups.entry(group.digest, || group.group.clone()) {
            own.seen.see(current.time);
            own.invalid += u64::from(is_invalid);
        }
    }

    fn see_unplanned(&mut self, path: &str, kind: Kind, time: Option<i64>) {
        let path = redaction::short(path);
        if let Some(property) = self.unplanned_properties.entry(digest([&*path]), || path.into_owned()) {
            property.seen.see(time);
            match property.kinds.get_mut(kind.word()) {
                Some(count) => *count += 1,
                None => _ = property.kinds.insert(kind.word().to_owned(), 1),
            }
        }
    }
}

/// Counts the values of an event where they stand.
struct Census<'c, 'p> {
    places: &'c [super::places::PlannedPlace<'p>],
    tally: &'c mut EventTally,
    view: View<'c>,
    samples: Samples,
    time: Option<i64>,
}

impl Census<'_, '_> {
    fn value(&mut self, place: usize, at: usize) {
        let kind = self.view.kind(at);
        let tally = &mut self.tally.places[place];
        tally.seen.see(self.time);
        tally.kinds[kind as usize] += 1;
        match kind {
            Kind::Object => self.members(place, at),
            Kind::Array => {
                if let Some(items) = self.places[place].items() {
                    self.view.items(at).for_each(|item| self.value(items, item));
                }
            }
            _ if !self.places[place].listed.is_empty() => self.scalar(place, at),
            _ => {}
        }
    }

    fn scalar(&mut self, place: usize, at: usize) {
        let planned = &self.places[place];
        match planned.listed(self.view, at) {
            Some(index) => self.tally.places[place].listed[index] += 1,
            None if self.view.kind(at) == Kind::Null || planned.takes_any(self.view.kind(at)) => {}
            None => {
                let value = redaction::unlisted(self.view, at, self.samples);
                let values = &mut self.tally.summary.unplanned_values;
                let key = digest([planned.path.as_str(), &value]);
                if let Some(seen) = values.entry(key, || ValueKey { path: planned.path.clone(), value }) {
                    seen.see(self.time);
                }
            }
        }
    }

    fn members(&mut self, place: usize, at: usize) {
        let planned = &self.places[place];
        let mut guess = 0;
        for (key, member) in self.view.members(at) {
            let name = self.view.string(key);
            if let Some((own, index)) = planned.member(&name, guess) {
                guess = index + 1;
                self.value(own, member);
            } else if let Some(values) = planned.values() {
                self.value(values, member);
            } else if !planned.is_open() {
                let kind = self.view.kind(member);
                if planned.path.is_empty() {
                    self.tally.summary.see_unplanned(&name, kind, self.time);
                } else {
                    self.tally.summary.see_unplanned(&format!("{}.{name}", planned.path), kind, self.time);
                }
            }
        }
    }
}
