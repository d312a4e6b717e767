//! Why there is no plan at a path.

use std::path::Path;

use crate::failure::Failure;
use crate::suggestion;

/// What stands before the colon of a plan at a vendor; without the command line, there is no more of them than this.
const VENDORS: [&str; 6] = ["amplitude", "segment", "rudderstack", "avo", "iglu", "posthog"];

/// What to tell about a path at which nothing is. `named_in` is the file that names it; `None`: the user did.
pub(super) fn failure(path: &Path, named_in: Option<&str>) -> Failure {
    let shown = path.display().to_string();
    if shown.is_empty() {
        return Failure::new("the place of the plan is empty", "name a file, a folder or an address");
    }
    // What the configuration names is joined to the folder of the configuration.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(scheme) = scheme(&shown).or_else(|| scheme(&name)) {
        let known = VENDORS.iter().map(|word| format!("{word}:")).collect::<Vec<_>>();
        let help = match suggestion::closest(scheme, VENDORS) {
            Some(meant) => format!("did you mean `{}`?", shown.replacen(scheme, meant, 1)),
            None => format!(
                "name a file, a folder, an address that starts with `https://` or `http://`, or a plan at a vendor: {}",
                suggestion::list(known.iter().map(String::as_str))
            ),
        };
        return Failure::new(
            format!("`{shown}` is no file, and addresses with `{scheme}:` can't be read"),
            help,
        );
    }
    let advice = match named_in {
        Some(file) => format!("correct `plan` in `{file}`: the path is relative to that file"),
        None => "check the path; it is relative to where you are".to_owned(),
    };
    let help = match neighbour(path, &name) {
        Some(meant) => format!("did you mean `{meant}`? {advice}"),
        None => advice,
    };
    Failure::new(format!("could not read `{shown}`: no such file or folder"), help)
}

/// The scheme of an address; a single letter is a drive.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

/// What lies beside `path` and has nearly its name.
fn neighbour(path: &Path, name: &str) -> Option<String> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    suggestion::closest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::failure;

    #[test]
    fn a_mistyped_name_is_guessed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tracking-plan.json"), "{}").unwrap();
        let told = failure(&folder.path().join("traking-plan.json"), Some("ampli.toml"));
        assert_eq!(
            told.help(),
            "did you mean `tracking-plan.json`? correct `plan` in `ampli.toml`: the path is relative to that file"
        );
        let told = failure(&folder.path().join("other"), None);
        assert_eq!(told.help(), "check the path; it is relative to where you are");
    }

    #[test]
    fn a_mistyped_vendor_is_guessed() {
        let told = failure(Path::new("segmnt:tp_1"), None);
        assert_eq!(told.help(), "did you mean `segment:tp_1`?");
    }

    #[test]
    #[cfg(feature = "cli")]
    fn all_vendors_are_named() {
        use crate::fetch::vendor::Vendor;

        assert_eq!(super::VENDORS, Vendor::ALL.map(Vendor::word));
    }

    #[test]
    fn addresses_of_other_kinds_are_told_from_files() {
        for (path, scheme) in [("ftp://host/plan.json", "ftp"), ("mixpanel:123", "mixpanel")] {
            assert_eq!(
                failure(Path::new(path), None).message(),
                format!("`{path}` is no file, and addresses with `{scheme}:` can't be read")
            );
        }
        assert!(failure(Path::new("C:\\nowhere\\plan.json"), None).message().starts_with("could not read"));
        assert_eq!(failure(Path::new(""), None).message(), "the place of the plan is empty");
    }
}
