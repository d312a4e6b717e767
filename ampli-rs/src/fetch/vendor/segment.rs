//! Segment's Public API: the plan, then its rules by cursor.

use super::answer::{self, object};
use super::pages::Pages;
use super::session::Session;
use super::{Account, Workspace, empty};
use crate::failure::Failure;
use crate::text::Document;

/// The most rules that the API gives at once.
const PAGE_SIZE: &str = "200";

/// The plan with all its rules, as one answer.
pub(super) fn document(session: &Session<'_>, plan: &str) -> Result<Document, Failure> {
    const RULES: &[&str] = &["data", "rules"];
    let about = session.get(&["tracking-plans", plan], &[])?;
    let path = ["tracking-plans", plan, "rules"];
    let mut pages = Pages::default();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = vec![("pagination.count", PAGE_SIZE)];
        query.extend(cursor.as_deref().map(|cursor| ("pagination.cursor", cursor)));
        let page = session.get(&path, &query)?;
        pages.add(page.list(RULES)?, page.number(&["data", "pagination", "totalEntries"]));
        match page.text(&["data", "pagination", "next"]).filter(|next| !next.is_empty()) {
            Some(next) => pages.turn(next, session)?,
            None => break,
        }
        cursor = page.text(&["data", "pagination", "next"]).map(str::to_owned);
    }
    let rules = pages.whole("rules", session)?;
    if rules.is_empty() {
        return Err(empty(session, "rules"));
    }
    let plan = about.object(&["data", "trackingPlan"])?.clone();
    let data = object([("trackingPlan", plan), ("rules", rules.into_iter().collect())]);
    Ok(answer::document(session.subject.clone(), &object([("data", data)])))
}

/// The workspace of the token: tokens belong to no person.
pub(super) fn account(session: &Session<'_>) -> Result<Account, Failure> {
    let answer = session.get(&[], &[])?;
    answer.object(&["data", "workspace"])?;
    let text = |key| answer.text(&["data", "workspace", key]).unwrap_or_default().to_owned();
    Ok(Account { workspaces: vec![Workspace { id: text("id"), name: text("name") }], ..Account::default() })
}
