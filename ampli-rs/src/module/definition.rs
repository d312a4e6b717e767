use serde::Serialize;

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
    pub docs: Vec<String>,
    /// The item, laid out.
    pub lines: Vec<String>,
}

/// A struct with public fields that writes itself as an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// What is said about it.
    pub docs: Vec<String>,
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
    pub default_header: Vec<String>,
    /// One method for each optional field.
    pub setters: Vec<Setter>,
    /// The header of `impl WriteProperties`.
    pub write_header: Vec<String>,
    /// Whether the statements that write the properties name the runtime's `Key`.
    pub imports_key: bool,
    /// The statements that write each property.
    pub write: Vec<String>,
    /// What the rules name of the runtime, to be imported; nothing without rules.
    pub check_imports: Option<String>,
    /// The patterns of rules, which are compiled once.
    pub check_patterns: Vec<String>,
    /// The statements that check each property; none if types prove all that the plan asks.
    pub check: Vec<String>,
    /// The header of `impl Debug`.
    pub debug_header: Vec<String>,
    /// The expression that prints it, laid out.
    pub debug: Vec<String>,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// What is said about it.
    pub docs: Vec<String>,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// Visibility, name and type, laid out.
    pub lines: Vec<String>,
}

/// The function `new` of a struct.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Constructor {
    /// The signature, laid out, to the opening brace.
    pub signature: Vec<String>,
    /// The expression that it returns, laid out.
    pub body: Vec<String>,
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
    pub docs: Vec<String>,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The signature, laid out, to the opening brace.
    pub signature: Vec<String>,
    /// The assignment, laid out.
    pub assignment: Vec<String>,
}

/// An enum of the constant values that the plan lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enumeration {
    /// What is said about it.
    pub docs: Vec<String>,
    /// The identifier.
    pub name: String,
    /// The variants, in the plan's order.
    pub variants: Vec<Variant>,
    /// The method that gives the value on the wire.
    pub getter: Getter,
    /// The header of `impl WriteValue`.
    pub write_header: Vec<String>,
    /// The header of `impl CheckValue`; none when no list needs it.
    pub check_header: Vec<String>,
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
    pub docs: Vec<String>,
    /// The literal that says why it is deprecated.
    pub deprecated: Option<String>,
    /// The identifier.
    pub name: String,
    /// The match arm that gives its value, laid out.
    pub arm: Vec<String>,
}

/// An enum of one variant for each shape that a value may have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// What is said about it.
    pub docs: Vec<String>,
    /// The identifier.
    pub name: String,
    /// The type's own lifetime parameters: `<'a>` or nothing.
    pub generics: &'static str,
    /// The variants, in the plan's order.
    pub variants: Vec<UnionVariant>,
    /// The header of `impl WriteValue`.
    pub write_header: Vec<String>,
    /// The header of `impl CheckValue`.
    pub check_header: Vec<String>,
    /// What the rules name of the runtime, to be imported; nothing without rules.
    pub check_imports: Option<String>,
    /// The patterns of rules, which are compiled once.
    pub check_patterns: Vec<String>,
}

/// One shape of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnionVariant {
    /// What is said about it.
    pub docs: Vec<String>,
    /// The declaration, laid out: `Number(f64),`.
    pub declaration: Vec<String>,
    /// The match arm that writes it, laid out.
    pub write: Vec<String>,
    /// The match arm that checks it, laid out.
    pub check: Vec<String>,
    /// The match arm that makes a value of it, laid out.
    pub value: Vec<String>,
}
