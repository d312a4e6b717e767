//! The promises of the spool, held against a disk that is killed, loses its power and fails.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use proptest::prelude::*;

use super::simulated_disk::{Faults, SimulatedDisk};
use super::stopped_clock::StoppedClock;
use super::{open, read_all, recover, settings};
use crate::spool::{Fsync, Record, RecordId, Spool, SpoolSettings};

/// Two processes work on one folder.
const PROCESSES: usize = 2;

#[derive(Debug, Clone)]
enum Step {
    Append { length: usize },
    Read { bytes: usize },
    Settle { selection: u64 },
    Sync,
    Maintain,
    Recover,
    RecoverBlindly { times: usize },
    Rewind,
    Advance { milliseconds: u64 },
    SetBack { milliseconds: u64 },
    Fail(Faults),
    Kill,
    LosePower,
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..60_usize).prop_map(|length| Step::Append { length }),
        4 => (0..500_usize).prop_map(|bytes| Step::Read { bytes }),
        4 => any::<u64>().prop_map(|selection| Step::Settle { selection }),
        1 => Just(Step::Sync),
        2 => Just(Step::Maintain),
        4 => Just(Step::Recover),
        3 => (1..4_usize).prop_map(|times| Step::RecoverBlindly { times }),
        1 => Just(Step::Rewind),
        1 => (0..3000_u64).prop_map(|milliseconds| Step::Advance { milliseconds }),
        1 => (0..90_000_u64).prop_map(|milliseconds| Step::SetBack { milliseconds }),
        1 => faults().prop_map(Step::Fail),
        1 => Just(Step::Kill),
        1 => Just(Step::LosePower),
        1 => Just(Step::Close),
    ]
}

fn faults() -> impl Strategy<Value = Faults> {
    let short_writes = proptest::option::of(1..40_usize);
    let room = proptest::option::of(0..600_usize);
    (short_writes, room, prop_oneof![Just(0), 0..40_u64]).prop_map(|(short_writes, room, failures)| Faults {
        short_writes,
        room,
        failures,
        ..Faults::default()
    })
}

fn fsync() -> impl Strategy<Value = Fsync> {
    prop_oneof![Just(Fsync::Never), Just(Fsync::Every(Duration::from_secs(1))), Just(Fsync::Always)]
}

/// What the world outside knows of a record.
#[derive(Debug, Default, Clone)]
struct Known {
    /// The process that appended it, and its place among those of that process.
    origin: (u64, u64),
    /// `append` returned for it.
    is_promised: bool,
    /// It was promised to survive a power failure.
    is_durable: bool,
    /// `settle` was called, whatever came of it.
    may_be_settled: bool,
    /// `settle` returned for it.
    is_settled: bool,
    /// Not even a power failure brings it back.
    is_gone: bool,
}

struct Process {
    disk: SimulatedDisk,
    spool: Spool<SimulatedDisk>,
    number: u64,
    /// Records that were handed out, by their payload.
    in_flight: BTreeMap<u64, RecordId>,
    /// Appended since the last sync that succeeded.
    unsynced: Vec<u64>,
}

struct World {
    settings: SpoolSettings,
    disk: SimulatedDisk,
    clock: StoppedClock,
    processes: Vec<Process>,
    started: u64,
    known: BTreeMap<u64, Known>,
}

impl World {
    fn new(settings: SpoolSettings, seed: u64) -> Self {
        let (disk, clock) = (SimulatedDisk::new(seed), StoppedClock::new());
        let mut world =
            World { settings, disk, clock, processes: Vec::new(), started: 0, known: BTreeMap::new() };
        for _ in 0..PROCESSES {
            let process = world.start();
            world.processes.push(process);
        }
        world
    }

    /// A new process, on a disk that works.
    fn start(&mut self) -> Process {
        self.disk.set_faults(Faults::default());
        let disk = self.disk.for_process();
        let spool = open(&disk, &self.settings, &self.clock);
        self.started += 1;
        Process { disk, spool, number: self.started, in_flight: BTreeMap::new(), unsynced: Vec::new() }
    }

    fn restart(&mut self, which: usize) {
        self.processes[which].disk.kill();
        self.processes[which] = self.start();
    }

    fn take(&mut self, which: usize, step: &Step) {
        match step {
            Step::Append { length } => self.append(which, *length),
            Step::Read { bytes } => self.read(which, *bytes),
            Step::Settle { selection } => self.settle(which, *selection),
            Step::Sync => self.sync(which),
            Step::Maintain => self.maintain(which),
            Step::Recover => drop(self.processes[which].spool.recover()),
            // Nothing can be read meanwhile.
            Step::RecoverBlindly { times } => {
                self.disk.set_unreadable(true);
                (0..*times).for_each(|_| drop(self.processes[which].spool.recover()));
                self.disk.set_unreadable(false);
            }
            Step::Rewind => self.processes[which].spool.rewind(),
            Step::Advance { milliseconds } => self.clock.advance(Duration::from_millis(*milliseconds)),
            Step::SetBack { milliseconds } => self.clock.step_back(Duration::from_millis(*milliseconds)),
            Step::Fail(faults) => self.disk.set_faults(*faults),
            Step::Kill => self.restart(which),
            Step::Close => {
                let _ = self.processes[which].spool.close();
                self.restart(which);
            }
            Step::LosePower => {
                self.disk.lose_power();
                (0..PROCESSES).for_each(|which| self.restart(which));
                self.check(true);
            }
        }
        for process in &self.processes {
            let stats = process.spool.stats();
            assert!(stats.is_balanced(), "{stats:?} after {step:?}");
        }
    }

