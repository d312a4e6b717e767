//! Many threads append while one delivers: everything is accounted for, and each thread's records keep their order.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::spool::{Fsync, Record, Spool};

use super::real::{ids, open, settings, text};

const PRODUCERS: u64 = 8;
const EACH: u64 = 500;

fn deliver(spool: &Spool, running: &AtomicU64) -> Vec<Record> {
    let mut delivered = Vec::new();
    loop {
        let is_last = running.load(Ordering::Acquire) == 0;
        let mut batch = Vec::new();
        spool.read(5_000, &mut batch).unwrap();
        spool.settle(&ids(&batch)).unwrap();
        spool.maintain().unwrap();
        assert!(spool.stats().is_balanced());
        if is_last && batch.is_empty() {
            return delivered;
        }
        delivered.append(&mut batch);
    }
}

#[test]
fn everything_arrives_in_the_order_of_its_thread() {
    let folder = tempfile::tempdir().unwrap();
    let spool = open(&settings(folder.path(), Fsync::Never));
    let running = AtomicU64::new(PRODUCERS);
    let delivered = thread::scope(|scope| {
        for producer in 0..PRODUCERS {
            let (spool, running) = (&spool, &running);
            scope.spawn(move || {
                for number in 0..EACH {
                    spool.append(format!("{producer} {number}").as_bytes()).unwrap();
                }
                running.fetch_sub(1, Ordering::Release);
            });
        }
        deliver(&spool, &running)
    });
    let mut arrived: HashMap<u64, Vec<u64>> = HashMap::new();
    for record in &delivered {
        let text = text(record);
        let (producer, number) = text.split_once(' ').unwrap();
        arrived.entry(producer.parse().unwrap()).or_default().push(number.parse().unwrap());
    }
    assert_eq!(arrived.len() as u64, PRODUCERS);
    assert!(arrived.values().all(|numbers| numbers.iter().copied().eq(0..EACH)));
    let stats = spool.stats();
    assert_eq!((stats.appended, stats.settled, stats.records), (PRODUCERS * EACH, PRODUCERS * EACH, 0));
}
