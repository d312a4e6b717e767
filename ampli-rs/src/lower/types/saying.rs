//! Properties that say the same wherever they stand.

use std::hash::{Hash, Hasher};

use ecow::EcoString;

use crate::plan::{Property, Shape, Type};

/// A property under its identifier. Two are equal if one field serves both: if they differ in nothing but their places.
pub(super) struct Saying<'p> {
    property: &'p Property,
    identifier: EcoString,
}

impl<'p> Saying<'p> {
    pub(super) fn new(property: &'p Property, identifier: &str) -> Self {
        Self { property, identifier: identifier.into() }
    }
}

impl PartialEq for Saying<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Property { name, required, value, location: _ } = self.property;
        self.identifier == other.identifier
            && *name == other.property.name
            && *required == other.property.required
            && is_same(value, &other.property.value)
    }
}

impl Eq for Saying<'_> {}

impl Hash for Saying<'_> {
    /// What tells most properties apart.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.property.name.hash(state);
        self.property.value.description.hash(state);
    }
}

fn is_same(left: &Type, right: &Type) -> bool {
    let Type { shape, nullable, rules, description, default, examples, deprecated, location: _ } = left;
    let has_same_shape = match (shape, &right.shape) {
        (Shape::Array(left), Shape::Array(right)) => is_same(&left.items, &right.items),
        (Shape::Map(left), Shape::Map(right)) => is_same(left, right),
        (left, right) => left == right,
    };
    has_same_shape
        && *nullable == right.nullable
        && *rules == right.rules
        && *description == right.description
        && *default == right.default
        && *examples == right.examples
        && *deprecated == right.deprecated
}

#[cfg(test)]
mod tests {
    use super::Saying;
    use crate::plan::{Array, Property, Shape, Type};
    use crate::pointer::Location;

    fn texts(place: &str, description: &str) -> Property {
        let location = Location::root(0).key(place);
        let items =
            Type { description: Some(description.into()), ..Type::new(Shape::String, location.key("items")) };
        let value = Type::new(Shape::Array(Box::new(Array { items })), location.clone());
        Property { name: "crops".into(), required: false, value, location }
    }

    #[test]
    fn places_make_no_difference_and_words_do() {
        let [first, second, other] = [texts("a", "One."), texts("b", "One."), texts("a", "Two.")];
        let saying = |property| Saying::new(property, "crops");
        assert!(saying(&first) == saying(&second));
        assert!(saying(&first) != saying(&other));
        assert!(saying(&first) != Saying::new(&first, "crop"));
    }
}
