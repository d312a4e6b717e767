use std::collections::HashSet;

use super::session::Session;
use crate::failure::Failure;
use crate::json::Json;

/// The items of a list that a vendor gives page by page.
///
/// A plan that somebody edits while it is read may give an item twice, which does no harm, or skip one, which would be
/// a plan that nobody wrote: such a list is refused.
#[derive(Default)]
pub(super) struct Pages {
    items: Vec<Json>,
    ids: HashSet<String>,
    cursors: HashSet<String>,
    announced: Option<u64>,
}

impl Pages {
    /// Adds the items of a page, those with an `id` once, and tells whether any was new. `announced` is the number of
    /// items that the list has, where the vendor says it.
    pub(super) fn add(&mut self, items: &[Json], announced: Option<u64>) -> bool {
        let before = self.items.len();
        for item in items {
            let is_new = item.get("id").is_none_or(|id| self.ids.insert(id.to_value().to_string()));
            if is_new {
                self.items.push(item.clone());
            }
        }
        self.announced = announced.or(self.announced);
        self.items.len() > before
    }

    /// How many items there are so far.
    pub(super) fn count(&self) -> u64 {
        self.items.len() as u64
    }

    /// Notes where the next page begins.
    ///
    /// # Errors
    /// When that page was given already, and so there would be no end.
    pub(super) fn turn(&mut self, cursor: &str, session: &Session<'_>) -> Result<(), Failure> {
        if self.cursors.insert(cursor.to_owned()) {
            return Ok(());
        }
        Err(Failure::new(
            format!("{} gives the same page of `{}` again and again", session.vendor.name(), session.subject),
            "run the command again later; `--offline` uses the saved plan",
        ))
    }

    /// All items, which messages call `what`.
    ///
    /// # Errors
    /// When there are more or fewer than the vendor has said.
    pub(super) fn whole(self, what: &str, session: &Session<'_>) -> Result<Vec<Json>, Failure> {
        match self.announced {
            Some(announced) if announced != self.count() => Err(Failure::new(
                format!(
                    "{} says that `{}` has {announced} {what}, and gave {}",
                    session.vendor.name(),
                    session.subject,
                    self.count()
                ),
                "the plan may have been changed while it was read: run the command again",
            )),
            _ => Ok(self.items),
        }
    }
}
