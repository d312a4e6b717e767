//! A real browser without a window, driven by its own protocol over two pipes.
//!
//! The browser reads commands from descriptor 3 and writes answers to descriptor 4, as JSON that a zero byte ends. A shell
//! opens both for it: they are named pipes in the browser's own folder.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an answer may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

const ARGUMENTS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage \
    --disable-background-networking --disable-component-update --disable-sync --disable-extensions --hide-scrollbars \
    --allow-file-access-from-files=false --remote-debugging-pipe";

/// The browser with one page.
pub(crate) struct Browser {
    child: Child,
    commands: File,
    messages: Receiver<Value>,
    session: String,
    last: u64,
    /// What the page has done since it was opened: requests, mistakes, messages on its console.
    events: Vec<Value>,
    _folder: TempDir,
}

impl Browser {
    /// A browser; `None`, said aloud, where there is none.
    #[expect(clippy::print_stdout, reason = "a test that was skipped must say so")]
    pub(crate) fn start() -> Option<Self> {
        let is_there = |program: &&&str| {
            let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
            found.is_ok_and(|output| output.status.success())
        };
        let Some(program) = PROGRAMS.iter().find(is_there) else {
            assert!(std::env::var_os("AMPLI_REQUIRE_PEERS").is_none(), "there is no browser");
            println!("skipped: none of {PROGRAMS:?} is installed");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let pipes = ["commands", "messages"].map(|name| folder.path().join(name));
        assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
        let script =
            format!("exec {program} {ARGUMENTS} --user-data-dir=\"$PWD/profile\" 3<commands 4>messages");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).current_dir(folder.path());
        let child = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // In the order in which the shell opens them: each waits for the other side.
        let commands = File::options().write(true).open(&pipes[0]).unwrap();
        let messages = File::open(&pipes[1]).unwrap();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let mut messages = BufReader::new(messages);
            let mut text = Vec::new();
            while messages.read_until(0, &mut text).is_ok_and(|length| length > 0) {
                text.pop();
                let message = serde_json::from_slice(&text);
                text.clear();
                if message.is_ok_and(|message| sender.send(message).is_err()) {
                    return;
                }
            }
        });
        let mut browser = Self {
            child,
            commands,
            messages: receiver,
            session: String::new(),
            last: 0,
            events: Vec::new(),
            _folder: folder,
        };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", target);
        session["sessionId"].as_str().unwrap().clone_into(&mut browser.session);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Calls a method of the protocol.
    #[track_caller]
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": parameters });
        if !self.session.is_empty() {
            command["sessionId"] = self.session.as_str().into();
        }
        self.commands.write_all(format!("{command}\0").as_bytes()).unwrap();
        let id = self.last;
        let mut answer = self.wait(|message| message["id"] == id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The next message that `is_wanted`; those before it are kept.
    #[track_caller]
    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the browser answers");
            if is_wanted(&message) {
                return message;
            }
            self.events.push(message);
        }
    }

    /// Shows a window of this size, on a screen with these colours.
    pub(crate) fn resize(&mut self, width: u32, height: u32, scheme: &str) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", size);
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.call("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// Opens a file, and forgets what the page before has done.
    pub(crate) fn open(&mut self, file: &Path) {
        self.events.clear();
        self.call("Page.navigate", json!({ "url": format!("file://{}", file.display()) }));
        self.loaded();
    }

    /// Waits for a page that is on its way.
    #[track_caller]
    pub(crate) fn loaded(&mut self) {
        let is_load = |message: &Value| message["method"] == "Page.loadEventFired";
        match self.events.iter().position(is_load) {
            Some(place) => _ = self.events.remove(place),
            None => _ = self.wait(is_load),
        }
    }

    /// What an expression of the page is; promises are waited for.
    #[track_caller]
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        let mut answer = self.call("Runtime.evaluate", parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// Waits until an expression of the page is true.
    #[track_caller]
    pub(crate) fn until(&mut self, expression: &str) {
        let promise = format!(
            "new Promise((done) => {{ const look = () => ({expression}) ? done(true) : setTimeout(look, 10); look(); }})"
        );
        assert_eq!(self.evaluate(&promise), true);
    }

    /// Presses and releases a key.
    pub(crate) fn press(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            _ => 0,
        };
        let text = if key == "Enter" {
            "\r"
        } else if key.len() == 1 {
            key
        } else {
            ""
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let event = json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code });
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Types into what has the focus.
    pub(crate) fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Mistakes of the page, and what it has written on its console.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        // Whatever was said before this answer has arrived.
        self.evaluate("0");
        let is_complaint = |event: &&Value| {
            matches!(
                event["method"].as_str(),
                Some("Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded")
            )
        };
        self.events.iter().filter(is_complaint).map(ToString::to_string).collect()
    }

    /// The addresses that the page has asked for, files apart.
    pub(crate) fn requests(&mut self) -> Vec<String> {
        self.evaluate("0");
        let asked = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let urls = asked.filter_map(|event| event["params"]["request"]["url"].as_str());
        urls.filter(|url| !url.starts_with("file:")).map(str::to_owned).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
