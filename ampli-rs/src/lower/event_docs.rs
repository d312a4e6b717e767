//! What is said about an event: description, owner, version, tags, end, link, why it is deprecated.

use ecow::EcoString;

use super::docs::{Docs, code, inline, link};
use super::literal;
use crate::plan::{Deprecation, Event};

/// The documentation of an event's struct.
pub(super) fn of(event: &Event) -> Docs {
    let mut docs = Docs::default();
    match &event.description {
        Some(description) => docs.text(description),
        None => docs.line(&["The event ", &code(event.title()), "."]),
    }
    if docs.is_empty() {
        docs.line(&["The event ", &code(event.title()), "."]);
    }
    if event.known_as.is_some() {
        docs.line(&["It goes out as ", &code(&event.name), "."]);
    }
    let facts: Vec<String> = [
        event.owner.as_deref().map(|owner| format!("Owner: {}.", inline(owner))),
        event.version.as_deref().map(|version| format!("Version: {}.", inline(version))),
        event.category.as_deref().map(|category| format!("Category: {}.", inline(category))),
        event.expires.as_deref().map(|expires| format!("Expires: {}.", inline(expires))),
        tags(&event.tags),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !facts.is_empty() {
        docs.line(&[&facts.join(" ")]);
    }
    if let Some(link) = event.url.as_deref().and_then(|url| link("In the tracking plan", url)) {
        docs.line(&[&link]);
    }
    docs
}

fn tags(tags: &[EcoString]) -> Option<String> {
    let tags: Vec<String> = tags.iter().map(|tag| inline(tag)).collect();
    (!tags.is_empty()).then(|| format!("Tags: {}.", tags.join(", ")))
}

/// The literal that says why an event is deprecated.
pub(super) fn deprecation(deprecation: &Deprecation) -> String {
    let mut reasons = Vec::new();
    if let Some(since) = &deprecation.since {
        reasons.push(format!("since {since}"));
    }
    if let Some(replacement) = &deprecation.replacement {
        reasons.push(format!("send `{replacement}` instead"));
    }
    reasons.extend(deprecation.note.clone().map(String::from));
    if reasons.is_empty() {
        reasons.push("the tracking plan deprecates it".to_owned());
    }
    literal::string(&reasons.join("; "))
}
