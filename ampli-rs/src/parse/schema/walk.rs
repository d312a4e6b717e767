//! Schemas with small changes, for formats that put things into them which mean something else elsewhere.

use ecow::EcoVec;

use crate::json::{Json, Member};
use crate::schema_keywords::{NAMED_SCHEMAS, SCHEMAS};

/// Changes the members of `schema` and of every schema in it, outermost first.
///
/// Only schemas are changed: a property named like a keyword, and values in `enum` or `const`, stay as they are.
pub(in crate::parse) fn edit(schema: &mut Json, change: &mut impl FnMut(&mut EcoVec<Member>)) {
    match schema {
        Json::Array(items) => items.make_mut().iter_mut().for_each(|item| edit(item, change)),
        Json::Object(members) => {
            change(members);
            for (key, value) in members.make_mut() {
                if SCHEMAS.contains(&&**key) {
                    edit(value, change);
                } else if NAMED_SCHEMAS.contains(&&**key)
                    && let Json::Object(named) = value
                {
                    named.make_mut().iter_mut().for_each(|(_, schema)| edit(schema, change));
                }
            }
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::String(_) => {}
    }
}
