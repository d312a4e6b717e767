//! Any regular expression, put into the words of another dialect; the texts below it are searched for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use itly_runtime::Pattern;

/// Patterns are statics of generated code. Those that were tried stay here, so that none is lost and none made twice.
static TRIED: Mutex<BTreeMap<String, &'static Pattern>> = Mutex::new(BTreeMap::new());

pub(crate) fn run(text: &str) {
    let (source, texts) = text.split_once('\n').unwrap_or((text, ""));
    let can_check = Pattern::can_check(source);
    let pattern = tried(source);
    assert_eq!(pattern.is_checked(), can_check);
    for text in texts.split('\n') {
        assert!(pattern.is_match(text) || can_check, "an inexpressible pattern holds for every text");
    }
}

fn tried(source: &str) -> &'static Pattern {
    let mut tried = TRIED.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || &*Box::leak(Box::new(Pattern::new(source.to_owned().leak())));
    tried.entry(source.to_owned()).or_insert_with(make)
}
