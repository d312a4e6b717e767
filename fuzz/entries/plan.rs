//! Any text as a plan, or several as a folder of documents: read, checked, generated, saved and read again, written in every
//! form; and whatever is said about it, in every format.

use ampli_rs::broken::Broken;
use ampli_rs::check::Settings;
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Diagnostics, Report, github, json, sarif};
use ampli_rs::export::{self, Content, Form};
use ampli_rs::lock::SourceNames;
use ampli_rs::lower::Request;
use ampli_rs::parse;
use ampli_rs::parse::own::{Keys, write};
use ampli_rs::text::{Document, PlanText};

/// What stands between the documents of a folder. No JSON has it.
const NEXT_DOCUMENT: &str = "\n---\n";

pub(crate) fn run(text: &str) {
    let documents = text.split(NEXT_DOCUMENT).enumerate();
    let documents = documents.map(|(number, text)| document(&format!("plan/{number}.json"), text)).collect();
    read_all(&PlanText { origin: "plan".to_owned(), documents });
}

/// One text as a plan that is called so.
pub(crate) fn read_and_show(text: &str, name: &str) {
    read_all(&PlanText { origin: name.to_owned(), documents: vec![document(name, text)] });
}

fn read_all(text: &PlanText) {
    let parsed = match ampli_rs::read(text, &Settings::default()) {
        Ok(parsed) => parsed,
        Err(findings) => return show(&findings, text),
    };
    show(&parsed.findings, text);

    let saved = document("tracking-plan.json", &write(&parsed.plan, Keys::Include));
    let saved = PlanText { origin: "tracking-plan.json".to_owned(), documents: vec![saved] };
    let again = parse::plan(&saved).expect("a saved plan can be read");
    assert_eq!(write(&again.plan, Keys::Include), saved.documents[0].text, "a saved plan is saved as it is");

    let broken = Broken::new(&parsed.plan, &parsed.findings).events;
    let request = Request { broken, testing: true, ..Request::default() };
    let sdk = ampli_rs::sdk(&parsed.plan, &request, &mut SourceNames::default());
    sdk.files.iter().for_each(|file| assert_inside(&file.path));
    show(&sdk.findings, text);

    for form in Form::ALL {
        let exported = export::write(&parsed.plan, form, &export::Settings::default());
        if let Content::Folder(files) = &exported.content {
            files.iter().for_each(|file| assert_inside(&file.path));
        }
        show(&exported.findings, text);
    }
}

fn assert_inside(path: &str) {
    let is_inside = !path.starts_with('/') && path.split('/').all(|part| part != "..");
    assert!(is_inside, "a plan chose the path {path}");
}

fn document(name: &str, text: &str) -> Document {
    Document { name: name.to_owned(), text: text.to_owned() }
}

fn show(findings: &Diagnostics, text: &PlanText) {
    let report = Report::new(findings, text);
    let mut shown = Vec::new();
    human::write(&report, Look::default(), &mut shown).expect("memory takes everything");
    json::write(&report, &mut shown).expect("memory takes everything");
    sarif::write(&report, &mut shown).expect("memory takes everything");
    github::write(&report, &mut shown).expect("memory takes everything");
    assert!(std::str::from_utf8(&shown).is_ok(), "what is shown is text");
}
