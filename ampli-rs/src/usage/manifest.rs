//! `Cargo.toml`: the crates of a package, and what they call the packages that they use.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use toml::{Table, Value};

use super::reach::Reach;

/// A package as its manifest describes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    pub(super) name: String,
    /// What other crates call its library.
    pub(super) library: Option<String>,
    /// The root files of its crates, and who runs them; the library first.
    pub(super) roots: Vec<(PathBuf, Reach)>,
    /// Packages that it uses, by the names of their crates.
    pub(super) dependencies: BTreeMap<String, Dependency>,
}

/// A package that another one uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dependency {
    pub(super) package: String,
    /// The folder, when it is said.
    pub(super) folder: Option<PathBuf>,
}

/// The manifest of the package in `folder`; `None` when there is none, or it can't be read.
pub(super) fn read(folder: &Path) -> Option<Manifest> {
    let table = table(folder)?;
    let package = table.get("package")?.as_table()?;
    let name = text(package, "name")?.to_owned();
    let workspace = LazyCell::new(|| workspace(folder, &table, package));
    let mut dependencies = BTreeMap::new();
    for (section, table) in dependency_tables(&table) {
        for (key, value) in table {
            let dependency = dependency(folder, key, value, || workspace.as_ref());
            // What only tests use does not hide what the program uses under the same name.
            if section != "dev-dependencies" || !dependencies.contains_key(&crate_name(key)) {
                dependencies.insert(crate_name(key), dependency);
            }
        }
    }
    let roots = roots(folder, &table, package);
    let own_name = table.get("lib").and_then(|library| text(library.as_table()?, "name"));
    let has_library = roots.iter().any(|(_, kind)| *kind == Target::Library);
    let library = has_library.then(|| crate_name(own_name.unwrap_or(&name)));
    let roots = roots.into_iter().map(|(path, kind)| (path, kind.reach())).collect();
    Some(Manifest { name, library, roots, dependencies })
}

/// The name of a package's crate.
pub(super) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// `path` without `.` and `..`, seen from `folder`.
pub fn joined(folder: &Path, path: impl AsRef<Path>) -> PathBuf {
    let mut joined = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if joined.file_name().is_some() => {
                joined.pop();
            }
            other => joined.push(other),
        }
    }
    joined
}

fn table(folder: &Path) -> Option<Table> {
    fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key)?.as_str()
}

/// The folder and the manifest of the workspace that the package belongs to.
fn workspace(folder: &Path, own: &Table, package: &Table) -> Option<(PathBuf, Table)> {
    if own.contains_key("workspace") {
        return Some((folder.to_owned(), own.clone()));
    }
    if let Some(named) = text(package, "workspace") {
        let folder = joined(folder, named);
        return Some((folder.clone(), table(&folder)?));
    }
    let above = folder.ancestors().skip(1).filter_map(|folder| Some((folder.to_owned(), table(folder)?)));
    above.into_iter().find(|(_, table)| table.contains_key("workspace"))
}

const SECTIONS: [&str; 3] = ["dependencies", "build-dependencies", "dev-dependencies"];

fn dependency_tables(table: &Table) -> Vec<(&'static str, &Table)> {
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables: Vec<&Table> = std::iter::once(table).chain(targets.filter_map(Value::as_table)).collect();
    let of_section = |section: &'static str| {
        let found = tables.iter().filter_map(move |table| Some((section, table.get(section)?.as_table()?)));
        found.collect::<Vec<_>>()
    };
    SECTIONS.into_iter().flat_map(of_section).collect()
}

/// What `key` names; the workspace is looked for only if it says more.
fn dependency<'w>(
    folder: &Path,
    key: &str,
    value: &Value,
    workspace: impl FnOnce() -> Option<&'w (PathBuf, Table)>,
) -> Dependency {
    let inherits = value.get("workspace").and_then(Value::as_bool) == Some(true);
    if inherits
        && let Some((root, manifest)) = workspace()
        && let Some(value) = manifest.get("workspace").and_then(|table| table.get("dependencies")?.get(key))
    {
        return said(root, key, value);
    }
    said(folder, key, value)
}

/// What is said in one place.
fn said(folder: &Path, key: &str, value: &Value) -> Dependency {
    let part = |name: &str| value.get(name).and_then(Value::as_str);
    Dependency {
        package: part("package").unwrap_or(key).to_owned(),
        folder: part("path").map(|path| joined(folder, path)),
    }
}

