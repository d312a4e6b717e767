//! A service that sends its events through the SDK in `itly/`, which `ampli-rs pull` wrote.
//!
//! The argument is the environment: `development` (default) or `production`.

use std::time::Duration;

use itly::{Environment, Error, Logger, ReportExported, ReportExportedFormat};

fn main() -> Result<(), Error> {
    let environment = match std::env::args().nth(1).as_deref() {
        Some("production") => Environment::Production,
        _ => Environment::Development,
    };
    itly::load(
        itly::Options::new()
            .context(itly::Context::new("1.0"))
            .environment(environment)
            .logger(OnlyErrors),
    )?;

    itly::identify("user-1", itly::Identify::new().with_plan(itly::IdentifyPlan::Team))?;
    itly::process_started("user-1", itly::ProcessStarted::new(8))?;
    itly::report_exported(
        "user-1",
        ReportExported::new(ReportExportedFormat::Csv, 1_250).with_title("Sales & returns, 2026"),
    )?;

    // No processor at all: the plan asks for at least one. In development that is an error and the event is not sent;
    // in production it is logged and sent, because a wrong event is better than a missing one.
    if let Err(error) = itly::process_started("user-1", itly::ProcessStarted::new(0)) {
        println!("refused: {error}");
    }

    itly::process_stopped("user-1")?;
    itly::shutdown(Duration::from_secs(5))?;
    Ok(())
}

/// Shows what went wrong, and not every call.
struct OnlyErrors;

impl Logger for OnlyErrors {
    fn debug(&self, _message: &str) {}

    fn info(&self, _message: &str) {}

    fn warn(&self, _message: &str) {}

    fn error(&self, message: &str) {
        println!("logged: {message}");
    }
}
