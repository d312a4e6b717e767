/// A request as the [`ScriptedServer`](super::ScriptedServer) got it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// `POST`
    pub method: String,
    /// The path with the query: `/events?a=b`.
    pub path: String,
    /// Names and values of the headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent.
    pub body: Vec<u8>,
    /// Which of the server's connections it came over, counted from zero.
    pub connection: usize,
    /// The status of the answer; none as long as the client has not got all of it, and if the script mangles it.
    pub status: Option<u16>,
}

impl ReceivedRequest {
    /// The value of the first header called `name`, in whatever case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text; what is no UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
