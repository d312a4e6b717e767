//! The lock as text: a function of its content.

use std::fmt::Write as _;

use super::names::{Entry, Key, Names};
use super::{LOCK_VERSION, Lock, PulledPlan, SourceNames};
use crate::json::quoted;
use crate::plan::EventKind;

const HEADER: &str =
    "# written by ampli-rs; commit this file: it keeps the plan's version and every generated name\n";

impl Lock {
    /// The text of the file. Reading it gives the same lock again.
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEADER}lock {LOCK_VERSION}\nnaming {}\n", self.naming);
        for (name, source) in &self.sources {
            text.push_str("source ");
            if is_plain(name) {
                text.push_str(name);
            } else {
                push_quoted(name, &mut text);
            }
            text.push('\n');
            source.write(&mut text);
        }
        text
    }
}

impl SourceNames {
    fn write(&self, text: &mut String) {
        if let Some(plan) = &self.plan {
            plan.write(text);
        }
        write_names(&self.names, None, 1, text);
    }
}

impl PulledPlan {
    fn write(&self, text: &mut String) {
        text.push_str("  plan ");
        push_quoted(&self.name, text);
        if let Some(version) = &self.version {
            text.push_str(" version ");
            push_quoted(version, text);
        }
        // Writing to a `String` cannot fail.
        let _ = write!(text, " content {:016x} from ", self.content);
        push_quoted(&self.from, text);
        text.push('\n');
    }
}

fn write_names(names: &Names, parent: Option<&Key>, depth: usize, text: &mut String) {
    for (key, entry) in names.iter() {
        text.extend(std::iter::repeat_n("  ", depth));
        if entry.removed {
            text.push_str("- ");
        }
        write_entry(key, entry, parent, text);
        text.push('\n');
        write_names(&entry.inside, Some(key), depth + 1, text);
    }
}

fn write_entry(key: &Key, entry: &Entry, parent: Option<&Key>, text: &mut String) {
    let identifier = &entry.identifier;
    match key {
        Key::Event { kind, name, version } => {
            text.push_str(kind.word());
            let is_call = *kind != EventKind::Track && name.is_empty() && version.is_none();
            if is_call && identifier == kind.word() {
                return;
            }
            text.push(' ');
            if name == identifier {
                text.push_str(name);
            } else {
                push_quoted(name, text);
            }
            if let Some(version) = version {
                text.push_str(" version ");
                push_quoted(version, text);
            }
            if name != identifier {
                text.push(' ');
                text.push_str(identifier);
            }
        }
        Key::Type(name) => {
            text.push_str("type ");
            write_name(name, identifier, text);
        }
        Key::Property(name) => {
            if !matches!(parent, Some(Key::Event { .. })) {
                text.push_str(". ");
            }
            write_name(name, identifier, text);
        }
        Key::Value(value) => {
            let is_same =
                value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) == Some(identifier);
            if !is_same {
                push_visible(value, text);
                text.push(' ');
            }
            text.push_str(identifier);
        }
    }
}

fn write_name(name: &str, identifier: &str, text: &mut String) {
    if name != identifier {
        push_quoted(name, text);
        text.push(' ');
    }
    text.push_str(identifier);
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

fn push_quoted(name: &str, text: &mut String) {
    push_visible(&quoted(name), text);
}

/// Adds a JSON text whose invisible characters are escaped: editors and merges may change what people cannot see.
fn push_visible(json: &str, text: &mut String) {
    if json.is_ascii() {
        return text.push_str(json);
    }
    for character in json.chars() {
        if is_invisible(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || character.is_whitespace() && character != ' '
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
