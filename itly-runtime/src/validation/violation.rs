use std::fmt;

/// One rule of the plan that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the value: `properties.items[0].price`.
    pub path: String,
    /// What is wrong with it: `must be greater than or equal to 5`.
    pub phrase: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "`{}` {}.", self.path, self.phrase)
    }
}

/// What is said of an event that breaks rules: every violation, on one line.
pub(crate) fn message(event: &str, violations: &[Violation]) -> String {
    let mut text = format!("Passed in {event} properties did not validate against your tracking plan.");
    for violation in violations {
        text.push(' ');
        text.push_str(&violation.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_every_violation_on_one_line() {
        let violation = |path: &str, phrase: &str| Violation { path: path.into(), phrase: phrase.into() };
        let violations = [
            violation("properties.a", "is not of a type(s) number"),
            violation("properties.b[0]", "contains duplicate item"),
        ];

        assert_eq!(
            message("Song Played", &violations),
            "Passed in Song Played properties did not validate against your tracking plan. \
             `properties.a` is not of a type(s) number. `properties.b[0]` contains duplicate item."
        );
    }
}
