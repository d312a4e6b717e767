//! What a form can't hold, told as findings.

use std::collections::BTreeMap;

use super::annotations;
use super::codes::{
    API_KEYS_LEFT_OUT, DEFINITION_LOST, DEFINITION_MOVED, DISSOLVED_GROUP, EVENT_NOT_WRITTEN,
    LOST_ANNOTATION, LOST_EVENT_DETAIL, LOST_PLAN_DETAIL, LOST_ROUTING, OTHER_EVENT_ID, OTHER_EVENT_NAME,
    OTHER_EVENT_VERSION,
};
use super::definitions::Definitions;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::plan::{Event, Plan};
use crate::suggestion::list;

/// What a form has a place for beside the names, versions and types of events.
pub(super) struct Holds {
    /// How messages call the form.
    pub(super) form: &'static str,
    /// What of the words about the plan, by the keys of the project's own format.
    pub(super) plan: &'static [&'static str],
    /// What of the words about an event.
    pub(super) event: &'static [&'static str],
}

const KEEP: &str = "keep the plan that it comes from, or choose a form that has a place for it";

/// Collects what is lost while a plan is written.
pub(super) struct Losses<'a> {
    form: &'static str,
    plan: &'a Plan,
    findings: Diagnostics,
    /// How many events use each of the plan's definitions.
    uses: BTreeMap<&'a str, usize>,
}

impl<'a> Losses<'a> {
    /// Starts with what is said about the plan as a whole.
    pub(super) fn of(plan: &'a Plan, holds: &Holds) -> Self {
        let uses = plan.definitions.keys().map(|key| (key.as_str(), 0)).collect();
        let mut losses = Self { form: holds.form, plan, findings: Diagnostics::new(), uses };
        let said = [
            ("name", !plan.name.is_empty()),
            ("id", plan.id.is_some()),
            ("version", plan.version.is_some()),
            ("branch", plan.branch.is_some()),
            ("description", plan.description.is_some()),
            ("url", plan.url.is_some()),
            ("sources", !plan.sources.is_empty()),
            ("destinations", !plan.destinations.is_empty()),
        ];
        let lost = lost(&said, holds.plan, &[]);
        if !lost.is_empty() {
            let message = format!("{} has no place for {} of the plan", holds.form, list(lost));
            losses.findings.push(Diagnostic::new(&LOST_PLAN_DETAIL, message).help(KEEP));
        }
        let words = annotations::of_definitions(plan);
        if !words.is_empty() {
            let message =
                format!("{} has no place for {} in the definitions of the plan", holds.form, list(words));
            losses.findings.push(Diagnostic::new(&LOST_ANNOTATION, message).help(KEEP));
        }
        for group in &plan.groups {
            let message = format!(
                "the property group `{}` is dissolved: its properties are written into the events that take it in",
                group.name
            );
            let finding = Diagnostic::new(&DISSOLVED_GROUP, message).at_key(&group.location, "");
            let help = "keep the plan that it comes from as the one that is edited if the group matters";
            losses.findings.push(finding.help(help));
        }
        losses
    }

    /// Tells that keys of destinations are left out of a form that has a place for them.
    pub(super) fn of_keys(plan: &Plan) -> Diagnostics {
        let mut findings = Diagnostics::new();
        for destination in plan.destinations.iter().filter(|destination| !destination.keys.is_empty()) {
            let message = format!("the keys of the destination `{}` are left out", destination.name);
            let finding = Diagnostic::new(&API_KEYS_LEFT_OUT, message).at(&destination.location, "");
            findings.push(finding.help("write them too with `--include-api-keys`"));
        }
        findings
    }

