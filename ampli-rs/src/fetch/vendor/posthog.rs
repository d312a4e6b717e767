//! PostHog: property groups and event definitions, two lists by offset.

use super::answer::{self, object};
use super::pages::Pages;
use super::session::Session;
use super::{Account, Workspace, empty};
use crate::failure::Failure;
use crate::json::Json;
use crate::text::Document;

/// How many items are asked for at once.
const PAGE_SIZE: &str = "100";

/// Both lists, each as one page without a next one.
pub(super) fn documents(session: &Session<'_>, project: &str) -> Result<Vec<Document>, Failure> {
    let groups = list(session, project, "schema_property_groups", "property groups")?;
    let events = list(session, project, "event_definitions", "event definitions")?;
    if events.is_empty() {
        return Err(empty(session, "event definitions"));
    }
    Ok(vec![
        page(format!("{}/event_definitions", session.subject), events),
        page(format!("{}/schema_property_groups", session.subject), groups),
    ])
}

fn list(session: &Session<'_>, project: &str, list: &str, what: &str) -> Result<Vec<Json>, Failure> {
    // Without the last slash the server redirects.
    let path = ["api", "projects", project, list, ""];
    let mut pages = Pages::default();
    let mut answer = session.get(&path, &[("limit", PAGE_SIZE)])?;
    loop {
        pages.add(answer.list(&["results"])?, answer.number(&["count"]));
        // Only the query is taken: behind a proxy the server does not know its own address, and the token goes to none
        // but the one that the user trusts.
        let Some(next) = answer.text(&["next"]).and_then(|next| Some(next.split_once('?')?.1.to_owned()))
        else {
            return pages.whole(what, session);
        };
        pages.turn(&next, session)?;
        answer = session.get_as_told(&path, &next)?;
    }
}

fn page(name: String, items: Vec<Json>) -> Document {
    let count = Json::Number(items.len().into());
    let results = items.into_iter().collect();
    let page =
        object([("count", count), ("next", Json::Null), ("previous", Json::Null), ("results", results)]);
    answer::document(name, &page)
}

/// The person whose personal key it is, with the organisation and the project that are open.
pub(super) fn account(session: &Session<'_>) -> Result<Account, Failure> {
    let answer = session.get(&["api", "users", "@me", ""], &[])?;
    answer.object(&[])?;
    let project = answer.get(&["team"]).map(|project| Workspace {
        id: project.get("id").map(|id| id.to_value().to_string()).unwrap_or_default(),
        name: project.get("name").and_then(Json::as_str).unwrap_or_default().to_owned(),
    });
    Ok(Account {
        user: answer.text(&["email"]).map(str::to_owned),
        organisations: answer.text(&["organization", "name"]).map(str::to_owned).into_iter().collect(),
        workspaces: project.into_iter().collect(),
    })
}
