#![no_main]

use ampli_rs::text::{Document, PlanText};
use ampli_rs::broken::Broken;
use ampli_rs::{check, lock::SourceNames, lower, read, sdk};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let document = Document { name: "plan.json".to_owned(), text: text.to_owned() };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    let Ok(parsed) = read(&text, &check::Settings::default()) else { return };
    let broken = Broken::new(&parsed.plan, &parsed.findings).events;
    let request = lower::Request { broken, ..lower::Request::default() };
    for file in sdk(&parsed.plan, &request, &mut SourceNames::default()).files {
        assert!(!file.path.contains(".."), "a plan chose the path {}", file.path);
    }
});
