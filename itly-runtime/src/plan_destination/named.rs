use std::any::Any;

use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};

/// A destination under the name that the plan has for it, so that the plan's switches address it and not its service.
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) destination: Box<dyn Destination>,
}

impl Destination for Named {
    fn name(&self) -> &str {
        self.name
    }

    fn limits(&self) -> Limits {
        self.destination.limits()
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        self.destination.endpoint(message)
    }

    fn items(&self, message: &Message<'_>) -> usize {
        self.destination.items(message)
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        self.destination.options_json(options)
    }

    fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        self.destination.begin(body, attempt);
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        self.destination.encode(message, body, attempt)
    }

    fn separator(&self) -> &[u8] {
        self.destination.separator()
    }

    fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        self.destination.end(body, attempt);
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        self.destination.deliver(batch)
    }
}
