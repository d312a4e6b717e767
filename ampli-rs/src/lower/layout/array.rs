//! Arrays, and calls that end with one.

use std::borrow::Cow;

use super::{ARGUMENTS, ARRAY, STEP, arm, fits, list_width, width};
use crate::module::Lines;

/// An item of an array.
pub(in crate::lower) enum Item<'a> {
    /// An expression that stays on its line.
    Plain(Cow<'a, str>),
    /// A call with an array as its only argument: `head(&[items])`.
    Call(&'a str, Vec<Item<'a>>),
}

impl Item<'_> {
    fn write(&self, to: &mut String) {
        match self {
            Self::Plain(text) => to.push_str(text),
            Self::Call(head, items) => {
                to.push_str(head);
                to.push_str("(&[");
                Self::write_list(items, to);
                to.push_str("])");
            }
        }
    }

    fn write_list(items: &[Self], to: &mut String) {
        for (index, item) in items.iter().enumerate() {
            to.push_str(if index == 0 { "" } else { ", " });
            item.write(to);
        }
    }

    fn list(items: &[Self]) -> String {
        let mut list = String::new();
        Self::write_list(items, &mut list);
        list
    }

    /// `start&[items]end`.
    fn array(to: &mut Lines, indent: usize, start: &str, items: &[Self], end: &str) {
        let list = Self::list(items);
        let parts = [start, "&[", &list, "]", end];
        if width(&list) <= ARRAY && fits(indent, &parts) {
            to.push(&parts);
        } else {
            Self::broken_array(to, indent, start, items, end);
        }
    }

    /// The same on several lines. A single item shares its lines with the brackets around it, as long as the line that
    /// opens them all stays narrow.
    fn broken_array(to: &mut Lines, indent: usize, start: &str, items: &[Self], end: &str) {
        if let [item] = items
            && item.broken_within(to, indent, start, end)
        {
            return;
        }
        to.push(&[start, "&["]);
        for item in items {
            match item {
                Self::Plain(text) => to.push(&[STEP, text, ","]),
                Self::Call(head, items) => {
                    let head = [*head, "("].concat();
                    let inside = Lines::with(|to| Self::array(to, indent + STEP.len(), &head, items, "),"));
                    to.append_indented(STEP, &inside);
                }
            }
        }
        to.push(&["]", end]);
    }

    /// `start&[self]end`, broken behind the last bracket that opens within the width of an array; whether there is one.
    fn broken_within(&self, to: &mut Lines, indent: usize, start: &str, end: &str) -> bool {
        let is_narrow = |text: &str| width(start) + "&[".len() + width(text) < ARRAY;
        match self {
            Self::Call(head, inside) => {
                let opening = [*head, "(&["].concat();
                if !is_narrow(&opening) {
                    return false;
                }
                let start = [start, "&[", head, "("].concat();
                Self::broken_array(to, indent, &start, inside, &[")]", end].concat());
            }
            Self::Plain(text) => {
                let mut brackets = text.match_indices('(').map(|(at, _)| at + 1).rev();
                let Some(at) = brackets.find(|at| is_narrow(&text[..*at])) else { return false };
                let (line, inside) = text.split_at(at);
                let depth = line.matches('(').count();
                let (argument, closed) = inside.split_at(inside.len() - depth);
                to.push(&[start, "&[", line]);
                to.push(&[STEP, argument, ","]);
                to.push(&[closed, "]", end]);
            }
        }
        true
    }
}

