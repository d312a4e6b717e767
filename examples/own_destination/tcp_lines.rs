use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

use itly_runtime::{Attempt, Batch, Destination, Message, Outcome, Properties, Unfit};

/// Events as lines of JSON over TCP, as collectors of logs take them.
pub(crate) struct TcpLines {
    pub(crate) address: SocketAddr,
}

impl Destination for TcpLines {
    fn name(&self) -> &str {
        "tcp-lines"
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        let name = message.name.ok_or_else(|| Unfit::new("what has no name is no line"))?;
        let line = Properties::new()
            .with("id", message.stamp.message_id.to_string())
            .with("at", message.stamp.time.to_string())
            .with("who", message.user_id)
            .with("what", name);
        writeln!(body, "{}", line.to_json()).map_err(|error| Unfit::new(error.to_string()))
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        match self.send(batch) {
            Ok(()) => Outcome::Delivered,
            Err(error) => Outcome::Failed { cause: error.to_string(), retry_after: None },
        }
    }
}

impl TcpLines {
    /// Returns when the receiver has read it all: it closes the connection then.
    fn send(&self, batch: &Batch<'_>) -> io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, batch.attempt.timeout)?;
        stream.set_read_timeout(Some(batch.attempt.timeout))?;
        stream.set_write_timeout(Some(batch.attempt.timeout))?;
        stream.write_all(batch.body)?;
        stream.shutdown(Shutdown::Write)?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}
