use std::sync::{Arc, Mutex};

use itly_runtime::{Error, HookResult, Itly, Options, Plugin, PluginLoadOptions};

/// Calls the instance while the instance loads it.
struct Hasty {
    itly: Arc<Itly>,
    answers: Arc<Mutex<Vec<Result<(), Error>>>>,
}

impl Plugin for Hasty {
    fn id(&self) -> &str {
        "hasty"
    }

    fn load(&self, _options: &PluginLoadOptions) -> HookResult {
        self.answers.lock().unwrap().extend([self.itly.reset(), self.itly.load(Options::new())]);
        Ok(())
    }
}

#[test]
fn an_instance_that_is_being_loaded_is_not_initialized_yet() {
    let itly = Arc::new(Itly::new());
    let answers = Arc::default();
    let plugin = Hasty { itly: Arc::clone(&itly), answers: Arc::clone(&answers) };
    itly.load(Options::new().plugin(plugin)).unwrap();
    assert_eq!(*answers.lock().unwrap(), [Err(Error::NotInitialized), Err(Error::AlreadyInitialized)]);
    assert_eq!(itly.reset(), Ok(()));
}
