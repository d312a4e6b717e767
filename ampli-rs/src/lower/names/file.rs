//! File stems: ASCII, no longer than file systems bear, and no name that Windows keeps for devices.

use super::hash;
use crate::module::keyword::is_never_raw;

/// Longest stem in bytes.
const LONGEST: usize = 100;

/// The stem of the file and the name of the module of the event with `handle`, without `r#`.
///
/// A function of the handle alone. Handles are lower case, so that stems differ on case-insensitive disks too.
pub fn file_stem(handle: &str) -> String {
    if !handle.is_ascii() {
        return format!("event_{}", hash::digits(hash::of(handle.as_bytes()), hash::LONG));
    }
    let stem = handle.to_ascii_lowercase();
    if stem.len() > LONGEST {
        let digits = hash::digits(hash::of(handle.as_bytes()), hash::LONG);
        return format!("{}_{digits}", stem[..LONGEST - hash::LONG - 1].trim_end_matches('_'));
    }
    if is_reserved(&stem) { format!("event_{stem}") } else { stem }
}

/// The stem of a file and the name of a module, without `r#`, for what `words` begins with.
pub fn module_stem(words: &str) -> String {
    let mut stem = file_stem(words);
    if is_never_raw(&stem) {
        stem.push('_');
    }
    stem
}

/// Device names of Windows, and the files that cargo gives a meaning to. Superscript digits are folded before.
fn is_reserved(stem: &str) -> bool {
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin" | "conout" | "mod" | "lib" | "main")
        || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{file_stem, module_stem};

    #[test]
    fn stems_suit_every_file_system() {
        for (handle, expected) in [
            ("song_played", "song_played"),
            ("type", "type"),
            ("aux", "event_aux"),
            ("com1", "event_com1"),
            ("com10", "com10"),
            ("lib", "event_lib"),
            ("日本語", "event_j93mckmp2q7xe"),
        ] {
            assert_eq!(file_stem(handle), expected);
        }
        assert_eq!(file_stem(&"long_".repeat(40)).len(), 100);
        let longest = "x".repeat(100);
        assert_eq!(file_stem(&longest), longest);
        assert_ne!(file_stem(&(longest + "x"))[..99], "x".repeat(99));
    }

    #[test]
    fn modules_have_names_that_rust_can_write() {
        assert_eq!(["song", "type", "self", "super"].map(module_stem), ["song", "type", "self_", "super_"]);
    }
}
