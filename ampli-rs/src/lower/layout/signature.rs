//! Signatures, fields and types.

use super::{ARGUMENTS, LINE, STEP, assignment, fits, list_width, width};
use crate::module::Lines;

/// `head(parameters)tail`, where `tail` ends with the brace that opens the body.
pub(in crate::lower) fn signature(
    to: &mut Lines,
    indent: usize,
    head: &str,
    parameters: &[impl AsRef<str>],
    tail: &str,
) {
    let around = indent + head.len() + "()".len() + tail.len();
    let bytes: usize = parameters.iter().map(|parameter| parameter.as_ref().len() + ", ".len()).sum();
    if around + bytes.saturating_sub(", ".len()) <= LINE {
        return to.push_list(&[head, "("], parameters, &[")", tail]);
    }
    to.push(&[head, "("]);
    // rustfmt counts the name in bytes when it lists the parameters, and everything when it looks at the whole line.
    if around + list_width(parameters) <= LINE {
        to.push_list(&[STEP], parameters, &[]);
    } else {
        for parameter in parameters.iter().map(AsRef::as_ref) {
            let of_type = parameter.split_once(": ").map_or(parameter, |(_, of_type)| of_type);
            let start = &parameter[..parameter.len() - of_type.len()];
            to.append_indented(STEP, &Lines::with(|to| typed(to, indent + STEP.len(), start, of_type, ",")));
        }
    }
    to.push(&[")", tail]);
}

/// The room that rustfmt leaves behind a slice; a wide tuple never fits.
fn room(of_type: &str) -> usize {
    let tuple = of_type.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
    match tuple {
        Some((inside, _)) if width(inside) > ARGUMENTS => LINE,
        _ if of_type.starts_with("&'a [") => 2,
        _ => 0,
    }
}

/// `start of_type end`, broken within the brackets of the type as far as needed.
fn typed(to: &mut Lines, indent: usize, start: &str, of_type: &str, end: &str) {
    let parts = [start, of_type, end];
    if fits(indent + room(of_type), &parts) {
        to.push(&parts);
    } else {
        broken_type(to, indent, start, of_type, end);
    }
}

/// The same on several lines, if the type has brackets to break in.
fn broken_type(to: &mut Lines, indent: usize, start: &str, of_type: &str, end: &str) {
    if let Some(items) = of_type.strip_prefix("&'a [").and_then(|rest| rest.strip_suffix(']')) {
        return broken_type(to, indent, &[start, "&'a ["].concat(), items, &["]", end].concat());
    }
    let (open, inside, close) = match (of_type.split_once('<'), of_type.strip_prefix("(&'a str, ")) {
        (_, Some(rest)) => ("(", vec!["&'a str", rest.strip_suffix(')').unwrap_or(rest)], ")"),
        (Some((_, rest)), None) => {
            (&of_type[..of_type.len() - rest.len()], vec![rest.strip_suffix('>').unwrap_or(rest)], ">")
        }
        (None, None) => return to.push(&[start, of_type, end]),
    };
    to.push(&[start, open]);
    for part in inside {
        to.append_indented(STEP, &Lines::with(|to| typed(to, indent + STEP.len(), "", part, ",")));
    }
    to.push(&[close, end]);
}

/// `head: type,` of a struct's field.
pub(in crate::lower) fn field(to: &mut Lines, indent: usize, head: &str, of_type: &str) {
    let indent = indent + room(of_type);
    let parts = [head, ": ", of_type, ","];
    if fits(indent, &parts) {
        to.push(&parts);
    } else if fits(indent + STEP.len(), &[of_type, ","]) {
        to.push(&[head, ":"]);
        to.push(&[STEP, of_type, ","]);
    } else {
        typed(to, indent - room(of_type), &[head, ": "].concat(), of_type, ",");
    }
}

/// `impl trait_path for of_type {`.
pub(in crate::lower) fn implementation(trait_path: &str, of_type: &str) -> Lines {
    let parts = ["impl ", trait_path, " for ", of_type, " {"];
    if fits(0, &parts) {
        return Lines::of(&parts);
    }
    Lines::with(|to| {
        to.push(&["impl ", trait_path]);
        to.push(&[STEP, "for ", of_type]);
        to.push(&["{"]);
    })
}

/// `head = path<'a>;`: lifetimes that do not fit on the path's line have a line of their own.
pub(in crate::lower) fn alias(to: &mut Lines, head: &str, path: &str, generics: &str) {
    let inside = generics.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let value = [path, generics].concat();
    match inside {
        Some(inside) if !fits(0, &[head, " = ", &value, ";"]) && !fits(0, &[STEP, &value, ";"]) => {
            to.push(&[head, " ="]);
            to.push(&[STEP, path, "<"]);
            to.push(&[STEP, STEP, inside, ","]);
            to.push(&[STEP, ">;"]);
        }
        _ => assignment(to, 0, head, &value),
    }
}
