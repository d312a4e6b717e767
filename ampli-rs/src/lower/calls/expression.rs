//! Expressions, and how they are laid out: as rustfmt does it, in lines that fit a page.

/// Longest line: narrower than code, for it is shown beside other things.
const LINE: usize = 80;

/// One level of indentation.
const STEP: &str = "    ";

/// An expression of Rust.
pub(super) enum Expression {
    /// What is never broken into lines.
    Atom(String),
    /// `head(arguments)`.
    Call { head: String, arguments: Vec<Expression> },
    /// `&[items]`.
    List(Vec<Expression>),
    /// `(key, value)`.
    Pair(String, Box<Expression>),
    /// `&value`.
    Reference(Box<Expression>),
    /// `name { field: value }`.
    Struct { name: String, fields: Vec<(String, Expression)> },
    /// `start.method(arguments)`: the heads of the calls begin with a dot.
    Chain { start: Box<Expression>, calls: Vec<Expression> },
}

/// The expression in lines; `tail` follows the last one.
pub(super) fn laid_out(expression: &Expression, tail: &str) -> String {
    let mut text = String::new();
    expression.write(&mut text, 0, tail.len());
    text
}

impl Expression {
    pub(super) fn call(head: impl Into<String>, arguments: Vec<Self>) -> Self {
        Self::Call { head: head.into(), arguments }
    }

    /// The value with a method called on it.
    pub(super) fn then(self, method: &str, arguments: Vec<Self>) -> Self {
        let call = Self::call(format!(".{method}"), arguments);
        match self {
            Self::Chain { start, mut calls } => {
                calls.push(call);
                Self::Chain { start, calls }
            }
            start => Self::Chain { start: Box::new(start), calls: vec![call] },
        }
    }

    /// On one line.
    fn flat(&self, to: &mut String) {
        match self {
            Self::Atom(text) => to.push_str(text),
            Self::Call { head, arguments } => flat_list(to, &format!("{head}("), arguments, ")"),
            Self::List(items) => flat_list(to, "&[", items, "]"),
            Self::Pair(key, value) => {
                to.push_str(&format!("({key}, "));
                value.flat(to);
                to.push(')');
            }
            Self::Reference(value) => {
                to.push('&');
                value.flat(to);
            }
            Self::Struct { name, fields } => {
                to.push_str(&format!("{name} {{ "));
                for (index, (field, value)) in fields.iter().enumerate() {
                    to.push_str(&format!("{}{field}: ", if index == 0 { "" } else { ", " }));
                    value.flat(to);
                }
                to.push_str(" }");
            }
            Self::Chain { start, calls } => {
                start.flat(to);
                calls.iter().for_each(|call| call.flat(to));
            }
        }
    }

    /// From column `indent` on, with room for `tail` characters behind; in several lines if one is too short.
    fn write(&self, to: &mut String, indent: usize, tail: usize) {
        let mut flat = String::new();
        self.flat(&mut flat);
        let start = to.rsplit('\n').next().map_or(0, |line| line.chars().count());
        if start + flat.chars().count() + tail <= LINE {
            return to.push_str(&flat);
        }
        match self {
            Self::Atom(_) => to.push_str(&flat),
            Self::Call { head, arguments } if arguments.is_empty() => to.push_str(&format!("{head}()")),
            Self::Call { head, arguments } => broken_list(to, indent, &format!("{head}("), arguments, ")"),
            Self::List(items) => broken_list(to, indent, "&[", items, "]"),
            Self::Reference(value) => {
                to.push('&');
                value.write(to, indent, tail);
            }
            Self::Pair(key, value) => {
                to.push_str("(\n");
                push_line(to, indent + STEP.len(), key);
                to.push_str(",\n");
                push_line(to, indent + STEP.len(), "");
                value.write(to, indent + STEP.len(), 1);
                to.push_str(",\n");
                push_line(to, indent, ")");
            }
            Self::Struct { name, fields } => {
                to.push_str(&format!("{name} {{\n"));
                for (field, value) in fields {
                    push_line(to, indent + STEP.len(), &format!("{field}: "));
                    value.write(to, indent + STEP.len(), 1);
                    to.push_str(",\n");
                }
                push_line(to, indent, "}");
            }
            Self::Chain { start, calls } => {
                let before = to.len();
                start.write(to, indent, 0);
                // What follows a closing bracket stands below it.
                let is_broken = to[before..].contains('\n');
                let indent = if is_broken { indent } else { indent + STEP.len() };
                for call in calls {
                    to.push('\n');
                    push_line(to, indent, "");
                    call.write(to, indent, tail);
                }
            }
        }
    }
}

fn flat_list(to: &mut String, open: &str, items: &[Expression], close: &str) {
    to.push_str(open);
    for (index, item) in items.iter().enumerate() {
        to.push_str(if index == 0 { "" } else { ", " });
        item.flat(to);
    }
    to.push_str(close);
}

fn broken_list(to: &mut String, indent: usize, open: &str, items: &[Expression], close: &str) {
    to.push_str(open);
    // A single list hugs the brackets around it.
    if let [Expression::List(_)] = items {
        items.iter().for_each(|item| item.write(to, indent, close.len()));
        return to.push_str(close);
    }
    to.push('\n');
    for item in items {
        push_line(to, indent + STEP.len(), "");
        item.write(to, indent + STEP.len(), 1);
        to.push_str(",\n");
    }
    push_line(to, indent, close);
}

fn push_line(to: &mut String, indent: usize, text: &str) {
    to.extend(std::iter::repeat_n(' ', indent));
    to.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::{Expression, laid_out};

    fn atom(text: &str) -> Expression {
        Expression::Atom(text.to_owned())
    }

    #[test]
    fn short_calls_stay_on_their_line() {
        let event = Expression::call("itly::Sown::new", vec![atom("8")]);
        let call = Expression::call("itly::sown", vec![atom("\"user-id\""), event]);
        assert_eq!(laid_out(&call, "?;"), "itly::sown(\"user-id\", itly::Sown::new(8))");
    }

    #[test]
    fn long_calls_are_broken_from_the_outside() {
        let items = vec![atom("\"a rather long text that fills a line\""), atom("\"and another long one\"")];
        let event = Expression::call("itly::Sown::new", vec![atom("8")])
            .then("with_notes", vec![Expression::List(items)])
            .then("with_bed", vec![atom("\"north\"")]);
        let call = Expression::call("itly::sown", vec![atom("\"user-id\""), event]);
        assert_eq!(
            laid_out(&call, "?;"),
            "itly::sown(\n    \"user-id\",\n    itly::Sown::new(8)\n        .with_notes(&[\n            \
             \"a rather long text that fills a line\",\n            \"and another long one\",\n        ])\n        \
             .with_bed(\"north\"),\n)"
        );
    }
}
