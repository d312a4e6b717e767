//! A minified plan of megabytes is one line; findings about it have their exact column and a readable excerpt.

use ampli_rs::check::{self, Settings};
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Diagnostics, Report};
use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};

const EVENTS: usize = 20_000;

/// A plan of one line and more than five megabytes, the events numbered.
fn minified(odd_event: &str) -> String {
    let event = |number: usize| {
        if number == EVENTS / 2 {
            return odd_event.to_owned();
        }
        format!(
            r#"{{"name":"Row {number} Watered","description":"種: row {number} got water from the can. {}","schema":{{"type":"object","properties":{{"litres":{{"type":"number","description":"How much.","minimum":0}}}}}}}}"#,
            "It was a hot day. ".repeat(5)
        )
    };
    let events: Vec<String> = (0..EVENTS).map(event).collect();
    let text = format!(r#"{{"ampliPlan":1,"name":"Garden","events":[{}]}}"#, events.join(","));
    assert!(text.len() > 5_000_000 && !text.contains('\n'));
    text
}

fn shown(text: String) -> String {
    let document = Document { name: "plan.json".to_owned(), text };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    let findings: Diagnostics = match parse::plan(&text) {
        Ok(parsed) => check::completed(parsed.findings, &parsed.plan, &Settings::default()),
        Err(findings) => findings,
    };
    let mut out = Vec::new();
    human::write(&Report::new(&findings, &text), Look::default(), &mut out).expect("writes to memory");
    String::from_utf8(out).expect("UTF-8")
}

/// The column, in characters and from 1, at which `needle` stands in a text of one line.
fn column(text: &str, needle: &str) -> usize {
    let (before, _) = text.split_once(needle).expect("it is there");
    before.chars().count() + 1
}

#[test]
fn a_mistake_in_a_value_is_written_out_anew() {
    let text = minified(
        r#"{"name":"Seed Sown","description":"A seed was put into the earth.","schema":{"type":"object","properties":{"depth":{"type":"integer","description":"How deep, in millimetres.","minimum":"ten"}}}}"#,
    );
    let column = column(&text, r#""ten""#);
    assert_eq!(
        shown(text),
        format!(
            r#"error[AMP0110]: `minimum` must be a number, not a string, in property `depth`
--> plan.json:1:{column}
 |
 | {{
 |   "type": "integer",
 |   "description": "How deep, in millimetres.",
 |   "minimum": "ten"
 |              ^^^^^
 | }}
 |
 = help: write a number

1 error
"#
        )
    );
}

#[test]
fn two_events_far_apart_are_both_shown() {
    let text = minified(
        r#"{"name":"Row 0 Watered","description":"Again.","schema":{"type":"object","properties":{}}}"#,
    );
    let column = column(&text, r#""Row 0 Watered","description":"Again.""#);
    assert_eq!(
        shown(text),
        format!(
            r#"error[AMP0103]: the plan has `Row 0 Watered` twice
--> plan.json:1:{column}
 |
 | {{
 |   "name": "Row 0 Watered",
 |           ^^^^^^^^^^^^^^^ again here
 |   "description": "Again.",
 |   "schema": {{"type":"object","properties":{{}}}}
 | }}
::: plan.json:1:50
 |
 | {{
 |   "name": "Row 0 Watered",
 |           --------------- first here
 |   "description": "種: row 0 got water from the can. It was a hot day. It was a…",
 |   "schema": {{…}}
 | }}
 |
 = help: rename or remove one of them, or give them different versions

1 error
"#
        )
    );
}

#[test]
fn text_that_is_no_json_is_shown_as_it_stands() {
    let text = minified(r#"{"name":"Seed Sown","description":nil,"schema":{"type":"object"}}"#);
    let column = column(&text, "il,\"schema\"");
    assert_eq!(
        shown(text),
        format!(
            r#"error[AMP0001]: `plan.json` is not JSON: expected `true`, `false` or `null`
--> plan.json:1:{column}
 |
 | …minimum":0}}}}}}}},{{"name":"Seed Sown","description":nil,"schema":{{"type":"object"}}}},{{"name":"Row 10001 W…
 |                                                    ^
 |
 = help: correct the text here or just before

1 error
"#
        )
    );
}
