//! Findings for people: rustc's look, the offending lines with arrows, and what to do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::excerpt::{self, Excerpt};
use super::report::{Finding, Report, Summary};
use super::visible::visible;
use super::{Diagnostic, Severity};

/// How findings are shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours.
    pub colour: bool,
    /// Columns of the terminal: longer lines of the plan are cut around the labels.
    pub width: usize,
    /// Findings below this severity are counted only.
    pub least: Severity,
    /// Of one code, so many warnings and notes are shown; more of them are counted only. Errors are all shown.
    pub alike: usize,
    /// Where all findings are shown, told when some are not.
    pub whole: &'static str,
}

impl Default for Look {
    /// No colours, everything shown, and 140 columns: logs and files have no edge, but their readers have one.
    fn default() -> Self {
        Self {
            colour: false,
            width: 140,
            least: Severity::Note,
            alike: usize::MAX,
            whole: "`ampli-rs check` shows them",
        }
    }
}

/// Writes every finding and, as the last line, how many there are; nothing when there are none.
///
/// # Errors
///
/// When `out` can't be written to.
pub fn write(report: &Report<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(look.width).decor_style(DecorStyle::Ascii);
    let mut unseen = 0;
    let mut alike: BTreeMap<&str, (usize, &Diagnostic)> = BTreeMap::new();
    for finding in &report.findings {
        let diagnostic = finding.diagnostic;
        let (known, _) = alike.entry(diagnostic.code.id).or_insert((0, diagnostic));
        *known += usize::from(diagnostic.severity < Severity::Error);
        if diagnostic.severity < look.least || *known > look.alike {
            unseen += 1;
            continue;
        }
        writeln!(out, "{}\n", shown(finding, look.width, &renderer))?;
    }
    for (id, (count, one)) in alike {
        if count > look.alike && one.severity >= look.least {
            writeln!(out, "{} more {id} (`{}`)\n", count - look.alike, one.code.name)?;
        }
    }
    let style = if look.colour { summary_style(report.summary) } else { Style::new() };
    let unseen = if unseen > 0 { format!(" ({unseen} not shown: {})", look.whole) } else { String::new() };
    writeln!(out, "{style}{}{style:#}{unseen}", report.summary)
}

fn shown(finding: &Finding<'_>, width: usize, renderer: &Renderer) -> String {
    let Diagnostic { code, severity, message, help, .. } = finding.diagnostic;
    let level = level(*severity);
    let excerpts = excerpt::of(&finding.labels, width);
    let title = level.clone().primary_title(visible(message)).id(code.id);
    let mut groups = vec![title.elements(std::iter::empty::<Element<'_>>())];
    for (index, excerpt) in excerpts.iter().enumerate() {
        add_excerpt(&mut groups, excerpt, index == 0, &level);
    }
    let last =
        groups.pop().map(|last| last.elements(help.iter().map(|help| Level::HELP.message(visible(help)))));
    let rendered: Vec<_> = groups.into_iter().chain(last).map(|group| renderer.render(&[group])).collect();
    let mut shown = rendered.join("\n");
    // The renderer leaves the frame open for what follows; without help nothing does.
    if help.is_none()
        && let Some((above, last)) = shown.rsplit_once('\n')
        && is_bare_frame(last)
    {
        shown.truncate(above.len());
    }
    shown
}

/// Whether a line has nothing but the bar at the left, with or without colours.
fn is_bare_frame(line: &str) -> bool {
    let mut in_escape = false;
    let mut bars = 0;
    for character in line.chars() {
        match character {
            '\u{1b}' => in_escape = true,
            'm' if in_escape => in_escape = false,
            _ if in_escape => {}
            '|' => bars += 1,
            ' ' => {}
            _ => return false,
        }
    }
    bars == 1
}

/// Adds the arrow line and the lines of an excerpt, the first of which has the main label.
fn add_excerpt<'a>(groups: &mut Vec<Group<'a>>, excerpt: &'a Excerpt<'a>, is_first: bool, level: &Level<'a>) {
    let Some(last) = groups.pop() else { return };
    let name = visible(excerpt.document);
    let annotations = excerpt.annotations.iter().enumerate().map(|(index, (range, label))| {
        let kind = if is_first && index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = Some(visible(&label.text)).filter(|text| !text.is_empty());
        kind.span(range.clone()).label(text)
    });
    let snippet = Snippet::source(excerpt.source.as_str()).annotations(annotations);
    match (excerpt.position, excerpt.first_line) {
        (None, _) => groups.push(last.element(Origin::path(name))),
        (Some(_), Some(line)) => groups.push(last.element(snippet.path(name).line_start(line))),
        (Some(position), None) => {
            // The lines are not those of the document, so the arrow line is ours; the renderer leaves out its
            // own only at the start of a group, which is why the groups are rendered one by one.
            let origin = Origin::path(name).line(position.line).char_column(position.column);
            groups.push(last.element(origin));
            let snippet = snippet.line_numbering(false).fold(false);
            groups.push(Group::with_level(level.clone()).element(snippet));
        }
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn summary_style(summary: Summary) -> Style {
    let colour = match summary {
        Summary { errors: 1.., .. } => AnsiColor::BrightRed,
        Summary { warnings: 1.., .. } => AnsiColor::Yellow,
        Summary { .. } => AnsiColor::BrightGreen,
    };
    colour.on_default().bold()
}
