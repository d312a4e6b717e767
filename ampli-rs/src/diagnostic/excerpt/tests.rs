use proptest::prelude::*;

use crate::diagnostic::human::{self, Look};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Part, Report, Severity};
use crate::pointer::{Location, Pointer};
use crate::text::{Document, PlanText};

static CODE: Code = Code { id: "AMP0000", name: "example", severity: Severity::Error, source: "" };

fn plan(text: &str) -> PlanText {
    let document = Document { name: "plan.json".to_owned(), text: text.to_owned() };
    PlanText { origin: "plan.json".to_owned(), documents: vec![document] }
}

fn at(pointer: &str) -> Location {
    Location { document: 0, pointer: Pointer::from_text(pointer) }
}

fn rendered(finding: Diagnostic, text: &str) -> String {
    rendered_in(Look::default().width, finding, text)
}

fn rendered_in(width: usize, finding: Diagnostic, text: &str) -> String {
    let (findings, text) = (Diagnostics::from(finding), plan(text));
    let mut out = Vec::new();
    human::write(&Report::new(&findings, &text).events(3), Look { width, ..Look::default() }, &mut out)
        .expect("writes to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn what_is_cut_out_of_a_long_line_fits_the_terminal() {
    let filler = "x".repeat(300);
    let minified = format!(
        r#"{{"a":"{filler}","Seed Sown":{{"title":"{filler}","properties":{{"depth":{{"note":"{filler}","minimum":10,"maximum":5}}}}}}}}"#
    );
    for width in [60, 100, 160] {
        let shown = rendered_in(width, contradiction(), &minified);
        assert!(shown.lines().all(|line| line.chars().count() <= width), "{width}:\n{shown}");
        let place = Diagnostic::new(&CODE, "unexpected").label(&at(""), Part::Offset(400), "this");
        let shown = rendered_in(width, place, &minified);
        assert!(shown.lines().all(|line| line.chars().count() <= width), "{width}:\n{shown}");
        assert!(shown.contains("^ this"), "{shown}");
    }
}

fn contradiction() -> Diagnostic {
    Diagnostic::new(&CODE, "`depth` can have no value")
        .at(&at("/Seed Sown/properties/depth/minimum"), "more than `maximum`")
        .at(&at("/Seed Sown/properties/depth/maximum"), "")
        .help("swap them")
}

const PRETTY: &str = r#"{
  "Seed Sown": {
    "properties": {
      "depth": {
        "minimum": 10,
        "maximum": 5
      }
    }
  }
}
"#;

#[test]
fn lines_of_the_text_are_shown_with_their_numbers() {
    assert_eq!(
        rendered(contradiction(), PRETTY),
        r#"error[AMP0000]: `depth` can have no value
 --> plan.json:5:20
  |
5 |         "minimum": 10,
  |                    ^^ more than `maximum`
6 |         "maximum": 5
  |                    -
  |
  = help: swap them

1 error in 3 events
"#
    );
}

#[test]
fn a_long_line_is_written_anew() {
    let text = format!(
        r#"{{"filler":"{}","Seed Sown":{{"type":"object","properties":{{"depth":{{"type":"integer","description":"how deep the seed was put into the earth, in centimetres, without the hill","minimum":10,"maximum":5,"deprecated":true,"examples":[1],"default":1}}}}}}}}"#,
        "x".repeat(400)
    );
    assert_eq!(
        rendered(contradiction(), &text),
        r#"error[AMP0000]: `depth` can have no value
--> plan.json:1:584
 |
 | {
 |   "type": "integer",
 |   "description": "how deep the seed was put into the earth, in centimetres, w…",
 |   "minimum": 10,
 |              ^^ more than `maximum`
 |   "maximum": 5,
 |              -
 |   "deprecated": true,
 |   "examples": [1],
 |   …
 | }
 |
 = help: swap them

1 error in 3 events
"#
    );
    let far = Diagnostic::new(&CODE, "two places")
        .at_key(&at("/Seed Sown/properties"), "here")
        .at_key(&at("/filler"), "and there");
    assert_eq!(
        rendered(far, &text),
        r#"error[AMP0000]: two places
--> plan.json:1:443
 |
 | {
 |   "filler": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
 |   -------- and there
 |   "Seed Sown": {
 |     "type": "object",
 |     "properties": {…}
 |     ^^^^^^^^^^^^ here
 |   }
 | }

1 error in 3 events
"#
    );
    let offset = Diagnostic::new(&CODE, "unexpected").label(&at(""), Part::Offset(600), "this");
    assert_eq!(
        rendered(offset, &text),
        r#"error[AMP0000]: unexpected
--> plan.json:1:601
 |
 | …res, without the hill","minimum":10,"maximum":5,"deprecated":true,"examples":[1],"default":1}}}}
 |                                                    ^ this

1 error in 3 events
"#
    );
}

#[test]
fn labels_far_apart_have_an_excerpt_each() {
    let text = format!("{{\n\"a\": {{\n\"x\": 1\n}},{}\n\"b\": 2\n}}", "\n".repeat(30));
    let finding = Diagnostic::new(&CODE, "two places").at(&at("/a"), "").at_key(&at("/b"), "and this");
    assert_eq!(
        rendered(finding, &text),
        r#"error[AMP0000]: two places
  --> plan.json:2:6
   |
 2 | "a": {
   |      ^
   |
  ::: plan.json:35:1
   |
35 | "b": 2
   | --- and this

1 error in 3 events
"#
    );
}

#[test]
fn what_steers_a_terminal_is_shown_as_escapes() {
    let text = "{\"a\u{202e}\u{1b}[31m\u{200b}\": 1, \"b\": 2}";
    let finding = Diagnostic::new(&CODE, "bad \u{1b}[0m name").at(&at("/b"), "\u{202e}");
    assert_eq!(
        rendered(finding, text),
        r#"error[AMP0000]: bad \u{1b}[0m name
 --> plan.json:1:22
  |
1 | {"a�␛[31m�": 1, "b": 2}
  |                      ^ \u{202e}

1 error in 3 events
"#
    );
}

#[test]
fn a_place_that_is_nowhere_leaves_the_document() {
    let finding = Diagnostic::new(&CODE, "no JSON").at(&at("/a"), "").help("look at it");
    assert_eq!(
        rendered(finding, ""),
        "error[AMP0000]: no JSON
--> plan.json
 = help: look at it

1 error in 3 events
"
    );
    assert_eq!(
        rendered(Diagnostic::new(&CODE, "nothing to point at"), ""),
        "error[AMP0000]: nothing to point at

1 error in 3 events
"
    );
}

proptest! {
    #[test]
    fn any_text_and_place_are_survived(
        text in r#"[\[\]{}:,"\\aé\u{202e}0 \n]{0,60}"#,
        filler in prop_oneof![Just(0_usize), Just(500)],
        offset in 0_usize..70,
    ) {
        let text = format!("{}{text}", " ".repeat(filler));
        let finding = Diagnostic::new(&CODE, text.as_str())
            .at_key(&at("/a"), text.as_str())
            .at(&at("/0/a"), "")
            .at(&at("/a/a"), "")
            .label(&at(""), Part::Offset(filler + offset), "");
        prop_assert!(rendered(finding, &text).contains("AMP0000"));
    }
}
