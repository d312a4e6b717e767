use super::{Code, Diagnostic, Diagnostics, Report, Severity, github, json, sarif};
use crate::pointer::{Location, Pointer};
use crate::text::{Document, PlanText};

static CODE: Code = Code {
    id: "AMP0299",
    name: "example",
    severity: Severity::Warning,
    source: "//! # An example\n//!\n//! Text.\n",
};

fn written(write: impl Fn(&Report<'_>, &mut Vec<u8>) -> std::io::Result<()>) -> String {
    let document = Document { name: "my plan.json".to_owned(), text: "{\n  \"a\": [1]\n}\n".to_owned() };
    let text = PlanText { origin: "my plan.json".to_owned(), documents: vec![document] };
    let at = |pointer| Location { document: 0, pointer: Pointer::from_text(pointer) };
    let mut findings = Diagnostics::from(
        Diagnostic::new(&CODE, "50% of `a`\nis: bad, really")
            .at(&at("/a/0"), "this")
            .at_key(&at("/a"), "in here")
            .help("mend it")
            .of_event("Seed Sown"),
    );
    findings.push(Diagnostic { severity: Severity::Note, ..Diagnostic::new(&CODE, "about no text") });
    let mut out = Vec::new();
    write(&Report::new(&findings, &text).events(1), &mut out).expect("writes to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn json_has_every_member() {
    let read: serde_json::Value =
        serde_json::from_str(&written(|report, out| json::write(report, out))).expect("JSON");
    let expected = serde_json::json!({
        "diagnostics": [
            {"code": "AMP0299", "name": "example", "severity": "note", "message": "about no text",
             "event": null, "help": null, "labels": []},
            {"code": "AMP0299", "name": "example", "severity": "warning",
             "message": "50% of `a`\nis: bad, really", "event": "Seed Sown", "help": "mend it",
             "labels": [
                {"file": "my plan.json", "line": 2, "column": 9, "endLine": 2, "endColumn": 10,
                 "pointer": "/a/0", "text": "this"},
                {"file": "my plan.json", "line": 2, "column": 3, "endLine": 2, "endColumn": 6,
                 "pointer": "/a", "text": "in here"}]}],
        "summary": {"errors": 0, "warnings": 1, "notes": 1, "events": 1}});
    assert_eq!(read, expected);
}

#[test]
fn workflow_commands_are_escaped() {
    assert_eq!(
        written(|report, out| github::write(report, out)),
        "::notice title=AMP0299 example::about no text\n\
         ::warning file=my plan.json,line=2,endLine=2,col=9,endColumn=10,title=AMP0299 example\
         ::50%25 of `a`\\nis: bad, really%0Athis%0Amend it\n"
    );
}

#[test]
fn sarif_has_rules_regions_and_fingerprints() {
    let log: serde_json::Value =
        serde_json::from_str(&written(|report, out| sarif::write(report, out))).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(
        run["tool"]["driver"]["rules"],
        serde_json::json!([{
            "id": "AMP0299", "name": "example", "shortDescription": {"text": "An example"},
            "help": {"text": "# An example\n\nText.\n", "markdown": "# An example\n\nText.\n"},
            "defaultConfiguration": {"level": "warning"}}])
    );
    let region = |column, end| {
        let region =
            serde_json::json!({"startLine": 2, "startColumn": column, "endLine": 2, "endColumn": end});
        serde_json::json!({"artifactLocation": {"uri": "my%20plan.json"}, "region": region})
    };
    assert_eq!(
        run["results"][1],
        serde_json::json!({
            "ruleId": "AMP0299", "ruleIndex": 0, "level": "warning",
            "message": {"text": "50% of `a`\nis: bad, really\nhelp: mend it"},
            "locations": [{"physicalLocation": region(9, 10), "message": {"text": "this"}}],
            "relatedLocations": [{"id": 1, "physicalLocation": region(3, 6), "message": {"text": "in here"}}],
            "partialFingerprints": {"ampli/v1": "82fd3fc4275cfcb9"}})
    );
}
