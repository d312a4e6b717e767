//! What others compile has no syntax that the oldest compiler, `rust-version`, does not know. Clippy's `incompatible_msrv`
//! looks at the standard library only, and CI has a newer compiler.

use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

/// The crates, and SDKs as they are generated.
const COMPILED: [&str; 5] = [
    "ampli-rs/src",
    "itly-runtime/src",
    "snowplow-analytics/src",
    "snowplow-analytics/python/src",
    "fixtures/golden",
];

/// Syntax that came after Rust 1.89, as far as 1.95.
#[derive(Default)]
struct NewerSyntax(Vec<&'static str>);

impl<'a> Visit<'a> for NewerSyntax {
    fn visit_pat_guard(&mut self, guarded: &'a syn::PatGuard) {
        if has_pattern(&guarded.guard) {
            self.0.push("1.95: a pattern in the guard of a match");
        }
        visit::visit_pat_guard(self, guarded);
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        if called.path.segments.last().is_some_and(|name| name.ident == "cfg_select") {
            self.0.push("1.95: cfg_select");
        }
    }
}

/// Whether a condition is one with `let`.
fn has_pattern(condition: &syn::Expr) -> bool {
    match condition {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(both) => has_pattern(&both.left) || has_pattern(&both.right),
        _ => false,
    }
}

fn newer_syntax(text: &str) -> Vec<&'static str> {
    let mut newer = NewerSyntax::default();
    newer.visit_file(&syn::parse_file(text).expect("source code is code"));
    newer.0
}

#[test]
fn newer_syntax_is_seen() {
    let code = "cfg_select! { unix => { mod a; } _ => {} }
        fn f(a: Option<u8>) -> u8 {
            match a {
                Some(a) if a > 1 => 0,
                Some(a) if a > 0 && let Some(b) = g(a) => b,
                _ => core::cfg_select! { unix => 1, _ => 2 },
            }
        }";
    assert_eq!(
        newer_syntax(code),
        ["1.95: cfg_select", "1.95: a pattern in the guard of a match", "1.95: cfg_select"]
    );
}

#[test]
fn what_others_compile_has_none() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = COMPILED.iter().flat_map(|folder| ignore::Walk::new(root.join(folder))).map(|entry| {
        let entry = entry.expect("the folder can be read");
        entry.into_path()
    });
    let mut read = 0;
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let text = fs::read_to_string(&path).expect("the file can be read");
        assert_eq!(newer_syntax(&text), [""; 0], "{}", path.display());
        read += 1;
    }
    assert!(read > 500, "{read} files were read");
}
