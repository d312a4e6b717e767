//! How source lines are broken, as rustfmt breaks them (default style of edition 2024): what depends on width is decided
//! here, so that generated code needs no formatter.
//!
//! Every function gives lines relative to the place where they stand, and is told how far that place is indented.

mod array;
mod signature;

use unicode_width::UnicodeWidthStr as _;

pub(super) use self::array::{
    Item, array, array_of_structs, assigned_array, call_arm_with_array, call_with_array, texts,
};
pub(super) use self::signature::{alias, field, implementation, signature};

/// Widest line.
const LINE: usize = 100;

/// Widest list of arguments on one line.
const ARGUMENTS: usize = 60;

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

fn fits(indent: usize, text: &str) -> bool {
    indent + width(text) <= LINE
}

fn indented(line: &str) -> String {
    format!("{STEP}{line}")
}

/// `head(arguments)tail`, where `tail` closes a statement.
pub(super) fn call(indent: usize, head: &str, arguments: &[&str], tail: &str) -> Vec<String> {
    let list = arguments.join(", ");
    let line = format!("{head}({list}){tail}");
    let is_narrow = width(&list) <= ARGUMENTS || arguments.len() == 1;
    if is_narrow && fits(indent, &line) || arguments.is_empty() {
        return vec![line];
    }
    let mut lines = vec![format!("{head}(")];
    lines.extend(arguments.iter().map(|argument| format!("{STEP}{argument},")));
    lines.push(format!("){tail}"));
    lines
}

/// `head receiver.method(argument)end`, where `head` ends with what the result is assigned to.
pub(super) fn assigned_call(
    indent: usize,
    head: &str,
    (receiver, method): (&str, &str),
    argument: &str,
    end: &str,
) -> Vec<String> {
    let line = format!("{head} {receiver}.{method}({argument}){end}");
    // A chain leaves room for one character more.
    if fits(indent + 1, &line) && width(argument) <= ARGUMENTS {
        return vec![line];
    }
    let mut lines = vec![format!("{head} {receiver}")];
    lines.extend(
        call(indent + STEP.len(), &format!(".{method}"), &[argument], end).iter().map(|line| indented(line)),
    );
    lines
}

/// `head function(argument)end`, where `head` ends with what the result is given to.
pub(super) fn given_call(
    indent: usize,
    head: &str,
    function: &str,
    argument: &str,
    end: &str,
) -> Vec<String> {
    call(indent, &format!("{head} {function}"), &[argument], end)
}

/// `head = value;`
pub(super) fn assignment(indent: usize, head: &str, value: &str) -> Vec<String> {
    let line = format!("{head} = {value};");
    if fits(indent, &line) { vec![line] } else { vec![format!("{head} ="), format!("{STEP}{value};")] }
}

/// `name { fields }`, an expression.
pub(super) fn struct_literal(indent: usize, name: &str, fields: &[String]) -> Vec<String> {
    let list = fields.join(", ");
    if fields.is_empty() {
        return vec![format!("{name} {{}}")];
    }
    if width(&list) <= STRUCT_LITERAL {
        return vec![format!("{name} {{ {list} }}")];
    }
    let mut lines = vec![format!("{name} {{")];
    for field in fields {
        match field.split_once(": ") {
            Some((name, value)) if !fits(indent + STEP.len(), &format!("{field},")) => {
                lines.extend(field_value(indent + STEP.len(), name, value).iter().map(|line| indented(line)));
            }
            _ => lines.push(format!("{STEP}{field},")),
        }
    }
    lines.push("}".to_owned());
    lines
}

/// `name: value,` of a struct literal, where it does not fit on a line.
fn field_value(indent: usize, name: &str, value: &str) -> Vec<String> {
    match value.split_once('.') {
        None => vec![format!("{name}:"), format!("{STEP}{value},")],
        Some((receiver, rest)) if fits(indent, &format!("{name}: {receiver}")) => {
            vec![format!("{name}: {receiver}"), format!("{STEP}.{rest},")]
        }
        Some((receiver, rest)) => {
            vec![format!("{name}:"), format!("{STEP}{receiver}"), format!("{STEP}{STEP}.{rest},")]
        }
    }
}

/// Counts an `Option` in, if it is there.
pub(super) fn counted(value: &str) -> Vec<String> {
    const CHAIN: usize = 60;
    let chain = format!("{value}.is_some()");
    if width(&chain) <= CHAIN {
        return vec![format!("count += usize::from({chain});")];
    }
    let broken = [format!("{STEP}{value}"), format!("{STEP}{STEP}.is_some(),")];
    [vec!["count += usize::from(".to_owned()], broken.to_vec(), vec![");".to_owned()]].concat()
}

/// `pattern => body,` of a match.
pub(super) fn arm(indent: usize, pattern: &str, body: &str) -> Vec<String> {
    let line = format!("{pattern} => {body},");
    if fits(indent, &line) {
        return vec![line];
    }
    vec![format!("{pattern} => {{"), indented(body), "}".to_owned()]
}

/// `pattern => function(arguments),` of a match.
pub(super) fn call_arm(indent: usize, pattern: &str, function: &str, arguments: &[&str]) -> Vec<String> {
    let list = arguments.join(", ");
    let body = format!("{function}({list})");
    if width(&list) <= ARGUMENTS && fits(indent + STEP.len(), &body) {
        return arm(indent, pattern, &body);
    }
    let mut lines = vec![format!("{pattern} => {function}(")];
    lines.extend(arguments.iter().map(|argument| format!("{STEP}{argument},")));
    lines.push("),".to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::{arm, call, signature};

    #[test]
    fn arguments_are_broken_beyond_sixty_columns() {
        let name = "\"a name of fifty columns, which is long for a name\"";
        assert_eq!(call(8, "to.string", &["\"x\"", "self.x"], ";"), ["to.string(\"x\", self.x);"]);
        assert_eq!(
            call(8, "to.string", &[name, "self.a_name_of_it"], ";"),
            ["to.string(".to_owned(), format!("    {name},"), "    self.a_name_of_it,".into(), ");".into()]
        );
    }

    #[test]
    fn signatures_are_broken_beyond_a_hundred_columns() {
        let parameters = ["title: &'a str".to_owned(), format!("{}: bool", "x".repeat(60))];
        assert_eq!(signature(4, "pub fn new", &parameters, " -> Self {").len(), 4);
        assert_eq!(
            signature(4, "pub fn new", &parameters[..1], " -> Self {"),
            ["pub fn new(title: &'a str) -> Self {"]
        );
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let narrow = format!("\"{}\"", "a".repeat(40));
        let wide = format!("\"{}\"", "日".repeat(40));
        assert_eq!(arm(12, "Self::A", &narrow).len(), 1);
        assert_eq!(arm(12, "Self::A", &wide).len(), 3);
    }
}
