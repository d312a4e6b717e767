/// What the [`ScriptedServer`](super::ScriptedServer) does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// What the answer says of the length of its body, if not the truth.
    content_length: Option<String>,
    pub(super) manner: Manner,
}

/// How the server goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As it should be; the connection stays open.
    Proper,
    /// As it should be, but then the connection is closed without a word about it.
    ThenClose,
    /// The answer ends in the middle of its body.
    Truncated,
    /// The answer comes byte by byte, and each when the test releases it.
    ByteByByte,
    /// Nothing comes until the server is dropped.
    Hang,
    /// The connection is reset in the middle of the request's body.
    Reset,
    /// The body alone comes, and then the connection is closed.
    Raw,
}

impl Reply {
    /// An answer with this status and an empty JSON object.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: b"{}".to_vec(),
            content_length: None,
            manner: Manner::Proper,
        }
    }

    /// `200`
    pub fn ok() -> Self {
        Self::status(200)
    }

    /// No answer: the connection is held open until the server is dropped or told to
    /// [`release`](super::ScriptedServer::release) it, and then closed.
    pub fn hang() -> Self {
        Self { manner: Manner::Hang, ..Self::ok() }
    }

    /// No answer: the connection is reset while the request's body is still coming.
    pub fn reset() -> Self {
        Self { manner: Manner::Reset, ..Self::ok() }
    }

    /// These bytes as they are, be they HTTP or not; then the connection is closed.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { body: bytes.into(), manner: Manner::Raw, ..Self::ok() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Closes the connection after the answer, which says nothing of it: the client finds it closed when it uses it
    /// again.
    #[must_use]
    pub fn then_close(mut self) -> Self {
        self.manner = Manner::ThenClose;
        self
    }

    /// Ends the answer in the middle of its body.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        self.manner = Manner::Truncated;
        self
    }

    /// Sends the head of the answer at once, and the body byte by byte, each when the test
    /// [releases](super::ScriptedServer::release) it.
    #[must_use]
    pub fn byte_by_byte(mut self) -> Self {
        self.manner = Manner::ByteByByte;
        self
    }

    /// Says of the body that it is `length` long, whatever its length. The connection stays open.
    #[must_use]
    pub fn content_length(mut self, length: impl Into<String>) -> Self {
        self.content_length = Some(length.into());
        self
    }

    pub(super) fn keeps_connection(&self) -> bool {
        matches!(self.manner, Manner::Proper | Manner::ByteByByte)
    }

    /// The status, if the client gets the whole answer at once.
    pub(super) fn whole_status(&self) -> Option<u16> {
        let is_whole = matches!(self.manner, Manner::Proper | Manner::ThenClose);
        (is_whole && self.content_length.is_none()).then_some(self.status)
    }

    /// The answer up to its body as it goes over the wire.
    pub(super) fn head(&self) -> Vec<u8> {
        let length = self.content_length.clone().unwrap_or_else(|| self.body.len().to_string());
        let mut head = format!("HTTP/1.1 {} Scripted\r\nContent-Length: {length}\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}
