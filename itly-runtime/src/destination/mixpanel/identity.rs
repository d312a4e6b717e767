use crate::delivery::Unfit;

/// Ids that Mixpanel does not take for those of a user, in whatever case.
const BANNED: &[&str] = &[
    "00000000-0000-0000-0000-000000000000",
    "anon",
    "anonymous",
    "nil",
    "none",
    "null",
    "n/a",
    "na",
    "undefined",
    "unknown",
    "<nil>",
    "0",
    "-1",
    "true",
    "false",
    "[]",
    "{}",
];

/// Refuses an id that stands for nobody; an empty one says that the user is not known.
pub(super) fn check(id: &str) -> Result<(), Unfit> {
    if BANNED.iter().any(|banned| banned.eq_ignore_ascii_case(id)) {
        return Err(Unfit::new(format!("Mixpanel takes no user with the id `{id}`")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BANNED, check};

    #[test]
    fn ids_that_stand_for_nobody_are_refused() {
        for banned in BANNED.iter().copied().chain(["Anonymous", "NULL"]) {
            let refusal = format!("Mixpanel takes no user with the id `{banned}`");
            assert_eq!(check(banned).unwrap_err().to_string(), refusal);
        }
        for id in ["", "user-1", "10", "anonymous-1"] {
            assert_eq!(check(id), Ok(()));
        }
    }
}
