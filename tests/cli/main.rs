//! What the command line says and does, one behaviour a file.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

#[path = "../support/azurite.rs"]
mod azurite;
#[path = "../support/browser.rs"]
mod browser;
#[path = "../support/google.rs"]
mod google;
#[path = "../support/moto.rs"]
mod moto;
#[path = "../support/playground.rs"]
mod playground;
#[path = "../support/scripted_server.rs"]
mod scripted_server;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/zip.rs"]
mod zip;

mod any_plan_is_checked;
mod audit_goes_on;
mod audit_is_shared_out;
mod audit_reports;
mod bad_input;
mod book;
mod broken_configuration;
mod broken_plans;
mod cargo_subcommand;
mod catalogue_in_a_browser;
mod catalogue_is_written;
mod check_allows;
mod check_fixes;
mod check_reports;
mod check_rules_hold;
mod ci_runs_all;
mod collected_formats;
mod collected_in_archives;
mod collected_in_buckets;
mod collected_round_trip;
mod completions_know_the_project;
mod compressed_without_end;
mod convert_writes;
mod damaged_archives;
mod diff_of_fixtures;
mod diff_of_large_types;
mod diff_of_revisions;
mod diff_reports;
mod explain_and_inspect;
mod fetch_over_http;
mod fuzz_seeds;
mod help_reads_well;
mod infer_then_audit;
mod infer_writes;
mod init_takes_over;
mod init_writes;
mod large_plans;
mod locked_plans;
mod long_lines;
mod merges_are_resolved;
mod names_stay_inside;
mod patterns_end;
mod pull_compares;
mod pull_over_http;
mod pull_writes;
mod pulls_at_once;
mod real_plans_are_checked;
mod renderers;
mod rustfmt_of_others;
mod several_programs;
mod sources_and_branches;
mod status_agrees_with_rustc;
mod status_finds_calls;
mod status_reports;
mod stored_tokens;
mod threats_are_tested;
mod transform_writes;
mod update_moves_on;
mod vendors;
mod versions_are_pinned;
mod watch_pulls_again;
mod without_arguments;
mod wrong_usage;
