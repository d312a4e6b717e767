use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// Where a generated crate finds `itly-runtime`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// In the registry, in a version as `Cargo.toml` writes it.
    Version(String),
    /// In a folder, relative to `ampli.toml`.
    Path(PathBuf),
    /// In a git repository.
    Git {
        /// The address of the repository.
        url: String,
        /// Which commit: the key (`branch`, `tag`, `rev`) and its value.
        reference: Option<(&'static str, String)>,
    },
}

impl Default for Runtime {
    /// The version that this tool was released with.
    fn default() -> Self {
        let (compatible, _patch) =
            env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap_or((env!("CARGO_PKG_VERSION"), ""));
        Self::Version(compatible.to_owned())
    }
}

impl Runtime {
    /// The keys of the dependency in the `Cargo.toml` of the crate in `sdk`: `version = "0.1"`.
    /// Paths of the configuration are relative to `folder`.
    pub fn dependency(&self, folder: &Path, sdk: &Path) -> String {
        match self {
            Self::Version(version) => format!("version = {}", quoted(version)),
            Self::Path(path) => format!("path = {}", quoted(&relative(&folder.join(path), sdk))),
            Self::Git { url, reference: None } => format!("git = {}", quoted(url)),
            Self::Git { url, reference: Some((key, value)) } => {
                format!("git = {}, {key} = {}", quoted(url), quoted(value))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// `path` as seen from the folder `from`, with `/`; the path itself when both have no folder in common.
fn relative(path: &Path, from: &Path) -> String {
    let (path, from) = (normalised(path), normalised(from));
    let common = path.components().zip(from.components()).take_while(|(left, right)| left == right).count();
    let slashed = |path: &Path| path.to_string_lossy().replace('\\', "/");
    if common == 0 {
        return slashed(&path);
    }
    let up = from.components().skip(common).map(|_| PathBuf::from(".."));
    let down = path.components().skip(common).map(|part| PathBuf::from(part.as_os_str()));
    slashed(&up.chain(down).collect::<PathBuf>())
}

/// The path from the root, without `.` and `..`, whether or not anything is there.
fn normalised(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            std::path::Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    version: Option<String>,
    path: Option<PathBuf>,
    git: Option<String>,
    branch: Option<String>,
    tag: Option<String>,
    rev: Option<String>,
}

impl<'de> Deserialize<'de> for Runtime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RuntimeVisitor)
    }
}

struct RuntimeVisitor;

impl<'de> Visitor<'de> for RuntimeVisitor {
    type Value = Runtime;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a version, or a table with `version`, `path` or `git`")
    }

    fn visit_str<E: Error>(self, version: &str) -> Result<Runtime, E> {
        Ok(Runtime::Version(version.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Runtime, A::Error> {
        let table = Table::deserialize(MapAccessDeserializer::new(map))?;
        let mut references =
            [("branch", table.branch), ("tag", table.tag), ("rev", table.rev)].into_iter().filter_map(
                |(key, value)| Some((key, value?)),
            );
        let reference = references.next();
        if references.next().is_some() {
            return Err(A::Error::custom("only one of `branch`, `tag` and `rev` can be given"));
        }
        match (table.version, table.path, table.git, reference) {
            (Some(version), None, None, None) => Ok(Runtime::Version(version)),
            (None, Some(path), None, None) => Ok(Runtime::Path(path)),
            (None, None, Some(url), reference) => Ok(Runtime::Git { url, reference }),
            _ => Err(A::Error::custom("give one of `version`, `path` and `git`; the others do not go with it")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Runtime;

    #[test]
    fn a_dependency_is_written_as_cargo_reads_it() {
        let written = |runtime: Runtime| runtime.dependency(Path::new("app"), Path::new("app/sdk/itly"));
        assert_eq!(written(Runtime::default()), "version = \"0.1\"");
        assert_eq!(written(Runtime::Path("../itly-runtime".into())), "path = \"../../../itly-runtime\"");
        assert_eq!(written(Runtime::Path("sdk/runtime".into())), "path = \"../runtime\"");
        let reference = Some(("rev", "a1b2".to_owned()));
        assert_eq!(
            written(Runtime::Git { url: "https://host/repository".to_owned(), reference }),
            "git = \"https://host/repository\", rev = \"a1b2\""
        );
    }
}
