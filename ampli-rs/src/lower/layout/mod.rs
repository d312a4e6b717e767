//! How source lines are broken, as rustfmt breaks them (default style of edition 2024): what depends on width is decided
//! here, so that generated code needs no formatter.
//!
//! Every function adds its lines to those it is given, relative to the place where they stand, and is told how far that
//! place is indented. Widths are summed before anything is put together.

mod array;
mod signature;

use unicode_width::UnicodeWidthStr as _;

pub(super) use self::array::{
    Item, array, array_of_structs, assigned_array, call_arm_with_array, call_with_array, texts,
};
pub(super) use self::signature::{alias, field, implementation, signature};
use crate::module::Lines;

/// Widest line.
const LINE: usize = 100;

/// Widest list of arguments on one line.
const ARGUMENTS: usize = 60;

/// Widest chain of several calls on one line.
const CHAIN: usize = 60;

/// Widest list of an array on one line.
const ARRAY: usize = 60;

/// Widest body of a struct literal on one line.
const STRUCT_LITERAL: usize = 18;

/// One step of indentation.
const STEP: &str = "    ";

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Columns that `items` take with `, ` between them.
fn list_width(items: &[impl AsRef<str>]) -> usize {
    let widths: usize = items.iter().map(|item| width(item.as_ref())).sum();
    widths + ", ".len() * items.len().saturating_sub(1)
}

/// Whether a line of `parts` is narrow enough.
fn fits(indent: usize, parts: &[&str]) -> bool {
    indent + parts.iter().map(|part| width(part)).sum::<usize>() <= LINE
}

/// `head(arguments)tail`, where `tail` closes a statement.
pub(super) fn call(to: &mut Lines, indent: usize, head: &str, arguments: &[&str], tail: &str) {
    let list = list_width(arguments);
    let is_narrow = list <= ARGUMENTS || arguments.len() == 1;
    if is_narrow && fits(indent + list, &[head, "()", tail]) || arguments.is_empty() {
        to.push_list(&[head, "("], arguments, &[")", tail]);
    } else {
        broken_call(to, head, arguments, tail);
    }
}

/// The same on several lines.
fn broken_call(to: &mut Lines, head: &str, arguments: &[&str], tail: &str) {
    to.push(&[head, "("]);
    arguments.iter().for_each(|argument| to.push(&[STEP, argument, ","]));
    to.push(&[")", tail]);
}

/// `head receiver.method(argument)end`, where `head` ends with what the result is assigned to.
pub(super) fn assigned_call(
    to: &mut Lines,
    indent: usize,
    head: &str,
    (receiver, method): (&str, &str),
    argument: &str,
    end: &str,
) {
    let parts = [head, " ", receiver, ".", method, "(", argument, ")", end];
    // A chain leaves room for one character more.
    if fits(indent + 1, &parts) && width(argument) <= ARGUMENTS {
        return to.push(&parts);
    }
    to.push(&[head, " ", receiver]);
    let method = [".", method].concat();
    let broken = Lines::with(|to| call(to, indent + STEP.len(), &method, &[argument], end));
    to.append_indented(STEP, &broken);
}

/// `head function(argument)end`, where `head` ends with what the result is given to.
pub(super) fn given_call(
    to: &mut Lines,
    indent: usize,
    head: &str,
    function: &str,
    argument: &str,
    end: &str,
) {
    call(to, indent, &[head, " ", function].concat(), &[argument], end);
}

/// `head = value;`
pub(super) fn assignment(to: &mut Lines, indent: usize, head: &str, value: &str) {
    let parts = [head, " = ", value, ";"];
    if fits(indent, &parts) {
        to.push(&parts);
    } else {
        to.push(&[head, " ="]);
        to.push(&[STEP, value, ";"]);
    }
}

/// `name { fields }`, an expression.
pub(super) fn struct_literal(to: &mut Lines, indent: usize, name: &str, fields: &[impl AsRef<str>]) {
    if fields.is_empty() {
        return to.push(&[name, " {}"]);
    }
    if list_width(fields) <= STRUCT_LITERAL {
        return to.push_list(&[name, " { "], fields, &[" }"]);
    }
    to.push(&[name, " {"]);
    for field in fields.iter().map(AsRef::as_ref) {
        match field.split_once(": ") {
            Some((name, value)) if !fits(indent + STEP.len(), &[field, ","]) => {
                field_value(to, indent + STEP.len(), name, value);
            }
            _ => to.push(&[STEP, field, ","]),
        }
    }
    to.push(&["}"]);
}

