//! Any text as what lies in a spool: the names of its files, the cursor, and segments, whose lines have true checksums where
//! they ask for them. What is whole is listed, and nothing else is.

use std::path::Path;
use std::{fs, io};

use itly_runtime::spooled;

/// What stands between the files.
const NEXT: &str = "\n--\n";

/// The folder of the process whose spool it is.
const FOLDER: &str = "posthog/019b7ca98f2e-0000002a-000000ab";

/// The longest name that file systems take.
const LONGEST_NAME: usize = 255;

pub(crate) fn run(text: &str) {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    write(&folder.path().join(FOLDER), text).expect("the folder can be written to");
    let listed = spooled(folder.path()).expect("the folder can be read");
    for record in listed {
        // A name that is also that of a folder is an error of that file.
        let Ok(record) = record else { continue };
        assert_eq!(record.destination, "posthog");
        assert!(!record.payload.contains(&b'\n'));
    }
}

/// A file a part: its name in the first line, its content behind that.
fn write(folder: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for part in text.split(NEXT) {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        let is_name = !matches!(name, "" | "." | "..") && !name.contains(['/', '\0']);
        if !is_name || name.len() > LONGEST_NAME {
            continue;
        }
        let content: Vec<Vec<u8>> = content.split('\n').map(with_checksum).collect();
        fs::write(folder.join(name), content.join(&b'\n'))?;
    }
    Ok(())
}

/// A line as it is; one of a record `~NUMBER PAYLOAD` and one of a cursor `itly-cursor 1 ~REST` with the checksum that it
/// must have.
fn with_checksum(line: &str) -> Vec<u8> {
    const CURSOR: &str = "itly-cursor 1 ";
    if let Some(rest) = line.strip_prefix(CURSOR).and_then(|rest| rest.strip_prefix('~')) {
        return format!("{CURSOR}{:08x} {rest}", crc32c(rest.as_bytes())).into_bytes();
    }
    let Some((number, payload)) = line.strip_prefix('~').and_then(|rest| rest.split_once(' ')) else {
        return line.as_bytes().to_vec();
    };
    let rest = format!("{:08x} {number} 019b7ca98f2e {payload}", payload.len());
    format!("{:08x} {rest}", crc32c(rest.as_bytes())).into_bytes()
}

/// By bits, as RFC 3720 has it.
fn crc32c(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0x82f6_3b78 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
