//! A cargo workspace in which generated code is compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::sdk::Sdk;

/// The workspace. It stays where it is, so that cargo compiles only what has changed since the last run.
pub(crate) struct Scratch {
    folder: PathBuf,
    compiled: PathBuf,
    files: BTreeMap<PathBuf, String>,
    members: BTreeSet<String>,
}

/// Where the runtime stands, as TOML.
pub(crate) fn runtime(features: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../itly-runtime");
    format!("itly-runtime = {{ path = {path:?}, default-features = false, features = [{features}] }}")
}

impl Scratch {
    /// A workspace that shares what was compiled with others, and waits for them: cargo works in such a folder once at a time.
    pub(crate) fn new(name: &str) -> Self {
        Self::compiled_in(name, "target")
    }

    /// A workspace of so much code that others do not wait for it.
    pub(crate) fn alone(name: &str) -> Self {
        Self::compiled_in(name, &format!("target-{name}"))
    }

    fn compiled_in(name: &str, compiled: &str) -> Self {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        Self {
            folder: all.join(name),
            compiled: all.join(compiled),
            files: BTreeMap::new(),
            members: BTreeSet::new(),
        }
    }

    /// A file of a member, whose name is the folder.
    pub(crate) fn file(&mut self, member: &str, path: &str, text: impl Into<String>) {
        self.members.insert(member.to_owned());
        self.files.insert(Path::new(member).join(path), text.into());
    }

    /// A crate that is not generated.
    pub(crate) fn member(&mut self, name: &str, edition: &str, dependencies: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n[dependencies]\n{dependencies}\n"
        );
        self.file(name, "Cargo.toml", manifest);
    }

    /// The files of an SDK, in a folder of a member.
    pub(crate) fn sdk(&mut self, member: &str, folder: &str, sdk: &Sdk) {
        for file in &sdk.files {
            self.file(member, &format!("{folder}{}", file.path), file.text.as_str());
        }
    }

    /// Writes what has changed, and runs cargo on it.
    pub(crate) fn cargo(&mut self, arguments: &[&str]) -> Output {
        let members: Vec<String> = self.members.iter().map(|member| format!("{member:?}")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n",
            members.join(", ")
        );
        self.files.insert(PathBuf::from("Cargo.toml"), manifest);
        // The versions that the repository is built with are the ones that are certainly there.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        self.files.insert(
            PathBuf::from("Cargo.lock"),
            fs::read_to_string(lock).expect("the repository has a lock"),
        );
        self.write();
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", &self.compiled)
            .env("CLIPPY_CONF_DIR", &self.folder)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo can be run")
    }

    /// Runs cargo, which must have nothing to object to.
    #[track_caller]
    pub(crate) fn cargo_succeeds(&mut self, arguments: &[&str]) {
        let output = self.cargo(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn write(&self) {
        let mut stale = BTreeSet::new();
        collect(&self.folder, &mut stale);
        for (path, text) in &self.files {
            let path = self.folder.join(path);
            stale.remove(&path);
            if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
                continue;
            }
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        for path in stale {
            fs::remove_file(path).expect("a file can be removed");
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path);
        }
    }
}
