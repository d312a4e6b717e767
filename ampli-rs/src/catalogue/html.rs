//! The pages as a site: the templates are HTML, so that askama escapes all that they print.

use askama::Template;

use super::Pages;
use super::changes::ChangesPage;
use super::event::EventPage;
use super::frame::{Frame, OVERVIEW};
use super::link::{SHARED, event_page};
use super::overview::Overview;
use super::piece::Piece;
use super::search;
use super::shared::SharedPage;
use super::sources::SourcesPage;
use crate::render::File;

const STYLE: &str = include_str!("../../templates/catalogue/catalogue.css");
const SCRIPT: &str = include_str!("../../templates/catalogue/catalogue.js");

/// The pages, their style, their script, and what the search looks through.
pub(super) fn files(pages: &Pages<'_>) -> Vec<File> {
    let frame = &pages.frame;
    let overview =
        IndexTemplate { root: "", page: OVERVIEW, title: &frame.plan, frame, overview: &pages.overview };
    let mut files: Vec<Option<File>> = vec![
        file(OVERVIEW, &overview),
        Some(File { path: "catalogue.css".to_owned(), text: STYLE.to_owned() }),
        Some(File { path: "catalogue.js".to_owned(), text: SCRIPT.to_owned() }),
        Some(File { path: "search.js".to_owned(), text: search::script(&pages.overview) }),
    ];
    for event in &pages.events {
        let template = EventTemplate { root: "../", page: "", title: &event.title, frame, event };
        files.push(file(&event_page(&event.stem), &template));
    }
    files.extend(pages.shared.as_ref().map(|shared| {
        let template = SharedTemplate { root: "", page: SHARED, title: "Shared types", frame, shared };
        file(SHARED, &template)
    }));
    files.extend(pages.sources.as_ref().map(|sources| {
        let template = SourcesTemplate { root: "", page: "sources", title: "Sources", frame, sources };
        file("sources", &template)
    }));
    files.extend(pages.changes.as_ref().map(|changes| {
        let template = ChangesTemplate { root: "", page: super::CHANGES, title: "Changes", frame, changes };
        file(super::CHANGES, &template)
    }));
    files.into_iter().flatten().collect()
}

/// A template of fields only never fails; were it to, the page would be missing rather than half written.
fn file(page: &str, template: &impl Template) -> Option<File> {
    let text = template.render().ok()?;
    Some(File { path: format!("{page}.html"), text: format!("{}\n", text.trim_end()) })
}

#[derive(Template)]
#[template(path = "catalogue/index.html")]
struct IndexTemplate<'a> {
    root: &'static str,
    page: &'static str,
    title: &'a str,
    frame: &'a Frame,
    overview: &'a Overview,
}

#[derive(Template)]
#[template(path = "catalogue/event.html")]
struct EventTemplate<'a> {
    root: &'static str,
    page: &'static str,
    title: &'a str,
    frame: &'a Frame,
    event: &'a EventPage<'a>,
}

#[derive(Template)]
#[template(path = "catalogue/shared.html")]
struct SharedTemplate<'a> {
    root: &'static str,
    page: &'static str,
    title: &'a str,
    frame: &'a Frame,
    shared: &'a SharedPage,
}

#[derive(Template)]
#[template(path = "catalogue/sources.html")]
struct SourcesTemplate<'a> {
    root: &'static str,
    page: &'static str,
    title: &'a str,
    frame: &'a Frame,
    sources: &'a SourcesPage,
}

#[derive(Template)]
#[template(path = "catalogue/changes.html")]
struct ChangesTemplate<'a> {
    root: &'static str,
    page: &'static str,
    title: &'a str,
    frame: &'a Frame,
    changes: &'a ChangesPage,
}
