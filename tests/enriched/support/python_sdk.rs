//! The Python SDK itself, where it is installed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// What the Python SDK gives for a line: the text of `json.dumps`, or its messages.
pub(crate) type Answer = Result<String, Vec<String>>;

/// A program of Python that answers line by line.
pub(crate) struct PythonSdk {
    child: Child,
    answers: BufReader<ChildStdout>,
    version: (u64, u64),
}

impl PythonSdk {
    /// Starts it; `None`, and a note, where the SDK is not installed.
    #[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
    pub(crate) fn start() -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder =
            std::env::var_os("AMPLI_PYTHON_SDK").map_or_else(|| root.join("target/peer"), PathBuf::from);
        if !folder.join("snowplow_analytics_sdk").is_dir() {
            assert_ne!(
                std::env::var("AMPLI_REQUIRE_PEERS").as_deref(),
                Ok("1"),
                "the Python SDK is not in {}",
                folder.display()
            );
            println!("skipped: the Python SDK is not in {}", folder.display());
            println!(
                "`pip install --no-deps --target target/peer snowplow-analytics-sdk==0.2.3` puts it there"
            );
            return None;
        }
        let mut child = Command::new("python3")
            .arg(root.join("fixtures/enriched/python_answers.py"))
            .env("PYTHONPATH", folder)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let mut sdk = Self { child, answers, version: (0, 0) };
        let version = sdk.read();
        sdk.version = (version[0].as_u64().unwrap(), version[1].as_u64().unwrap());
        Some(sdk)
    }

    /// Whether the texts of Python's own exceptions are those of 3.11 and 3.12.
    pub(crate) fn has_known_exceptions(&self) -> bool {
        matches!(self.version, (3, 11 | 12))
    }

    pub(crate) fn transform(&mut self, line: &str) -> Answer {
        let request = serde_json::to_string(line).unwrap();
        writeln!(self.child.stdin.as_mut().unwrap(), "{request}").unwrap();
        answer(&self.read())
    }

    fn read(&mut self) -> Value {
        let mut text = String::new();
        self.answers.read_line(&mut text).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

impl Drop for PythonSdk {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// An answer as it is written.
pub(crate) fn answer(value: &Value) -> Answer {
    match value["json"].as_str() {
        Some(json) => Ok(json.to_owned()),
        None => {
            let messages = value["messages"].as_array().unwrap();
            Err(messages.iter().map(|message| message.as_str().unwrap().to_owned()).collect())
        }
    }
}
