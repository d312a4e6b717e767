//! The contract's files: suites of tests, and what the actions' parameters are unless a test says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value as Json, json};

/// A suite.
pub(super) struct Contract {
    pub(super) tests: Vec<Test>,
}

pub(super) struct Test {
    pub(super) name: String,
    /// What the adapter must be capable of.
    pub(super) requires: Vec<String>,
    pub(super) is_for_servers: bool,
    pub(super) steps: Vec<Step>,
}

pub(super) struct Step {
    pub(super) action: String,
    pub(super) parameters: Map<String, Json>,
}

impl Contract {
    pub(super) fn read(path: &Path) -> Self {
        let suite = yaml(path);
        let categories = suite["categories"].as_object().expect("a suite has categories");
        let tests = categories.values().flat_map(|category| {
            let required = [&suite["requires"], &category["requires"]];
            list(&category["tests"]).iter().map(move |test| Test::of(test, required))
        });
        Self { tests: tests.collect() }
    }
}

impl Test {
    fn of(test: &Json, required: [&Json; 2]) -> Self {
        let requires = required.into_iter().chain([&test["requires"]]).flat_map(words);
        // A test that does not say for whom it is is for all.
        let is_for_servers =
            test["sdk_types"].as_array().is_none_or(|types| types.contains(&json!("server")));
        Self {
            name: test["name"].as_str().expect("a test has a name").to_owned(),
            requires: requires.collect(),
            is_for_servers,
            steps: list(&test["steps"]).iter().map(Step::of).collect(),
        }
    }
}

impl Step {
    fn of(step: &Json) -> Self {
        Self {
            action: step["action"].as_str().expect("a step has an action").to_owned(),
            parameters: step["params"].as_object().cloned().unwrap_or_default(),
        }
    }
}

/// The parameters that actions have unless a test says otherwise.
pub(super) struct Defaults(BTreeMap<String, Map<String, Json>>);

impl Defaults {
    /// Those that a file of actions describes.
    pub(super) fn read(path: &Path) -> Self {
        let actions = yaml(path);
        let of_action = |(name, action): (&String, &Json)| {
            let parameters = action["params"].as_object().into_iter().flatten();
            let defaults =
                parameters.filter_map(|(name, it)| Some((name.clone(), it.get("default")?.clone())));
            (name.clone(), defaults.collect())
        };
        Self(actions.as_object().expect("a file of actions is an object").iter().map(of_action).collect())
    }

    /// The same ones, for suites that are run where PostHog's files are absent.
    pub(super) fn own() -> Self {
        let init = json!({ "api_key": "phc_test_key", "host": "http://mock-server:8081" });
        Self(BTreeMap::from([("init".to_owned(), init.as_object().cloned().unwrap_or_default())]))
    }

    /// The parameters of `step` with the defaults.
    pub(super) fn complete(&self, step: &Step) -> Json {
        let mut parameters = self.0.get(&step.action).cloned().unwrap_or_default();
        parameters.extend(step.parameters.clone());
        Json::Object(parameters)
    }
}

/// The actions that a file describes.
pub(super) fn action_names(path: &Path) -> Vec<String> {
    yaml(path).as_object().expect("a file of actions is an object").keys().cloned().collect()
}

fn yaml(path: &Path) -> Json {
    let text = fs::read_to_string(path).expect("the file is there");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn list(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// One word or a list of them.
fn words(json: &Json) -> Vec<String> {
    let words = json.as_array().map_or_else(|| vec![json], |words| words.iter().collect());
    words.into_iter().filter_map(Json::as_str).map(str::to_owned).collect()
}
