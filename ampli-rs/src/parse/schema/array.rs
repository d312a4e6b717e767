//! Lists and tuples.

use super::keywords::Keywords;
use super::reader::Reader;
use super::union;
use crate::json::Json;
use crate::plan::{Array, Shape, Type};
use crate::pointer::Location;

impl<'a> Reader<'a, '_> {
    /// The shape of a list. A tuple is read as a list whose items may be what any of its places may be.
    pub(super) fn array(&mut self, keywords: &Keywords<'a>, location: &Location) -> Shape {
        let any = || Type::new(Shape::Any, location.clone());
        let items = match (keywords.prefix_items, keywords.items) {
            (None, None) => any(),
            (Some(places), rest) => self.tuple("prefixItems", places, rest, keywords, location),
            (None, Some(places @ Json::Array(_))) => {
                let rest = keywords.members.iter().find(|(key, _)| &**key == "additionalItems");
                self.tuple("items", places, rest.map(|(_, schema)| schema), keywords, location)
            }
            (None, Some(Json::Boolean(false))) => {
                self.report_unsupported("items", location, "that the list is empty is not checked");
                any()
            }
            (None, Some(schema)) => self.item(schema, &location.key("items")),
        };
        Shape::Array(Box::new(Array { items }))
    }

    fn item(&mut self, schema: &'a Json, location: &Location) -> Type {
        self.path.push("[]");
        let branches = std::mem::take(&mut self.branches);
        let item = self.read(schema, location);
        self.branches = branches;
        self.path.pop();
        item
    }

    /// What an item of a tuple may be; anything where the tuple leaves its end open.
    fn tuple(
        &mut self,
        keyword: &'static str,
        places: &'a Json,
        rest: Option<&'a Json>,
        keywords: &Keywords<'a>,
        location: &Location,
    ) -> Type {
        if !matches!(places, Json::Array(_)) {
            self.report_malformed(&location.key(keyword), keyword, "a list of schemas", places);
        }
        let place = location.key(keyword);
        let mut items: Vec<_> = places
            .items()
            .iter()
            .enumerate()
            .map(|(index, schema)| self.item(schema, &place.index(index)))
            .collect();
        let effect = "it is read as a list in which any place may hold what one of them may";
        self.report_unsupported(keyword, location, effect);
        let longest = keywords.rules.iter().find(|(key, _)| *key == "maxItems");
        let ends = rest == Some(&Json::Boolean(false))
            || longest.is_some_and(|(_, value)| {
                matches!(value, Json::Number(number) if number.as_u64().is_some_and(|most| most <= items.len() as u64))
            });
        if !ends {
            items.push(match rest {
                Some(schema) => self.item(schema, &location.key(keyword)),
                None => Type::new(Shape::Any, location.clone()),
            });
        }
        union::unite(items, location).value
    }
}
