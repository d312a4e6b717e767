use super::Logger;

/// Logs errors to standard error and all else to standard output.
///
/// ```
/// use itly_runtime::{Options, StandardStreams};
///
/// let options: Options = Options::new().logger(StandardStreams);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct StandardStreams;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "printing is what this logger is for")]
impl Logger for StandardStreams {
    fn debug(&self, message: &str) {
        println!("{message}");
    }

    fn info(&self, message: &str) {
        println!("{message}");
    }

    fn warn(&self, message: &str) {
        println!("{message}");
    }

    fn error(&self, message: &str) {
        eprintln!("{message}");
    }
}
