//! A folder of its own in which the command line is run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The folder.
pub(crate) struct Playground(TempDir);

/// What a run of the command line came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// What a run says that has nothing on standard output.
    #[track_caller]
    pub(crate) fn says(&self, status: i32, stderr: &str) {
        self.prints(status, "", stderr);
    }

    /// What a run prints, whole.
    #[track_caller]
    pub(crate) fn prints(&self, status: i32, stdout: &str, stderr: &str) {
        assert_eq!(self.stderr, stderr, "standard error");
        assert_eq!(self.stdout, stdout, "standard output");
        assert_eq!(self.status, status, "exit status");
    }
}

impl Playground {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with one file, the plan.
    pub(crate) fn with_plan(plan: &str) -> Self {
        let playground = Self::new();
        playground.write("plan.json", plan);
        playground
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// All files with their content, by path.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(self.0.path(), self.0.path(), &mut files);
        files
    }

    /// The paths of all files.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }

    /// Runs `ampli-rs` with these arguments.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[], "")
    }

    /// Runs `ampli-rs` with these arguments, variables and standard input.
    #[track_caller]
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_ampli-rs"));
        command.args(arguments).envs(variables.iter().copied());
        finish(command, input)
    }

    /// Runs `git`, which must succeed, as Ada in the January of 2026.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) {
        let mut command = self.command("git");
        command.args([
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.com",
            "-c",
            "commit.gpgsign=false",
        ]);
        command.args(["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"]).args(arguments);
        command.env("GIT_COMMITTER_DATE", "2026-01-31T12:00:00Z");
        let run = finish(command, "");
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    }

    /// Makes the folder a repository, or commits what has changed in it.
    #[track_caller]
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["init", "--quiet"]);
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// The program `program` in the folder, without what the machine's user has set.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).env_clear().env("AMPLI_CACHE_DIR", self.0.path().join(".cache"));
        command.env("AMPLI_CONFIG_DIR", self.0.path().join(".config"));
        command
    }
}

/// Runs `command` to its end.
#[track_caller]
pub(crate) fn finish(mut command: Command, input: &str) -> Run {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // A program that does not read its input has closed it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if name == ".cache" || name == ".config" {
            continue;
        } else if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(name, String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
        }
    }
}
