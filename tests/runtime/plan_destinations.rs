//! What generated code lists is installed: each service sends to the plan's endpoint with the plan's key, the key of an
//! environment variable, or that of the options.

use std::time::Duration;

use itly_runtime::testing::{ReceivedRequest, ScriptedServer};
use itly_runtime::{
    DestinationOptions, Environment, Error, Itly, Options, PlanDestination, PlanKey, Service, TrackingPlan,
    UntypedEvent, install_plan,
};

use crate::support::program;
use crate::support::transcript::Transcript;

const PLAN: TrackingPlan = TrackingPlan {
    name: "Music",
    version: Some("7"),
    id: None,
    branch: Some("main"),
    source: "backend",
    content: "0",
};

/// The services that go over HTTP and need a key.
const SERVICES: [Service; 5] =
    [Service::Amplitude, Service::Mixpanel, Service::PostHog, Service::RudderStack, Service::Segment];

/// In the program that a test runs as another one: which server it is to send to.
const SERVER: &str = "ITLY_TEST_SERVER";

fn main_destination(service: Service, production: PlanKey) -> PlanDestination {
    PlanDestination {
        name: "main",
        service,
        endpoint: Some("http://127.0.0.1:9"),
        production,
        development: PlanKey::None,
    }
}

/// Tracks an event of a plan whose only destination this is.
fn track(destination: PlanDestination, options: DestinationOptions) -> Result<(), Error> {
    let options = Options::new().environment(Environment::Production).destination("main", options);
    let itly = Itly::new();
    itly.load(install_plan(options, &PLAN, &["Song Played"], &[destination])?)?;
    itly.track("user-1", &UntypedEvent::new("Song Played"))?;
    itly.shutdown(Duration::from_secs(30))?;
    Ok(())
}

/// Whether a request has the key, in the way of its service.
fn has_key(request: &ReceivedRequest, service: Service, key: &str) -> bool {
    match service {
        Service::Amplitude | Service::PostHog => {
            request.text().starts_with(&format!(r#"{{"api_key":"{key}","#))
        }
        // `secret:` in base64
        _ => key == "secret" && request.header("authorization") == Some("Basic c2VjcmV0Og=="),
    }
}

#[test]
fn every_service_sends_with_the_plans_key_to_where_the_options_say() {
    for service in SERVICES {
        let server = ScriptedServer::start([]);
        let destination = main_destination(service, PlanKey::Literal("secret"));
        track(destination, DestinationOptions::new().endpoint(server.url("/"))).unwrap();
        let request = &server.requests()[0];
        assert!(has_key(request, service, "secret"), "{request:?}");
    }
}

#[test]
fn amplitude_is_told_which_plan_it_is() {
    let server = ScriptedServer::start([]);
    let destination = main_destination(Service::Amplitude, PlanKey::Literal("secret"));
    track(destination, DestinationOptions::new().endpoint(server.url(""))).unwrap();
    let text = server.requests()[0].text();
    let expected = r#""plan":{"branch":"main","source":"backend","version":"7"}"#;
    assert!(text.contains(expected), "{text}");
}

#[test]
fn the_key_of_a_variable_is_read_when_the_program_starts() {
    if let Ok(url) = std::env::var(SERVER) {
        for service in SERVICES {
            let destination = main_destination(service, PlanKey::Variable("ITLY_MAIN_PRODUCTION_KEY"));
            track(destination, DestinationOptions::new().endpoint(&url)).unwrap();
        }
        return;
    }
    let server = ScriptedServer::start([]);
    let test = "plan_destinations::the_key_of_a_variable_is_read_when_the_program_starts";
    let status = program::of_test(test)
        .env(SERVER, server.url(""))
        .env("ITLY_MAIN_PRODUCTION_KEY", "secret")
        .stdout(std::process::Stdio::null())
        .status();
    assert!(status.unwrap().success());
    let requests = server.requests();
    assert_eq!(requests.len(), SERVICES.len());
    for (request, service) in requests.iter().zip(SERVICES) {
        assert!(has_key(request, service, "secret"), "{request:?}");
    }
}

#[test]
fn the_key_of_the_options_goes_before_the_plans() {
    let server = ScriptedServer::start([]);
    let destination = main_destination(Service::Segment, PlanKey::Literal("other"));
    let options = DestinationOptions::new().endpoint(server.url("")).key("secret");
    track(destination, options).unwrap();
    assert!(has_key(&server.requests()[0], Service::Segment, "secret"));
}

#[test]
fn without_a_key_production_does_not_start_and_development_says_so() {
    for service in SERVICES {
        let destination = main_destination(service, PlanKey::None);
        let missing =
            "the destination `main` has no key; set one in the tracking plan, or with `Options::destination`";
        let refused = track(destination, DestinationOptions::new()).unwrap_err();
        assert_eq!(refused, Error::Configuration(missing.to_owned()));

        let log = Transcript::default();
        let options = Options::new().environment(Environment::Development).logger(log.clone());
        drop(install_plan(options, &PLAN, &[], &[destination]).unwrap());
        assert_eq!(log.lines(), [format!("W [itly-core] {missing}")]);
    }
}
