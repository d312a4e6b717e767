//! Signatures, fields and types.

use super::{ARGUMENTS, LINE, STEP, assignment, fits, indented, width};

/// `head(parameters)tail`, where `tail` ends with the brace that opens the body.
pub(in crate::lower) fn signature(
    indent: usize,
    head: &str,
    parameters: &[String],
    tail: &str,
) -> Vec<String> {
    let list = parameters.join(", ");
    let line = format!("{head}({list}){tail}");
    if indent + line.len() <= LINE {
        return vec![line];
    }
    // rustfmt counts the name in bytes when it lists the parameters, and everything when it looks at the whole line.
    if indent + head.len() + width(&list) + tail.len() + "()".len() <= LINE {
        return vec![format!("{head}("), format!("{STEP}{list}"), format!("){tail}")];
    }
    let mut lines = vec![format!("{head}(")];
    for parameter in parameters {
        let (name, of_type) = parameter.split_once(": ").unwrap_or(("", parameter));
        let start = if name.is_empty() { String::new() } else { format!("{name}: ") };
        lines.extend(typed(indent + STEP.len(), &start, of_type, ",").iter().map(|line| indented(line)));
    }
    lines.push(format!("){tail}"));
    lines
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
fn typed(indent: usize, start: &str, of_type: &str, end: &str) -> Vec<String> {
    let line = format!("{start}{of_type}{end}");
    if fits(indent + room(of_type), &line) { vec![line] } else { broken_type(indent, start, of_type, end) }
}

/// The same on several lines, if the type has brackets to break in.
fn broken_type(indent: usize, start: &str, of_type: &str, end: &str) -> Vec<String> {
    if let Some(items) = of_type.strip_prefix("&'a [").and_then(|rest| rest.strip_suffix(']')) {
        return broken_type(indent, &format!("{start}&'a ["), items, &format!("]{end}"));
    }
    let (open, inside, close) = match (of_type.split_once('<'), of_type.strip_prefix("(&'a str, ")) {
        (_, Some(rest)) => ("(", vec!["&'a str", rest.strip_suffix(')').unwrap_or(rest)], ")"),
        (Some((_, rest)), None) => {
            (&of_type[..of_type.len() - rest.len()], vec![rest.strip_suffix('>').unwrap_or(rest)], ">")
        }
        (None, None) => return vec![format!("{start}{of_type}{end}")],
    };
    let mut lines = vec![format!("{start}{open}")];
    for part in inside {
        lines.extend(typed(indent + STEP.len(), "", part, ",").iter().map(|line| indented(line)));
    }
    lines.push(format!("{close}{end}"));
    lines
}

/// `head: type,` of a struct's field.
pub(in crate::lower) fn field(indent: usize, head: &str, of_type: &str) -> Vec<String> {
    let line = format!("{head}: {of_type},");
    let alone = format!("{of_type},");
    if fits(indent + room(of_type), &line) {
        vec![line]
    } else if fits(indent + room(of_type) + STEP.len(), &alone) {
        vec![format!("{head}:"), indented(&alone)]
    } else {
        typed(indent, &format!("{head}: "), of_type, ",")
    }
}

/// `impl trait_path for of_type {`, with `generics` after `impl`.
pub(in crate::lower) fn implementation(generics: &str, trait_path: &str, of_type: &str) -> Vec<String> {
    let line = format!("impl{generics} {trait_path} for {of_type} {{");
    if fits(0, &line) {
        return vec![line];
    }
    vec![format!("impl{generics} {trait_path}"), format!("{STEP}for {of_type}"), "{".to_owned()]
}

/// `head = path<'a>;`: lifetimes that do not fit on the path's line have a line of their own.
pub(in crate::lower) fn alias(head: &str, path: &str, generics: &str) -> Vec<String> {
    let lines = assignment(0, head, &format!("{path}{generics}"));
    match (lines.last(), generics.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'))) {
        (Some(last), Some(inside)) if !fits(0, last) => {
            vec![
                format!("{head} ="),
                format!("{STEP}{path}<"),
                format!("{STEP}{STEP}{inside},"),
                format!("{STEP}>;"),
            ]
        }
        _ => lines,
    }
}
