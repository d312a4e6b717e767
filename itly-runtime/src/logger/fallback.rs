use std::fmt;
use std::io::{self, Write};

use super::Logger;
use crate::isolation::guarded;

#[derive(Debug, Clone, Copy)]
pub(super) enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Level::Debug => "debug",
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

/// Logs `<prefix><message>`; when the logger fails, the line and the failure go to the standard streams.
pub(super) fn log_guarded(logger: &dyn Logger, level: Level, prefix: &str, message: &dyn fmt::Display) {
    log_or_fall_back(logger, level, prefix, message, &mut io::stdout(), &mut io::stderr());
}

fn log_or_fall_back(
    logger: &dyn Logger,
    level: Level,
    prefix: &str,
    message: &dyn fmt::Display,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) {
    let line = format!("{prefix}{message}");
    let logged = guarded(|| match level {
        Level::Debug => logger.debug(&line),
        Level::Info => logger.info(&line),
        Level::Warn => logger.warn(&line),
        Level::Error => logger.error(&line),
    });
    if let Err(text) = logged {
        let stream: &mut dyn Write = if matches!(level, Level::Error) { errors } else { output };
        // A closed standard stream is no reason to disturb the program either.
        let _ = writeln!(stream, "{line}");
        let _ = writeln!(errors, "{prefix}Error in logger.{}(). {text}", level.name());
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, log_or_fall_back};
    use crate::Logger;

    struct Failing;

    impl Logger for Failing {
        fn debug(&self, _message: &str) {
            panic!("no debug");
        }
        fn info(&self, _message: &str) {
            panic!("no info");
        }
        fn warn(&self, _message: &str) {
            panic!("no warn");
        }
        fn error(&self, _message: &str) {
            panic!("no error");
        }
    }

    fn streams(level: Level) -> (String, String) {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        log_or_fall_back(&Failing, level, "[itly-core] ", &"load()", &mut output, &mut errors);
        (String::from_utf8(output).unwrap(), String::from_utf8(errors).unwrap())
    }

    #[test]
    fn a_failing_logger_falls_back_to_the_standard_streams() {
        for (level, name) in [(Level::Debug, "debug"), (Level::Info, "info"), (Level::Warn, "warn")] {
            let (output, errors) = streams(level);
            assert_eq!(output, "[itly-core] load()\n");
            assert_eq!(errors, format!("[itly-core] Error in logger.{name}(). no {name}\n"));
        }
    }

    #[test]
    fn errors_fall_back_to_standard_error() {
        let (output, errors) = streams(Level::Error);
        assert_eq!(output, "");
        assert_eq!(errors, "[itly-core] load()\n[itly-core] Error in logger.error(). no error\n");
    }
}
