//! Where schemas lie in a registry: vendor, name and version of each, no two at one place.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::plan::{Event, EventKind, Plan};

/// Names that stand for calls: a schema of such a name is known together with its vendor.
const CALLS: &[&str] = &["context", "identify", "group", "page"];

/// Where a schema lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub(super) vendor: String,
    pub(super) name: String,
    /// Model, revision and addition, of which the first counts from 1.
    pub(super) version: String,
}

impl Address {
    /// The name by which the whole world knows the schema.
    pub(super) fn uri(&self) -> String {
        format!("iglu:{}", self.path())
    }

    /// Where the schema lies below `schemas`.
    pub(super) fn path(&self) -> String {
        format!("{}/{}/jsonschema/{}", self.vendor, self.name, self.version)
    }

    /// The address that an event has brought from a registry.
    fn of(event: &Event) -> Option<Self> {
        let mut parts = event.id.as_deref()?.strip_prefix("iglu:")?.split('/');
        let (vendor, name, format, version) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_whole = parts.next().is_none() && format == "jsonschema" && event.kind == EventKind::Track;
        let is_called = event.name == name || event.name == format!("{vendor}/{name}");
        let is_valid = is_vendor(vendor) && is_name(name) && is_version(version);
        (is_whole && is_called && is_valid).then(|| Self {
            vendor: vendor.to_owned(),
            name: name.to_owned(),
            version: version.to_owned(),
        })
    }
}

/// The vendor of a plan's schemas when the user names none: after the plan's name.
pub(super) fn vendor(plan: &Plan) -> String {
    Some(words(&plan.name)).filter(|words| !words.is_empty()).unwrap_or_else(|| "unnamed".to_owned())
}

/// An address for each event of the plan. Events from a registry keep theirs; the others are of `vendor`.
pub(super) fn addresses(plan: &Plan, vendor: &str) -> Vec<Address> {
    let mut places = Places::default();
    let kept: Vec<Option<Address>> = plan.events.iter().map(|event| places.keep(event)).collect();
    let events = plan.events.iter().zip(kept);
    events.map(|(event, kept)| kept.unwrap_or_else(|| places.find(event, vendor))).collect()
}

/// What readers call the event at each of `addresses`: names that say too little go with their vendor.
pub(super) fn titles(addresses: &[Address]) -> Vec<String> {
    let mut vendors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for address in addresses {
        vendors.entry(&address.name).or_default().insert(&address.vendor);
    }
    let title = |Address { vendor, name, .. }: &Address| {
        let says_too_little = vendors[name.as_str()].len() > 1 || CALLS.contains(&name.as_str());
        if says_too_little { format!("{vendor}/{name}") } else { name.clone() }
    };
    addresses.iter().map(title).collect()
}

/// What tells one event from another: its call and its name.
type Identity<'a> = (EventKind, &'a str);

/// The places that are taken.
#[derive(Default)]
struct Places<'a> {
    addresses: BTreeSet<Address>,
    /// Whose a name is. Some file systems don't tell case apart.
    owners: BTreeMap<(String, String), Identity<'a>>,
}

impl<'a> Places<'a> {
    fn keep(&mut self, event: &'a Event) -> Option<Address> {
        let address = Address::of(event).filter(|address| !self.addresses.contains(address))?;
        self.addresses.insert(address.clone());
        self.owners.insert(owned(&address.vendor, &address.name), (event.kind, &event.name));
        Some(address)
    }

    fn find(&mut self, event: &'a Event, vendor: &str) -> Address {
        let identity = (event.kind, event.name.as_str());
        let wanted = name(event);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let is_free =
            |name: &String| self.owners.get(&owned(vendor, name)).is_none_or(|owner| *owner == identity);
        let name = names.find(is_free).unwrap_or(wanted);
        self.owners.insert(owned(vendor, &name), identity);
        let version = |version| Address { vendor: vendor.to_owned(), name: name.clone(), version };
        let [model, revision, addition] = numbers(event.version.as_deref().unwrap_or_default());
        let first = version(format!("{model}-{revision}-{addition}"));
        // Versions that were told apart by other words than numbers become models of their own.
        let others = (1..).map(|model: u64| version(format!("{model}-0-0")));
        let mut all = std::iter::once(first.clone()).chain(others);
        let address = all.find(|address| !self.addresses.contains(address)).unwrap_or(first);
        self.addresses.insert(address.clone());
        address
    }
}

fn owned(vendor: &str, name: &str) -> (String, String) {
    (vendor.to_lowercase(), name.to_lowercase())
}

