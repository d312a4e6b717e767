//! How source lines are broken, as rustfmt breaks them (default style of edition 2024): what depends on width is decided
//! here, so that generated code needs no formatter.
//!
//! Every function gives lines relative to the place where they stand, and is told how far that place is indented.

use unicode_width::UnicodeWidthStr as _;

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

/// An item of an array.
pub(super) enum Item {
    /// An expression that stays on its line.
    Plain(String),
    /// A call with an array as its only argument: `head(&[items])`.
    Call(String, Vec<Item>),
}

impl Item {
    fn on_one_line(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Call(head, items) => format!("{head}(&[{}])", Self::list(items)),
        }
    }

    fn list(items: &[Self]) -> String {
        items.iter().map(Self::on_one_line).collect::<Vec<_>>().join(", ")
    }

    /// `start&[items]end`.
    fn array(indent: usize, start: &str, items: &[Self], end: &str) -> Vec<String> {
        let list = Self::list(items);
        let line = format!("{start}&[{list}]{end}");
        if width(&list) <= ARRAY && fits(indent, &line) {
            return vec![line];
        }
        Self::broken_array(indent, start, items, end)
    }

    /// The same on several lines. A single item shares its lines with the brackets around it, as long as the line that
    /// opens them all stays narrow.
    fn broken_array(indent: usize, start: &str, items: &[Self], end: &str) -> Vec<String> {
        if let [item] = items
            && let Some(lines) = item.broken_within(indent, start, end)
        {
            return lines;
        }
        let mut lines = vec![format!("{start}&[")];
        for item in items {
            let inside = match item {
                Self::Plain(text) => vec![format!("{text},")],
                Self::Call(head, items) => Self::array(indent + STEP.len(), &format!("{head}("), items, "),"),
            };
            lines.extend(inside.iter().map(|line| indented(line)));
        }
        lines.push(format!("]{end}"));
        lines
    }

    /// `start&[self]end`, broken behind the last bracket that opens within the width of an array.
    fn broken_within(&self, indent: usize, start: &str, end: &str) -> Option<Vec<String>> {
        let opened = |text: &str| Some(format!("{start}&[{text}")).filter(|line| width(line) < ARRAY);
        match self {
            Self::Call(head, inside) => {
                opened(&format!("{head}(&["))?;
                Some(Self::broken_array(indent, &format!("{start}&[{head}("), inside, &format!(")]{end}")))
            }
            Self::Plain(text) => {
                let mut brackets = text.match_indices('(').map(|(at, _)| at + 1).rev();
                let (line, inside) = brackets.find_map(|at| Some((opened(&text[..at])?, &text[at..])))?;
                let depth = line.matches('(').count() - start.matches('(').count();
                let (argument, closed) = inside.split_at(inside.len() - depth);
                Some(vec![line, format!("{STEP}{argument},"), format!("{closed}]{end}")])
            }
        }
    }
}

/// `head(arguments, &[items])tail`, where `tail` closes a statement.
pub(super) fn call_with_array(
    indent: usize,
    head: &str,
    arguments: &[&str],
    items: &[Item],
    tail: &str,
) -> Vec<String> {
    let list = format!("{}, &[{}]", arguments.join(", "), Item::list(items));
    let line = format!("{head}({list}){tail}");
    if width(&list) <= ARGUMENTS && fits(indent, &line) {
        return vec![line];
    }
    let mut lines = vec![format!("{head}(")];
    lines.extend(arguments.iter().map(|argument| format!("{STEP}{argument},")));
    lines.extend(Item::array(indent + STEP.len(), "", items, ",").iter().map(|line| indented(line)));
    lines.push(format!("){tail}"));
    lines
}

