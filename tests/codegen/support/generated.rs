//! Generated files as their Rust code says, read by `syn`.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Expr, FnArg, ImplItem, Item, Lit, PathArguments, ReturnType, Type};

use super::sdk::Sdk;
use super::words::Words;

/// All types and functions of an SDK.
pub(crate) struct Generated {
    /// The events and calls.
    pub(crate) units: Vec<Unit>,
    shared: BTreeMap<String, Definition>,
}

/// What is generated for one event or call.
pub(crate) struct Unit {
    /// The wire name; empty for calls without one.
    pub(crate) event: String,
    /// The function that sends it, and its parameters.
    pub(crate) function: Option<(String, Vec<Type>)>,
    types: BTreeMap<String, Definition>,
}

/// Where a type's name means something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Among the types of an event.
    Unit,
    /// In `shared`.
    Shared,
}

/// A type, as far as programs and the wire see it.
pub(crate) struct Definition {
    pub(crate) kind: Kind,
    words: Words,
    /// Types that it names, in `shared`.
    uses: BTreeSet<String>,
}

/// What is needed to make a value.
pub(crate) enum Kind {
    /// A struct: what `new` takes, if there is one; setters with what they take; fields.
    Record { new: Option<Vec<Type>>, setters: Vec<(String, Type)>, fields: Vec<(String, Type)> },
    /// An enum: variants with what they hold.
    Choice(Vec<(String, Option<Type>)>),
    /// Another name for a type.
    Alias(Type),
}

impl Generated {
    pub(crate) fn new(sdk: &Sdk) -> Self {
        let mut generated = Self { units: Vec::new(), shared: BTreeMap::new() };
        for file in sdk.files.iter().filter(|file| file.path.ends_with(".rs")) {
            let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
            match file.path.trim_start_matches("src/") {
                "shared.rs" => generated.shared = Unit::new(&parsed.items).types,
                "lib.rs" | "mod.rs" | "events/mod.rs" => {}
                _ => {
                    let units = by_event(&parsed.items).into_iter().map(Unit::new);
                    generated.units.extend(units.filter(|unit| !unit.types.is_empty()));
                }
            }
        }
        generated
    }

    /// The type of that name.
    pub(crate) fn definition<'g>(&'g self, unit: &'g Unit, name: &str, scope: Scope) -> &'g Definition {
        let types = if scope == Scope::Shared { &self.shared } else { &unit.types };
        types.get(name).unwrap_or_else(|| panic!("no type `{name}`"))
    }

    /// The words of an event, those of the shared types that it uses included.
    pub(crate) fn words(&self, unit: &Unit) -> Words {
        let mut words = Words { event: unit.event.clone(), ..Words::default() };
        let mut open: Vec<&Definition> = unit.types.values().collect();
        let mut seen = BTreeSet::new();
        while let Some(definition) = open.pop() {
            words.keys.extend(definition.words.keys.iter().cloned());
            words.values.extend(definition.words.values.iter().cloned());
            let used = definition.uses.iter().filter(|name| seen.insert(name.as_str()));
            open.extend(used.filter_map(|name| self.shared.get(name)));
        }
        words
    }
}

/// The items of a file event by event: each starts with its struct, which its function takes or makes.
fn by_event(items: &[Item]) -> Vec<&[Item]> {
    let functions =
        items.iter().filter_map(|item| if let Item::Fn(function) = item { Some(function) } else { None });
    let structs: BTreeSet<String> = functions.map(struct_of).collect();
    let starts =
        |item: &Item| matches!(item, Item::Struct(item) if structs.contains(&item.ident.to_string()));
    let mut events = Vec::new();
    let mut rest = items;
    while let Some(start) = rest.iter().rposition(starts) {
        let (before, event) = rest.split_at(start);
        events.push(event);
        rest = before;
    }
    // A call without a function of its own: the context.
    if events.is_empty() { vec![items] } else { events }
}

/// The name of the struct that a function sends.
fn struct_of(function: &syn::ItemFn) -> String {
    struct Made(Option<String>);
    impl<'ast> Visit<'ast> for Made {
        fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
            self.0 = made.path.segments.last().map(|segment| segment.ident.to_string());
        }
    }
    let mut made = Made(None);
    made.visit_block(&function.block);
    let taken = || match parameters(&function.sig).pop() {
        Some(Type::Path(taken)) => taken.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    };
    made.0.or_else(taken).expect("a function sends a struct")
}

impl Unit {
    fn new(items: &[Item]) -> Self {
        let mut unit = Self { event: String::new(), function: None, types: BTreeMap::new() };
        for item in items {
            match item {
                Item::Struct(item) => {
                    let fields = item
                        .fields
                        .iter()
                        .filter_map(|field| Some((field.ident.as_ref()?.to_string(), field.ty.clone())));
                    let kind = Kind::Record { new: None, setters: Vec::new(), fields: fields.collect() };
                    unit.define(item.ident.to_string(), kind);
                }
                Item::Enum(item) => {
                    let variants = item.variants.iter().map(|variant| {
                        (
                            variant.ident.to_string(),
                            variant.fields.iter().next().map(|field| field.ty.clone()),
                        )
                    });
                    unit.define(item.ident.to_string(), Kind::Choice(variants.collect()));
                }
                Item::Type(item) => unit.define(item.ident.to_string(), Kind::Alias((*item.ty).clone())),
                Item::Fn(item) => {
                    unit.function = Some((item.sig.ident.to_string(), parameters(&item.sig)));
                    if let Some(name) = literals(&item.block).into_iter().next() {
                        unit.event = name;
                    }
                }
                _ => {}
            }
        }
        for item in items {
            if let Item::Impl(item) = item {
                unit.implementation(item);
            }
        }
        unit
    }

