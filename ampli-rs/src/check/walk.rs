//! The way through a plan: every object and every value, each with what it belongs to.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::plan::{Event, Object, Plan, Property, PropertyGroup, Shape, Type};
use crate::pointer::Location;
use crate::values::conformance::Scope;

/// What an object or a value belongs to.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    Event(&'a Event),
    Group(&'a PropertyGroup),
    /// A named type of the plan, by its key.
    Definition(&'a str),
}

impl<'a> Owner<'a> {
    /// Where types in it look up what they refer to.
    pub(super) fn scope(self, plan: &'a Plan) -> Scope<'a> {
        match self {
            Self::Event(event) => Scope::of_event(event, plan),
            Self::Group(_) | Self::Definition(_) => Scope { own: None, shared: &plan.definitions },
        }
    }

    /// Names the event in a finding that is about one.
    pub(super) fn mark(self, finding: Diagnostic) -> Diagnostic {
        match self {
            Self::Event(event) => finding.of_event(event.title()),
            Self::Group(_) | Self::Definition(_) => finding,
        }
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => write!(formatter, "`{}`", event.title()),
            Self::Group(group) => write!(formatter, "group `{}`", group.name),
            Self::Definition(key) => write!(formatter, "type `{key}`"),
        }
    }
}

/// The names that lead from the owner to a value.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Root,
    Property(&'a str),
    Items,
    Values,
}

impl<'a> Path<'a> {
    const ROOT: Self = Self { parent: None, segment: Segment::Root };

    fn then(&'a self, segment: Segment<'a>) -> Self {
        Self { parent: Some(self), segment }
    }

    /// How many names lead to the value: 1 for a property.
    pub(super) fn depth(&self) -> u64 {
        let own = u64::from(matches!(self.segment, Segment::Property(_) | Segment::Values));
        own + self.parent.map_or(0, Path::depth)
    }
}

/// `bed.depth`, `beds[]`, `labels.*`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(formatter)?;
        }
        let is_first = self.parent.is_none_or(|parent| matches!(parent.segment, Segment::Root));
        let dot = if is_first { "" } else { "." };
        match self.segment {
            Segment::Root => Ok(()),
            Segment::Property(name) => write!(formatter, "{dot}{name}"),
            Segment::Items => formatter.write_str("[]"),
            Segment::Values => write!(formatter, "{dot}*"),
        }
    }
}

/// An object with declared properties.
pub(super) struct ObjectAt<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) object: &'a Object,
    /// Where its schema stands.
    pub(super) location: &'a Location,
}

impl ObjectAt<'_> {
    /// Whether these are the properties of an event or group itself, and not those of an object in it.
    pub(super) fn is_outermost(&self) -> bool {
        match self.owner {
            Owner::Event(event) => std::ptr::eq(self.object, &event.properties),
            Owner::Group(group) => std::ptr::eq(self.object, &group.properties),
            Owner::Definition(_) => false,
        }
    }
}

/// A value: of a property, of an item, of a branch of a union.
pub(super) struct ValueAt<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) path: Path<'a>,
    pub(super) value: &'a Type,
}

impl ValueAt<'_> {
    /// How messages call the value: `` `bed.depth` of `Seed Sown` ``.
    pub(super) fn title(&self) -> String {
        match self.path.segment {
            Segment::Root => self.owner.to_string(),
            _ => format!("`{}` of {}", self.path, self.owner),
        }
    }
}

/// Visits every value of the plan: those of groups and named types first, then those of events.
pub(super) fn values(plan: &Plan, visit: &mut dyn FnMut(&ValueAt<'_>)) {
    walk(plan, &mut |node| {
        if let Node::Value(value) = node {
            visit(&value);
        }
    });
}

/// Visits every object with declared properties, in the order of [`values`].
pub(super) fn objects<'a>(plan: &'a Plan, visit: &mut dyn FnMut(&ObjectAt<'a>)) {
    walk(plan, &mut |node| {
        if let Node::Object(object) = node {
            visit(&object);
        }
    });
}

/// What is met on the way. Paths live only as long as the way to them, objects as long as the plan.
enum Node<'a, 'p> {
    Object(ObjectAt<'a>),
    Value(ValueAt<'p>),
}

type Visit<'v, 'a> = dyn for<'p> FnMut(Node<'a, 'p>) + 'v;

fn walk<'a>(plan: &'a Plan, visit: &mut Visit<'_, 'a>) {
    for group in &plan.groups {
        object(Owner::Group(group), &Path::ROOT, &group.properties, &group.location, visit);
    }
    for (key, definition) in &plan.definitions {
        value(Owner::Definition(key), &Path::ROOT, definition, visit);
    }
    for event in &plan.events {
        let owner = Owner::Event(event);
        for definition in event.definitions.values() {
            value(owner, &Path::ROOT, definition, visit);
        }
        object(owner, &Path::ROOT, &event.properties, &event.schema_location, visit);
    }
}

fn object<'a>(
    owner: Owner<'a>,
    path: &Path<'_>,
    object: &'a Object,
    location: &'a Location,
    visit: &mut Visit<'_, 'a>,
) {
    visit(Node::Object(ObjectAt { owner, object, location }));
    for Property { name, value: property, .. } in &object.properties {
        value(owner, &path.then(Segment::Property(name)), property, visit);
    }
}

fn value<'a>(owner: Owner<'a>, path: &Path<'_>, value: &'a Type, visit: &mut Visit<'_, 'a>) {
    visit(Node::Value(ValueAt { owner, path: *path, value }));
    match &value.shape {
        Shape::Array(array) => self::value(owner, &path.then(Segment::Items), &array.items, visit),
        Shape::Map(values) => self::value(owner, &path.then(Segment::Values), values, visit),
        Shape::Object(object) => self::object(owner, path, object, &value.location, visit),
        Shape::Union(branches) => branches.iter().for_each(|branch| self::value(owner, path, branch, visit)),
        Shape::Any
        | Shape::String
        | Shape::Integer
        | Shape::Number
        | Shape::Boolean
        | Shape::Null
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Reference(_) => {}
    }
}
