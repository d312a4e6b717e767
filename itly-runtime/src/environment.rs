/// Where the program runs: it decides which keys destinations use and what happens to an invalid event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Environment {
    /// An invalid event is an error to its caller and is not sent.
    #[default]
    Development,
    /// An invalid event is logged as an error, and sent.
    Production,
}
