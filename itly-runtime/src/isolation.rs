//! Keeps failures of other people's code away from the program that calls the runtime.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`; a panic in it becomes its text.
///
/// What a panicking plugin, logger or callback leaves behind is its own state alone: the runtime hands out shared
/// references only and looks at nothing that was written through them, which is why unwinding is safe here.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(value) => Ok(value),
        Err(payload) => Err(panic_text(&*payload)),
    }
}

#[cold]
fn panic_text(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "panic without a message".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_its_text() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| -> () { panic!("plain") }), Err("plain".to_owned()));
        assert_eq!(guarded(|| -> () { panic!("number {}", 7) }), Err("number 7".to_owned()));
        assert_eq!(
            guarded(|| -> () { std::panic::panic_any(7_u8) }),
            Err("panic without a message".to_owned())
        );
    }
}
