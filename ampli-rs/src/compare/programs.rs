//! What programs that were written for the older SDK find missing or different in the newer one.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;

use super::change::{Reason, Spot};
use crate::lower::face::{EventFace, FieldFace, FunctionFace, TypeFace, TypeKind};

/// Something that does not compile any more.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Break {
    /// The wire names of the properties that lead to it.
    pub(super) path: Vec<EcoString>,
    /// The value of an enumeration, if it is about one.
    pub(super) value: Option<String>,
    pub(super) reason: Reason,
}

/// All that does not compile any more of what one event offered.
pub(super) fn breaks(before: &EventFace<'_>, after: &EventFace<'_>) -> Vec<Break> {
    let mut breaks = Breaks(Vec::new());
    breaks.function(before.function.as_ref(), after.function.as_ref());
    let newer: HashMap<&str, &TypeFace> = after.types.iter().map(|own| (own.name.as_str(), own)).collect();
    for own in &before.types {
        match newer.get(own.name.as_str()) {
            Some(other) => breaks.of_type(own, other),
            None => breaks.gone(own, &after.types),
        }
    }
    breaks.0
}

/// What does not compile any more where the function was `before`.
pub(super) fn function(before: Option<&FunctionFace>, after: Option<&FunctionFace>) -> Vec<Break> {
    let mut breaks = Breaks(Vec::new());
    breaks.function(before, after);
    breaks.0
}

/// What programs say to a type: its setters, its variants, `new`.
pub(super) fn words(own: &TypeFace) -> Vec<String> {
    match &own.kind {
        TypeKind::Record { fields, .. } => {
            let setters = fields.iter().filter(|field| !field.is_required).map(setter);
            setters.chain(["new".to_owned()]).collect()
        }
        TypeKind::Enumeration(variants) => variants.iter().map(|(name, _)| name.clone()).collect(),
        TypeKind::Union(variants) => variants.iter().map(|(name, _)| name.clone()).collect(),
    }
}

/// Where the value of a property is given: to its setter, or else wherever the event is sent.
pub(super) fn spot(face: &EventFace<'_>, path: &[EcoString]) -> Spot {
    let Some((last, around)) = path.split_last() else { return Spot::Event };
    let fields = face.types.iter().filter(|own| own.path == around).filter_map(|own| match &own.kind {
        TypeKind::Record { fields, .. } => Some((own, fields.iter().find(|field| field.wire == *last)?)),
        _ => None,
    });
    match fields.into_iter().next() {
        Some((own, field)) if !field.is_required => {
            Spot::Word { of_type: own.name.clone(), word: setter(field) }
        }
        _ => Spot::Event,
    }
}

/// What breaks where there is no context any more, which no function sends.
pub(super) fn gone(before: &EventFace<'_>) -> Vec<Break> {
    let mut breaks = Breaks(Vec::new());
    if let Some(root) = before.types.first() {
        breaks.gone(root, &[]);
    }
    breaks.0
}

/// What breaks where there is a context now, if it asks for anything.
pub(super) fn needed(context: &EventFace<'_>) -> Option<Break> {
    let root = context.types.first()?;
    let TypeKind::Record { fields, .. } = &root.kind else { return None };
    fields.iter().any(|field| field.is_required).then(|| Break {
        path: Vec::new(),
        value: None,
        reason: Reason::compile(
            format!("`load` asks for a `{}` now", root.name),
            Spot::Type(root.name.clone()),
        ),
    })
}

struct Breaks(Vec<Break>);

impl Breaks {
    fn push(&mut self, path: &[EcoString], spot: Spot, text: String) {
        self.0.push(Break { path: path.to_vec(), value: None, reason: Reason::compile(text, spot) });
    }

    fn function(&mut self, before: Option<&FunctionFace>, after: Option<&FunctionFace>) {
        let Some(before) = before else { return };
        let name = &before.name;
        let Some(after) = after else {
            return self.push(&[], Spot::Event, format!("the function `{name}` is gone"));
        };
        if before.name != after.name {
            return self.push(
                &[],
                Spot::Event,
                format!("the function `{name}` is called `{}` now", after.name),
            );
        }
        match (before.takes_properties, after.takes_properties) {
            (true, false) => self.push(&[], Spot::Event, format!("`{name}` takes no properties any more")),
            (false, true) => self.push(&[], Spot::Event, format!("`{name}` takes properties now")),
            _ if before.parameters != after.parameters => {
                self.push(&[], Spot::Event, format!("`{name}` takes other parameters"));
            }
            _ => {}
        }
    }

    fn gone(&mut self, own: &TypeFace, others: &[TypeFace]) {
        let same = others.iter().find(|other| other.path == own.path && kind(other) == kind(own));
        let text = match same {
            Some(other) => format!("the type `{}` is called `{}` now", own.name, other.name),
            None => format!("the type `{}` is gone", own.name),
        };
        self.push(&own.path, Spot::Type(own.name.clone()), text);
    }

    fn of_type(&mut self, before: &TypeFace, after: &TypeFace) {
        let name = &before.name;
        if kind(before) != kind(after) {
            let text = format!("`{name}` is {} now, and no longer {}", kind(after), kind(before));
            return self.push(&before.path, Spot::Type(name.clone()), text);
        }
        if before.borrows != after.borrows {
            let text = match after.borrows {
                true => format!("`{name}` has a lifetime now, `{name}<'a>`: what keeps one must say so"),
                false => format!("`{name}` has no lifetime any more: what says `{name}<'a>` must not"),
            };
            self.push(&before.path, Spot::Kept(name.clone()), text);
        }
        match (&before.kind, &after.kind) {
            (
                TypeKind::Record { fields: old, required: old_struct },
                TypeKind::Record { fields: new, required: new_struct },
            ) => {
                if old_struct != new_struct {
                    self.constructor(before, old_struct.as_deref(), new_struct.as_deref());
                }
                self.fields(before, old, new);
            }
            (TypeKind::Enumeration(old), TypeKind::Enumeration(new)) => self.variants(before, old, new),
            (TypeKind::Union(old), TypeKind::Union(new)) => self.shapes(before, old, new),
            _ => {}
        }
    }

