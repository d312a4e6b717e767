//! How source lines are broken, as rustfmt breaks them (default style of edition 2024): what depends on width is decided
//! here, so that generated code needs no formatter.
//!
//! Every function gives lines relative to the place where they stand, and is told how far that place is indented.

use unicode_width::UnicodeWidthStr as _;

/// Widest line.
const LINE: usize = 100;

/// Widest list of arguments on one line.
const ARGUMENTS: usize = 60;

/// Widest array on one line, with its brackets.
const ARRAY: usize = 60;

/// Widest body of a struct literal on one line.
const STRUCT_LITERAL: usize = 18;

/// One step of indentation.
const STEP: &str = "    ";

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
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
    if width(&list) <= ARGUMENTS && fits(indent, &line) || arguments.is_empty() {
        return vec![line];
    }
    let mut lines = vec![format!("{head}(")];
    lines.extend(arguments.iter().map(|argument| format!("{STEP}{argument},")));
    lines.push(format!("){tail}"));
    lines
}

/// `head(parameters)tail`, where `tail` ends with the brace that opens the body.
pub(super) fn signature(indent: usize, head: &str, parameters: &[String], tail: &str) -> Vec<String> {
    let line = format!("{head}({}){tail}", parameters.join(", "));
    if fits(indent, &line) {
        return vec![line];
    }
    let mut lines = vec![format!("{head}(")];
    lines.extend(parameters.iter().map(|parameter| format!("{STEP}{parameter},")));
    lines.push(format!("){tail}"));
    lines
}

/// `head = value;`
pub(super) fn assignment(indent: usize, head: &str, value: &str) -> Vec<String> {
    let line = format!("{head} = {value};");
    if fits(indent, &line) { vec![line] } else { vec![format!("{head} ="), format!("{STEP}{value};")] }
}

/// `head: type,` of a struct's field.
pub(super) fn field(indent: usize, head: &str, of_type: &str) -> Vec<String> {
    let line = format!("{head}: {of_type},");
    if fits(indent, &line) { vec![line] } else { vec![format!("{head}:"), format!("{STEP}{of_type},")] }
}

/// `impl trait_path for of_type {`, with `generics` after `impl`.
pub(super) fn implementation(generics: &str, trait_path: &str, of_type: &str) -> Vec<String> {
    let line = format!("impl{generics} {trait_path} for {of_type} {{");
    if fits(0, &line) {
        return vec![line];
    }
    vec![format!("impl{generics} {trait_path}"), format!("{STEP}for {of_type}"), "{".to_owned()]
}

/// `name { fields }`, an expression.
pub(super) fn struct_literal(name: &str, fields: &[String]) -> Vec<String> {
    let list = fields.join(", ");
    if fields.is_empty() {
        return vec![format!("{name} {{}}")];
    }
    if width(&list) <= STRUCT_LITERAL {
        return vec![format!("{name} {{ {list} }}")];
    }
    let mut lines = vec![format!("{name} {{")];
    lines.extend(fields.iter().map(|field| format!("{STEP}{field},")));
    lines.push("}".to_owned());
    lines
}

/// `head[items]tail`, none of whose items is so short that rustfmt would fill lines with them.
pub(super) fn array(indent: usize, head: &str, items: &[String], tail: &str) -> Vec<String> {
    let list = items.join(", ");
    let line = format!("{head}[{list}]{tail}");
    if width(&list) + 2 <= ARRAY && fits(indent, &line) {
        return vec![line];
    }
    let mut lines = vec![format!("{head}[")];
    lines.extend(items.iter().map(|item| format!("{STEP}{item},")));
    lines.push(format!("]{tail}"));
    lines
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
