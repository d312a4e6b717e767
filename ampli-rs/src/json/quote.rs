/// Adds the JSON text of a string to `text`: mostly itself between quotes.
pub(crate) fn push_quoted(value: &str, text: &mut String) {
    // To look at every byte is quicker than to stop at the first one that is escaped.
    let is_plain = |byte: u8| (byte >= b' ') & (byte != b'"') & (byte != b'\\');
    if value.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        text.reserve(value.len() + 2);
        text.push('"');
        text.push_str(value);
        text.push('"');
    } else {
        // A string always has a JSON text.
        text.push_str(&serde_json::to_string(value).unwrap_or_default());
    }
}

/// The JSON text of a string.
pub(crate) fn quoted(value: &str) -> String {
    let mut text = String::new();
    push_quoted(value, &mut text);
    text
}
