use proptest::prelude::*;

use super::{Home, Walker};
use crate::usage::found::Found;
use crate::usage::reach::Reach;
use crate::usage::source::Source;
use crate::usage::words::Words;

/// The mentions in a text, by their first and last bytes.
fn mentions(text: &str) -> Vec<(u32, u32)> {
    let mut words = Words::default();
    words.insert("song_played");
    words.insert("SongPlayed");
    let mut found = Found { words, ..Found::default() };
    let Ok(source) = Source::new("a.rs".into(), text.to_owned()) else { return Vec::new() };
    let root = found.add_root(0, Reach::Program);
    let home = Home { folder: "".into(), children: "".into(), depth: 0 };
    Walker::new(&source, 0, home, root, &mut found).run();
    found.mentions.iter().map(|mention| (mention.start, mention.end)).collect()
}

/// What programs are made of.
const PARTS: &[&str] = &[
    "fn f",
    "()",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "::",
    ":",
    ";",
    ",",
    ".",
    "..",
    "=>",
    "->",
    "=",
    "==",
    "|",
    "||",
    "&",
    "#",
    "#[cfg(test)]",
    "#![cfg(any())]",
    "!",
    "?",
    "$",
    "$x",
    "$crate",
    "'a",
    "1",
    "\"t\"",
    "let",
    "if",
    "else",
    "match",
    "while",
    "for",
    "in",
    "loop",
    "use",
    "as",
    "*",
    "mod m",
    "impl",
    "trait T",
    "struct S",
    "enum E",
    "type X",
    "const C",
    "static",
    "unsafe",
    "async",
    "move",
    "pub",
    "pub(crate)",
    "extern",
    "crate",
    "self",
    "super",
    "Self",
    "song_played",
    "SongPlayed",
    "SongPlayed::new(1)",
    "macro_rules! m",
    "vec!",
    "matches!",
    "cfg_if!",
    "include!",
    "where",
    "dyn",
    "return",
    "r#fn",
];

proptest! {
    #[test]
    fn any_tokens_are_survived(parts in prop::collection::vec(prop::sample::select(PARTS), 0..60)) {
        let text = parts.join(" ");
        for (start, end) in mentions(&text) {
            prop_assert!(text.get(start as usize..end as usize).is_some_and(|name| !name.is_empty()));
        }
        // The same in the body of a function, where brackets are whole more often.
        mentions(&format!("fn f() {{ {} }}", text.replace(['(', ')', '[', ']', '{', '}'], " ")));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        mentions(&text);
    }
}

#[test]
fn endless_nesting_is_left_alone() {
    let many = |text: &str| text.repeat(4_000);
    for text in [
        "if ",
        "match ",
        "|",
        "|a|",
        "&",
        "!",
        "fn() -> ",
        "loop {",
        "(",
        "<",
        "a::<",
        "else if ",
        "move ",
        "for x in ",
    ] {
        mentions(&format!("fn f() {{ {} }}", many(text)));
        mentions(&format!("fn f() {{ let x: {} = 1; }}", many(text)));
        mentions(&format!("type X = {};", many(text)));
    }
    let deep = format!("fn f() {{ {}song_played(){} }}", "{".repeat(400), "}".repeat(400));
    mentions(&deep);
    let chain = format!("fn f() {{ {} {{}} }}", many("if a {} else "));
    mentions(&format!("{chain} fn g() {{ song_played(1) }}"));
    assert_eq!(mentions("fn g() { if a {} else if b {} else { song_played(1) } }").len(), 1);
}

#[test]
fn what_cfg_if_chooses_stands_among_items_and_among_statements() {
    let text = "cfg_if! { if #[cfg(unix)] { fn a() { song_played(1) } } else { mod b; } }\n\
                fn c() { cfg_if::cfg_if! { if #[cfg(unix)] { let d = 1; song_played(d); } else { SongPlayed::new(2) } } }";
    let found: Vec<&str> =
        mentions(text).into_iter().map(|(start, end)| &text[start as usize..end as usize]).collect();
    assert_eq!(found, ["song_played", "song_played", "SongPlayed"]);
}
