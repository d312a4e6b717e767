#[cfg(feature = "_post")]
use std::borrow::Cow;
#[cfg(all(feature = "_transport", feature = "_post"))]
use std::io::Write;

/// How the bodies of requests are compressed.
///
/// Level 1 everywhere: on events, higher levels take twice the time for a few per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Compression {
    /// They are not.
    #[default]
    None,
    /// `Content-Encoding: gzip`.
    #[cfg(feature = "_transport")]
    Gzip,
    /// `Content-Encoding: deflate`, which is the zlib format.
    #[cfg(feature = "_transport")]
    Deflate,
    /// `Content-Encoding: zstd`.
    #[cfg(feature = "zstd")]
    Zstd,
}

impl Compression {
    /// The name of the encoding in HTTP; nothing if there is none.
    pub const fn content_encoding(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            #[cfg(feature = "_transport")]
            Self::Gzip => Some("gzip"),
            #[cfg(feature = "_transport")]
            Self::Deflate => Some("deflate"),
            #[cfg(feature = "zstd")]
            Self::Zstd => Some("zstd"),
        }
    }

    /// `body` in this encoding.
    #[cfg(feature = "_post")]
    pub(crate) fn encode(self, body: &[u8]) -> std::io::Result<Cow<'_, [u8]>> {
        match self {
            Self::None => Ok(Cow::Borrowed(body)),
            #[cfg(feature = "_transport")]
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(body)?;
                encoder.finish().map(Cow::Owned)
            }
            #[cfg(feature = "_transport")]
            Self::Deflate => {
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(body)?;
                encoder.finish().map(Cow::Owned)
            }
            #[cfg(feature = "zstd")]
            Self::Zstd => zstd::bulk::compress(body, 1).map(Cow::Owned),
        }
    }
}

#[cfg(all(test, feature = "_transport", feature = "_post"))]
mod tests {
    use std::io::Read;

    use super::Compression;

    #[test]
    fn what_was_compressed_comes_back() {
        let body = br#"[{"event":"Song Played"},{"event":"Song Played"},{"event":"Song Played"}]"#;
        let mut text = Vec::new();
        let gzip = Compression::Gzip.encode(body).unwrap();
        flate2::read::GzDecoder::new(&*gzip).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
        text.clear();
        let deflate = Compression::Deflate.encode(body).unwrap();
        flate2::read::ZlibDecoder::new(&*deflate).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
        assert!(gzip.len() < body.len() && deflate.len() < body.len());
        assert_eq!(&*Compression::None.encode(body).unwrap(), body);
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn zstd_comes_back() {
        let body = [b'a'; 1000];
        let encoded = Compression::Zstd.encode(&body).unwrap();
        assert_eq!(zstd::bulk::decompress(&encoded, 1000).unwrap(), body);
    }
}
