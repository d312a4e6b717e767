//! How many properties an event may have, and how large and deep their values may be: Mixpanel's import API.

use crate::delivery::Unfit;
use crate::json_reader::RawMembers;
use crate::value::Value;

/// Events have fewer properties, objects fewer keys, lists fewer items.
const TOO_MANY: usize = 255;

/// How deep objects may stand in objects; the properties themselves are not counted.
const DEEPEST: usize = 3;

/// Refuses properties that Mixpanel would refuse; `others` are those that the event has besides.
pub(super) fn check(members: &str, others: usize) -> Result<(), Unfit> {
    let mut count = others;
    for member in RawMembers::new(members) {
        count += 1;
        // Only lists and objects have a shape.
        if member.value.starts_with(['{', '['])
            && let Some(value) = Value::from_json(member.value)
        {
            check_value(&value, 0)
                .map_err(|what| Unfit::new(format!("the property `{}` {what}", member.name)))?;
        }
    }
    if count >= TOO_MANY {
        return Err(Unfit::new(format!(
            "the event has {count} properties; Mixpanel takes fewer than {TOO_MANY}"
        )));
    }
    Ok(())
}

fn check_value(value: &Value<'_>, depth: usize) -> Result<(), String> {
    match value {
        Value::Object(members) => {
            if depth == DEEPEST {
                return Err(format!("has objects in objects {} deep; Mixpanel takes {DEEPEST}", depth + 1));
            }
            check_count("an object", "keys", members.len())?;
            members.iter().try_for_each(|(_, value)| check_value(value, depth + 1))
        }
        Value::Array(items) => {
            check_count("a list", "items", items.len())?;
            items.iter().try_for_each(|item| check_value(item, depth))
        }
        _ => Ok(()),
    }
}

fn check_count(what: &str, parts: &str, count: usize) -> Result<(), String> {
    if count >= TOO_MANY {
        return Err(format!("has {what} of {count} {parts}; Mixpanel takes fewer than {TOO_MANY}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    fn refusal(members: &str) -> String {
        check(members, 2).map_or_else(|unfit| unfit.to_string(), |()| String::new())
    }

    fn members(count: usize) -> String {
        (0..count).map(|index| format!(r#""p{index}":{index}"#)).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn what_is_too_large_is_named() {
        assert_eq!(refusal(&members(252)), "");
        assert_eq!(refusal(&members(253)), "the event has 255 properties; Mixpanel takes fewer than 255");
        assert_eq!(refusal(&format!(r#""o":{{{}}}"#, members(254))), "");
        assert_eq!(
            refusal(&format!(r#""l":[{{{}}}]"#, members(255))),
            "the property `l` has an object of 255 keys; Mixpanel takes fewer than 255"
        );
        let list = |items: usize| format!(r#""l":[{}]"#, vec!["1"; items].join(","));
        assert_eq!(refusal(&list(254)), "");
        assert_eq!(
            refusal(&list(255)),
            "the property `l` has a list of 255 items; Mixpanel takes fewer than 255"
        );
    }

    #[test]
    fn what_is_too_deep_is_named() {
        assert_eq!(refusal(r#""o":{"a":{"b":{"c":1}}}"#), "");
        assert_eq!(refusal(r#""o":[{"a":[{"b":{"c":[1]}}]}]"#), "");
        assert_eq!(
            refusal(r#""o":{"a":{"b":[{"c":{}}]}}"#),
            "the property `o` has objects in objects 4 deep; Mixpanel takes 3"
        );
    }
}
