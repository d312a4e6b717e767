//! Programs that break the plan are refused by the compiler, in words that name what is wrong.

use std::collections::BTreeMap;

use ampli_rs::module::Layout;
use serde_json::Value;

use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk;

/// Programs by name: the statement, the compiler's code, its message, and what it says at the place.
const WRONG: &[(&str, &str, &str, &str, &str)] = &[
    (
        "required_property_forgotten",
        "let _ = itly::SeedPlanted::new();",
        "E0061",
        "this function takes 1 argument but 0 arguments were supplied",
        "argument #1 of type `itly::shared::Bed<'_>` is missing",
    ),
    (
        "required_context_property_forgotten",
        "let _ = itly::Context::new();",
        "E0061",
        "this function takes 1 argument but 0 arguments were supplied",
        "argument #1 of type `&str` is missing",
    ),
    (
        "wrong_type",
        "let _ = itly::PagePricing::new().with_plan(\"free\");",
        "E0308",
        "mismatched types",
        "expected `PagePricingPlan`, found `&str`",
    ),
    (
        "wrong_number",
        "let _ = itly::Group::new().with_members(1.5);",
        "E0308",
        "mismatched types",
        "expected `i64`, found floating-point number",
    ),
    (
        "value_not_in_enumeration",
        "let _ = itly::PagePricingPlan::Golden;",
        "E0599",
        "no variant or associated item named `Golden` found for enum `PagePricingPlan` in the current scope",
        "variant or associated item not found in `PagePricingPlan`",
    ),
    (
        "undeclared_property",
        "let _ = itly::Group::new().with_colour(\"red\");",
        "E0599",
        "no method named `with_colour` found for struct `itly::Group` in the current scope",
        "method not found in `itly::Group`",
    ),
    (
        "unknown_event",
        "let _ = itly::seed_lost(\"user\");",
        "E0425",
        "cannot find function `seed_lost` in crate `itly`",
        "not found in `itly`",
    ),
    (
        "event_without_its_properties",
        "let _ = itly::seed_planted(\"user\");",
        "E0061",
        "this function takes 2 arguments but 1 argument was supplied",
        "argument #2 of type `SeedPlanted<'_>` is missing",
    ),
    (
        "context_forgotten",
        "let _ = itly::load(itly::Options::new());",
        "E0277",
        "these options lack the context that the tracking plan requires",
        "the context is missing",
    ),
    (
        "context_of_another_type",
        "let _ = itly::Options::new().context(itly::Group::new());",
        "E0308",
        "mismatched types",
        "expected `Context<'_>`, found `Group`",
    ),
    (
        "no_plugin",
        "let _ = itly::Options::new().plugin(itly::Group::new());",
        "E0277",
        "`itly::Group` is no plugin",
        "the trait `Plugin` is not implemented for `itly::Group`",
    ),
];

/// What every program does right.
const RIGHT: &str = "\
    let bed = itly::SeedPlantedBed::new(\"north\");
    let _ = itly::load(itly::Options::new().context(itly::Context::new(\"1.0\")));
    let _ = itly::seed_planted(\"user\", itly::SeedPlanted::new(bed).with_latitude(48.1));
    let _ = itly::page_pricing(\"user\", None, itly::PagePricing::new().with_plan(itly::PagePricingPlan::Free));
    let _ = itly::group(\"user\", \"group\", itly::Group::new().with_members(2));
";

#[test]
fn mistakes_do_not_compile() {
    let mut scratch = Scratch::new("mistakes");
    let sdk = sdk::on_disk(&sdk::fixture("complete/own.json")).sdk("backend", Layout::Crate, "itly");
    scratch.sdk("itly", "", &sdk);
    scratch.member("programs", "2024", &format!("{}\nitly = {{ path = \"../itly\" }}", runtime("")));
    scratch.file("programs", "src/bin/right.rs", format!("fn main() {{\n{RIGHT}}}\n"));
    for (name, statement, ..) in WRONG {
        let text = format!("fn main() {{\n{RIGHT}    {statement}\n}}\n");
        scratch.file("programs", &format!("src/bin/{name}.rs"), text);
    }
    let output = scratch.cargo(&["check", "--keep-going", "--message-format=json"]);
    let mut refused = errors(&String::from_utf8_lossy(&output.stdout));
    for (name, statement, code, message, place) in WRONG {
        let expected = vec![[*code, *message, *place].map(str::to_owned)];
        assert_eq!(refused.remove(*name), Some(expected), "{statement}");
    }
    assert_eq!(refused, BTreeMap::new(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The code of each error, its message, and what it says at the place, by program.
fn errors(messages: &str) -> BTreeMap<String, Vec<[String; 3]>> {
    let mut errors: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
    for line in messages.lines() {
        let line: Value = serde_json::from_str(line).expect("cargo prints JSON");
        let message = &line["message"];
        let Some(code) = message["code"]["code"].as_str() else { continue };
        if message["level"] != "error" {
            continue;
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        // The main place comes first; the compiler may leave it to another one to say something.
        let mut places: Vec<&Value> = message["spans"].as_array().expect("places").iter().collect();
        places.retain(|place| place["label"].is_string());
        places.sort_by_key(|place| place["is_primary"] != true);
        let error = [code.to_owned(), text(&message["message"]), text(&places[0]["label"])];
        errors.entry(text(&line["target"]["name"])).or_default().push(error);
    }
    errors
}
