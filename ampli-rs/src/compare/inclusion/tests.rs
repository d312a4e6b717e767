//! Inclusions of types, by hand and by chance.