    fn define(&mut self, name: String, kind: Kind) {
        let mut uses = SharedTypes::default();
        match &kind {
            Kind::Record { fields, .. } => fields.iter().for_each(|(_, of_type)| uses.visit_type(of_type)),
            Kind::Choice(variants) => {
                variants
                    .iter()
                    .filter_map(|(_, of_type)| of_type.as_ref())
                    .for_each(|held| uses.visit_type(held));
            }
            Kind::Alias(of_type) => uses.visit_type(of_type),
        }
        self.types.insert(name, Definition { kind, words: Words::default(), uses: uses.0 });
    }

    /// By what name programs know a type: that of `shared` has an alias with each event that uses it.
    pub(crate) fn public_name(&self, name: &str, scope: Scope) -> String {
        let is_alias = |definition: &Definition| match &definition.kind {
            Kind::Alias(Type::Path(target)) => {
                Scope::of(&target.path, Scope::Unit) == (name.to_owned(), Scope::Shared)
            }
            _ => false,
        };
        match self.types.iter().find(|(_, definition)| is_alias(definition)) {
            Some((alias, _)) if scope == Scope::Shared => alias.clone(),
            _ => name.to_owned(),
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let Type::Path(of_type) = &*item.self_ty else { return };
        let name = of_type.path.segments.last().expect("a type has a name").ident.to_string();
        let interface = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        let interface = interface.map(|segment| segment.ident.to_string());
        for inside in &item.items {
            match inside {
                ImplItem::Fn(method) if interface.as_deref() == Some("TypedEvent") => {
                    self.event = name_of_spec(&method.block);
                }
                ImplItem::Fn(method) => {
                    // What is only for tests is implemented in a file of its own.
                    if let Some(definition) = self.types.get_mut(&name) {
                        definition.method(interface.as_deref(), method);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Scope {
    /// The name that a path ends with, and where it means something; the path itself stands in `scope`.
    pub(crate) fn of(path: &syn::Path, scope: Self) -> (String, Self) {
        let is_shared = path.segments.iter().any(|segment| segment.ident == "shared");
        let name = path.segments.last().expect("a type has a name").ident.to_string();
        (name, if is_shared { Self::Shared } else { scope })
    }
}

impl Definition {
    fn method(&mut self, interface: Option<&str>, method: &syn::ImplItemFn) {
        let name = method.sig.ident.to_string();
        match (interface, name.as_str(), &mut self.kind) {
            (Some("WriteProperties"), "write", _) => {
                let mut calls = Calls { words: &mut self.words };
                calls.visit_block(&method.block);
            }
            (None, "as_str" | "wire_value", _) | (Some("WriteValue"), "write_value", _) => {
                self.words.values.extend(literals(&method.block));
            }
            (None, "new", Kind::Record { new, .. }) => *new = Some(parameters(&method.sig)),
            (None, _, Kind::Record { setters, .. }) if !matches!(method.sig.output, ReturnType::Default) => {
                let value = parameters(&method.sig).swap_remove(0);
                setters.push((name, value));
            }
            _ => {}
        }
    }
}

fn parameters(signature: &syn::Signature) -> Vec<Type> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some((*typed.ty).clone()),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// What stands in the brackets of a generic type.
pub(crate) fn argument(segment: &syn::PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(of_type) => Some(of_type),
        _ => None,
    })
}

/// The calls that write properties.
struct Calls<'w> {
    words: &'w mut Words,
}

impl<'ast> Visit<'ast> for Calls<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let mut texts = call.args.iter().map(text);
        if let Some(key) = texts.next().flatten() {
            // Names stand there as JSON writes them.
            self.words.keys.insert(serde_json::from_str(&format!("\"{key}\"")).expect("a name as JSON"));
        }
        if let (true, Some(constant)) = (call.method == "string", texts.next().flatten()) {
            self.words.values.insert(constant);
        }
    }
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The name in the `EventSpec` that `code` makes.
fn name_of_spec(code: &syn::Block) -> String {
    struct New(Option<String>);
    impl<'ast> Visit<'ast> for New {
        fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
            if let Expr::Path(function) = &*call.func
                && function.path.segments.last().is_some_and(|segment| segment.ident == "new")
            {
                self.0 = call.args.first().and_then(text);
            }
        }
    }
    let mut new = New(None);
    new.visit_block(code);
    new.0.expect("a spec has a name")
}

/// All string literals, in their order.
fn literals(code: &syn::Block) -> Vec<String> {
    let mut literals = Literals::default();
    literals.visit_block(code);
    literals.0
}

#[derive(Default)]
struct Literals(Vec<String>);

impl<'ast> Visit<'ast> for Literals {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.0.push(literal.value());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// Names of the types of `shared`. Within it they stand alone; those of the runtime start with `::`.
#[derive(Default)]
struct SharedTypes(BTreeSet<String>);

impl<'ast> Visit<'ast> for SharedTypes {
    fn visit_type_path(&mut self, of_type: &'ast syn::TypePath) {
        if of_type.path.leading_colon.is_none() {
            let name = of_type.path.segments.last().expect("a type has a name");
            self.0.insert(name.ident.to_string());
        }
        visit::visit_type_path(self, of_type);
    }
}
