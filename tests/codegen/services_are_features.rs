//! A plan that names a service which the runtime knows gets the runtime with the features of that service, and code that
//! compiles with them.

use ampli_rs::Sdk;
use ampli_rs::lock::SourceNames;
use ampli_rs::lower::Request;
use ampli_rs::module::Layout;

use crate::support::scratch::Scratch;
use crate::support::sdk;

/// Each service as plans name it, with the features that it needs, and the keys that its generated code asks for.
const SERVICES: &[(&str, &str, &str)] = &[
    ("amplitude", r#""amplitude", "http""#, REQUIRED),
    ("console", r#""console""#, NONE),
    ("jsonl", r#""jsonl""#, NONE),
    ("mixpanel", r#""http", "mixpanel""#, REQUIRED),
    ("posthog", r#""http", "posthog""#, REQUIRED),
    ("rudderstack", r#""http", "rudderstack""#, REQUIRED),
    ("segment", r#""http", "segment""#, REQUIRED),
    ("webhook", r#""http", "webhook""#, NONE),
];

const NONE: &str = "PlanKey::None";
const REQUIRED: &str = r#"PlanKey::Variable("ITLY_MAIN_PRODUCTION_KEY")"#;

/// A plan whose destinations are of these services.
fn plan(destinations: &[(&str, &str)]) -> String {
    let destinations = destinations
        .iter()
        .map(|(name, service)| format!(r#"{{"name": "{name}", "service": "{service}", "endpoint": "x"}}"#))
        .collect::<Vec<_>>()
        .join(", ");
    format!(r#"{{"ampliPlan": 1, "destinations": [{destinations}], "events": [{{"name": "Song Played"}}]}}"#)
}

fn generated(destinations: &[(&str, &str)]) -> Sdk {
    sdk::from_text(plan(destinations)).sdk("default", Layout::Crate, "sdk")
}

fn text<'s>(sdk: &'s Sdk, path: &str) -> &'s str {
    &sdk.files.iter().find(|file| file.path == path).expect("it is generated").text
}

#[test]
fn the_crate_has_just_the_features_of_its_services() {
    for (service, features, key) in SERVICES {
        let sdk = generated(&[("main", service)]);
        let dependency = format!("default-features = false, features = [{features}] }}\n");
        assert!(text(&sdk, "Cargo.toml").contains(&dependency), "{}", text(&sdk, "Cargo.toml"));
        assert!(
            text(&sdk, "src/lib.rs").contains(&format!("production: ::itly_runtime::{key},")),
            "{service}"
        );
    }
    let sdk = generated(&[("main", "a vendor of tomorrow")]);
    assert!(text(&sdk, "Cargo.toml").contains("default-features = false }\n"));
}

#[test]
fn code_for_all_services_compiles() {
    let services: Vec<(&str, &str)> = SERVICES.iter().map(|(service, ..)| (*service, *service)).collect();
    let mut scratch = Scratch::new("services");
    scratch.sdk("sdk", "", &generated(&services));
    scratch.cargo_succeeds(&["check", "--workspace"]);
}

#[test]
fn keys_stand_in_the_code_only_if_they_are_asked_for() {
    let plan = r#"{"ampliPlan": 1, "destinations": [{"name": "main", "service": "segment", "keys": {"prod": "secret"}}],
        "events": [{"name": "Song Played"}]}"#;
    let read = sdk::from_text(plan.to_owned());
    let keys = |include_api_keys| {
        let request = Request { include_api_keys, ..Request::default() };
        let sdk = sdk::make(&read.plan, &request, &mut SourceNames::default());
        let lines = text(&sdk, "src/lib.rs").lines().map(str::trim);
        lines.filter(|line| line.contains("PlanKey::")).collect::<Vec<_>>().join(" ")
    };
    let development = r#"development: ::itly_runtime::PlanKey::Variable("ITLY_MAIN_DEVELOPMENT_KEY"),"#;
    assert_eq!(
        keys(false),
        format!(
            r#"production: ::itly_runtime::PlanKey::Variable("ITLY_MAIN_PRODUCTION_KEY"), {development}"#
        )
    );
    assert_eq!(
        keys(true),
        format!(r#"production: ::itly_runtime::PlanKey::Literal("secret"), {development}"#)
    );
}