    /// Tells what is said about an event that is not among `held`, and the parts of it that are named as `further`.
    pub(super) fn of_event(&mut self, event: &Event, held: &[&str], further: &[&'static str]) {
        let said = [
            ("id", event.id.is_some()),
            ("version", event.version.is_some()),
            ("description", event.description.is_some()),
            ("owner", event.owner.is_some()),
            ("category", event.category.is_some()),
            ("tags", !event.tags.is_empty()),
            ("url", event.url.is_some()),
            ("deprecated", event.deprecation.is_some()),
            ("expires", event.expires.is_some()),
            ("metadata", !event.metadata.is_empty()),
        ];
        let details = lost(&said, held, further);
        if !details.is_empty() {
            let message = format!("{} has no place for {} of `{}`", self.form, list(details), event.title());
            self.push(&LOST_EVENT_DETAIL, event, message, KEEP);
        }
        let routing =
            [("sources", event.sources.is_some()), ("destinations", !event.destinations.is_empty())];
        let routing = lost(&routing, held, &[]);
        if !routing.is_empty() {
            let message = format!("{} has no place for {} of `{}`", self.form, list(routing), event.title());
            let help = "say at the vendor who sends the event and where it goes, or choose a form that has a place for it";
            self.push(&LOST_ROUTING, event, message, help);
        }
        let words = annotations::of_event(event, self.plan);
        if !words.is_empty() {
            let message = format!(
                "{} has no place for {} in the schema of `{}`",
                self.form,
                list(words),
                event.title()
            );
            self.push(&LOST_ANNOTATION, event, message, KEEP);
        }
    }

    /// Tells that an event is not written.
    pub(super) fn not_written(&mut self, event: &Event, why: &str) {
        let message = format!("`{}` is not written: {} {why}", titled(event), self.form);
        self.push(&EVENT_NOT_WRITTEN, event, message, KEEP);
    }

    /// Tells that an event is called `written`.
    pub(super) fn other_name(&mut self, event: &Event, written: &str, why: &str) {
        let message = format!("`{}` is called `{written}`: {} {why}", titled(event), self.form);
        let help =
            "send it under that name where the new plan is used, or choose a form that can hold its own";
        self.push(&OTHER_EVENT_NAME, event, message, help);
    }

    /// Tells which version an event gets, unless it is the one that it has.
    pub(super) fn version(&mut self, event: &Event, written: &str) {
        let title = event.title();
        let (severity, message) = match event.version.as_deref() {
            Some(version) if version == written => return,
            Some(version) => (
                Severity::Warning,
                format!("the `version` `{version}` of `{title}` is written as `{written}`"),
            ),
            None => (Severity::Note, format!("`{title}` has no `version` and gets `{written}`")),
        };
        let help = "give the event a version in the spelling of the new form first if another one is wanted";
        self.push_as(severity, &OTHER_EVENT_VERSION, event, message, help);
    }

    /// Tells which id an event gets, unless it is the one that it has.
    pub(super) fn id(&mut self, event: &Event, written: &str) {
        let title = event.title();
        let (severity, message) = match event.id.as_deref() {
            Some(id) if id == written => return,
            Some(id) => (Severity::Warning, format!("the `id` of `{title}` is `{written}` and not `{id}`")),
            None => (Severity::Note, format!("`{title}` has no `id` and gets `{written}`")),
        };
        self.push_as(severity, &OTHER_EVENT_ID, event, message, KEEP);
    }

    /// Notes which definitions an event uses, and tells which of them have moved or are lost.
    pub(super) fn of_definitions(&mut self, event: &'a Event, definitions: &Definitions<'a>) {
        for used in &definitions.used {
            if used.is_shared {
                *self.uses.entry(used.key).or_default() += 1;
            }
            let new_key = used.new_key();
            if new_key != used.key {
                let title = event.title();
                let message = format!("the definition `{}` of `{title}` stands at `{new_key}`", used.key);
                let help = "nothing needs to be done: the event says what it said";
                self.push(&DEFINITION_MOVED, event, message, help);
            }
        }
        for key in &definitions.absent {
            let message =
                format!("`{}` names `{key}`, which is not there: any value is allowed", event.title());
            self.push(&DEFINITION_LOST, event, message, "add the definition to the plan");
        }
        let is_used = |key: &str| definitions.used.iter().any(|used| !used.is_shared && used.key == key);
        for key in event.definitions.keys().filter(|key| !is_used(key)) {
            let message = format!("the definition `{key}` of `{}` is lost: nothing names it", event.title());
            self.push_as(Severity::Note, &DEFINITION_LOST, event, message, KEEP);
        }
    }

    /// All that is lost.
    pub(super) fn finish(mut self) -> Diagnostics {
        for (key, count) in std::mem::take(&mut self.uses) {
            let finding = if count == 0 {
                let message = format!("the definition `{key}` is lost: no event uses it");
                Diagnostic::new(&DEFINITION_LOST, message).help(KEEP)
            } else {
                let events = if count == 1 { "the event that uses it" } else { "each event that uses it" };
                let message = format!("the definition `{key}` is written into {events}");
                let help = "keep the plan that it comes from as the one that is edited if sharing matters";
                Diagnostic::new(&DEFINITION_MOVED, message).help(help)
            };
            let place = self.plan.definitions.get(key).map(|value| value.location.clone());
            self.findings.push(match place {
                Some(place) => finding.at_key(&place, ""),
                None => finding,
            });
        }
        self.findings
    }

    fn push(&mut self, code: &'static Code, event: &Event, message: String, help: &str) {
        self.push_as(code.severity, code, event, message, help);
    }

    fn push_as(
        &mut self,
        severity: Severity,
        code: &'static Code,
        event: &Event,
        message: String,
        help: &str,
    ) {
        let finding = Diagnostic::new(code, message).at(&event.name_location, "");
        let mut finding = finding.help(help).of_event(event.title());
        finding.severity = severity;
        self.findings.push(finding);
    }
}

/// The event's name, with its version where the plan has one: what tells it from all others.
fn titled(event: &Event) -> String {
    match &event.version {
        Some(version) => format!("{} {version}", event.title()),
        None => event.title().to_owned(),
    }
}

/// Which of the words that are said have no place, and the parts of words that have none.
fn lost(said: &[(&'static str, bool)], held: &[&str], further: &[&'static str]) -> Vec<&'static str> {
    let whole = said.iter().filter(|(word, is_said)| *is_said && !held.contains(word)).map(|(word, _)| *word);
    whole.chain(further.iter().copied()).collect()
}
