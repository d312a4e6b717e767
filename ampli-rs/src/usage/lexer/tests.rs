use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use super::{Kind, Reason, tokens};

fn told(text: &str) -> Vec<(Kind, &str)> {
    let tokens = tokens(text).expect("well-formed text");
    tokens.iter().map(|token| (token.kind, &text[token.start as usize..token.end as usize])).collect()
}

#[test]
fn lifetimes_and_characters_are_told_apart() {
    use Kind::{Lifetime, Literal};
    let kinds =
        [("'a", Lifetime), ("'a'", Literal), (r"'\''", Literal), ("'\"'", Literal), ("b'\\''", Literal)];
    for (text, kind) in kinds {
        assert_eq!(told(text), [(kind, text)]);
    }
    assert_eq!(told("'r#fn"), [(Lifetime, "'r#fn")]);
    assert_eq!(told("<'a,'b>").len(), 5);
}

#[test]
fn what_stands_in_text_is_no_token() {
    for text in [r#""a /* b""#, r##"r#"a "b" c"#"##, r#"br"\""#, r#"c"a""#, "\"\\\"(\"", "cr#\"(\"#"] {
        assert_eq!(told(text), [(Kind::Text, text)]);
    }
    assert_eq!(told("/* a /* b */ \" */ 1 // c \""), [(Kind::Literal, "1")]);
    assert_eq!(told("r#match"), [(Kind::RawWord, "r#match")]);
}

#[test]
fn numbers_end_where_methods_and_ranges_begin() {
    let texts = |text| told(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(texts("1..2"), ["1", ".", ".", "2"]);
    assert_eq!(texts("1.max(2.)"), ["1", ".", "max", "(", "2.", ")"]);
    assert_eq!(texts("1.5e-3f64-0x1e-1"), ["1.5e-3f64", "-", "0x1e", "-", "1"]);
}

#[test]
fn brackets_know_their_partners() {
    let mates: Vec<u32> = tokens("(a[b]{})").expect("balanced").iter().map(|token| token.mate).collect();
    assert_eq!(mates, [7, 0, 4, 0, 2, 6, 5, 0]);
}

#[test]
fn what_is_not_rust_is_said_with_its_place() {
    let wrong = |text| tokens(text).map_err(|wrong| (wrong.offset, wrong.reason));
    assert_eq!(wrong("fn main( {"), Err((9, Reason::Unbalanced)));
    assert_eq!(wrong("(]"), Err((1, Reason::Unbalanced)));
    assert_eq!(wrong("a }"), Err((2, Reason::Unbalanced)));
    assert_eq!(wrong("x \"abc"), Err((2, Reason::Unterminated)));
    assert_eq!(wrong("/* /* */"), Err((0, Reason::Unterminated)));
    assert_eq!(wrong("a ` b"), Err((2, Reason::UnknownCharacter)));
    assert_eq!(wrong("\u{1F331}"), Err((0, Reason::UnknownCharacter)));
}

#[test]
fn shebangs_and_byte_order_marks_are_skipped() {
    assert_eq!(told("\u{feff}#!/usr/bin/env run\na"), [(Kind::Word, "a")]);
    assert_eq!(told("#![a]").len(), 5);
}

#[test]
fn the_same_tokens_as_proc_macro2() {
    let mut seen = 0;
    for path in rust_files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))) {
        let text = fs::read_to_string(&path).expect("a Rust file");
        let Ok(stream) = text.parse::<TokenStream>() else { continue };
        let mut theirs = Vec::new();
        flatten(stream, &mut theirs);
        let ours: Vec<String> = told(&text).into_iter().map(|(_, text)| text.to_owned()).collect();
        // Doc comments are attributes there, and comments here.
        let theirs: Vec<String> = without_doc_comments(theirs);
        assert_eq!(without_doc_comments(ours), theirs, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 300, "only {seen} files");
}

fn flatten(stream: TokenStream, to: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                to.push(open.to_owned());
                flatten(group.stream(), to);
                to.push(close.to_owned());
            }
            TokenTree::Punct(sign) if sign.as_char() == '\'' => to.push("'".to_owned()),
            TokenTree::Ident(word) if to.last().is_some_and(|last| last == "'") => {
                to.pop();
                to.push(format!("'{word}"));
            }
            other => to.push(other.to_string()),
        }
    }
}

/// Without `#[doc = …]` and `#![doc = …]`.
fn without_doc_comments(tokens: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut rest = tokens.into_iter();
    while let Some(token) = rest.next() {
        let is_doc = token == "doc" && kept.last().is_some_and(|last| last == "[");
        if !is_doc {
            kept.push(token);
            continue;
        }
        let (value, close) = (rest.next().zip(rest.next()), rest.next());
        if close.as_deref() != Some("]") {
            kept.push(token);
            kept.extend(value.into_iter().flat_map(|(sign, text)| [sign, text]).chain(close));
            continue;
        }
        kept.pop();
        if kept.last().is_some_and(|last| last == "!") {
            kept.pop();
        }
        kept.pop();
    }
    kept
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_symlink() || name == "target" || name.starts_with('.') {
            continue;
        } else if path.is_dir() {
            files.extend(rust_files(&path));
        } else if name.ends_with(".rs") {
            files.push(path);
        }
    }
    files
}
