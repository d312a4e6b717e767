//! URI templates: RFC 6570, section 2, with erratum 6937, which lets an apostrophe stand as it is.

pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (literals, from_brace) = rest.split_at(at);
        let Some((expression, after)) =
            from_brace.strip_prefix('{').and_then(|expression| expression.split_once('}'))
        else {
            return false;
        };
        if !are_literals(literals) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    are_literals(rest)
}

fn are_literals(text: &str) -> bool {
    let is_literal =
        |each: char| !matches!(each, '\0'..=' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '|' | '\x7f');
    without_encoded(text).is_some_and(|mut parts| parts.all(|part| part.chars().all(is_literal)))
}

fn is_expression(text: &str) -> bool {
    let operator = |first: char| "+#./;?&=,!@|".contains(first);
    text.strip_prefix(operator).unwrap_or(text).split(',').all(is_variable)
}

/// `varname [ ":" max-length / "*" ]`
fn is_variable(text: &str) -> bool {
    if let Some(name) = text.strip_suffix('*') {
        return is_name(name);
    }
    match text.split_once(':') {
        Some((name, length)) => is_name(name) && is_prefix_length(length),
        None => is_name(text),
    }
}

fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_variable_character = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        !part.is_empty()
            && without_encoded(part)
                .is_some_and(|mut parts| parts.all(|each| each.bytes().all(is_variable_character)))
    };
    text.split('.').all(is_part)
}

/// A number below 10,000 without leading zeros.
fn is_prefix_length(text: &str) -> bool {
    (1..=4).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts between percent-encoded bytes; none when one of these is broken.
fn without_encoded(text: &str) -> Option<impl Iterator<Item = &str>> {
    let is_encoded =
        |rest: &str| rest.as_bytes().get(..2).is_some_and(|byte| byte.iter().all(u8::is_ascii_hexdigit));
    text.split('%').skip(1).all(is_encoded).then(|| {
        let digits = |index: usize| if index == 0 { 0 } else { 2 };
        text.split('%').enumerate().map(move |(index, part)| &part[digits(index)..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_read_by_the_grammar() {
        for text in [
            "",
            "http://example.com/dictionary/{term:1}/{term}",
            "{+path,x*}{?a.b,c%20d:9999}",
            "plain/é'%41",
            "{&x}{;y}{.z}{/w*}{#v}",
            "{,a}",
        ] {
            assert!(is_template(text), "{text}");
        }
        for text in [
            "http://example.com/dictionary/{term:1}/{term",
            "a}b",
            "{}",
            "{+}",
            "{a,}",
            "{a:0}",
            "{a:10000}",
            "{a:}",
            "{a*:1}",
            "{a..b}",
            "{a b}",
            "{é}",
            "{a{b}}",
            "a b",
            "100%",
            "%zz",
            "{a%4}",
        ] {
            assert!(!is_template(text), "{text}");
        }
    }
}
