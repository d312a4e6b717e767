use itly_runtime::Compression;

use super::adapter::Protocol;

/// What the command line says.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    /// 0 for one that is free.
    pub(crate) port: u16,
    pub(crate) protocol: Protocol,
    pub(crate) encoding: Compression,
}

impl Arguments {
    /// Reads the words after the program's name.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self { port: 0, protocol: Protocol::V1, encoding: Compression::Gzip };
        while let Some(flag) = words.next() {
            let value = words.next().ok_or_else(|| format!("`{flag}` needs a value"))?;
            let wrong = |choices: &str| format!("`{flag}` can't be `{value}`; use {choices}");
            match flag.as_str() {
                "--port" => arguments.port = value.parse().map_err(|_| wrong("a port number"))?,
                "--protocol" => {
                    arguments.protocol = Protocol::named(&value).ok_or_else(|| wrong("`v0` or `v1`"))?;
                }
                "--encoding" => {
                    arguments.encoding = encoding(&value).ok_or_else(|| wrong(ENCODINGS))?;
                }
                _ => {
                    return Err(format!("unknown flag `{flag}`; use `--port`, `--protocol` or `--encoding`"));
                }
            }
        }
        Ok(arguments)
    }
}

#[cfg(feature = "zstd")]
const ENCODINGS: &str = "`gzip`, `deflate` or `zstd`";
#[cfg(not(feature = "zstd"))]
const ENCODINGS: &str = "`gzip` or `deflate`, or build with `--features zstd` for that";

fn encoding(name: &str) -> Option<Compression> {
    match name {
        "gzip" => Some(Compression::Gzip),
        "deflate" => Some(Compression::Deflate),
        #[cfg(feature = "zstd")]
        "zstd" => Some(Compression::Zstd),
        _ => None,
    }
}
