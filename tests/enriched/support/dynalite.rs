//! dynalite: another server that speaks DynamoDB, and is stricter.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::Server;

const SERVER: &str = "
const server = require('dynalite')({createTableMs: 0});
server.listen(0, '127.0.0.1', () => console.error(`Running on http://127.0.0.1:${server.address().port}`));
";

/// Starts it; `None`, and a note, where it is not installed.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn start() -> Option<Server> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/dynalite/node_modules");
    let modules = std::env::var_os("AMPLI_DYNALITE").map_or(default, PathBuf::from);
    if !modules.join("dynalite").is_dir() {
        let required = std::env::var("AMPLI_REQUIRE_PEERS");
        assert_ne!(required.as_deref(), Ok("1"), "dynalite is not in {}", modules.display());
        println!("skipped: dynalite is not in {}", modules.display());
        println!("`npm install --prefix target/dynalite dynalite@4` puts it there");
        return None;
    }
    Some(Server::start(Command::new("node").args(["-e", SERVER]).env("NODE_PATH", modules)))
}
