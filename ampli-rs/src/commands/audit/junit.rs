//! JUnit's XML: an event is a test, which fails when a rule of the plan is broken or it is not as planned.

use super::rows::Page;
use crate::audit::finding::Finding;
use crate::audit::report::{EventLine, Report};
use crate::cli::{AuditReportArguments, FailOn};

/// The document.
pub(super) fn text(report: &Report<'_>, arguments: &AuditReportArguments) -> String {
    let is_failure = |finding: &&Finding| fails(finding, &arguments.fail_on);
    let mut cases = String::new();
    let mut failed = 0;
    for event in &report.events {
        let failures: Vec<&Finding> = report.findings_of(event.key).filter(is_failure).collect();
        failed += usize::from(!failures.is_empty());
        cases.push_str(&case(event, &failures));
    }
    let others: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.event.is_none()).filter(is_failure).collect();
    let mut tests = report.events.len();
    if !others.is_empty() {
        tests += 1;
        failed += 1;
        cases.push_str(&named_case("all files", &others));
    }
    let name = escaped(Page::new(report).title);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\">\n\
         \x20 <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\">\n\
         {cases}\
         \x20 </testsuite>\n\
         </testsuites>\n"
    )
}

fn fails(finding: &Finding, kinds: &[FailOn]) -> bool {
    kinds.iter().any(|kind| match kind {
        FailOn::Violations => finding.is_violation,
        FailOn::Unplanned => finding.is_unplanned(),
        FailOn::Unseen => finding.is_unseen(),
        FailOn::Unreadable => finding.code == &crate::audit::UNREADABLE_RECORD,
        FailOn::None => false,
    })
}

fn case(event: &EventLine<'_>, failures: &[&Finding]) -> String {
    if event.seen.is_none() && failures.is_empty() {
        let name = escaped(&event.title);
        return format!(
            "    <testcase classname=\"events\" name=\"{name}\">\n      <skipped message=\"not seen\"/>\n    </testcase>\n"
        );
    }
    named_case(&event.title, failures)
}

fn named_case(name: &str, failures: &[&Finding]) -> String {
    let name = escaped(name);
    if failures.is_empty() {
        return format!("    <testcase classname=\"events\" name=\"{name}\"/>\n");
    }
    let lines: Vec<String> = failures.iter().map(|finding| escaped(&finding.text)).collect();
    let message = escaped(&failures[0].text);
    let kind = failures[0].code.name;
    format!(
        "    <testcase classname=\"events\" name=\"{name}\">\n\
         \x20     <failure type=\"{kind}\" message=\"{message}\">{}</failure>\n\
         \x20   </testcase>\n",
        lines.join("\n")
    )
}

/// Text that XML takes for nothing but text. What XML can't hold is shown as an escape.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in crate::diagnostic::visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => escaped.extend(character.escape_default()),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_is_nothing_but_text() {
        assert_eq!(
            escaped("]]></failure>\u{0}\u{1b}[1m\u{ffff}\"'&"),
            "]]&gt;&lt;/failure&gt;\\u{0}\\u{1b}[1m\\u{ffff}&quot;&apos;&amp;"
        );
    }
}
