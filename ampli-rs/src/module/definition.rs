use serde::Serialize;

use super::Lines;

/// A type that is defined where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Definition {
    /// A struct.
    Record(Box<Record>),
    /// An enum of constant values.
    Enumeration(Enumeration),
    /// An enum of one variant for each shape that a value may have.
    Union(Union),
}

/// Another name for a type that several events use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alias {
    /// What is said about it.
    pub docs: Lines,
    /// The item, laid out.
    pub lines: Lines,
}

/// A struct with public fields that writes itself as an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// What is said about it.
    pub docs: Lines,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The identifier.
    pub name: String,
    /// The type's own lifetime parameters: `<'a>` or nothing.
    pub generics: &'static str,
    /// The fields, in the plan's order.
    pub fields: Vec<Field>,
    /// The function that takes what is required.
    pub constructor: Constructor,
    /// The struct that carries what is required, when that is too much for parameters.
    pub required: Option<RequiredRecord>,
    /// The header of `impl Default`, when nothing is required.
    pub default_header: Lines,
    /// One method for each optional field.
    pub setters: Vec<Setter>,
    /// The header of `impl WriteProperties`.
    pub write_header: Lines,
    /// The statements that write each property.
    pub write: Lines,
    /// What the rules name of the runtime, to be imported; nothing without rules.
    pub check_imports: Option<String>,
    /// The patterns of rules, which are compiled once, and tables of rules that refer to them.
    pub check_patterns: Lines,
    /// The statements that check each property; none if types prove all that the plan asks.
    pub check: Lines,
    /// The header of `impl Debug`.
    pub debug_header: Lines,
    /// The expression that prints it, laid out.
    pub debug: Lines,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// What is said about it.
    pub docs: Lines,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// Visibility, name and type, laid out.
    pub lines: Lines,
}

/// The function `new` of a struct.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Constructor {
    /// The signature, laid out, to the opening brace.
    pub signature: Lines,
    /// The expression that it returns, laid out.
    pub body: Lines,
}

/// The struct that carries the required fields of another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequiredRecord {
    /// The identifier.
    pub name: String,
    /// The type's own lifetime parameters: `<'a>` or nothing.
    pub generics: &'static str,
    /// The fields.
    pub fields: Vec<Field>,
}

/// The method that sets an optional field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setter {
    /// What is said about it.
    pub docs: Lines,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The signature, laid out, to the opening brace.
    pub signature: Lines,
    /// The assignment, laid out.
    pub assignment: Lines,
}

/// An enum of the constant values that the plan lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enumeration {
    /// What is said about it.
    pub docs: Lines,
    /// The identifier.
    pub name: String,
    /// The variants, in the plan's order.
    pub variants: Vec<Variant>,
    /// The method that gives the value on the wire.
    pub getter: Getter,
    /// The header of `impl WriteValue`.
    pub write_header: Lines,
    /// The header of `impl CheckValue`; none when no list needs it.
    pub check_header: Lines,
}

/// The method of an enumeration that gives the value on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Getter {
    /// Its name.
    pub name: &'static str,
    /// What it returns.
    pub output: &'static str,
    /// The expression by which `CheckValue::as_value` makes a value of it.
    pub value: &'static str,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// What is said about it.
    pub docs: Lines,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The identifier.
    pub name: String,
    /// The match arm that gives its value, laid out.
    pub arm: Lines,
}

/// An enum of one variant for each shape that a value may have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// What is said about it.
    pub docs: Lines,
    /// The identifier.
    pub name: String,
    /// The type's own lifetime parameters: `<'a>` or nothing.
    pub generics: &'static str,
    /// The variants, in the plan's order.
    pub variants: Vec<UnionVariant>,
    /// The header of `impl WriteValue`.
    pub write_header: Lines,
    /// The header of `impl CheckValue`.
    pub check_header: Lines,
    /// What the rules name of the runtime, to be imported; nothing without rules.
    pub check_imports: Option<String>,
    /// The patterns of rules, which are compiled once, and tables of rules that refer to them.
    pub check_patterns: Lines,
}

/// One shape of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnionVariant {
    /// What is said about it.
    pub docs: Lines,
    /// The declaration, laid out: `Number(f64),`.
    pub declaration: Lines,
    /// The match arm that writes it, laid out.
    pub write: Lines,
    /// The match arm that checks it, laid out.
    pub check: Lines,
    /// The match arm that makes a value of it, laid out.
    pub value: Lines,
}
