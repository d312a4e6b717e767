//! From the file of a plan to the files of its SDKs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ampli_rs::broken::Broken;
use ampli_rs::check::Settings;
use ampli_rs::diagnostic::{Diagnostics, Severity};
use ampli_rs::fetch;
use ampli_rs::lock::SourceNames;
use ampli_rs::lower::{Request, Runtime};
use ampli_rs::module::Layout;
use ampli_rs::parse::Parsed;
use ampli_rs::plan::{Event, Plan};
use ampli_rs::text::{Document, PlanText};
pub(crate) use ampli_rs::{Sdk, sdk as make};

/// A plan that was read and checked.
pub(crate) struct ReadPlan {
    pub(crate) plan: Plan,
    pub(crate) findings: Diagnostics,
    pub(crate) broken: BTreeSet<usize>,
}

/// The folder or file of shared test data; `None`, said aloud, where it is absent.
#[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/plans").join(path);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("AMPLI_REQUIRE_SHARED").is_none(), "no {}", path.display());
    println!("skipped: no {}", path.display());
    None
}

/// A plan of the repository's own.
pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans").join(path)
}

/// Reads and checks the plan in a file or a folder.
pub(crate) fn on_disk(path: &Path) -> ReadPlan {
    checked(&fetch::on_disk(path).unwrap_or_else(|failure| panic!("{}: {failure:?}", path.display())))
}

/// Reads and checks a plan that is there as text.
pub(crate) fn from_text(text: String) -> ReadPlan {
    let document = Document { name: "plan.json".to_owned(), text };
    checked(&PlanText { origin: "plan.json".to_owned(), documents: vec![document] })
}

fn checked(text: &PlanText) -> ReadPlan {
    let Parsed { plan, findings } = ampli_rs::read(text, &Settings::default())
        .unwrap_or_else(|findings| panic!("{}: {findings:?}", text.origin));
    let broken = Broken::new(&plan, &findings);
    assert!(!broken.plan, "{}: {:?}", text.origin, errors(&findings));
    ReadPlan { plan, findings, broken: broken.events }
}

/// The errors, by code and event.
pub(crate) fn errors(findings: &Diagnostics) -> Vec<(&'static str, String)> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (finding.code.id, finding.event.clone().unwrap_or_default())).collect()
}

impl ReadPlan {
    /// The names of the plan's sources, or one that stands for all programs.
    pub(crate) fn sources(&self) -> Vec<String> {
        if self.plan.sources.is_empty() {
            return vec!["default".to_owned()];
        }
        self.plan.sources.iter().map(|source| source.name.to_string()).collect()
    }

    /// The events that the SDK of a source has.
    pub(crate) fn sound_events(&self, source: &str) -> Vec<&Event> {
        let is_of_source = |event: &Event| {
            event.sources.as_ref().is_none_or(|sources| sources.iter().any(|name| name == source))
        };
        let events = self.plan.events.iter().enumerate();
        events
            .filter(|(index, event)| !self.broken.contains(index) && is_of_source(event))
            .map(|(_, event)| event)
            .collect()
    }

    /// The SDK of a source, under a name.
    pub(crate) fn sdk(&self, source: &str, layout: Layout, name: &str) -> Sdk {
        let request = Request {
            source: source.to_owned(),
            layout,
            crate_name: name.to_owned(),
            runtime: Runtime::Path(concat!(env!("CARGO_MANIFEST_DIR"), "/../itly-runtime").to_owned()),
            testing: layout == Layout::Crate,
            broken: self.broken.clone(),
            ..Request::default()
        };
        make(&self.plan, &request, &mut SourceNames::default())
    }
}
