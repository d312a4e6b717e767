//! A service that sends its events through the SDK in `itly/`, which `ampli-rs pull` wrote.
//!
//! The argument is the environment: `development` (default) or `production`.

use std::time::Duration;

use itly::{Environment, Error, ReportExported, ReportExportedFormat};

fn main() -> Result<(), Error> {
    let environment = match std::env::args().nth(1).as_deref() {
        Some("production") => Environment::Production,
        _ => Environment::Development,
    };
    itly::load(
        itly::Options::new()
            .context(itly::Context::new("1.0"))
            .environment(environment)
            .logger(itly::StandardStreams::errors()),
    )?;

    itly::identify("user-1", itly::Identify::new().with_plan(itly::IdentifyPlan::Team))?;
    itly::process_started("user-1", itly::ProcessStarted::new(8))?;
    itly::report_exported(
        "user-1",
        ReportExported::new(ReportExportedFormat::Csv, 1_250).with_title("Sales & returns, 2026"),
    )?;

    // No processor at all: the plan says at least one. In development that is an error and the event is not sent;
    // in production it is logged and sent, because a broken event is better than none.
    if let Err(error) = itly::process_started("user-1", itly::ProcessStarted::new(0)) {
        println!("refused: {error}");
    }

    itly::process_stopped("user-1")?;
    itly::shutdown(Duration::from_secs(5))?;
    Ok(())
}
