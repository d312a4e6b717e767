//! moto: a server that speaks S3 and DynamoDB, written by others.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::Server;

/// Starts it; the tests of the Python package do so too.
const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/support/serve_moto.py");

/// A server on loopback, which ends with the test.
pub(crate) struct Moto {
    server: Server,
    folder: PathBuf,
}

impl Moto {
    /// Starts it; `None`, and a note, where it is not installed.
    #[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
    pub(crate) fn start() -> Option<Self> {
        let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/moto");
        let folder = std::env::var_os("AMPLI_MOTO").map_or(default, PathBuf::from);
        if !folder.join("moto").is_dir() {
            let required = std::env::var("AMPLI_REQUIRE_PEERS");
            assert_ne!(required.as_deref(), Ok("1"), "moto is not in {}", folder.display());
            println!("skipped: moto is not in {}", folder.display());
            println!("`pip install --target target/moto 'moto[server]' boto3` puts it there");
            return None;
        }
        let mut command = Command::new("python3");
        command.args(["-u", "-W", "ignore", SERVER]).env("PYTHONPATH", &folder);
        // Pages of a listing.
        command.env("MOTO_S3_DEFAULT_MAX_KEYS", "50");
        Some(Self { server: Server::start(&mut command), folder })
    }

    pub(crate) fn url(&self) -> &str {
        &self.server.url
    }

    /// A program of Python that sees this server, with the Snowplow SDK if that is installed.
    pub(crate) fn python(&self, program: &str) -> Command {
        self.python_at(self.url(), program)
    }

    /// The same for another server that speaks like AWS.
    pub(crate) fn python_at(&self, url: &str, program: &str) -> Command {
        let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peer");
        let peer = std::env::var_os("AMPLI_PYTHON_SDK").map_or(peer, PathBuf::from);
        let mut command = Command::new("python3");
        command.args(["-W", "ignore", "-c", program]);
        command.env("PYTHONPATH", std::env::join_paths([&self.folder, &peer]).unwrap());
        command.env("AWS_ENDPOINT_URL", url).env("AWS_DEFAULT_REGION", "us-east-1");
        command.env("AWS_ACCESS_KEY_ID", "key").env("AWS_SECRET_ACCESS_KEY", "secret");
        command
    }
}
