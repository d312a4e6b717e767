//! Files in shards of about the same size, and the names of files from a list.

use std::io::BufRead as _;
use std::path::Path;

use super::super::console::Console;
use super::super::{Outcome, locations};
use super::lines_of;
use crate::cli::AuditShardsArguments;
use crate::collected::{self, Listing};
use crate::failure::Failure;

/// Prints the shards, or the files of one.
pub(super) fn run(arguments: &AuditShardsArguments, console: &Console) -> anyhow::Result<Outcome> {
    let count = arguments.count.get();
    let inputs = locations::list(&arguments.locations, console)?.inputs;
    let files = inputs.iter().map(|input| (input.name(), input.size().unwrap_or_default()));
    let shards = balanced(files.collect(), count);
    let mut text = String::new();
    match arguments.shard {
        Some(shard) => {
            let Some(files) = shards.get(shard.get() - 1) else {
                let message = format!("there is no shard {shard} of {count}");
                return Err(Failure::new(message, format!("give a number from 1 to {count}")).into());
            };
            for name in files {
                text.push_str(name);
                text.push('\n');
            }
        }
        None => {
            for files in &shards {
                text.push_str(&serde_json::to_string(files)?);
                text.push('\n');
            }
        }
    }
    console.print(text)?;
    Ok(Outcome::Clean)
}

/// So many lists of the files, the largest files dealt out first, each to the list that has least.
fn balanced(mut files: Vec<(&str, u64)>, count: usize) -> Vec<Vec<&str>> {
    files.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
    let mut shards: Vec<(u64, Vec<&str>)> = vec![(0, Vec::new()); count];
    for (name, size) in files {
        let least = shards.iter_mut().min_by_key(|(size, names)| (*size, names.len()));
        if let Some((own, names)) = least {
            *own += size;
            names.push(name);
        }
    }
    let sorted = |(_, mut names): (u64, Vec<_>)| {
        names.sort_unstable();
        names
    };
    shards.into_iter().map(sorted).collect()
}

/// The files that a list names, a line each: as they are, not as patterns.
pub(super) fn named_in(list: &Path) -> Result<Listing, Failure> {
    let mut names = Vec::new();
    for line in lines_of(list)?.lines() {
        let line = line.map_err(|error| Failure::file("read", list, &error))?;
        let name = line.trim_end_matches('\r');
        if !name.is_empty() {
            names.push(name.to_owned());
        }
    }
    Ok(collected::named(names))
}

#[cfg(test)]
mod tests {
    use super::balanced;

    #[test]
    fn shards_are_about_the_same_size_whatever_the_order() {
        let files = vec![("a", 5), ("b", 9), ("c", 4), ("d", 1), ("e", 0)];
        let shards = [vec!["b", "e"], vec!["a", "c", "d"]].map(|mut names: Vec<&str>| {
            names.sort_unstable();
            names
        });
        let mut turned = files.clone();
        turned.reverse();
        assert_eq!(balanced(files, 2), balanced(turned, 2));
        let found = balanced(vec![("a", 5), ("b", 9), ("c", 4), ("d", 1), ("e", 0)], 2);
        assert_eq!(found[0][0], "b");
        assert_eq!(shards.concat().len(), found.concat().len());
        assert_eq!(balanced(Vec::new(), 2), [Vec::<&str>::new(), Vec::new()]);
    }
}
