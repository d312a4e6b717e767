//! A template taken apart.

use super::body_error::WebhookBodyError;
use super::placeholder::Placeholder;

/// What comes before the events, what each event is, and what comes after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) head: Vec<Piece>,
    pub(super) event: Vec<Piece>,
    pub(super) tail: Vec<Piece>,
    pub(super) joint: Joint,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Value { placeholder: Placeholder, is_in_string: bool },
}

/// How the events of a request are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// There is only one.
    Alone,
    /// `{{#events}}`
    Comma,
    /// `{{#lines}}`
    Line,
}

impl Joint {
    fn of_section(name: &str) -> Option<Self> {
        match name {
            "events" => Some(Self::Comma),
            "lines" => Some(Self::Line),
            _ => None,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Alone => "",
            Self::Comma => ",",
            Self::Line => "\n",
        }
    }
}

impl Parts {
    pub(super) fn parse(template: &str) -> Result<Self, WebhookBodyError> {
        let mut parser = Parser::new(template);
        let head = parser.pieces()?;
        let parts = match parser.tag.take() {
            None => Self { head: Vec::new(), event: head, tail: Vec::new(), joint: Joint::Alone },
            Some(tag) => {
                let (name, joint) = parser.opened(tag)?;
                let event = parser.pieces()?;
                parser.close(name)?;
                let tail = parser.pieces()?;
                if let Some(tag) = parser.tag {
                    return Err(out_of_place(tag, "there may be one list of events in a body"));
                }
                Self { head, event, tail, joint }
            }
        };
        parts.require_batch_around_events()?;
        Ok(parts)
    }

    /// What stands around the events can't be of one of them.
    fn require_batch_around_events(&self) -> Result<(), WebhookBodyError> {
        let mut around = self.head.iter().chain(&self.tail);
        let is_stray = around.any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Value { placeholder, .. } => !placeholder.is_of_batch(),
        });
        if is_stray {
            return Err(WebhookBodyError::new(
                "a placeholder that is of one event stands outside of the list of events; move it between `{{#events}}` and `{{/events}}`",
            ));
        }
        Ok(())
    }

    /// Holds the body of so many events to be JSON.
    pub(super) fn check(&self, events: usize) -> Result<(), WebhookBodyError> {
        let (head, event, tail) = (sample(&self.head), sample(&self.event), sample(&self.tail));
        if self.joint == Joint::Line {
            if !(head + &tail).trim().is_empty() {
                return Err(WebhookBodyError::new(
                    "there is text around `{{#lines}}` and `{{/lines}}`; remove it, or write `{{#events}}` for a list with commas",
                ));
            }
            if event.contains('\n') {
                return Err(WebhookBodyError::new(
                    "an event takes more than a line; write all between `{{#lines}}` and `{{/lines}}` on one line",
                ));
            }
            return require_json(&event);
        }
        let events = if self.joint == Joint::Alone { 1 } else { events };
        require_json(&(head + &vec![event; events].join(self.joint.text()) + &tail))
    }
}

/// The pieces with a value for each placeholder that shows whether it is in its place: neither goes with what might stand
/// before or after it.
fn sample(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Value { is_in_string: true, .. } => "~".to_owned(),
        Piece::Value { is_in_string: false, .. } => "null".to_owned(),
    };
    pieces.iter().map(text).collect()
}

fn require_json(text: &str) -> Result<(), WebhookBodyError> {
    let parsed: Result<serde_json::Value, _> = serde_json::from_str(text);
    parsed.map(drop).map_err(|error| {
        WebhookBodyError::new(format!("the body would be no JSON, but `{text}`: {error}; mend the template"))
    })
}

fn out_of_place(tag: &str, rule: &str) -> WebhookBodyError {
    WebhookBodyError::new(format!("`{{{{{tag}}}}}` is out of place; {rule}"))
}

struct Parser<'a> {
    rest: &'a str,
    is_in_string: bool,
    /// Where reading stopped: `#events`, `/events`.
    tag: Option<&'a str>,
}

impl<'a> Parser<'a> {
    fn new(template: &'a str) -> Self {
        Self { rest: template, is_in_string: false, tag: None }
    }

    /// The pieces up to the next section's begin or end, or to the end of it all.
    fn pieces(&mut self) -> Result<Vec<Piece>, WebhookBodyError> {
        let mut pieces = Vec::new();
        self.tag = None;
        while !self.rest.is_empty() {
            let (text, tag) = self.split()?;
            if !text.is_empty() {
                self.is_in_string = ends_in_string(text, self.is_in_string);
                pieces.push(Piece::Text(text.to_owned()));
            }
            match tag {
                Some(tag) if tag.starts_with(['#', '/']) => {
                    self.tag = Some(tag);
                    break;
                }
                Some(name) => pieces.push(self.value(name)?),
                None => {}
            }
        }
        Ok(pieces)
    }

