//! Any regular expression, put into the words of another dialect; the texts below it are searched for it.

use itly_runtime::Pattern;

pub(crate) fn run(text: &str) {
    let (source, texts) = text.split_once('\n').unwrap_or((text, ""));
    let can_check = Pattern::can_check(source);
    let pattern = Pattern::owned(source.to_owned());
    assert_eq!(pattern.is_checked(), can_check);
    for text in texts.split('\n') {
        assert!(pattern.is_match(text) || can_check, "an inexpressible pattern holds for every text");
    }
}
