//! RudderStack's data catalogue: the plan, the list of its events by page, then every event with its schema.

use super::answer::{self, Answer, with};
use super::pages::Pages;
use super::parallel;
use super::session::Session;
use super::{Account, Locator, Workspace, empty};
use crate::failure::Failure;
use crate::json::Json;
use crate::text::Document;

/// The plan with all its events and their schemas.
pub(super) fn document(session: &Session<'_>, locator: &Locator) -> Result<Document, Failure> {
    let version: Vec<_> =
        locator.version.as_deref().map(|version| ("version", version)).into_iter().collect();
    let plan = plan(session, locator, &version)?;
    let ids = events(session, locator, &version)?;
    if ids.is_empty() {
        return Err(empty(session, "events"));
    }
    let events = parallel::each(&ids, session.at_once(), |id| {
        let query: Vec<_> = [("format", "schema")].into_iter().chain(version.clone()).collect();
        let path = path(session, &locator.plan, &["events", id]);
        session.get(&borrowed(&path), &query)?.object(&[]).cloned()
    })?;
    refuse_changed(session, locator, &plan)?;
    let whole = with(&plan.json, "events", events.into_iter().collect());
    Ok(answer::document(session.subject.clone(), &whole))
}

fn plan(session: &Session<'_>, locator: &Locator, version: &[(&str, &str)]) -> Result<Answer, Failure> {
    let path = path(session, &locator.plan, &[]);
    let plan = session.get(&borrowed(&path), version)?;
    plan.object(&[])?;
    let given = plan.number(&["version"]).map(|version| version.to_string());
    match (&locator.version, given) {
        (Some(wanted), Some(given)) if *wanted != given => Err(Failure::new(
            format!(
                "RudderStack gave version {given} in the place of `{session}`",
                session = session.subject
            ),
            "check that the plan has this version",
        )),
        _ => Ok(plan),
    }
}

/// The ids of all events of the plan.
fn events(
    session: &Session<'_>,
    locator: &Locator,
    version: &[(&str, &str)],
) -> Result<Vec<String>, Failure> {
    let path = path(session, &locator.plan, &["events"]);
    let mut pages = Pages::default();
    for number in 1_u64.. {
        let number = number.to_string();
        let query: Vec<_> = [("page", number.as_str())].into_iter().chain(version.iter().copied()).collect();
        let page = session.get(&borrowed(&path), &query)?;
        let total = page.number(&["total"]).ok_or_else(|| page.without("number", &["total"]))?;
        // The size of a page is the server's to choose, and to change: only the total tells the end.
        let more = pages.add(page.list(&["data"])?, Some(total));
        if !more || pages.count() >= total {
            break;
        }
    }
    let events = pages.whole("events", session)?;
    let id = |event: &Json| event.get("id").and_then(Json::as_str).map(str::to_owned);
    let ids: Option<Vec<String>> = events.iter().map(id).collect();
    ids.ok_or_else(|| {
        Failure::new(
            format!("`{}` lists an event without `id`", session.place(&borrowed(&path))),
            session.check_base_url(),
        )
    })
}

/// An event that was changed while the others were read makes a plan that nobody wrote.
fn refuse_changed(session: &Session<'_>, locator: &Locator, before: &Answer) -> Result<(), Failure> {
    if locator.version.is_some() {
        return Ok(());
    }
    let path = path(session, &locator.plan, &[]);
    let after = session.get(&borrowed(&path), &[])?;
    if ["version", "updatedAt"].iter().all(|key| before.get(&[key]) == after.get(&[key])) {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{}` was changed while it was read", session.subject),
        "run the command again when the plan is saved; nothing was written",
    ))
}

/// The workspace of the token: tokens belong to no person.
pub(super) fn account(session: &Session<'_>) -> Result<Account, Failure> {
    let path = versioned(session, &["workspace"]);
    let answer = session.get(&borrowed(&path), &[])?;
    answer.object(&["workspace"])?;
    let text = |key| answer.text(&["workspace", key]).unwrap_or_default().to_owned();
    Ok(Account { workspaces: vec![Workspace { id: text("id"), name: text("name") }], ..Account::default() })
}

/// The path of what belongs to the plan.
fn path(session: &Session<'_>, plan: &str, rest: &[&str]) -> Vec<String> {
    versioned(session, &[&["catalog", "tracking-plans", plan], rest].concat())
}

/// The path with the version of the API, which the address may have already: the vendor's own tool takes both.
fn versioned(session: &Session<'_>, rest: &[&str]) -> Vec<String> {
    const VERSION: &str = "v2";
    let is_there = session.place(&[]).trim_end_matches('/').ends_with("/v2");
    let version = [VERSION].into_iter().filter(|_| !is_there);
    version.chain(rest.iter().copied()).map(str::to_owned).collect()
}

fn borrowed(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}