    /// The text up to the next tag, and what stands in the tag.
    fn split(&mut self) -> Result<(&'a str, Option<&'a str>), WebhookBodyError> {
        let Some((text, after)) = self.rest.split_once("{{") else {
            return Ok((std::mem::take(&mut self.rest), None));
        };
        let Some((tag, rest)) = after.split_once("}}") else {
            return Err(WebhookBodyError::new(
                "a placeholder begins with `{{` and does not end; write `}}` after its name",
            ));
        };
        self.rest = rest;
        Ok((text, Some(tag.trim())))
    }

    fn value(&self, name: &str) -> Result<Piece, WebhookBodyError> {
        let placeholder = Placeholder::parse(name).ok_or_else(|| {
            let names = Placeholder::names();
            WebhookBodyError::new(format!("`{{{{{name}}}}}` is no placeholder; there are {names}"))
        })?;
        Ok(Piece::Value { placeholder, is_in_string: self.is_in_string })
    }

    /// The section that `tag` begins.
    fn opened(&self, tag: &'a str) -> Result<(&'a str, Joint), WebhookBodyError> {
        let name = tag.strip_prefix('#').map(str::trim);
        let section = name.and_then(|name| Some((name, Joint::of_section(name)?)));
        let section =
            section.ok_or_else(|| out_of_place(tag, "events stand between `{{#events}}` and `{{/events}}`"));
        if self.is_in_string { Err(out_of_place(tag, "end the string before it")) } else { section }
    }

    /// The end of the section `name`.
    fn close(&self, name: &str) -> Result<(), WebhookBodyError> {
        let end = self.tag.and_then(|tag| tag.strip_prefix('/')).map(str::trim);
        if end == Some(name) && !self.is_in_string {
            return Ok(());
        }
        Err(out_of_place(&format!("#{name}"), &format!("end it with `{{{{/{name}}}}}` outside of a string")))
    }
}

/// Whether the next character is in a string of JSON.
fn ends_in_string(text: &str, starts_in_string: bool) -> bool {
    let (mut is_in_string, mut is_escaped) = (starts_in_string, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_in_string,
            b'"' => is_in_string = !is_in_string,
            _ => {}
        }
    }
    is_in_string
}

#[cfg(test)]
mod tests {
    use super::super::body::WebhookBody;

    #[track_caller]
    fn is_refused(template: &str, cause: &str) {
        let error = WebhookBody::new(template).unwrap_err().to_string();
        assert!(error.contains(cause), "{template}: {error}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        is_refused("{{nam}}", "`{{nam}}` is no placeholder; there are `attempt`, `batchId`, ");
        is_refused(r#"{"a":{{name"#, "write `}}` after its name");
        is_refused("[{{#event}}{{name}}{{/event}}]", "`{{#event}}` is out of place; events stand between");
        is_refused("[{{/events}}]", "`{{/events}}` is out of place");
        is_refused("[{{#events}}{{name}}]", "end it with `{{/events}}`");
        is_refused("[{{#events}}{{name}}{{/lines}}]", "end it with `{{/events}}`");
        is_refused("[{{#events}}1{{/events}},{{#events}}2{{/events}}]", "there may be one list");
        is_refused(r#"["{{#events}}1{{/events}}"]"#, "end the string before it");
        is_refused(r#"[{{#events}}"{{/events}}"]"#, "outside of a string");
        is_refused("[{{name}},{{#events}}1{{/events}}]", "move it between");
        is_refused("x{{#lines}}1{{/lines}}", "there is text around");
        is_refused("{{#lines}}[1,\n2]{{/lines}}", "an event takes more than a line");
    }

    #[test]
    fn a_body_that_might_be_no_json_is_refused() {
        for template in [
            "",
            "{{name}} by {{userId}}",
            "{ {{name}}:1}",
            r#"{"a":"{{name}}}"#,
            r#"{"a":"\{{name}}n"}"#,
            r#"{"a":"\u00{{name}}41"}"#,
            r#"{"a":1{{attempt}}}"#,
            r#"{"a":{{#events}}{{name}}{{/events}}}"#,
            "{{#lines}}{{name}},{{/lines}}",
        ] {
            is_refused(template, "the body would be no JSON");
        }
    }
}
