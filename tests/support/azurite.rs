//! Azurite: a server that speaks Azure's blob storage, written by others.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::Server;

/// The account that the server has, and its key, which everybody knows.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// Calls of Azure's blob storage, signed with the account's key.
const CALLS: &str = "
import base64, email.utils, hashlib, hmac, os, urllib.parse, urllib.request
def call(method, path, body=b'', query='', **more):
    account, key = os.environ['AZURE_STORAGE_ACCOUNT'], os.environ['AZURE_STORAGE_KEY']
    more = {name.replace('_', '-'): value for name, value in more.items()}
    headers = {'x-ms-date': email.utils.formatdate(usegmt=True), 'x-ms-version': '2021-08-06', **more}
    canonical = ''.join(f'{name}:{headers[name]}\\n' for name in sorted(headers))
    path = urllib.parse.quote(path)
    resource = f'/{account}/{account}{path}' + ('\\n' + query.replace('=', ':') if query else '')
    length = len(body) or ''
    text = f'{method}\\n\\n\\n{length}\\n\\napplication/octet-stream\\n\\n\\n\\n\\n\\n\\n{canonical}{resource}'
    sign = hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()
    headers |= {'Authorization': f'SharedKey {account}:{base64.b64encode(sign).decode()}',
                'Content-Type': 'application/octet-stream', 'Content-Length': str(len(body))}
    url = os.environ['AZURE_STORAGE_ENDPOINT'] + path + ('?' + query if query else '')
    urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method)).read()
def make(container):
    call('PUT', '/' + container, query='restype=container')
def put(container, name, body):
    call('PUT', f'/{container}/{name}', body, x_ms_blob_type='BlockBlob')
";

/// A server on loopback, which ends with the test.
pub(crate) struct Azurite {
    server: Server,
}

impl Azurite {
    /// Starts it; `None`, and a note, where it is not installed.
    #[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
    pub(crate) fn start() -> Option<Self> {
        let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/azurite");
        let folder = std::env::var_os("AMPLI_AZURITE").map_or(default, PathBuf::from);
        let program = folder.join("node_modules/.bin/azurite-blob");
        if !program.is_file() {
            let required = std::env::var("AMPLI_REQUIRE_PEERS");
            assert_ne!(required.as_deref(), Ok("1"), "Azurite is not in {}", folder.display());
            println!("skipped: Azurite is not in {}", folder.display());
            println!("`npm install --prefix target/azurite azurite` puts it there");
            return None;
        }
        // It tells its address on standard output.
        let mut command = Command::new("sh");
        command.args(["-c", "exec node \"$@\" >&2", "sh"]).arg(program);
        command.args(["--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence"]);
        command.args(["--skipApiVersionCheck", "--disableTelemetry"]);
        Some(Self { server: Server::start_telling(&mut command, "successfully listens on ") })
    }

    pub(crate) fn url(&self) -> &str {
        &self.server.url
    }

    /// What programs have to know to find the server.
    pub(crate) fn variables(&self) -> [(&'static str, String); 3] {
        Self::variables_at(self.url())
    }

    /// The same for one at another address, such as a proxy's.
    pub(crate) fn variables_at(url: &str) -> [(&'static str, String); 3] {
        [
            ("AZURE_STORAGE_ENDPOINT", format!("{url}/{ACCOUNT}")),
            ("AZURE_STORAGE_ACCOUNT", ACCOUNT.to_owned()),
            ("AZURE_STORAGE_KEY", KEY.to_owned()),
        ]
    }

    /// A program of Python that can `make` containers and `put` blobs into them.
    pub(crate) fn python(&self, program: &str) -> Command {
        let mut command = Command::new("python3");
        command.args(["-c", &format!("{CALLS}{program}")]).envs(self.variables());
        command
    }
}
