//! Avo: the export of one branch, in one answer.

use super::session::Session;
use super::{Locator, empty};
use crate::failure::Failure;
use crate::text::Document;

/// The branch that every workspace has.
const MAIN: &str = "main";

/// The export, as it was sent.
pub(super) fn document(session: &Session<'_>, locator: &Locator) -> Result<Document, Failure> {
    let branch = locator.branch.as_deref().unwrap_or(MAIN);
    let export = session.get(&["workspaces", &locator.plan, "branches", branch, "export", "v1"], &[])?;
    if export.list(&["events"])?.is_empty() {
        return Err(empty(session, "events"));
    }
    Ok(Document { name: session.subject.clone(), text: export.text })
}
