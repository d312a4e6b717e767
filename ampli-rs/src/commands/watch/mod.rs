//! `watch`: pulls again whenever a local plan or `ampli.toml` changes.
//!
//! Files are looked at a few times a second: that works on every file system, and with editors that replace a file in
//! the place of writing into it.

mod settling;
mod stamp;

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use self::settling::Settling;
use self::stamp::stamps;
use super::console::Console;
use super::plan_group::Wanted;
use super::target::targets;
use super::{Outcome, pull, reading};
use crate::cli::{PullArguments, WatchArguments};
use crate::config::Project;
use crate::failure::Failure;
use crate::fetch::Location;
use crate::suggestion;

/// How often to look. A change is acted upon when two looks have seen the same.
const LOOK: Duration = Duration::from_millis(200);

/// Pulls now, and again after every change, until the user ends it.
pub(super) fn run(arguments: WatchArguments, console: &Console) -> anyhow::Result<Outcome> {
    let WatchArguments { sources, all, sdk, plan } = arguments;
    let pull = PullArguments { sources, all, check: false, locked: false, sdk, plan };
    let mut files = files(&reading::project(&pull.plan)?, &pull)?;
    // What is changed while it is pulled is seen as changed afterwards.
    let mut settling = Settling::new(stamps(&files));
    pull_once(&pull, console);
    tell(&files, console);
    loop {
        thread::sleep(LOOK);
        if !settling.look(stamps(&files)) {
            continue;
        }
        // A configuration that can't be read names no other plans: the known ones go on being watched.
        if let Ok(now) = reading::project(&pull.plan).and_then(|project| self::files(&project, &pull))
            && now != files
        {
            files = now;
            settling = Settling::new(stamps(&files));
            tell(&files, console);
        }
        pull_once(&pull, console);
    }
}

/// What stops one pull does not stop watching.
fn pull_once(arguments: &PullArguments, console: &Console) {
    let is_written = match pull::run(arguments, Wanted::Pinned, console) {
        Ok(Outcome::Clean) => true,
        Ok(Outcome::Findings) => arguments.sdk.keep_going,
        Err(error) => {
            console.fail(format_args!("{error:#}"));
            false
        }
    };
    if !is_written {
        console.say("the SDK stays as it was until the next change");
    }
}

fn tell(files: &[PathBuf], console: &Console) {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    console.say(format_args!("watching {}; Ctrl-C ends", suggestion::list(names.iter().map(String::as_str))));
}

/// The files and folders to look at.
fn files(project: &Project, arguments: &PullArguments) -> Result<Vec<PathBuf>, Failure> {
    let mut files: Vec<PathBuf> = project.file.iter().cloned().collect();
    for target in targets(arguments, project)? {
        match reading::location(&arguments.plan, project, target.source.as_deref(), &target.path)? {
            Location::Path(path) if !files.contains(&path) => files.push(path),
            Location::Path(_) | Location::Url(_) | Location::Vendor(_) => {}
            Location::StandardInput => {
                return Err(Failure::new(
                    "standard input can't be watched",
                    "name the file that the plan is in",
                ));
            }
        }
    }
    if files.is_empty() {
        return Err(Failure::new(
            "there is nothing to watch: neither the plan nor its configuration is a file here",
            "run `ampli-rs update` when the plan has changed",
        ));
    }
    Ok(files)
}
