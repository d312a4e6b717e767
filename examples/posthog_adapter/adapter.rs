//! The interface of PostHog's test harness, apart from how its requests come in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use itly_runtime::{Clock, Compression, PostHogProtocol, Transport};
use serde_json::{Value as Json, json};

use super::instance::Instance;

/// A capture protocol, and what the harness calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    V0,
    V1,
}

impl Protocol {
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::V0, Self::V1].into_iter().find(|protocol| protocol.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::V0 => "v0",
            Self::V1 => "v1",
        }
    }

    /// The suites that can be run: AI events are known to go beside `/batch/`.
    const fn capabilities(self) -> &'static [&'static str] {
        match self {
            Self::V0 => &["capture_v0", "capture_ai_v0"],
            Self::V1 => &["capture_v1"],
        }
    }

    pub(crate) const fn of_posthog(self) -> PostHogProtocol {
        match self {
            Self::V0 => PostHogProtocol::V0,
            Self::V1 => PostHogProtocol::V1,
        }
    }
}

/// What all instances have in common.
pub(crate) struct Setup<C> {
    /// Spoken unless a request's path says another one.
    pub(crate) protocol: Protocol,
    /// Used where a test wants compression.
    pub(crate) encoding: Compression,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: C,
}

/// An answer: a status and a JSON body.
pub(crate) type Answer = (u16, Json);

/// One SDK for each test that runs, told apart by the `test_id` in the queries of requests.
pub(crate) struct Adapter<C> {
    setup: Setup<C>,
    instances: Mutex<HashMap<String, Arc<Instance<C>>>>,
}

impl<C: Clock + Clone + 'static> Adapter<C> {
    pub(crate) fn new(setup: Setup<C>) -> Self {
        Self { setup, instances: Mutex::default() }
    }

    /// Does what a request asks for; `target` is its path with its query.
    pub(crate) fn answer(&self, method: &str, target: &str, body: &[u8]) -> Answer {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (protocol, path) = self.protocol_of(path);
        let test_id = parameter(query, "test_id").unwrap_or_default();
        match (method, path) {
            ("GET", "/health") => (200, self.health(protocol)),
            ("POST", "/init") => match parsed(body).and_then(|body| self.init(protocol, test_id, &body)) {
                Ok(()) => (200, json!({ "success": true })),
                Err(message) => refused(&message),
            },
            ("POST", "/reset") => {
                self.reset(test_id);
                (200, json!({ "success": true }))
            }
            ("POST", "/capture" | "/capture_ai" | "/flush") | ("GET", "/state") => {
                match self.instance(test_id).and_then(|instance| perform(&instance, path, body)) {
                    Ok(answer) => (200, answer),
                    Err(message) => refused(&message),
                }
            }
            _ => (404, json!({ "success": false, "error": format!("there is no `{method} {path}`") })),
        }
    }

    /// The protocol, and the path without its name.
    fn protocol_of<'a>(&self, path: &'a str) -> (Protocol, &'a str) {
        for protocol in [Protocol::V0, Protocol::V1] {
            let rest = path.strip_prefix('/').and_then(|path| path.strip_prefix(protocol.name()));
            if let Some(rest) = rest.filter(|rest| rest.starts_with('/')) {
                return (protocol, rest);
            }
        }
        (self.setup.protocol, path)
    }

    fn health(&self, protocol: Protocol) -> Json {
        let encoding = self.setup.encoding.content_encoding().map(|name| format!("encoding_{name}"));
        let suites = protocol.capabilities().iter().map(|name| (*name).to_owned());
        json!({
            "sdk_name": "itly-runtime",
            "sdk_version": env!("CARGO_PKG_VERSION"),
            "adapter_version": env!("CARGO_PKG_VERSION"),
            "supports_parallel": true,
            "capabilities": suites.chain(encoding).collect::<Vec<_>>(),
        })
    }

    fn init(&self, protocol: Protocol, test_id: &str, parameters: &Json) -> Result<(), String> {
        let instance = Instance::new(&self.setup, protocol, test_id, parameters)?;
        let former = self.instances().insert(test_id.to_owned(), Arc::new(instance));
        if let Some(former) = former {
            former.end();
        }
        Ok(())
    }

    fn reset(&self, test_id: &str) {
        let former = self.instances().remove(test_id);
        if let Some(former) = former {
            former.end();
        }
    }

    /// A clone, so that nobody waits for another test's flush.
    fn instance(&self, test_id: &str) -> Result<Arc<Instance<C>>, String> {
        let instance = self.instances().get(test_id).cloned();
        instance.ok_or_else(|| "nothing is initialized; call `/init` first".to_owned())
    }

    fn instances(&self) -> MutexGuard<'_, HashMap<String, Arc<Instance<C>>>> {
        self.instances.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn perform<C: Clock + Clone + 'static>(
    instance: &Instance<C>,
    path: &str,
    body: &[u8],
) -> Result<Json, String> {
    match path {
        "/capture" => instance.capture(&parsed(body)?, false),
        "/capture_ai" => instance.capture(&parsed(body)?, true),
        "/flush" => instance.flush(),
        _ => Ok(instance.state()),
    }
}

fn parsed(body: &[u8]) -> Result<Json, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is no JSON: {error}"))
}

fn refused(message: &str) -> Answer {
    (400, json!({ "success": false, "error": message }))
}

/// The value of a parameter of a query. The harness's ids need no escapes.
fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}
