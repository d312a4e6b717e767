use crate::delivery::Unfit;

/// Ids that Amplitude does not take for those of a user or a device, in whatever case.
const BANNED: &[&str] = &[
    "anonymous",
    "nil",
    "none",
    "null",
    "n/a",
    "na",
    "undefined",
    "unknown",
    "00000000-0000-0000-0000-000000000000",
    "{}",
    "lmy47d",
    "0",
    "-1",
];

/// How many characters an id must have unless the program says otherwise.
pub(super) const USUAL_MIN_LENGTH: usize = 5;

/// Refuses what Amplitude would refuse, or take without the id: an empty id is none.
pub(super) fn check(user_id: &str, device_id: &str, min_length: usize) -> Result<(), Unfit> {
    if user_id.is_empty() && device_id.is_empty() {
        return Err(Unfit::new("Amplitude needs the id of a user, or that of a device as an option"));
    }
    for (whose, id) in [("user", user_id), ("device", device_id)] {
        if id.is_empty() {
            continue;
        }
        if BANNED.iter().any(|banned| banned.eq_ignore_ascii_case(id)) {
            return Err(Unfit::new(format!("Amplitude takes no {whose} with the id `{id}`")));
        }
        if id.chars().take(min_length).count() < min_length {
            return Err(Unfit::new(format!(
                "Amplitude takes no {whose} whose id has fewer than {min_length} characters; set `Amplitude::min_id_length`"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BANNED, check};

    fn refusal(user_id: &str, device_id: &str, min_length: usize) -> String {
        check(user_id, device_id, min_length).map_or_else(|unfit| unfit.to_string(), |()| String::new())
    }

    #[test]
    fn ids_that_stand_for_nobody_are_refused() {
        for banned in BANNED {
            assert_eq!(refusal(banned, "", 1), format!("Amplitude takes no user with the id `{banned}`"));
        }
        assert_eq!(refusal("user-1", "Unknown", 5), "Amplitude takes no device with the id `Unknown`");
        assert_eq!(refusal("", "", 1), "Amplitude needs the id of a user, or that of a device as an option");
    }

    #[test]
    fn short_ids_are_refused_as_they_would_be_lost() {
        let refused =
            "Amplitude takes no user whose id has fewer than 5 characters; set `Amplitude::min_id_length`";
        assert_eq!(refusal("üser", "", 5), refused);
        for (user_id, device_id, min_length) in [("üser1", "", 5), ("", "device", 5), ("u", "", 1)] {
            assert_eq!(refusal(user_id, device_id, min_length), "");
        }
    }
}