/// `head(arguments, &[items])tail`, where `tail` closes a statement.
pub(in crate::lower) fn call_with_array(
    to: &mut Lines,
    indent: usize,
    head: &str,
    arguments: &[&str],
    items: &[Item<'_>],
    tail: &str,
) {
    let array = ["&[", &Item::list(items), "]"].concat();
    let width_of_list = list_width(arguments) + ", ".len() + width(&array);
    if width_of_list <= ARGUMENTS && fits(indent + width_of_list, &[head, "()", tail]) {
        return to.push_list(&[head, "("], arguments, &[", ", &array, ")", tail]);
    }
    to.push(&[head, "("]);
    arguments.iter().for_each(|argument| to.push(&[STEP, argument, ","]));
    to.append_indented(STEP, &Lines::with(|to| Item::array(to, indent + STEP.len(), "", items, ",")));
    to.push(&[")", tail]);
}

/// `head = &[items];`, where `head` is so short that a list which stays on one line fits behind it.
pub(in crate::lower) fn assigned_array(to: &mut Lines, indent: usize, head: &str, items: &[Item<'_>]) {
    Item::array(to, indent, &[head, " = "].concat(), items, ";");
}

/// `pattern => function(arguments, &[items]),` of a match.
pub(in crate::lower) fn call_arm_with_array(
    to: &mut Lines,
    indent: usize,
    pattern: &str,
    function: &str,
    arguments: &[&str],
    items: &[Item<'_>],
) {
    let in_block = Lines::with(|to| call_with_array(to, indent + STEP.len(), function, arguments, items, ""));
    match in_block.last() {
        Some(body) if in_block.len() == 1 => arm(to, indent, pattern, body),
        _ => {
            call_with_array(to, indent, &[pattern, " => ", function].concat(), arguments, items, ",");
        }
    }
}

/// `head sign[items]tail`, where `head` ends with what the array is assigned to. None of the items is so short that rustfmt
/// would fill lines with them.
pub(in crate::lower) fn array(
    to: &mut Lines,
    indent: usize,
    head: &str,
    sign: &str,
    items: &[String],
    tail: &str,
) {
    if !array_on_two_lines(to, indent, head, sign, items, tail) {
        to.push(&[head, " ", sign, "["]);
        items.iter().for_each(|item| to.push(&[STEP, item, ","]));
        to.push(&["]", tail]);
    }
}

/// The same on one line or two, if it fits on them.
fn array_on_two_lines(
    to: &mut Lines,
    indent: usize,
    head: &str,
    sign: &str,
    items: &[String],
    tail: &str,
) -> bool {
    let list = list_width(items);
    // A text that stands alone may be wider.
    let is_text = matches!(items, [only] if only.starts_with('"'));
    if !is_text && list > ARRAY {
        return false;
    }
    if fits(indent + list, &[head, " ", sign, "[]", tail]) {
        to.push_list(&[head, " ", sign, "["], items, &["]", tail]);
        return true;
    }
    let fits_alone = fits(indent + STEP.len() + list, &[sign, "[]", tail]);
    if fits_alone {
        to.push(&[head]);
        to.push_list(&[STEP, sign, "["], items, &["]", tail]);
    }
    fits_alone
}

/// `head sign[items]tail` of struct literals; a single one shares its line with the brackets.
pub(in crate::lower) fn array_of_structs(
    to: &mut Lines,
    head: &str,
    sign: &str,
    name: &str,
    items: &[Lines],
    tail: &str,
) {
    match items {
        [] => to.push(&[head, " ", sign, "[]", tail]),
        [fields] => {
            to.push(&[head, " ", sign, "[", name, " {"]);
            to.append_indented(STEP, fields);
            to.push(&["}]", tail]);
        }
        items => {
            to.push(&[head, " ", sign, "["]);
            for fields in items {
                to.push(&[STEP, name, " {"]);
                fields.iter().for_each(|field| to.push(&[STEP, STEP, field]));
                to.push(&[STEP, "},"]);
            }
            to.push(&["]", tail]);
        }
    }
}

/// `head &[texts];`. rustfmt fills lines with texts if all of them are short.
pub(in crate::lower) fn texts(to: &mut Lines, indent: usize, head: &str, texts: &[String]) {
    const SHORT: usize = 10;
    if texts.iter().any(|text| width(text) > SHORT) {
        return array(to, indent, head, "&", texts, ";");
    }
    if array_on_two_lines(to, indent, head, "&", texts, ";") {
        return;
    }
    to.push(&[head, " &["]);
    let mut filled = STEP.to_owned();
    for text in texts {
        if !fits(indent, &[&filled, text, ","]) {
            to.push(&[filled.trim_end()]);
            STEP.clone_into(&mut filled);
        }
        filled.extend([text, ", "]);
    }
    to.push(&[filled.trim_end()]);
    to.push(&["];"]);
}
