//! Plans in YAML that teams have really written: how many events each has, and what is wrong with them.

use ampli_rs::diagnostic::Severity;

use crate::support::sdk;

/// A plan of the shared data, how many events it has, and the codes of its errors and warnings.
type Expected = (&'static str, usize, &'static str);

const PLANS: &[Expected] = &[
    ("glean-core", 5, ""),
    ("glean-parser-tests/data/all_metrics.yaml", 1, ""),
    ("glean-parser-tests/data/core.yaml", 4, ""),
    ("glean-parser-tests/data/event_key_ordering.yaml", 1, ""),
    ("glean-parser-tests/data/events_data_sensitivity.yaml", 4, ""),
    ("glean-parser-tests/data/events_with_types.yaml", 1, ""),
    ("glean-parser-tests/data/redefined_metric.yamlx", 1, "AMP0005"),
    ("glean-parser-tests/data/schema-violation.yaml", 2, "AMP0101 AMP0101 AMP0207"),
    ("glean-parser-tests/data/same_name_different_category.yaml", 1, ""),
    ("rudderstack-iac/e2e-create", 5, "AMP0122 AMP0130 AMP0130 AMP0223 AMP0223"),
    ("rudderstack-iac/e2e-update", 6, "AMP0122 AMP0122 AMP0122 AMP0130 AMP0130 AMP0223 AMP0223 AMP0223"),
    ("rudderstack-iac/localcatalog", 1, ""),
    ("rudderstack-iac/typer-project", 4, "AMP0122 AMP0122 AMP0122 AMP0122 AMP0122 AMP0122"),
    ("weaver-tests/crates/weaver_live_check/model", 1, ""),
    ("weaver-tests/crates/weaver_live_check/data/model", 1, ""),
    ("weaver-tests/tests/diff/registry_baseline", 4, ""),
    ("weaver-tests/tests/diff/registry_head", 4, ""),
    ("weaver-tests/tests/v2_check/model", 1, ""),
    ("weaver-tests/tests/v2_check_baseline/base", 1, ""),
    ("weaver-tests/tests/v2_check_baseline/next", 1, ""),
    ("weaver-tests/tests/v2_check_before_resolution", 1, ""),
    ("weaver-tests/tests/v2_forge/model", 1, ""),
];

#[test]
fn every_shared_plan_in_yaml_is_read() {
    for (name, events, expected) in PLANS {
        let Some(path) = sdk::shared(name) else { continue };
        let read = sdk::on_disk(&path);
        let mut codes: Vec<_> = read
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Note)
            .map(|finding| finding.code.id)
            .collect();
        codes.sort_unstable();
        assert_eq!((read.plan.events.len(), codes.join(" ").as_str()), (*events, *expected), "{name}");
    }
}
