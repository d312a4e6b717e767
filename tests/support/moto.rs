//! moto: a server that speaks S3 and DynamoDB, written by others.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::Server;

/// One request at a time: between its threads moto's conditional writes are not atomic. It is told not to look through
/// its folder for the service of a host that it knows, nor to log: that is a third of its time.
const SERVER: &str = "
from functools import cache
from werkzeug.serving import WSGIRequestHandler, run_simple
from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Moto, create_backend_app
Moto.get_backend_for_host = cache(Moto.get_backend_for_host)
WSGIRequestHandler.log_request = lambda *response: None
run_simple('127.0.0.1', 0, Moto(create_backend_app), threaded=False)
";

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
        command.args(["-u", "-W", "ignore", "-c", SERVER]).env("PYTHONPATH", &folder);
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