/// `name: value,` of a struct literal, where it does not fit on a line.
fn field_value(to: &mut Lines, indent: usize, name: &str, value: &str) {
    match value.split_once('.') {
        None => {
            to.push(&[STEP, name, ":"]);
            to.push(&[STEP, STEP, value, ","]);
        }
        Some((receiver, rest)) if fits(indent, &[name, ": ", receiver]) => {
            to.push(&[STEP, name, ": ", receiver]);
            to.push(&[STEP, STEP, ".", rest, ","]);
        }
        Some((receiver, rest)) => {
            to.push(&[STEP, name, ":"]);
            to.push(&[STEP, STEP, receiver]);
            to.push(&[STEP, STEP, STEP, ".", rest, ","]);
        }
    }
}

/// `function(argument).method(argument)…` of literals, as the value of a block; none if one of them is too long to stand on
/// a line.
pub(super) fn chain(
    indent: usize,
    function: &str,
    argument: &str,
    calls: &[(&str, String)],
) -> Option<Lines> {
    let start = [function, "(", argument, ")"].concat();
    let calls: Vec<String> =
        calls.iter().map(|(method, argument)| [*method, "(", argument, ")"].concat()).collect();
    let rest = calls.concat();
    // A chain of several calls must be narrow.
    let is_narrow = calls.len() < 2 || width(&start) + width(&rest) <= CHAIN;
    if is_narrow && fits(indent, &[&start, &rest]) {
        return Some(Lines::of(&[&start, &rest]));
    }
    let is_broken = fits(indent, &[&start]) && calls.iter().all(|call| fits(indent, &[STEP, call]));
    is_broken.then(|| {
        Lines::with(|to| {
            to.push(&[&start]);
            calls.iter().for_each(|call| to.push(&[STEP, call]));
        })
    })
}

/// Counts an `Option` in, if it is there.
pub(super) fn counted(to: &mut Lines, value: &str) {
    if width(value) + ".is_some()".len() <= CHAIN {
        return to.push(&["count += usize::from(", value, ".is_some());"]);
    }
    to.push(&["count += usize::from("]);
    to.push(&[STEP, value]);
    to.push(&[STEP, STEP, ".is_some(),"]);
    to.push(&[");"]);
}

/// `head(name, value.as_str());`
pub(super) fn call_with_text(to: &mut Lines, indent: usize, head: &str, name: &str, value: &str) {
    const METHOD: &str = ".as_str()";
    if width(value) + METHOD.len() <= CHAIN {
        return call(to, indent, head, &[name, &[value, METHOD].concat()], ";");
    }
    to.push(&[head, "("]);
    to.push(&[STEP, name, ","]);
    to.push(&[STEP, value]);
    to.push(&[STEP, STEP, METHOD, ","]);
    to.push(&[");"]);
}

/// `pattern => body,` of a match.
pub(super) fn arm(to: &mut Lines, indent: usize, pattern: &str, body: &str) {
    let parts = [pattern, " => ", body, ","];
    if fits(indent, &parts) {
        return to.push(&parts);
    }
    to.push(&[pattern, " => {"]);
    to.push(&[STEP, body]);
    to.push(&["}"]);
}

/// `pattern => function(arguments),` of a match.
pub(super) fn call_arm(to: &mut Lines, indent: usize, pattern: &str, function: &str, arguments: &[&str]) {
    let list = list_width(arguments);
    if list <= ARGUMENTS && fits(indent + STEP.len() + list, &[function, "()"]) {
        return arm(to, indent, pattern, &[function, "(", &arguments.join(", "), ")"].concat());
    }
    broken_call(to, &[pattern, " => ", function].concat(), arguments, ",");
}

#[cfg(test)]
mod tests {
    use super::{arm, call, signature};
    use crate::module::Lines;

    fn lines(write: impl FnOnce(&mut Lines)) -> Vec<String> {
        Lines::with(write).iter().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_are_broken_beyond_sixty_columns() {
        let name = "\"a name of fifty columns, which is long for a name\"";
        let called = |arguments: &[&str]| lines(|to| call(to, 8, "to.string", arguments, ";"));
        assert_eq!(called(&["\"x\"", "self.x"]), ["to.string(\"x\", self.x);"]);
        assert_eq!(
            called(&[name, "self.a_name_of_it"]),
            ["to.string(".to_owned(), format!("    {name},"), "    self.a_name_of_it,".into(), ");".into()]
        );
    }

    #[test]
    fn signatures_are_broken_beyond_a_hundred_columns() {
        let parameters = ["title: &'a str".to_owned(), format!("{}: bool", "x".repeat(60))];
        let signed =
            |parameters: &[String]| lines(|to| signature(to, 4, "pub fn new", parameters, " -> Self {"));
        assert_eq!(signed(&parameters).len(), 4);
        assert_eq!(signed(&parameters[..1]), ["pub fn new(title: &'a str) -> Self {"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let narrow = format!("\"{}\"", "a".repeat(40));
        let wide = format!("\"{}\"", "日".repeat(40));
        assert_eq!(lines(|to| arm(to, 12, "Self::A", &narrow)).len(), 1);
        assert_eq!(lines(|to| arm(to, 12, "Self::A", &wide)).len(), 3);
    }
}
