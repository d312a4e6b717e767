//! Why a store has not done what it was asked, in a line: in its own words, without what surrounds them.

use std::io;

use object_store::Error;
use serde_json::Value;

/// Codes that say what to do only to those who know the store.
const KNOWN: [(&str, &str); 2] = [
    ("BlobArchived", "it lies in an archive: restore it first"),
    ("BlobBeingRehydrated", "it lies in an archive, and is being restored: wait for it"),
];

/// Why, as the store has answered, or what has kept it from answering.
pub(crate) fn reason(error: &Error) -> String {
    let inner = innermost(error);
    match (error, answer(&inner)) {
        (Error::Precondition { .. }, _) => "it has changed while it was read".to_owned(),
        (_, Some(answer)) => answer,
        (Error::NotFound { .. }, None) => "nothing is there".to_owned(),
        (Error::PermissionDenied { .. }, None) => "access is denied".to_owned(),
        (Error::Unauthenticated { .. }, None) => "the keys are not accepted".to_owned(),
        (_, None) => inner.lines().next().unwrap_or_default().to_owned(),
    }
}

/// What [`reason`] tells, where it has become an error of reading or writing.
pub(crate) fn io_reason(error: &io::Error) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    inner.map_or_else(|| error.to_string(), reason)
}

/// What the innermost error says.
fn innermost(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Code and message of an answer: XML of the stores, or JSON of those who give tokens.
fn answer(text: &str) -> Option<String> {
    let (code, message) = match text.find('{') {
        Some(at) if !text.contains("<Code>") => of_json(&text[at..])?,
        _ => (element(text, "Code")?, element(text, "Message").unwrap_or_default()),
    };
    if let Some((_, known)) = KNOWN.iter().find(|(known, _)| *known == code) {
        return Some((*known).to_owned());
    }
    let message = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    Some(if message.is_empty() { code } else { format!("{code}: {message}") })
}

fn of_json(text: &str) -> Option<(String, String)> {
    let value: Value = serde_json::from_str(text).ok()?;
    let error = &value["error"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match text(error) {
        Some(code) => Some((code, text(&value["error_description"]).unwrap_or_default())),
        None => Some((text(&error["status"]).or_else(|| text(&error["code"]))?, text(&error["message"])?)),
    }
}

/// What stands in the first element of this name.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (content, _) = rest.split_once(&format!("</{name}>"))?;
    Some(content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use object_store::Error;

    use super::reason;

    fn denied(text: &str) -> Error {
        Error::PermissionDenied { path: "a".to_owned(), source: text.into() }
    }

    #[test]
    fn the_store_is_quoted() {
        for (answer, expected) in [
            (
                "Server returned non-2xx status code: 403 Forbidden: <?xml version='1.0'?><Error>\
                 <Code>AccessDenied</Code><Message>Access denied.</Message><Details>ada@example.com</Details></Error>",
                "AccessDenied: Access denied",
            ),
            (
                "409 Conflict: <Error><Code>BlobArchived</Code><Message>This operation is not permitted \
                 on an archived blob.\nRequestId:1</Message></Error>",
                "it lies in an archive: restore it first",
            ),
            (
                r#"400: {"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#,
                "invalid_grant: Token has been expired or revoked",
            ),
            (
                r#"403: {"error":{"code":403,"status":"PERMISSION_DENIED","message":"No."}}"#,
                "PERMISSION_DENIED: No",
            ),
            ("403 Forbidden: ", "access is denied"),
            ("403 Forbidden: {", "access is denied"),
        ] {
            assert_eq!(reason(&denied(answer)), expected);
        }
        let changed = Error::Precondition { path: "a".to_owned(), source: "412".into() };
        assert_eq!(reason(&changed), "it has changed while it was read");
        let other = Error::Generic { store: "S3", source: "no route to host\nat all".into() };
        assert_eq!(reason(&other), "no route to host");
    }
}