    fn append(&mut self, which: usize, length: usize) {
        let payload = self.known.len() as u64;
        let process = &mut self.processes[which];
        let mut known = Known { origin: (process.number, payload), ..Known::default() };
        if process.spool.append(format!("{payload} {}", "x".repeat(length)).as_bytes()).is_ok() {
            known.is_promised = true;
            known.is_durable = self.settings.fsync == Fsync::Always;
            process.unsynced.push(payload);
        }
        self.known.insert(payload, known);
    }

    fn read(&mut self, which: usize, bytes: usize) {
        let mut records = Vec::new();
        let _ = self.processes[which].spool.read(bytes, &mut records);
        for record in records {
            self.processes[which].in_flight.insert(payload(&record), record.id());
        }
    }

    fn settle(&mut self, which: usize, selection: u64) {
        let process = &mut self.processes[which];
        let is_selected = |place: usize| selection >> (place % 64) & 1 == 1;
        let chosen: Vec<u64> = process
            .in_flight
            .keys()
            .enumerate()
            .filter(|(place, _)| is_selected(*place))
            .map(|it| *it.1)
            .collect();
        let ids: Vec<RecordId> =
            chosen.iter().filter_map(|payload| process.in_flight.remove(payload)).collect();
        let is_settled = process.spool.settle(&ids).is_ok();
        for payload in chosen {
            let known = self.known.get_mut(&payload).unwrap();
            known.may_be_settled = true;
            known.is_settled |= is_settled;
            known.is_gone |= is_settled && self.settings.fsync == Fsync::Always;
        }
    }

    fn maintain(&mut self, which: usize) {
        if self.processes[which].spool.maintain().is_err() {
            // Of what a sync has failed over, no later one can tell.
            self.processes[which].unsynced.clear();
        }
    }

    fn sync(&mut self, which: usize) {
        let is_synced = self.processes[which].spool.sync().is_ok();
        for payload in self.processes[which].unsynced.drain(..) {
            self.known.get_mut(&payload).unwrap().is_durable |= is_synced;
        }
    }

    /// Lets the processes find all there is, and compares it with what is known.
    fn check(&mut self, is_after_power_failure: bool) {
        let mut found = BTreeSet::new();
        for which in 0..PROCESSES {
            for payload in self.check_process(which) {
                assert!(found.insert(payload), "record {payload} is in the hands of two processes");
            }
        }
        for (payload, known) in &mut self.known {
            let is_there = found.contains(payload);
            let is_owed =
                known.is_promised && !known.may_be_settled && (known.is_durable || !is_after_power_failure);
            assert!(is_there || !is_owed, "record {payload} is lost: {known:?}");
            // A cursor file that was not synced may be lost with the one that it has replaced.
            let can_come_back = is_after_power_failure && self.settings.fsync != Fsync::Always;
            let is_forbidden = known.is_gone && !can_come_back || known.is_settled && !is_after_power_failure;
            assert!(!is_there || !is_forbidden, "record {payload} is back: {known:?}");
            if is_after_power_failure {
                // What was found is durable by now, and what was not is lost for ever.
                known.is_durable = is_there;
                known.is_promised = is_there;
                known.is_settled = !is_there;
                known.may_be_settled = !is_there;
                known.is_gone = !is_there;
            }
        }
    }

    /// The payloads of the records that a process has.
    fn check_process(&mut self, which: usize) -> Vec<u64> {
        let process = &mut self.processes[which];
        recover(&process.spool);
        process.spool.rewind();
        let records = read_all(&process.spool);
        let stats = process.spool.stats();
        assert_eq!(stats.records, records.len() as u64, "{stats:?}");
        let mut last: BTreeMap<u64, (u64, RecordId)> = BTreeMap::new();
        for record in &records {
            let payload = payload(record);
            let (origin, place) = self.known[&payload].origin;
            let before = last.insert(origin, (place, record.id()));
            assert!(
                before.is_none_or(|before| before < (place, record.id())),
                "record {payload} is out of order"
            );
        }
        process.spool.rewind();
        records.iter().map(payload).collect()
    }
}

fn payload(record: &Record) -> u64 {
    let text = std::str::from_utf8(record.payload()).unwrap();
    text.split_once(' ').unwrap().0.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_promised_is_kept(
        fsync in fsync(),
        steps in proptest::collection::vec((0..PROCESSES, step()), 1..120),
        seed: u64,
    ) {
        let mut world = World::new(settings().fsync(fsync), seed);
        for (which, step) in &steps {
            world.take(*which, step);
        }
        // What a process that met faults has left aside, the next one finds.
        (0..PROCESSES).for_each(|which| world.restart(which));
        world.check(false);
        world.disk.lose_power();
        (0..PROCESSES).for_each(|which| world.restart(which));
        world.check(true);
    }
}
