use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::lower;

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
        /// Which commit; the newest when there is none.
        revision: Option<String>,
    },
}

impl Runtime {
    /// The same place as seen from the crate in `sdk`; paths of the configuration are relative to `folder`.
    pub fn seen_from(&self, sdk: &Path, folder: &Path) -> lower::Runtime {
        match self {
            Self::Version(version) => lower::Runtime::Version(version.clone()),
            Self::Path(path) => lower::Runtime::Path(relative(&folder.join(path), sdk)),
            Self::Git { url, revision } => {
                lower::Runtime::Git { url: url.clone(), revision: revision.clone() }
            }
        }
    }
}

/// `path` as seen from the folder `from`, with `/`; the path itself when both have no folder in common.
pub(crate) fn relative(path: &Path, from: &Path) -> String {
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
        match (table.version, table.path, table.git, table.rev) {
            (Some(version), None, None, None) => Ok(Runtime::Version(version)),
            (None, Some(path), None, None) => Ok(Runtime::Path(path)),
            (None, None, Some(url), revision) => Ok(Runtime::Git { url, revision }),
            _ => Err(A::Error::custom("give one of `version`, `path` and `git`; `rev` goes with `git` only")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Runtime;
    use crate::lower;

    #[test]
    fn a_folder_is_named_as_the_crate_sees_it() {
        let seen =
            |path: &str| Runtime::Path(path.into()).seen_from(Path::new("app/sdk/itly"), Path::new("app"));
        assert_eq!(seen("../itly-runtime"), lower::Runtime::Path("../../../itly-runtime".to_owned()));
        assert_eq!(seen("./sdk/runtime"), lower::Runtime::Path("../runtime".to_owned()));
    }
}
