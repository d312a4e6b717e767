use std::sync::{Arc, Mutex};

use itly_runtime::Logger;

/// A logger that keeps its lines; errors are marked with `E `, warnings with `W `, details with `D `.
#[derive(Clone, Default)]
pub(crate) struct Transcript(Arc<Mutex<Vec<String>>>);

impl Transcript {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// The lines since the last call.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn push(&self, mark: &str, message: &str) {
        self.0.lock().unwrap().push(format!("{mark}{message}"));
    }
}

impl Logger for Transcript {
    fn debug(&self, message: &str) {
        self.push("D ", message);
    }

    fn info(&self, message: &str) {
        self.push("", message);
    }

    fn warn(&self, message: &str) {
        self.push("W ", message);
    }

    fn error(&self, message: &str) {
        self.push("E ", message);
    }
}