/// The name of an event's schema: its own if it is one, otherwise the letters and digits that are.
fn name(event: &Event) -> String {
    if event.kind == EventKind::Track && is_name(&event.name) {
        return event.name.to_string();
    }
    let words = words(&event.name);
    match event.kind {
        EventKind::Track if words.is_empty() => "event".to_owned(),
        EventKind::Track => words,
        kind if words.is_empty() => kind.word().to_owned(),
        kind => format!("{}_{words}", kind.word()),
    }
}

/// The letters and digits of ASCII in lower case, `_` between the words.
fn words(text: &str) -> String {
    let mut words = String::new();
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_ascii_alphanumeric() {
            words.push(letter.to_ascii_lowercase());
        } else if !words.is_empty() && !words.ends_with('_') {
            words.push('_');
        }
    }
    words.trim_end_matches('_').to_owned()
}

/// Model, revision and addition: the first three numbers of a version, without zeros that say nothing.
fn numbers(version: &str) -> [String; 3] {
    let mut numbers = version
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .map(|number| number.trim_start_matches('0'));
    let mut next = |least: &str| match numbers.next() {
        None | Some("") => least.to_owned(),
        Some(number) => number.to_owned(),
    };
    [next("1"), next("0"), next("0")]
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Whether a text can be the vendor of schemas: letters and digits of ASCII, `-`, `_` and dots.
pub fn is_vendor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| is_of_name(byte) || byte == b'.') && !text.starts_with('.')
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_of_name)
}

/// Whether a text is a version as registries write them.
pub(super) fn is_version(text: &str) -> bool {
    text.matches('-').count() == 2 && text == numbers(text).join("-")
}

#[cfg(test)]
mod tests {
    use super::{addresses, is_version, titles, vendor};
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    fn event(kind: EventKind, name: &str, id: &str, version: &str) -> Event {
        let mut event = Event::new(kind, name, Location::default());
        event.id = (!id.is_empty()).then(|| id.into());
        event.version = (!version.is_empty()).then(|| version.into());
        event
    }

    #[test]
    fn schemas_stay_where_they_were_and_others_find_a_place() {
        use EventKind::{Identify, Page, Track};
        let events = [
            (Track, "seed_sown", "", ""),
            (Track, "seed_sown", "iglu:com.garden/seed_sown/jsonschema/2-0-1", "2-0-1"),
            (Track, "com.garden/page", "iglu:com.garden/page/jsonschema/1-0-0", "1-0-0"),
            (Track, "Seed Sown", "event-1", "1.0.2"),
            (Track, "Seed Sown", "event-1", "beta"),
            (Track, "Seed Sown", "event-1", "alpha"),
            (Track, "SEED SOWN", "", ""),
            (Track, "購入", "", "0"),
            (Page, "Prices & Été", "", ""),
            (Identify, "", "", "3"),
        ];
        let events = events.map(|(kind, name, id, version)| event(kind, name, id, version));
        let plan = Plan { name: "The Garden".into(), events: events.into(), ..Plan::default() };
        let addresses = addresses(&plan, &vendor(&plan));
        let shown: Vec<String> = addresses
            .iter()
            .zip(titles(&addresses))
            .map(|(address, title)| format!("{} {title}", address.path()))
            .collect();
        assert_eq!(
            shown,
            [
                "the_garden/seed_sown/jsonschema/1-0-0 the_garden/seed_sown",
                "com.garden/seed_sown/jsonschema/2-0-1 com.garden/seed_sown",
                "com.garden/page/jsonschema/1-0-0 com.garden/page",
                "the_garden/seed_sown_2/jsonschema/1-0-2 seed_sown_2",
                "the_garden/seed_sown_2/jsonschema/1-0-0 seed_sown_2",
                "the_garden/seed_sown_2/jsonschema/2-0-0 seed_sown_2",
                "the_garden/seed_sown_3/jsonschema/1-0-0 seed_sown_3",
                "the_garden/event/jsonschema/1-0-0 event",
                "the_garden/page_prices_ete/jsonschema/1-0-0 page_prices_ete",
                "the_garden/identify/jsonschema/3-0-0 the_garden/identify",
            ]
        );
    }

    #[test]
    fn versions_are_three_numbers() {
        let are =
            ["1-0-0", "10-2-33", "0-1-0", "1-0", "1-00-0", "1-0-0-0", "1.0.0", "a1-0-0"].map(is_version);
        assert_eq!(are, [true, true, false, false, false, false, false, false]);
    }
}
