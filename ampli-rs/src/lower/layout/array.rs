//! Arrays, and calls that end with one.

use super::{ARGUMENTS, ARRAY, STEP, arm, fits, indented, width};

/// An item of an array.
pub(in crate::lower) enum Item {
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
pub(in crate::lower) fn call_with_array(
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

/// `head &[items];`, where `head` ends with what the array is assigned to.
pub(in crate::lower) fn assigned_array(indent: usize, head: &str, items: &[Item]) -> Vec<String> {
    let list = Item::list(items);
    if width(&list) <= ARRAY {
        return array(indent, head, "&", &[list], ";");
    }
    Item::broken_array(indent, &format!("{head} "), items, ";")
}

/// `pattern => function(arguments, &[items]),` of a match.
pub(in crate::lower) fn call_arm_with_array(
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

/// `head sign[items]tail`, where `head` ends with what the array is assigned to. None of the items is so short that rustfmt
/// would fill lines with them.
pub(in crate::lower) fn array(
    indent: usize,
    head: &str,
    sign: &str,
    items: &[String],
    tail: &str,
) -> Vec<String> {
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
pub(in crate::lower) fn array_of_structs(
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
pub(in crate::lower) fn texts(indent: usize, head: &str, texts: &[String]) -> Vec<String> {
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
