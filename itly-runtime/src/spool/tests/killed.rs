//! A process that is killed, anywhere: nothing that was appended is lost, nothing that was settled comes again.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};

use crate::spool::Fsync;

use super::real::{ids, open, read, recover, settings, spawn, spawned, text, texts};

const KILLS: u64 = 200;

/// What the processes have said before they were killed.
#[derive(Default)]
struct Said {
    appending: BTreeSet<String>,
    appended: BTreeSet<String>,
    settling: BTreeSet<String>,
    settled: BTreeSet<String>,
}

impl Said {
    fn note(&mut self, line: &str) {
        let Some((word, rest)) = line.split_once(' ') else { return };
        let said = match word {
            "appending" => &mut self.appending,
            "appended" => &mut self.appended,
            "settling" => &mut self.settling,
            "settled" => &mut self.settled,
            _ => return,
        };
        said.extend(rest.split(' ').map(str::to_owned));
    }
}

/// Appends, reads and settles until it is killed, and says so.
#[test]
#[ignore = "the process that the test beside it kills"]
fn victim() {
    let Some(settings) = spawned() else { return };
    let spool = open(&settings);
    let process = std::process::id();
    for number in 0..20_000 {
        let payload = format!("{process}-{number}-{}", "x".repeat(number % 50));
        println!("appending {payload}");
        spool.append(payload.as_bytes()).unwrap();
        println!("appended {payload}");
        let _ = spool.recover().unwrap();
        if number % 7 == 0 {
            let mut records = Vec::new();
            spool.read(400, &mut records).unwrap();
            // Not the first: it waits for ever, so that something is settled beyond the cursor.
            let settled = records.split_off(records.len().min(1));
            if !settled.is_empty() {
                println!("settling {}", texts(&settled).join(" "));
                spool.settle(&ids(&settled)).unwrap();
                println!("settled {}", texts(&settled).join(" "));
            }
            spool.maintain().unwrap();
        }
    }
}

#[test]
fn two_hundred_times() {
    let folder = tempfile::tempdir().unwrap();
    let mut said = Said::default();
    for round in 0..KILLS {
        let fsync = if round % 3 == 0 { "always" } else { "never" };
        let mut child = spawn("spool::tests::killed::victim", folder.path(), fsync);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Any number that differs from round to round; the process is ahead by a few lines.
        let patience = (round.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as usize;
        lines.by_ref().take(patience).for_each(|line| said.note(&line.unwrap()));
        child.kill().unwrap();
        child.wait().unwrap();
        // The last line may be torn.
        lines.map_while(Result::ok).for_each(|line| said.note(&line));
    }

    let spool = open(&settings(folder.path(), Fsync::Never));
    recover(&spool);
    let records = read(&spool);
    let stats = spool.stats();
    assert!(stats.is_balanced(), "{stats:?}");
    assert_eq!((stats.dropped_corrupt, stats.damaged_cursors), (0, 0));
    let found: BTreeSet<String> = records.iter().map(text).collect();
    assert_eq!(found.len(), records.len(), "a record is there twice");
    let is_known = |record: &&String| said.appending.contains(*record);
    assert!(found.iter().all(|record| is_known(&record)));
    let owed: Vec<_> = said.appended.difference(&said.settling).filter(|it| !found.contains(*it)).collect();
    assert!(owed.is_empty(), "lost: {owed:?}");
    let back: Vec<_> = said.settled.intersection(&found).collect();
    assert!(back.is_empty(), "delivered again: {back:?}");
    assert!(said.settled.len() > KILLS as usize, "the processes have worked");
}
