//! Tokens that the user has stored, by the host that they are for, in a file that only the user can read.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Token;
use crate::failure::Failure;
use crate::json::quoted;
use crate::partial_file::PartialFile;

const FILE_NAME: &str = "credentials.toml";

const HEADER: &str =
    "# tokens of ampli-rs, by host; written by `ampli-rs login` and `ampli-rs logout`\n[token]\n";

/// The stored tokens.
#[derive(Debug, Default)]
pub struct Credentials {
    path: PathBuf,
    tokens: BTreeMap<String, Token>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(default)]
    token: BTreeMap<String, String>,
}

impl Credentials {
    /// Reads the user's file, which need not be there; `None` when there is no place for it.
    ///
    /// # Errors
    /// When it can't be read, or when others can read it too.
    pub fn read() -> Result<Option<Self>, Failure> {
        folder().map(|folder| Self::read_from(folder.join(FILE_NAME))).transpose()
    }

    fn read_from(path: PathBuf) -> Result<Self, Failure> {
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self { path, tokens: BTreeMap::new() });
            }
            text => text.map_err(|error| Failure::file("read", &path, &error))?,
        };
        refuse_public(&path)?;
        // What toml says of a mistake shows the line, which may hold a token.
        let unreadable = || {
            Failure::new(
                format!("`{}` does not hold tokens by host", path.display()),
                "remove the file, then run `ampli-rs login` again",
            )
        };
        let content: Content = toml::from_str(&text).map_err(|_| unreadable())?;
        let tokens = content.token.into_iter().map(|(host, token)| Ok((host, Token::new(&token)?)));
        let tokens = tokens.collect::<Result<_, Failure>>().map_err(|_| unreadable())?;
        Ok(Self { path, tokens })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The token for `host`.
    pub fn token(&self, host: &str) -> Option<&Token> {
        self.tokens.get(host)
    }

    /// The hosts that there are tokens for.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.tokens.keys().map(String::as_str)
    }

    /// Stores the token for `host`, in the place of the one before.
    pub fn set(&mut self, host: &str, token: Token) {
        self.tokens.insert(host.to_owned(), token);
    }

    /// Forgets the token for `host`, and tells whether there was one.
    pub fn remove(&mut self, host: &str) -> bool {
        self.tokens.remove(host).is_some()
    }

    /// Writes the file, whole or not at all, so that only the user can read it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self) -> Result<(), Failure> {
        let mut text = HEADER.to_owned();
        for (host, token) in &self.tokens {
            text.push_str(&format!("{} = {}\n", quoted(host), quoted(token.secret())));
        }
        self.write_text(&text).map_err(|error| Failure::file("write", &self.path, &error))
    }

    fn write_text(&self, text: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut partial = PartialFile::create_private(&self.path)?;
        partial.write_all(text.as_bytes())?;
        partial.finish()
    }
}

/// The user's folder for settings of this tool.
fn folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("AMPLI_CONFIG_DIR")
        .or_else(|| Some(variable("XDG_CONFIG_HOME")?.join("ampli-rs")))
        .or_else(|| Some(variable("APPDATA")?.join("ampli-rs")))
        .or_else(|| Some(variable("HOME")?.join(".config").join("ampli-rs")))
}

#[cfg(unix)]
fn refuse_public(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;

    let metadata = fs::metadata(path).map_err(|error| Failure::file("read", path, &error))?;
    if metadata.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{}` holds tokens, and others than you may read it", path.display()),
        format!("run `chmod 600 {}`, and make new tokens if others may have read these", path.display()),
    ))
}

/// Files in the user's own folder are the user's here.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
fn refuse_public(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Credentials, FILE_NAME, Token};

    #[test]
    fn what_is_stored_can_be_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join(FILE_NAME);
        let mut credentials = Credentials::read_from(path.clone()).unwrap();
        credentials.set("api.host:81", Token::new("s3cret\"\\").unwrap());
        credentials.set("other", Token::new("x").unwrap());
        credentials.write().unwrap();
        let mut again = Credentials::read_from(path.clone()).unwrap();
        assert_eq!(again.token("api.host:81").map(Token::secret), Some("s3cret\"\\"));
        assert!(again.remove("other") && !again.remove("other"));
        again.write().unwrap();
        assert_eq!(Credentials::read_from(path).unwrap().hosts().collect::<Vec<_>>(), ["api.host:81"]);
        assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    }

    #[test]
    fn mistakes_are_told_without_tokens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let mut credentials = Credentials::read_from(path.clone()).unwrap();
        credentials.set("host", Token::new("s3cret").unwrap());
        assert!(!format!("{credentials:?}").contains("s3cret"));
        credentials.write().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("\"s3cret\"", "\"s3cret")).unwrap();
        let failure = Credentials::read_from(path).unwrap_err();
        assert!(failure.message().ends_with("does not hold tokens by host"), "{failure}");
        assert!(!failure.to_string().contains("s3cret"), "{failure}");
    }

    #[test]
    #[cfg(unix)]
    fn only_the_user_can_read_the_file() {
        use std::fs::{Permissions, metadata, set_permissions};
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let mut credentials = Credentials::read_from(path.clone()).unwrap();
        credentials.set("host", Token::new("s3cret").unwrap());
        credentials.write().unwrap();
        assert_eq!(metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let failure = Credentials::read_from(path).unwrap_err();
        assert!(failure.message().ends_with("holds tokens, and others than you may read it"), "{failure}");
    }
}