    /// What is required is given by parameters, or by a struct if it is much.
    fn constructor(&mut self, own: &TypeFace, before: Option<&str>, after: Option<&str>) {
        let name = &own.name;
        let text = match (before, after) {
            (None, Some(after)) => format!("`{name}::new` takes a `{after}` now"),
            (Some(before), _) => format!("`{name}::new` takes no `{before}` any more"),
            (None, None) => return,
        };
        self.push(&own.path, Spot::Word { of_type: name.clone(), word: "new".to_owned() }, text);
    }

    fn fields(&mut self, own: &TypeFace, before: &[FieldFace], after: &[FieldFace]) {
        let newer: HashMap<&str, &FieldFace> =
            after.iter().map(|field| (field.wire.as_str(), field)).collect();
        let older: HashMap<&str, &FieldFace> =
            before.iter().map(|field| (field.wire.as_str(), field)).collect();
        for field in before {
            let found = newer.get(field.wire.as_str()).copied();
            if let Some((text, word)) = field_break(&own.name, field, found) {
                self.field(own, field, text, word);
            }
        }
        for field in
            after.iter().filter(|field| field.is_required && !older.contains_key(field.wire.as_str()))
        {
            let text = format!("`{}::new` asks for `{}`", own.name, field.name);
            self.field(own, field, text, "new".to_owned());
        }
    }

    fn field(&mut self, own: &TypeFace, field: &FieldFace, text: String, word: String) {
        let path: Vec<EcoString> = own.path.iter().chain([&field.wire]).cloned().collect();
        self.push(&path, Spot::Word { of_type: own.name.clone(), word }, text);
    }

    fn variants(&mut self, own: &TypeFace, before: &[(String, String)], after: &[(String, String)]) {
        let newer: HashSet<&str> = after.iter().map(|(variant, _)| variant.as_str()).collect();
        for (variant, wire) in before {
            if newer.contains(variant.as_str()) {
                continue;
            }
            let text = match after.iter().find(|(_, other)| other == wire) {
                Some((other, _)) => format!("the variant `{}::{variant}` is called `{other}` now", own.name),
                None => format!("the variant `{}::{variant}` is gone", own.name),
            };
            let spot = Spot::Word { of_type: own.name.clone(), word: variant.clone() };
            self.0.push(Break {
                path: own.path.clone(),
                value: Some(wire.clone()),
                reason: Reason::compile(text, spot),
            });
        }
    }

    fn shapes(
        &mut self,
        own: &TypeFace,
        before: &[(String, Option<String>)],
        after: &[(String, Option<String>)],
    ) {
        for (variant, held) in before {
            let text = match after.iter().find(|(other, _)| other == variant) {
                None => format!("the variant `{}::{variant}` is gone", own.name),
                Some((_, other)) if is_same_text(other.as_deref(), held.as_deref()) => continue,
                Some((_, Some(other))) => {
                    format!("the variant `{}::{variant}` holds `{other}` now", own.name)
                }
                Some((_, None)) => format!("the variant `{}::{variant}` holds nothing any more", own.name),
            };
            self.push(&own.path, Spot::Word { of_type: own.name.clone(), word: variant.clone() }, text);
        }
    }
}

/// What has become of a field that programs give, and the word by which they do.
fn field_break(name: &str, before: &FieldFace, after: Option<&FieldFace>) -> Option<(String, String)> {
    let word = if before.is_required { "new".to_owned() } else { setter(before) };
    let Some(after) = after else {
        let text = match before.is_required {
            true => format!("`{name}::new` no longer takes `{}`", before.name),
            false => format!("the setter `{name}::{word}` is gone"),
        };
        return Some((text, word));
    };
    let text = match (before.is_required, after.is_required) {
        (false, true) => format!("`{name}::new` asks for `{}`, and `{word}` is gone", after.name),
        (true, false) => format!("`{name}::new` no longer takes `{}`: `{}` does", before.name, setter(after)),
        (true, true) if !is_same_type(before, after) => {
            format!("`{name}::new` takes `{}` for `{}`, not `{}`", after.of_type, after.name, before.of_type)
        }
        (false, false) if before.name != after.name => {
            format!("the setter `{name}::{word}` is called `{}` now", setter(after))
        }
        (false, false) if !is_same_type(before, after) => {
            format!("`{name}::{word}` takes `{}`, not `{}`", after.of_type, before.of_type)
        }
        _ => return None,
    };
    Some((text, word))
}

/// Whether two fields take the same, whatever lifetimes there are: those are told of the type itself.
fn is_same_type(before: &FieldFace, after: &FieldFace) -> bool {
    is_same_text(Some(&before.of_type), Some(&after.of_type))
}

fn is_same_text(before: Option<&str>, after: Option<&str>) -> bool {
    let plain = |text: &str| text.replace("<'a>", "");
    before == after || before.map(plain) == after.map(plain)
}

fn setter(field: &FieldFace) -> String {
    format!("with_{}", field.name)
}

/// What a type is, in words.
fn kind(of_type: &TypeFace) -> &'static str {
    match of_type.kind {
        TypeKind::Record { .. } => "a struct",
        TypeKind::Enumeration(_) => "an enum of values",
        TypeKind::Union(_) => "an enum of shapes",
    }
}
