//! Which word a mistyped word was meant to be.

/// The candidate that `word` most likely stands for: equal but for case, or a third of its letters away.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    // Words that have no letter in common are not alike, however short they are.
    let limit = (letters.max(3) / 3).min(letters.saturating_sub(1));
    candidates
        .into_iter()
        .map(|candidate| (candidate, candidate.to_lowercase()))
        .map(|(candidate, lower)| (distance(&word, &lower), !lower.starts_with(&word), candidate))
        .filter(|(distance, ..)| *distance <= limit)
        // Of those as near, the one that goes on where the word ends.
        .min_by_key(|(distance, goes_elsewhere, _)| (*distance, *goes_elsewhere))
        .map(|(.., candidate)| candidate)
}

/// Beside a likely word, no more than so many others are worth reading.
const BESIDE: usize = 10;

/// Where none is likely, so many are enough to see what they look like.
const LISTED: usize = 30;

/// How to go on after an unknown word: the likely one, and all there are if they are few or none is likely.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if candidates.clone().into_iter().next().is_none() {
        return "there is none at all".to_owned();
    }
    match closest(word, candidates.clone()) {
        Some(candidate) if !(2..=BESIDE).contains(&candidates.clone().into_iter().count()) => {
            format!("did you mean `{candidate}`?")
        }
        Some(candidate) => format!("did you mean `{candidate}`? known are {}", list(candidates)),
        None => format!("known are {}", few(candidates)),
    }
}

/// The first words, and how many more there are.
fn few<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.len().checked_sub(LISTED) {
        Some(more @ 2..) => format!("{}, and {more} more", list(words.into_iter().take(LISTED))),
        _ => list(words),
    }
}

/// Words as messages show them: `a`, `b`, `c`.
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Letters to insert, remove, replace or swap with the next one to get from `left` to `right`.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1; right.len() + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            current[column + 1] = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *letter == right[column - 1] && left[row - 1] == *other;
            if swapped {
                current[column + 1] = current[column + 1].min(before_last[column - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, did_you_mean};

    #[test]
    fn the_nearest_word_is_found() {
        let words = ["backend", "web", "ios"];
        assert_eq!(closest("backnd", words), Some("backend"));
        assert_eq!(closest("BACKEND", words), Some("backend"));
        assert_eq!(closest("wbe", words), Some("web"));
        assert_eq!(closest("android", words), None);
        assert_eq!(closest("", words), None);
        assert_eq!(closest("a", ["b", "A"]), Some("A"));
        assert_eq!(closest("a", ["b"]), None);
        assert_eq!(closest("AMP020", ["AMP0120", "AMP0201"]), Some("AMP0201"));
    }

    #[test]
    fn all_words_are_listed() {
        assert_eq!(did_you_mean("wen", ["web", "ios"]), "did you mean `web`? known are `web`, `ios`");
        assert_eq!(did_you_mean("wen", ["web"]), "did you mean `web`?");
        assert_eq!(did_you_mean("tv", ["web", "ios"]), "known are `web`, `ios`");
        let many = ["web", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
        assert_eq!(did_you_mean("wen", many), "did you mean `web`?");
        let many: Vec<String> = (0..40).map(|number| format!("event {number}")).collect();
        let told = did_you_mean("wen", many.iter().map(String::as_str));
        assert!(
            told.starts_with("known are `event 0`, ") && told.ends_with("`event 29`, and 10 more"),
            "{told}"
        );
        assert_eq!(did_you_mean("wen", []), "there is none at all");
    }
}