/// `head(parameters)tail`, where `tail` ends with the brace that opens the body.
pub(super) fn signature(indent: usize, head: &str, parameters: &[String], tail: &str) -> Vec<String> {
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

/// `head: type,` of a struct's field.
pub(super) fn field(indent: usize, head: &str, of_type: &str) -> Vec<String> {
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
pub(super) fn implementation(generics: &str, trait_path: &str, of_type: &str) -> Vec<String> {
    let line = format!("impl{generics} {trait_path} for {of_type} {{");
    if fits(0, &line) {
        return vec![line];
    }
    vec![format!("impl{generics} {trait_path}"), format!("{STEP}for {of_type}"), "{".to_owned()]
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

/// `head sign[items]tail`, where `head` ends with what the array is assigned to. None of the items is so short that rustfmt
/// would fill lines with them.
pub(super) fn array(indent: usize, head: &str, sign: &str, items: &[String], tail: &str) -> Vec<String> {
    let list = items.join(", ");
    let array = format!("{sign}[{list}]{tail}");
    // A text that stands alone may be wider.
    let is_text = items.len() == 1 && list.starts_with('"');
    if is_text || width(&list) <= ARRAY {
        let line = format!("{head} {array}");
        if fits(indent, &line) {
            return vec![line];
        }
        if fits(indent + STEP.len(), &array) {
            return vec![head.to_owned(), indented(&array)];
        }
    }
    let mut lines = vec![format!("{head} {sign}[")];
    lines.extend(items.iter().map(|item| format!("{STEP}{item},")));
    lines.push(format!("]{tail}"));
    lines
}

/// `head sign[items]tail` of struct literals; a single one shares its line with the brackets.
pub(super) fn array_of_structs(
    head: &str,
    sign: &str,
    name: &str,
    items: &[Vec<String>],
    tail: &str,
) -> Vec<String> {
    if let [fields] = items {
        let mut lines = vec![format!("{head} {sign}[{name} {{")];
        lines.extend(fields.iter().map(|field| indented(field)));
        lines.push(format!("}}]{tail}"));
        return lines;
    }
    if items.is_empty() {
        return vec![format!("{head} {sign}[]{tail}")];
    }
    let mut lines = vec![format!("{head} {sign}[")];
    for fields in items {
        lines.push(format!("{STEP}{name} {{"));
        lines.extend(fields.iter().map(|field| format!("{STEP}{STEP}{field}")));
        lines.push(format!("{STEP}}},"));
    }
    lines.push(format!("]{tail}"));
    lines
}

/// `head &[texts];`. rustfmt fills lines with texts if all of them are short.
pub(super) fn texts(indent: usize, head: &str, texts: &[String]) -> Vec<String> {
    const SHORT: usize = 10;
    let on_one_line = array(indent, head, "&", texts, ";");
    if on_one_line.len() <= 2 || texts.iter().any(|text| width(text) > SHORT) {
        return on_one_line;
    }
    let mut lines = vec![format!("{head} &[")];
    let mut filled = STEP.to_owned();
    for text in texts {
        if !fits(indent, &format!("{filled}{text},")) {
            lines.push(filled.trim_end().to_owned());
            filled = STEP.to_owned();
        }
        filled.push_str(&format!("{text}, "));
    }
    lines.push(filled.trim_end().to_owned());
    lines.push("];".to_owned());
    lines
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

/// `head = path<'a>;`: lifetimes that do not fit on the path's line have a line of their own.
pub(super) fn alias(head: &str, path: &str, generics: &str) -> Vec<String> {
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

/// `pattern => body,` of a match.
pub(super) fn arm(indent: usize, pattern: &str, body: &str) -> Vec<String> {
    let line = format!("{pattern} => {body},");
    if fits(indent, &line) {
        return vec![line];
    }
    vec![format!("{pattern} => {{"), indented(body), "}".to_owned()]
}

/// `pattern => function(arguments, &[items]),` of a match.
pub(super) fn call_arm_with_array(
    indent: usize,
    pattern: &str,
    function: &str,
    arguments: &[&str],
    items: &[Item],
) -> Vec<String> {
    let in_block = call_with_array(indent + STEP.len(), function, arguments, items, "");
    if let [body] = in_block.as_slice() {
        return arm(indent, pattern, body);
    }
    call_with_array(indent, &format!("{pattern} => {function}"), arguments, items, ",")
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
