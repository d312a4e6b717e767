//! Who a token belongs to.

use ampli_rs::fetch::Settings;
use ampli_rs::fetch::vendor::{Account, Vendor, Workspace, whoami};
use serde_json::{Value, json};

use super::{ok, settings, status};
use crate::scripted_server::{Reply, ScriptedServer};

fn account(vendor: Vendor, reply: Reply) -> (Result<Option<Account>, String>, String) {
    let server = ScriptedServer::start([reply]);
    let settings = Settings { base_url: Some(server.url("")), ..settings().0 };
    let outcome = whoami(vendor, &settings).map_err(|failure| failure.message().to_owned());
    let request = server.requests().remove(0);
    (outcome, request[..request.find(" http/1.1").unwrap()].to_owned())
}

fn workspace(id: &str, name: &str) -> Workspace {
    Workspace { id: id.to_owned(), name: name.to_owned() }
}

#[test]
fn every_vendor_that_tells_is_asked() {
    let cases: [(Vendor, Value, &str, Account); 4] = [
        (
            Vendor::Amplitude,
            json!({"data": {"orgs": [{"id": "o1", "name": "Acme", "user": {"email": "flora@acme.example"},
                "workspaces": [{"id": "w1", "name": "Garden"}]}]}}),
            "post /graphql",
            Account {
                user: Some("flora@acme.example".to_owned()),
                organisations: vec!["Acme".to_owned()],
                workspaces: vec![workspace("w1", "Garden")],
            },
        ),
        (
            Vendor::Segment,
            json!({"data": {"workspace": {"id": "w1", "slug": "garden", "name": "Garden"}}}),
            "get /",
            Account { workspaces: vec![workspace("w1", "Garden")], ..Account::default() },
        ),
        (
            Vendor::RudderStack,
            json!({"workspace": {"id": "w1", "name": "Garden", "environment": "DEVELOPMENT"}}),
            "get /v2/workspace",
            Account { workspaces: vec![workspace("w1", "Garden")], ..Account::default() },
        ),
        (
            Vendor::PostHog,
            json!({"email": "flora@acme.example", "organization": {"id": "x", "name": "Acme"},
                "team": {"id": 42, "name": "Garden"}}),
            "get /api/users/@me/",
            Account {
                user: Some("flora@acme.example".to_owned()),
                organisations: vec!["Acme".to_owned()],
                workspaces: vec![workspace("42", "Garden")],
            },
        ),
    ];
    for (vendor, answer, place, expected) in cases {
        let (outcome, asked) = account(vendor, ok(&answer));
        assert_eq!((outcome, asked.as_str()), (Ok(Some(expected)), place));
        let (outcome, _) = account(vendor, status("401 Unauthorized", &json!({})));
        let told = format!("{} does not accept the token (HTTP status 401 Unauthorized)", vendor.name());
        assert_eq!(outcome, Err(told));
    }
}

#[test]
fn vendors_that_do_not_tell_are_not_asked() {
    for vendor in [Vendor::Avo, Vendor::Iglu] {
        assert_eq!(whoami(vendor, &settings().0), Ok(None));
    }
}
