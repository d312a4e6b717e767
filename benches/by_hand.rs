//! The limit: the bytes that a `track` call queues, written by hand for one event.

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::bed_planted::{BedPlanted, event};

const BLOCK_BYTES: usize = 64 * 1024;

static BLOCKS: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

thread_local! {
    static BLOCK: RefCell<Vec<u8>> = RefCell::new(Vec::with_capacity(BLOCK_BYTES));
}

/// Writes events into blocks of the thread, which are handed over when they are full.
pub(crate) fn write(events: u32) {
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
    for number in 0..events {
        let event = event(number);
        if !(0..=100).contains(&event.depth) || event.note.is_some_and(|note| note.chars().count() > 280) {
            continue;
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        BLOCK.with_borrow_mut(|block| {
            if block.capacity() - block.len() < 1024 {
                let full = std::mem::replace(block, Vec::with_capacity(BLOCK_BYTES));
                BLOCKS.lock().expect("no one panics").push(full);
            }
            write_event(block, black_box("some-user-id"), &event, random);
        });
    }
}

/// What [`write`] has handed over.
pub(crate) fn take_blocks() {
    BLOCKS.lock().expect("no one panics").clear();
}

/// The same bytes as the frame of the event: stamped, with context and properties as JSON.
fn write_event(to: &mut Vec<u8>, user: &str, event: &BedPlanted<'_>, random: u64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    to.extend_from_slice(&((now << 16) | 0x7000).to_be_bytes());
    to.extend_from_slice(&random.to_be_bytes());
    to.extend_from_slice(&now.to_le_bytes());
    for text in [user, "Bed Planted", "5a4c1d0e-6a43-4a5e-9a37-5d0f0c3d2b11", "1.0.0"] {
        to.push(text.len() as u8);
        to.extend_from_slice(text.as_bytes());
    }
    to.extend_from_slice(br#""version":"1.0","region":"eu-west-1","gardenId":"#);
    write_string(to, event.garden_id);
    if let Some(note) = event.note {
        to.extend_from_slice(br#","note":"#);
        write_string(to, note);
    }
    to.extend_from_slice(br#","layout":""#);
    to.extend_from_slice(event.layout.text().as_bytes());
    to.extend_from_slice(br#"","depth":"#);
    to.extend_from_slice(itoa::Buffer::new().format(event.depth).as_bytes());
    if let Some(area) = event.area {
        to.extend_from_slice(br#","area":"#);
        to.extend_from_slice(zmij::Buffer::new().format(area).as_bytes());
    }
    if let Some(organic) = event.organic {
        to.extend_from_slice(if organic { br#","organic":true"#.as_slice() } else { br#","organic":false"# });
    }
    if let Some(crops) = event.crops {
        to.extend_from_slice(br#","crops":["#);
        for (index, crop) in crops.iter().enumerate() {
            if index > 0 {
                to.push(b',');
            }
            write_string(to, crop);
        }
        to.push(b']');
    }
    to.extend_from_slice(br#","soil":{"kind":""#);
    to.extend_from_slice(event.soil.kind.text().as_bytes());
    to.push(b'"');
    if let Some(acidity) = event.soil.acidity {
        to.extend_from_slice(br#","acidity":"#);
        to.extend_from_slice(zmij::Buffer::new().format(acidity).as_bytes());
    }
    to.push(b'}');
}

fn write_string(to: &mut Vec<u8>, text: &str) {
    to.push(b'"');
    for part in text.as_bytes().split_inclusive(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')) {
        match part.split_last() {
            Some((last @ (0..0x20 | b'"' | b'\\'), rest)) => {
                to.extend_from_slice(rest);
                to.extend_from_slice(format!("\\u{last:04x}").as_bytes());
            }
            _ => to.extend_from_slice(part),
        }
    }
    to.push(b'"');
}
