//! The destinations of a plan, as generated code lists them for `load`.

mod named;
mod service;

use std::sync::Arc;

pub use self::service::Service;

use self::named::Named;
use crate::delivery::Delivery;
use crate::environment::Environment;
use crate::error::Error;
use crate::logger::PrefixedLogger;
use crate::options::{DestinationOptions, Options};
use crate::plan_validator::PlanValidator;
use crate::plugin::Plugin;
use crate::tracking_plan::TrackingPlan;

/// A destination of the plan.
///
/// Written by generated code.
#[derive(Debug, Clone, Copy)]
pub struct PlanDestination {
    /// Its name in the plan, by which options refer to it.
    pub name: &'static str,
    /// What delivers to it.
    pub service: Service,
    /// Where it is: a URL, or the path of a file.
    pub endpoint: Option<&'static str>,
    /// The key in production.
    pub production: PlanKey,
    /// The key in development.
    pub development: PlanKey,
}

/// Where a destination's key comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PlanKey {
    /// There is none.
    None,
    /// It is in the environment variable of that name when `load` is called.
    Variable(&'static str),
    /// It is in the program.
    Literal(&'static str),
}

impl std::fmt::Debug for PlanKey {
    /// Without the key: it is a secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => formatter.write_str("None"),
            Self::Variable(name) => formatter.debug_tuple("Variable").field(name).finish(),
            Self::Literal(_) => formatter.write_str("Literal(…)"),
        }
    }
}

/// Puts what the plan brings before the plugins of the user: the validator, then the destinations.
///
/// Called by the `load` of generated code. A destination that is disabled by the options is left out.
///
/// # Errors
///
/// [`Error::Configuration`] in production when a key or an endpoint is missing; in development the destination is left out
/// with a warning in the log.
pub fn install_plan(
    options: Options,
    plan: &TrackingPlan,
    names: &'static [&'static str],
    destinations: &[PlanDestination],
) -> Result<Options, Error> {
    let mut plugins: Vec<Arc<dyn Plugin>> = vec![Arc::new(PlanValidator::new(names))];
    if !options.is_disabled() {
        let environment = options.get_environment();
        let logger = PrefixedLogger::of_core(options.settings.logger.clone());
        for destination in destinations {
            let chosen = options.get_destination(destination.name);
            if chosen.is_disabled() {
                continue;
            }
            match (destination.plugin(plan, &chosen, environment), environment) {
                (Ok(Some(plugin)), _) => plugins.push(Arc::new(plugin)),
                (Ok(None), _) => warn_of_absence(&options, destination.name, &logger),
                (Err(missing), Environment::Production) => return Err(Error::Configuration(missing)),
                (Err(missing), Environment::Development) => logger.warn(&missing),
            }
        }
    }
    Ok(options.prepend_plugins(plugins))
}

/// Warns if the program has no plugin for a destination that only its own plugin delivers to.
fn warn_of_absence(options: &Options, name: &str, logger: &PrefixedLogger) {
    if !options.settings.plugins.iter().any(|plugin| plugin.id() == name) {
        logger.warn(format_args!(
            "the destination `{name}` gets no events; pass a plugin with this id to `load`"
        ));
    }
}

impl PlanDestination {
    /// The plugin if there is one, or what is missing for it.
    fn plugin(
        &self,
        plan: &TrackingPlan,
        chosen: &DestinationOptions,
        environment: Environment,
    ) -> Result<Option<Delivery>, String> {
        let Some(make) = self.service.maker() else { return Ok(None) };
        let endpoint = chosen.get_endpoint().or(self.endpoint);
        let key = self.key(chosen, environment)?;
        let destination = make(endpoint, key.as_deref(), plan).map_err(|missing| {
            format!(
                "the destination `{}` has no {missing}; set one in the tracking plan, or with `Options::destination`",
                self.name
            )
        })?;
        Ok(Some(Delivery::new(Named { name: self.name, destination })))
    }

    fn key(&self, chosen: &DestinationOptions, environment: Environment) -> Result<Option<String>, String> {
        if let Some(key) = chosen.get_key() {
            return Ok(Some(key.to_owned()));
        }
        let key = match environment {
            Environment::Production => self.production,
            Environment::Development => self.development,
        };
        match key {
            PlanKey::None => Ok(None),
            PlanKey::Literal(key) => Ok(Some(key.to_owned())),
            PlanKey::Variable(variable) => match std::env::var(variable) {
                Ok(key) if !key.is_empty() => Ok(Some(key)),
                _ => Err(format!(
                    "the destination `{}` has no key; set the environment variable `{variable}`",
                    self.name
                )),
            },
        }
    }
}
