//! Runs are found as the Python SDK finds them.

use std::fs;

use snowplow_analytics::{list_runids, list_runs, run_id};

use crate::support::shared_data;

#[test]
fn keys_are_runs_where_python_says_so() {
    let Some(folder) = shared_data::folder() else { return };
    for file in ["python/probed.json", "python/cases.json"] {
        let cases = shared_data::json(&folder.join(file));
        for case in cases["extract_run_id"].as_array().unwrap() {
            let key = case["key"].as_str().unwrap();
            assert_eq!(run_id(key), case["result"].as_str(), "{key}");
        }
    }
}

#[test]
fn folders_of_runs_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["run=2016-01-02-03-04-05", "run=2016-01-01-03-04-05", "other", "run=2016-13-01-00-00-00"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("run=2016-01-03-03-04-05"), "a file").unwrap();
    let id = |name: &str| format!("{}/{name}/", folder.path().display());
    assert_eq!(
        list_runids(folder.path()).unwrap(),
        [id("run=2016-01-01-03-04-05"), id("run=2016-01-02-03-04-05")]
    );
    assert!(list_runids(folder.path().join("missing")).is_err());
}

#[test]
fn every_layout_has_units_of_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let files = [
        "2026-11-21-190000-d2161fd1-ffed-41df-ac3e-a729012105f5.gz",
        "archive/run=2026-11-21-19-00-00/a",
        "archive/run=2026-11-21-19-00-00/nested/run=2026-11-21-20-00-00/b",
        "archive/run=2026-11-22-19-00-00-d2161fd1-ffed-41df-ac3e-a729012105f5/c",
        "year=2026/month=11/d.gz",
        "year=2026/month=11/e.gz",
    ];
    for name in files.iter().chain(&["archive/run=2026-11-21-19-00-00/_SUCCESS"]) {
        fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        fs::write(path(name), "events").unwrap();
    }
    let runs = list_runs(folder.path());
    let found: Vec<_> = runs.runs.iter().map(|run| (run.id.as_str(), run.files.len())).collect();
    let ids = [
        (path(files[0]).display().to_string(), 1),
        (format!("{}/", path("archive/run=2026-11-21-19-00-00").display()), 2),
        (format!("{}/", path(files[3]).parent().unwrap().display()), 1),
        (path(files[4]).display().to_string(), 1),
        (path(files[5]).display().to_string(), 1),
    ];
    assert_eq!(found, ids.each_ref().map(|(id, count)| (id.as_str(), *count)));
    assert_eq!(runs.listing.skipped.len(), 1);
}
