#![no_main]

use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};

libfuzzer_sys::fuzz_target!(|schema: &str| {
    let text = format!(r#"{{"ampliPlan": 1, "name": "fuzz", "events": [{{"name": "Fuzzed", "schema": {schema}}}]}}"#);
    let document = Document { name: "plan.json".to_owned(), text };
    let _ = parse::plan(&PlanText { origin: "plan.json".to_owned(), documents: vec![document] });
});
