//! The seeds of the fuzz targets, among them whatever fuzzing has found, are survived on every compiler; so is each of them
//! when it breaks off.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/entries/mod.rs"]
mod entries;

/// A seed is cut at about so many places.
const CUTS: usize = 12;

#[test]
fn every_entry_survives_its_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
    for (name, _) in entries::ALL {
        let mut files: Vec<_> =
            fs::read_dir(seeds.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "no seeds for `{name}`");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            entries::run(name, &text);
            let step = (text.len() / CUTS).max(1);
            let cuts = (0..text.len()).step_by(step).filter(|cut| text.is_char_boundary(*cut));
            cuts.for_each(|cut| entries::run(name, &text[..cut]));
        }
    }
}