/// What a crate of a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Library,
    Program,
    Example,
    Test,
}

impl Target {
    fn reach(self) -> Reach {
        match self {
            Self::Library | Self::Program => Reach::Program,
            Self::Example => Reach::Example,
            Self::Test => Reach::Test,
        }
    }
}

fn roots(folder: &Path, table: &Table, package: &Table) -> Vec<(PathBuf, Target)> {
    let mut roots: Vec<(PathBuf, Target)> = Vec::new();
    let library =
        table.get("lib").and_then(|library| text(library.as_table()?, "path")).unwrap_or("src/lib.rs");
    roots.push((joined(folder, library), Target::Library));
    let kinds = [
        ("bin", "autobins", "src/bin", Target::Program),
        ("example", "autoexamples", "examples", Target::Example),
        ("test", "autotests", "tests", Target::Test),
        ("bench", "autobenches", "benches", Target::Test),
    ];
    for (section, switch, usual, kind) in kinds {
        let named = table.get(section).and_then(Value::as_array).into_iter().flatten();
        for target in named.filter_map(Value::as_table) {
            match (text(target, "path"), text(target, "name")) {
                (Some(path), _) => roots.push((joined(folder, path), kind)),
                (None, Some(name)) => {
                    roots.push((folder.join(usual).join(format!("{name}.rs")), kind));
                    roots.push((folder.join(usual).join(name).join("main.rs"), kind));
                }
                (None, None) => {}
            }
        }
        if package.get(switch).and_then(Value::as_bool) != Some(false) {
            roots.extend(discovered(&folder.join(usual)).into_iter().map(|path| (path, kind)));
        }
    }
    roots.push((folder.join("src/main.rs"), Target::Program));
    let script = package.get("build").and_then(Value::as_str).unwrap_or("build.rs");
    roots.push((joined(folder, script), Target::Program));
    let mut known = std::collections::BTreeSet::new();
    roots.retain(|(path, _)| path.is_file() && known.insert(path.clone()));
    roots
}

/// `folder/*.rs` and `folder/*/main.rs`.
fn discovered(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries
        .filter_map(|path| match path.extension() {
            Some(extension) if extension == "rs" => Some(path),
            _ => Some(path.join("main.rs")).filter(|path| path.is_file()),
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Reach, joined, read};

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    #[test]
    fn crates_and_names_are_those_of_cargo() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        write(
            root,
            "Cargo.toml",
            "[workspace]\n[workspace.dependencies]\nsdk = { path = 'sdks/web', package = 'itly' }\n",
        );
        write(
            root,
            "app/Cargo.toml",
            "[package]\nname = 'my-app'\n[dependencies]\nsdk.workspace = true\nlog = '1'\n\
             [target.'cfg(unix)'.dev-dependencies]\ntest-kit = { path = '../kit' }\n",
        );
        for file in
            ["src/lib.rs", "src/main.rs", "src/bin/a.rs", "src/bin/b/main.rs", "tests/t.rs", "examples/e.rs"]
        {
            write(root, &format!("app/{file}"), "");
        }
        let manifest = read(&root.join("app")).expect("a manifest");
        assert_eq!(manifest.library.as_deref(), Some("my_app"));
        let named = |name: &str| manifest.dependencies[name].clone();
        assert_eq!(
            (named("sdk").package.as_str(), named("sdk").folder),
            ("itly", Some(root.join("sdks/web")))
        );
        assert_eq!(named("log").folder, None);
        assert_eq!(named("test_kit").folder, Some(root.join("kit")));
        let roots: Vec<_> = manifest
            .roots
            .iter()
            .map(|(path, reach)| {
                (path.strip_prefix(root.join("app")).expect("inside").display().to_string(), *reach)
            })
            .collect();
        let expected = [
            ("src/lib.rs", Reach::Program),
            ("src/bin/a.rs", Reach::Program),
            ("src/bin/b/main.rs", Reach::Program),
            ("examples/e.rs", Reach::Example),
            ("tests/t.rs", Reach::Test),
            ("src/main.rs", Reach::Program),
        ];
        assert_eq!(roots, expected.map(|(path, reach)| (path.to_owned(), reach)));
    }

    #[test]
    fn folders_are_joined_without_dots() {
        assert_eq!(joined(Path::new("/a/b"), "../c/./d"), Path::new("/a/c/d"));
        assert_eq!(joined(Path::new("a"), "../../c"), Path::new("../c"));
    }
}
