//! Rules in words.

use super::piece::Piece;
use crate::plan::Rule;

/// What the rules ask, each in a few words: `from 1 to 90`, `at most 20 characters`.
pub(super) fn words(rules: &[Rule]) -> Vec<Vec<Piece>> {
    let mut all = Vec::new();
    all.extend(numbers(rules));
    for rule in rules {
        all.extend(match rule {
            Rule::MultipleOf(step) => Some(vec![Piece::text(format!("a multiple of {step}"))]),
            Rule::Pattern(pattern) => Some(vec![Piece::text("matches "), Piece::code(pattern)]),
            Rule::Format(name) => Some(vec![Piece::text("written as "), Piece::code(name)]),
            Rule::UniqueItems => Some(vec![Piece::text("no item twice")]),
            _ => None,
        });
    }
    all.extend(counts(rules, "character", |rule| match rule {
        Rule::MinLength(least) => Some((*least, Side::Least)),
        Rule::MaxLength(most) => Some((*most, Side::Most)),
        _ => None,
    }));
    all.extend(counts(rules, "item", |rule| match rule {
        Rule::MinItems(least) => Some((*least, Side::Least)),
        Rule::MaxItems(most) => Some((*most, Side::Most)),
        _ => None,
    }));
    all.extend(counts(rules, "property", |rule| match rule {
        Rule::MinProperties(least) => Some((*least, Side::Least)),
        Rule::MaxProperties(most) => Some((*most, Side::Most)),
        _ => None,
    }));
    all
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Least,
    Most,
}

/// The range of a number: in one phrase if both ends belong to it.
fn numbers(rules: &[Rule]) -> Vec<Vec<Piece>> {
    let least =
        rules.iter().find_map(|rule| if let Rule::Minimum(least) = rule { Some(least) } else { None });
    let most = rules.iter().find_map(|rule| if let Rule::Maximum(most) = rule { Some(most) } else { None });
    let mut all: Vec<String> = match (least, most) {
        (Some(least), Some(most)) => vec![format!("from {least} to {most}")],
        (Some(least), None) => vec![format!("at least {least}")],
        (None, Some(most)) => vec![format!("at most {most}")],
        (None, None) => Vec::new(),
    };
    for rule in rules {
        match rule {
            Rule::ExclusiveMinimum(least) => all.push(format!("more than {least}")),
            Rule::ExclusiveMaximum(most) => all.push(format!("less than {most}")),
            _ => {}
        }
    }
    all.into_iter().map(|text| vec![Piece::Text(text)]).collect()
}

fn counts(rules: &[Rule], noun: &str, count: impl Fn(&Rule) -> Option<(u64, Side)>) -> Option<Vec<Piece>> {
    let of =
        |side: Side| rules.iter().filter_map(&count).find(|(_, own)| *own == side).map(|(count, _)| count);
    let text = match (of(Side::Least).filter(|least| *least > 0), of(Side::Most)) {
        (None, None) => return None,
        (Some(least), Some(most)) if least == most => format!("exactly {}", counted(least, noun)),
        (Some(least), Some(most)) => format!("{least} to {}", counted(most, noun)),
        (Some(least), None) => format!("at least {}", counted(least, noun)),
        (None, Some(most)) => format!("at most {}", counted(most, noun)),
    };
    Some(vec![Piece::Text(text)])
}

/// `1 item`, `2 items`, `3 properties`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == 1 => format!("{count} {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::catalogue::piece::Piece;
    use crate::plan::Rule;

    fn said(rules: &[Rule]) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Code(code) => format!("`{code}`"),
            _ => String::new(),
        };
        let phrases = words(rules).into_iter().map(|phrase| phrase.iter().map(text).collect::<String>());
        phrases.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn rules_are_said_together_where_people_would() {
        assert_eq!(said(&[Rule::Minimum(1.into()), Rule::Maximum(90.into())]), "from 1 to 90");
        assert_eq!(
            said(&[Rule::ExclusiveMinimum(0.into()), Rule::MultipleOf(5.into())]),
            "more than 0; a multiple of 5"
        );
        assert_eq!(
            said(&[Rule::MinLength(1), Rule::Pattern("^a|b".into())]),
            "matches `^a|b`; at least 1 character"
        );
        assert_eq!(
            said(&[Rule::MinItems(2), Rule::MaxItems(2), Rule::UniqueItems]),
            "no item twice; exactly 2 items"
        );
        assert_eq!(said(&[Rule::MinProperties(0), Rule::MaxProperties(3)]), "at most 3 properties");
        assert_eq!(said(&[Rule::Format("date".into())]), "written as `date`");
    }
}
