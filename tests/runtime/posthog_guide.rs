//! The guide `docs/posthog.md`: its blocks that this crate can't compile are pieces of programs that `examples/web` compiles.

const GUIDE: &str = include_str!("../../docs/posthog.md");
const PROGRAMS: [&str; 2] = [
    include_str!("../../examples/web/src/bin/with_axum.rs"),
    include_str!("../../examples/web/src/bin/with_actix.rs"),
];

#[test]
fn blocks_about_web_frameworks_are_compiled_elsewhere() {
    let blocks: Vec<&str> =
        GUIDE.split("```rust,ignore\n").skip(1).filter_map(|it| it.split("```").next()).collect();
    assert_eq!(blocks.len(), 3);
    for block in blocks {
        assert!(PROGRAMS.iter().any(|program| program.contains(block)), "no program has:\n{block}");
    }
}
