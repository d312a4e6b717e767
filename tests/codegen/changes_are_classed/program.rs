//! A program that uses all that an SDK promises: it sends every event with every property, names every variant, and keeps a value
//! of every type.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ampli_rs::lock::SourceNames;
use ampli_rs::lower::Request;
use ampli_rs::module::Layout;
use syn::{Item, Type};

use crate::support::generated::Generated;
use crate::support::program::send_all;
use crate::support::sdk::{ReadPlan, Sdk};

/// The SDKs of two plans, pulled one after the other: the second gets the names that the first has left.
pub(super) fn sdks(older: &ReadPlan, newer: &ReadPlan) -> (Sdk, Sdk) {
    let mut names = SourceNames::default();
    let mut sdk = |read: &ReadPlan| {
        let request = Request { layout: Layout::Module, broken: read.broken.clone(), ..Request::default() };
        ampli_rs::sdk(&read.plan, &request, &mut names)
    };
    (sdk(older), sdk(newer))
}

/// The program; `sdk` is a name in scope.
pub(super) fn uses(sdk: &Sdk) -> String {
    let mut text = send_all(&Generated::new(sdk), "sdk");
    let shared = types(sdk, |path| path == "shared.rs");
    for (name, found) in types(sdk, |path| path.starts_with("events/") && path != "events/mod.rs") {
        let lifetime = if found.borrows { "<'a>" } else { "" };
        let _ = writeln!(text, "struct Keeps{name}{lifetime}(sdk::{name}{lifetime});");
        let variants = match &found.target {
            Some(target) => shared.get(target).map_or(&[][..], |own| own.variants.as_slice()),
            None => found.variants.as_slice(),
        };
        for variant in variants {
            let _ = writeln!(text, "fn names_{name}_{variant}() {{\n    let _ = sdk::{name}::{variant};\n}}");
        }
    }
    text
}

struct Found {
    borrows: bool,
    variants: Vec<String>,
    /// The shared type that it is another name for.
    target: Option<String>,
}

fn types(sdk: &Sdk, is_wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    for file in sdk.files.iter().filter(|file| is_wanted(&file.path)) {
        for item in syn::parse_file(&file.text).expect("generated code is Rust").items {
            let (name, generics, variants, target) = match item {
                Item::Struct(item) => (item.ident, item.generics, Vec::new(), None),
                Item::Enum(item) => {
                    let names = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                    (item.ident, item.generics, names, None)
                }
                Item::Type(item) => {
                    let Type::Path(path) = &*item.ty else { continue };
                    let target = path.path.segments.last().map(|last| last.ident.to_string());
                    (item.ident, item.generics, Vec::new(), target)
                }
                _ => continue,
            };
            let borrows = !generics.params.is_empty();
            found.insert(name.to_string(), Found { borrows, variants, target });
        }
    }
    found
}
