use std::cmp::Ordering;

/// Compares two versions part by part, numbers as numbers: `1.9` before `1.10`, `3-0-0` before `3-0-1`.
///
/// No version comes before all, `1.0-beta` before `1.0`, and `1.0` before `1.0.1`. Versions that only differ in spelling (`1.0`, `01.0`) are told
/// apart by their bytes, so that only equal texts compare equal.
pub fn compare_versions(left: &str, right: &str) -> Ordering {
    let (mut left_parts, mut right_parts) = (parts(left).peekable(), parts(right).peekable());
    let says = (left_parts.peek().is_some(), right_parts.peek().is_some());
    if says.0 != says.1 {
        return says.0.cmp(&says.1);
    }
    loop {
        let order = match (left_parts.next(), right_parts.next()) {
            (None, None) => return left.cmp(right),
            (Some(part), None) => end_against(part).reverse(),
            (None, Some(part)) => end_against(part),
            (Some(left), Some(right)) => compare_parts(left, right),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn parts(version: &str) -> impl Iterator<Item = &str> {
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    version.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// How a version that ends compares with one that goes on with `part`.
fn end_against(part: &str) -> Ordering {
    if is_number(part) { Ordering::Less } else { Ordering::Greater }
}

fn compare_parts(left: &str, right: &str) -> Ordering {
    match (is_number(left), is_number(right)) {
        (true, true) => {
            let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
            left.len().cmp(&right.len()).then_with(|| left.cmp(right))
        }
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => left.cmp(right),
    }
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::compare_versions;

    #[test]
    fn parts_are_compared_as_numbers() {
        let ordered = [
            "",
            "beta",
            "0.9",
            "1.0-alpha",
            "1.0-beta",
            "01.0",
            "1.0",
            "v1.0",
            "1.0.1",
            "1.9",
            "1.10",
            "2",
            "3-0-0",
            "3-0-1",
            "99999999999999999999998",
            "99999999999999999999999",
        ];
        for (index, left) in ordered.iter().enumerate() {
            for (other, right) in ordered.iter().enumerate() {
                assert_eq!(compare_versions(left, right), index.cmp(&other), "{left} {right}");
            }
        }
    }
}
