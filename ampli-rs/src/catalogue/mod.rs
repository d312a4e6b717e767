//! A plan as pages for people: what analysts planned, how programs send it, where they do, and what has changed.
//!
//! The pages are the same in both forms: an overview, a page an event, what events share, sources and destinations, changes.
//! `page` makes of the plan what is to be printed; the templates in `templates/catalogue/` print it, and the escaper of the form
//! (`html`, `markdown`) sees to it that text of the plan is never anything but text.

mod changes;
mod event;
mod facts;
mod frame;
mod html;
mod link;
mod markdown;
mod overview;
mod piece;
mod rows;
mod rules;
mod search;
mod shared;
mod sources;
mod words;

pub use self::facts::{
    Call, Change, ChangeKind, Facts, Finding, History, Revision, Sending, SourceFacts, State,
};
use self::link::Links;
pub(crate) use self::markdown::MarkdownText;
use crate::plan::Plan;
use crate::render::File;

/// The page that changes with every commit of the plan, without the form's ending.
pub const CHANGES: &str = "changes";

/// The form of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A site of static pages with a search.
    Html,
    /// Pages that code hosts show.
    Markdown,
}

impl Form {
    /// How the names of pages end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

/// The pages of `plan` and of what is known besides, sorted by path. Equal input gives equal bytes.
pub fn files(plan: &Plan, facts: &Facts, form: Form) -> Vec<File> {
    let links = Links::new(plan);
    let pages = Pages::new(plan, facts, &links);
    let mut files = match form {
        Form::Html => html::files(&pages),
        Form::Markdown => markdown::files(&pages),
    };
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// All pages, before they have a form.
struct Pages<'p> {
    overview: overview::Overview,
    events: Vec<event::EventPage<'p>>,
    shared: Option<shared::SharedPage>,
    sources: Option<sources::SourcesPage>,
    changes: Option<changes::ChangesPage>,
    frame: frame::Frame,
}

impl<'p> Pages<'p> {
    fn new(plan: &'p Plan, facts: &'p Facts, links: &Links<'p>) -> Self {
        let shared = shared::SharedPage::new(plan, links);
        let sources = sources::SourcesPage::new(plan, facts);
        let changes = changes::ChangesPage::new(facts, links);
        let frame = frame::Frame::new(plan, shared.is_some(), sources.is_some(), changes.is_some());
        Self {
            overview: overview::Overview::new(plan, facts, links),
            events: event::pages(plan, facts, links),
            shared,
            sources,
            changes,
            frame,
        }
    }
}
