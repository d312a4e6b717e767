//! A validator that only says what types and rules say is not asked about sound events, and about all others it is.

use std::sync::{Arc, Mutex};

use itly_runtime::{
    Event, Hooks, Itly, Needs, Options, Plugin, PluginError, Properties, UntypedEvent, ValidationResponse,
};

use crate::support::song::{Context, SongPlayed};
use crate::support::transcript::Transcript;

/// Notes what it is asked about, and answers as the plan's own validator.
#[derive(Clone, Default)]
struct Asked {
    names: Arc<Mutex<Vec<String>>>,
    trusts: bool,
}

impl Asked {
    fn about(&self) -> Vec<String> {
        std::mem::take(&mut *self.names.lock().unwrap())
    }
}

impl Plugin for Asked {
    fn id(&self) -> &str {
        "asked"
    }

    fn hooks(&self) -> Hooks {
        Hooks::VALIDATE
    }

    fn accepts_sound_events(&self) -> bool {
        self.trusts
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        self.names.lock().unwrap().push(event.name().to_owned());
        let is_sound = event.is_typed() && event.violations().is_empty();
        Ok((!is_sound).then(|| ValidationResponse::invalid("asked", "not sound")))
    }
}

/// What `validator` is asked about by a sound event, one that breaks a rule, and one without a type.
fn asked(options: Options, validator: &Asked) -> [Vec<String>; 3] {
    let itly = Itly::new();
    itly.load(options.plugin(validator.clone())).unwrap();
    validator.about();
    let sound = itly.track("u", &SongPlayed::new("Hello", 5)).is_ok();
    let of_sound = validator.about();
    let broken = itly.track("u", &SongPlayed::new("Hello", 6)).is_ok();
    let of_broken = validator.about();
    let untyped = itly.track("u", &UntypedEvent::new("Song Played").property("rating", 5)).is_ok();
    assert_eq!((sound, broken, untyped), (true, false, false));
    [of_sound, of_broken, validator.about()]
}

const SONG: &str = "Song Played";

#[test]
fn one_that_trusts_is_asked_about_what_is_not_sound() {
    let validator = Asked { trusts: true, ..Asked::default() };
    assert_eq!(asked(Options::new(), &validator), [vec![], vec![SONG], vec![SONG]]);
}

#[test]
fn one_that_does_not_trust_is_asked_about_all() {
    let validator = Asked::default();
    assert_eq!(asked(Options::new(), &validator), [vec![SONG], vec![SONG], vec![SONG]]);
}

#[test]
fn one_that_does_not_trust_has_the_others_asked_too() {
    let (trusting, other) = (Asked { trusts: true, ..Asked::default() }, Asked::default());
    asked(Options::new().plugin(trusting.clone()), &other);
    assert_eq!(trusting.about(), [SONG; 3]);
}

#[test]
fn a_logger_hears_of_every_question() {
    let validator = Asked { trusts: true, ..Asked::default() };
    let options = Options::new().logger(Transcript::default());
    assert_eq!(asked(options, &validator), [vec![SONG], vec![SONG], vec![SONG]]);
}

#[test]
fn a_context_that_is_not_sound_makes_every_event_invalid() {
    let validator = Asked { trusts: true, ..Asked::default() };
    let contexts = [
        Options::<Needs<Context<'_>>>::new().context(Context { app: "x" }),
        Options::new().untyped_context(Properties::from([("app", "demo")])),
    ];
    for options in contexts {
        let itly = Itly::new();
        itly.load(options.plugin(validator.clone())).unwrap();
        validator.about();
        let refused = itly.track("u", &SongPlayed::new("Hello", 5)).unwrap_err();
        assert_eq!(refused.to_string(), "not sound");
        assert_eq!(validator.about(), ["context", SONG]);
    }
}
