//! A page that stands alone: one file, no script, nothing from elsewhere.

use askama::Template;

use super::rows::Page;
use crate::audit::report::Report;
use crate::spans::Span;

#[derive(Template)]
#[template(path = "audit/report.html.askama", escape = "html")]
struct PageTemplate {
    page: Page,
}

/// The page.
pub(super) fn text(report: &Report<'_>) -> anyhow::Result<String> {
    Ok(format!("{}\n", PageTemplate { page: Page::new(report) }.render()?.trim_end()))
}
