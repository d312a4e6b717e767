use std::collections::BTreeSet;

use super::events::{EventSeen, Key, Seen};
use super::schema::{self, Place};
use crate::broken::Broken;
use crate::check::Settings;
use crate::parse::Parsed;
use crate::parse::own::{self, Keys};
use crate::plan::{Event, Plan};
use crate::pointer::Location;
use crate::text::PlanText;

/// What was seen less often than this says little.
const RARE: u64 = 10;

/// A plan that was drawn from events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inferred {
    /// The plan, in the project's own format.
    pub text: String,
    /// How many events and calls it has.
    pub events: usize,
    /// How many entities it has, which no program sends by themselves.
    pub entities: usize,
    /// What was seen and can't stand in a plan, such as an event whose name has control characters.
    pub left_out: Vec<String>,
    /// What was seen so rarely that what the plan says of it is hardly more than a guess.
    pub rare: Vec<String>,
    /// Whether there were more names of events than a plan can have, so that some are not in it.
    pub has_more: bool,
}

/// Draws the plan called `name`. The checks find no error in it, and it allows every event that was seen, if what is required
/// of an event was in all of them: `required_percent` is 100.
pub fn plan(seen: &Seen, name: &str, required_percent: f64) -> Inferred {
    let place = Place::of_event(required_percent);
    let mut plan = Plan { name: name.into(), ..Plan::default() };
    plan.events = seen.events.iter().map(|(key, event)| drawn(key, event, seen, place)).collect();
    let mut left_out = Vec::new();
    let text = loop {
        let text = own::write(&plan, Keys::Omit);
        let broken = broken_events(&text);
        if broken.is_empty() {
            break text;
        }
        let events = std::mem::take(&mut plan.events).into_iter().enumerate();
        let (out, kept): (Vec<_>, Vec<_>) = events.partition(|(index, _)| broken.contains(index));
        left_out.extend(out.into_iter().map(|(_, event)| event.title().to_owned()));
        plan.events = kept.into_iter().map(|(_, event)| event).collect();
    };
    let rare = seen.events.iter().filter(|(_, event)| event.count + event.as_entity < RARE);
    let mut rare: Vec<String> =
        rare.map(|(key, event)| drawn(key, event, seen, place).title().to_owned()).collect();
    rare.dedup();
    let entities = plan.events.iter().filter(|event| event.sources.is_some()).count();
    Inferred {
        text,
        events: plan.events.len() - entities,
        entities,
        rare: rare.into_iter().filter(|title| !left_out.contains(title)).collect(),
        left_out,
        has_more: seen.has_more,
    }
}

fn drawn(key: &Key, seen: &EventSeen, all: &Seen, place: Place) -> Event {
    let mut event = Event::new(key.kind, key.name.as_str(), Location::default());
    event.id = seen.schema.as_deref().map(Into::into);
    event.version = Some(key.version.as_str()).filter(|version| !version.is_empty()).map(Into::into);
    // No program sends an entity by itself: it is in the plan to be held against.
    event.sources = (seen.count == 0).then(Vec::new);
    event.schema = schema::of_objects(&seen.properties, place);
    // Two vendors have an event of this name: both go out under it, and people tell them apart.
    let same = Key { vendor: String::new(), version: String::new(), ..key.clone() }..;
    let others = all.events.range(same).map(|(other, _)| other);
    let mut others = others.take_while(|other| other.kind == key.kind && other.name == key.name);
    if !key.vendor.is_empty() && others.any(|other| other.vendor != key.vendor) {
        event.known_as = Some(format!("{} {}", key.vendor, key.name).into());
    }
    event
}

/// Which events the checks refuse, by their places in the plan. The text has them in the order of the plan.
fn broken_events(text: &str) -> BTreeSet<usize> {
    let text = PlanText::single("inferred plan".to_owned(), text.to_owned());
    match crate::read(&text, &Settings::default()) {
        Ok(Parsed { plan, findings }) => Broken::new(&plan, &findings).events,
        Err(_) => BTreeSet::new(),
    }
}
