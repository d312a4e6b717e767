//! Many small programs, compiled together: which of them are refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::support::scratch::{Scratch, runtime};
use crate::support::sdk::Sdk;

/// What a program that uses whatever there is would be warned of.
const HEAD: &str = "#![allow(dead_code, non_snake_case, deprecated, unused)]\n\
    #![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n";

/// Programs, each a module of one crate, and the SDKs that they use, each a module of another.
pub(super) struct Together {
    scratch: Scratch,
    sdks: String,
    programs: BTreeMap<String, String>,
}

impl Together {
    pub(super) fn new(name: &str) -> Self {
        Self { scratch: Scratch::new(name), sdks: HEAD.to_owned(), programs: BTreeMap::new() }
    }

    /// An SDK, which programs call `sdks::{name}`.
    pub(super) fn sdk(&mut self, name: &str, sdk: &Sdk) {
        self.scratch.sdk("sdks", &format!("src/{name}/"), sdk);
        let _ = writeln!(self.sdks, "pub mod {name};");
    }

    pub(super) fn program(&mut self, name: &str, text: String) {
        self.programs.insert(name.to_owned(), text);
    }

    /// The programs that do not compile, each with its first error.
    ///
    /// The compiler may stop before it has seen all that is wrong. So what it refuses is taken away, and it is asked again, until it
    /// has nothing to object to: then all that is left compiles.
    pub(super) fn refused(mut self) -> BTreeMap<String, String> {
        self.scratch.file("sdks", "src/lib.rs", self.sdks.as_str());
        self.scratch.member("sdks", "2024", &runtime(""));
        let dependencies = format!("{}\nsdks = {{ path = \"../sdks\" }}", runtime(""));
        self.scratch.member("programs", "2024", &dependencies);
        for (name, text) in &self.programs {
            self.scratch.file("programs", &format!("src/{name}.rs"), text.as_str());
        }
        let mut refused = BTreeMap::new();
        loop {
            let left = self.programs.keys().filter(|name| !refused.contains_key(*name));
            let modules: String = left.map(|name| format!("mod {name};\n")).collect();
            self.scratch.file("programs", "src/lib.rs", format!("{HEAD}{modules}"));
            let output = self.scratch.cargo(&["check", "-p", "programs", "--message-format=json"]);
            if output.status.success() {
                return refused;
            }
            let known = refused.len();
            for (name, error) in errors(&output.stdout) {
                refused.entry(name).or_insert(error);
            }
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(refused.len() > known, "no program is to blame: {complaint}");
        }
    }
}

/// The programs that errors point into.
fn errors(messages: &[u8]) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    for line in String::from_utf8_lossy(messages).lines() {
        let line: Value = serde_json::from_str(line).expect("cargo prints JSON");
        let message = &line["message"];
        if line["target"]["name"] != "programs" || message["level"] != "error" {
            continue;
        }
        let spans = message["spans"].as_array().into_iter().flatten();
        for span in spans.filter(|span| span["is_primary"] == true) {
            let file = span["file_name"].as_str().unwrap_or_default();
            let name = file.rsplit('/').next().and_then(|file| file.strip_suffix(".rs"));
            let text = message["message"].as_str().unwrap_or_default();
            errors.extend(name.map(|name| (name.to_owned(), text.to_owned())));
        }
    }
    errors
}
