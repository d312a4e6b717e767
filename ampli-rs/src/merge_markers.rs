//! The two sides of a text that git has left in an unfinished merge.

/// Numbered lines of one side.
pub(crate) type Lines<'a> = Vec<(usize, &'a str)>;

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The lines of both sides if there are markers, the branch that was merged into first; with the number of the last
/// line if a marker is in a wrong place.
pub(crate) fn sides(text: &str) -> Option<Result<(Lines<'_>, Lines<'_>), usize>> {
    let has_marker =
        |marker: &str| text.contains(marker) && text.lines().any(|line| line.starts_with(marker));
    if !has_marker("<<<<<<<") && !has_marker(">>>>>>>") {
        return None;
    }
    let (mut ours, mut theirs) = (Lines::new(), Lines::new());
    let mut side = Side::Both;
    let mut last = 0;
    for (index, line) in text.lines().enumerate() {
        last = index + 1;
        let marker = line.get(..7).unwrap_or_default();
        side = match (marker, side) {
            ("<<<<<<<", Side::Both) => Side::Ours,
            ("|||||||", Side::Ours) => Side::Base,
            ("=======", Side::Ours | Side::Base) => Side::Theirs,
            (">>>>>>>", Side::Theirs) => Side::Both,
            ("<<<<<<<" | "|||||||" | "=======" | ">>>>>>>", _) => return Some(Err(last)),
            _ => {
                if matches!(side, Side::Both | Side::Ours) {
                    ours.push((last, line));
                }
                if matches!(side, Side::Both | Side::Theirs) {
                    theirs.push((last, line));
                }
                side
            }
        };
    }
    Some(if side == Side::Both { Ok((ours, theirs)) } else { Err(last) })
}

/// Where the three markers of the first conflict stand, in bytes; `None` if there is none that is whole.
pub(crate) fn places(text: &str) -> Option<[usize; 3]> {
    let after = |start: usize, marker: &str| {
        let mut from = start;
        loop {
            let place = from + text.get(from..)?.find(marker)?;
            if place == 0 || text.as_bytes()[place - 1] == b'\n' {
                return Some(place);
            }
            from = place + marker.len();
        }
    };
    let first = after(0, "<<<<<<<")?;
    let middle = after(first, "=======")?;
    Some([first, middle, after(middle, ">>>>>>>")?])
}

/// The text that `lines` are, each on the line that it has in the whole text.
#[cfg(feature = "cli")]
pub(crate) fn in_place(lines: &Lines<'_>) -> String {
    let mut text = String::new();
    let mut next = 1;
    for (number, line) in lines {
        text.extend(std::iter::repeat_n('\n', number - next));
        text.push_str(line);
        text.push('\n');
        next = number + 1;
    }
    text
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::{in_place, places, sides};

    const TEXT: &str = "a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> feature\ne\n";

    #[test]
    fn the_lines_of_a_side_keep_their_numbers() {
        let (ours, theirs) = sides(TEXT).unwrap().unwrap();
        assert_eq!(in_place(&ours), "a\n\nb\n\n\n\n\n\ne\n");
        assert_eq!(in_place(&theirs), "a\n\n\n\n\n\nd\n\ne\n");
    }

    #[test]
    fn a_conflict_is_found_by_its_markers_at_the_start_of_lines() {
        assert_eq!(places(TEXT), Some([2, 32, 42]));
        assert_eq!(places("a <<<<<<< b\n=======\n>>>>>>> c\n"), None);
        assert_eq!(places("<<<<<<< a\n>>>>>>> c\n"), None);
        assert_eq!(places("=======\n<<<<<<<\n"), None);
    }

    #[test]
    fn a_text_without_markers_has_no_sides() {
        assert_eq!(sides("a <<<<<<< b\n"), None);
        assert_eq!(sides("<<<<<<< HEAD\na\n"), Some(Err(2)));
    }
}
