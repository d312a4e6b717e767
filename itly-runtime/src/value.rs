use std::borrow::Cow;

/// Any JSON value: what a property may hold whose type the plan leaves open, and what plugins read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number beyond `i64`.
    Unsigned(u64),
    /// A number. One that JSON cannot hold (not finite) is written as `null` and makes the event invalid.
    Number(f64),
    /// Text.
    String(Cow<'a, str>),
    /// A list.
    Array(Vec<Value<'a>>),
    /// An object; the order of its members is kept.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}
