//! What is found in a segment whose process was gone before it was sealed.

use std::path::Path;

use super::simulated_disk::SimulatedDisk;
use crate::spool::disk::Disk;
use crate::spool::frame::Frame;
use crate::spool::segment_name::HEADER;
use crate::spool::survey::survey;

fn line(number: u64) -> Vec<u8> {
    let mut line = Vec::new();
    Frame { number, appended: 7, payload: b"x" }.write(&mut line);
    line
}

/// The number past that of the last record, where that ends, and how many lines behind it are damaged.
fn surveyed(pieces: &[&[u8]]) -> (u64, usize, u64) {
    let disk = SimulatedDisk::new(1);
    let path = Path::new("/1.open");
    disk.put(path, &pieces.concat());
    let survey = survey(&disk.open(path).unwrap(), 1).unwrap();
    (survey.past, survey.end as usize, survey.damaged)
}

#[test]
fn records_follow_each_other_but_may_be_missing() {
    let [first, second, third] = [1, 2, 3].map(line);
    let end = |lines: usize| HEADER.len() + lines * first.len();
    assert_eq!(surveyed(&[]), (1, 0, 0));
    assert_eq!(surveyed(&[HEADER]), (1, 0, 0));
    assert_eq!(surveyed(&[HEADER, &first, &second, &third]), (4, end(3), 0));
    let damaged = [&[b'x'; 49][..], b"\n"].concat();
    assert_eq!(surveyed(&[HEADER, &first, &damaged, &third]), (4, end(3), 0));
    assert_eq!(surveyed(&[HEADER, &first, &second, b"torn"]), (3, end(2), 0));
}

#[test]
fn numbers_that_can_not_be_are_damage() {
    let [first, second, third, far] = [1, 2, 3, 1000].map(line);
    let end = HEADER.len() + first.len();
    assert_eq!(surveyed(&[HEADER, &first, &first]), (2, end, 1));
    // There is room for two records, 1 and 2.
    assert_eq!(surveyed(&[HEADER, &first, &third]), (2, end, 1));
    assert_eq!(surveyed(&[HEADER, &first, &far]), (2, end, 1));
    assert_eq!(surveyed(&[HEADER, &first, &second]), (3, end + second.len(), 0));
}

#[test]
fn what_is_no_record_is_damage_but_the_header() {
    let first = line(1);
    let end = HEADER.len() + first.len();
    assert_eq!(surveyed(&[HEADER, &first, HEADER]), (2, end, 1));
    assert_eq!(surveyed(&[HEADER, &first, b"one\ntwo\n"]), (2, end, 2));
    let too_long = vec![b'x'; 17 << 20];
    assert_eq!(surveyed(&[HEADER, &first, b"one\n", &too_long, b"\n"]), (2, end, 2));
}
