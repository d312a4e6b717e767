use crate::event::Event;
use crate::hooks::Hooks;
use crate::plugin::{Plugin, PluginError, ValidationResponse};
use crate::validation::{PLUGIN_ID, Violation, message, unplanned};

/// The plugin that judges events by the tracking plan: the first one in the list of every generated SDK.
///
/// Events of generated types are checked natively, all violations in one message. Of other events it knows no more
/// than whether the plan has their name.
///
/// ```
/// use itly_runtime::{Error, Itly, Options, PlanValidator, UntypedEvent};
///
/// let itly = Itly::new();
/// itly.load(Options::new().plugin(PlanValidator::new(&["Song Played"])))?;
///
/// itly.track("some-user-id", &UntypedEvent::new("Song Played"))?;
/// let refused = itly.track("some-user-id", &UntypedEvent::new("Song Plaid")).unwrap_err();
/// assert_eq!(refused.to_string(), "Event 'Song Plaid' not found in tracking plan.");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PlanValidator {
    names: &'static [&'static str],
}

impl PlanValidator {
    /// A validator for a plan with these events; system events stand under `identify`, `group`, `page`, `screen` and
    /// `context`.
    pub const fn new(names: &'static [&'static str]) -> Self {
        Self { names }
    }

    fn has(&self, event: &Event<'_>) -> bool {
        event.is_typed() || self.names.contains(&event.name())
    }
}

#[cold]
fn refused(event: &Event<'_>, violations: &[Violation]) -> ValidationResponse {
    ValidationResponse::invalid(PLUGIN_ID, message(event.name(), violations))
}

impl Plugin for PlanValidator {
    fn id(&self) -> &str {
        PLUGIN_ID
    }

    fn hooks(&self) -> Hooks {
        Hooks::VALIDATE
    }

    fn validate_is_pure(&self) -> bool {
        true
    }

    fn accepts_sound_events(&self) -> bool {
        true
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        if !self.has(event) {
            return Ok(unplanned(event).map(|complaint| ValidationResponse::invalid(PLUGIN_ID, complaint)));
        }
        let violations = event.violations();
        Ok(if violations.is_empty() { None } else { Some(refused(event, &violations)) })
    }
}
