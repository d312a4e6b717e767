//! Ids under which PostHog would throw different people together.

use super::protocol::PostHogProtocol;
use crate::delivery::Unfit;

/// How many characters an id may have; so may the name of an event in the protocol v1.
const MOST_CHARACTERS: usize = 200;

/// What programs send when they do not know who it is. PostHog takes none of them for a person, in whatever case.
const ILLEGAL: [&str; 20] = [
    "0",
    "00000000-0000-0000-0000-000000000000",
    "[object object]",
    "anonymous",
    "anonymous-user",
    "backend",
    "distinct_id",
    "distinctid",
    "email",
    "false",
    "guest",
    "id",
    "nan",
    "none",
    "not_authenticated",
    "null",
    "system",
    "true",
    "undefined",
    "user",
];

/// `id` as it is sent: in the protocol v0 cut to what PostHog keeps of it.
///
/// # Errors
///
/// If PostHog would not know anyone by it; `role` says what it is the id of.
pub(super) fn checked<'a>(id: &'a str, role: &str, protocol: PostHogProtocol) -> Result<&'a str, Unfit> {
    let meaning = id.trim();
    if meaning.is_empty() {
        return Err(Unfit::new(format!("{role} is empty; give an id that is this one's alone")));
    }
    if ILLEGAL.iter().any(|illegal| illegal.eq_ignore_ascii_case(meaning)) {
        return Err(Unfit::new(format!(
            "{role} is `{meaning}`, which PostHog takes for nobody; give an id that is this one's alone"
        )));
    }
    match protocol {
        PostHogProtocol::V0 => Ok(cut(id)),
        PostHogProtocol::V1 => within(id, role),
    }
}

/// `text` if it is not longer than the protocol v1 takes it.
///
/// # Errors
///
/// If it is.
pub(super) fn within<'a>(text: &'a str, role: &str) -> Result<&'a str, Unfit> {
    let head = cut(text);
    if head.len() == text.len() {
        return Ok(text);
    }
    Err(Unfit::new(format!("{role} has more than {MOST_CHARACTERS} characters; PostHog takes no longer one")))
}

fn cut(text: &str) -> &str {
    // Bytes are never fewer than characters.
    if text.len() <= MOST_CHARACTERS {
        return text;
    }
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// The id that stands for nobody but a group, in calls about it alone: that of PostHog's own libraries.
pub(super) fn of_group(group_type: &str, group_key: &str) -> String {
    format!("${group_type}_{group_key}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ILLEGAL, checked};
    use crate::destination::posthog::PostHogProtocol;

    const BOTH: [PostHogProtocol; 2] = [PostHogProtocol::V0, PostHogProtocol::V1];

    fn cause(id: &str, protocol: PostHogProtocol) -> String {
        checked(id, "the user id", protocol).unwrap_err().to_string()
    }

    #[test]
    fn ids_of_nobody_are_refused_in_whatever_case() {
        for protocol in BOTH {
            for illegal in ILLEGAL {
                for id in [illegal.to_owned(), illegal.to_uppercase(), format!(" {illegal} ")] {
                    assert!(checked(&id, "the user id", protocol).is_err(), "{id}");
                }
            }
            assert_eq!(cause(" \t", protocol), "the user id is empty; give an id that is this one's alone");
            assert_eq!(
                cause("Null", protocol),
                "the user id is `Null`, which PostHog takes for nobody; give an id that is this one's alone"
            );
            for id in ["user-1", "00", "anonymous2", "1", "ID-7"] {
                assert_eq!(checked(id, "the user id", protocol).unwrap(), id);
            }
        }
    }

    #[test]
    fn a_long_id_is_cut_in_one_protocol_and_refused_in_the_other() {
        let (fits, long) = ("é".repeat(200), "é".repeat(201));
        assert_eq!(checked(&long, "the user id", PostHogProtocol::V0).unwrap(), fits);
        assert_eq!(
            cause(&long, PostHogProtocol::V1),
            "the user id has more than 200 characters; PostHog takes no longer one"
        );
        for protocol in BOTH {
            assert_eq!(checked(&fits, "the user id", protocol).unwrap(), fits);
        }
    }

    proptest! {
        #[test]
        fn an_id_is_sent_from_its_beginning_or_not_at_all(id in any::<String>()) {
            if let Ok(sent) = checked(&id, "the user id", PostHogProtocol::V0) {
                prop_assert!(id.starts_with(sent) && sent.chars().count() <= 200);
            }
            if let Ok(sent) = checked(&id, "the user id", PostHogProtocol::V1) {
                prop_assert_eq!(sent, &id);
            }
        }
    }
}
