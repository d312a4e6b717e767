//! As much of TLS as it takes to refuse it.

use std::io::{self, BufRead, Read, Write};

/// The first byte of a record that belongs to a handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;

/// The record of a fatal alert, "handshake failure" (RFC 8446, section 6).
const HANDSHAKE_FAILURE: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];

/// Whether the client wants TLS.
pub(super) fn is_handshake(reader: &mut impl BufRead) -> io::Result<bool> {
    Ok(reader.fill_buf()?.first() == Some(&HANDSHAKE))
}

/// Reads what the client offers, so that the connection is not reset before the client has the alert, and refuses it.
pub(super) fn refuse(reader: &mut impl Read, mut writer: impl Write) -> io::Result<()> {
    let mut head = [0; 5];
    reader.read_exact(&mut head)?;
    let mut offer = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
    reader.read_exact(&mut offer)?;
    writer.write_all(&HANDSHAKE_FAILURE)
}
