//! The kinds of findings of this stage, one a file: AMP00xx about the text, AMP01xx about the plan in it.

mod absent_data_structure;
mod ambiguous_list;
mod attribute_family;
mod conflict_markers;
mod cyclic_reference;
mod duplicate_event;
mod duplicate_name;
mod empty_event_name;
mod empty_input;
mod entity_schema;
mod event_left_out;
mod fields_not_served;
mod foreign_reference;
mod foreign_schema_format;
mod idle_keyword;
mod impossible_value;
mod incomplete_plan;
mod inferred_type;
mod invalid_json;
mod invalid_yaml;
mod malformed_keyword;
mod malformed_plan;
mod malformed_table;
mod merged_variants;
mod misplaced_schema;
mod mixed_folder;
mod name_for_one_destination;
mod nested_too_deep;
mod not_an_event;
mod not_an_object;
mod not_json;
mod number_out_of_range;
mod property_in_two_groups;
mod repeated_enum_value;
mod repeated_key;
mod required_in_property;
mod reserved_event_name;
mod rounded_number;
mod shared_schema_name;
mod switched_by_source;
mod system_schema;
mod too_many_aliases;
mod undeclared_required;
mod unfilled_hole;
mod unknown_format;
mod unknown_key;
mod unknown_keyword;
mod unknown_reference;
mod unknown_type;
mod unread_section;
mod unresolved_reference;
mod unsatisfiable_schema;
mod unsupported_format;
mod unsupported_keyword;

pub(super) use self::absent_data_structure::ABSENT_DATA_STRUCTURE;
pub(super) use self::ambiguous_list::AMBIGUOUS_LIST;
pub(super) use self::attribute_family::ATTRIBUTE_FAMILY;
pub(super) use self::conflict_markers::CONFLICT_MARKERS;
pub(super) use self::cyclic_reference::CYCLIC_REFERENCE;
pub(super) use self::duplicate_event::DUPLICATE_EVENT;
pub(super) use self::duplicate_name::DUPLICATE_NAME;
pub(super) use self::empty_event_name::EMPTY_EVENT_NAME;
pub(super) use self::empty_input::EMPTY_INPUT;
pub(super) use self::entity_schema::ENTITY_SCHEMA;
pub(super) use self::event_left_out::EVENT_LEFT_OUT;
pub(super) use self::fields_not_served::FIELDS_NOT_SERVED;
pub(super) use self::foreign_reference::FOREIGN_REFERENCE;
pub(super) use self::foreign_schema_format::FOREIGN_SCHEMA_FORMAT;
pub(super) use self::idle_keyword::IDLE_KEYWORD;
pub(super) use self::impossible_value::IMPOSSIBLE_VALUE;
pub(super) use self::incomplete_plan::INCOMPLETE_PLAN;
pub(super) use self::inferred_type::INFERRED_TYPE;
pub(super) use self::invalid_json::INVALID_JSON;
pub(super) use self::invalid_yaml::INVALID_YAML;
pub(super) use self::malformed_keyword::MALFORMED_KEYWORD;
pub(super) use self::malformed_plan::MALFORMED_PLAN;
pub(super) use self::malformed_table::MALFORMED_TABLE;
pub(super) use self::merged_variants::MERGED_VARIANTS;
pub(super) use self::misplaced_schema::MISPLACED_SCHEMA;
pub(super) use self::mixed_folder::MIXED_FOLDER;
pub(super) use self::name_for_one_destination::NAME_FOR_ONE_DESTINATION;
pub(super) use self::nested_too_deep::NESTED_TOO_DEEP;
pub(super) use self::not_an_event::NOT_AN_EVENT;
pub(super) use self::not_an_object::NOT_AN_OBJECT;
pub(super) use self::not_json::NOT_JSON;
pub(super) use self::number_out_of_range::NUMBER_OUT_OF_RANGE;
pub(super) use self::property_in_two_groups::PROPERTY_IN_TWO_GROUPS;
pub(super) use self::repeated_enum_value::REPEATED_ENUM_VALUE;
pub(super) use self::repeated_key::REPEATED_KEY;
pub(super) use self::required_in_property::REQUIRED_IN_PROPERTY;
pub(super) use self::reserved_event_name::RESERVED_EVENT_NAME;
pub(super) use self::rounded_number::ROUNDED_NUMBER;
pub(super) use self::shared_schema_name::SHARED_SCHEMA_NAME;
pub(super) use self::switched_by_source::SWITCHED_BY_SOURCE;
pub(super) use self::system_schema::SYSTEM_SCHEMA;
pub(super) use self::too_many_aliases::TOO_MANY_ALIASES;
pub(super) use self::undeclared_required::UNDECLARED_REQUIRED;
pub(super) use self::unfilled_hole::UNFILLED_HOLE;
pub(super) use self::unknown_format::UNKNOWN_FORMAT;
pub(crate) use self::unknown_key::UNKNOWN_KEY;
pub(super) use self::unknown_keyword::UNKNOWN_KEYWORD;
pub(super) use self::unknown_reference::UNKNOWN_REFERENCE;
pub(super) use self::unknown_type::UNKNOWN_TYPE;
pub(super) use self::unread_section::UNREAD_SECTION;
pub(super) use self::unresolved_reference::UNRESOLVED_REFERENCE;
pub(super) use self::unsatisfiable_schema::UNSATISFIABLE_SCHEMA;
pub(super) use self::unsupported_format::UNSUPPORTED_FORMAT;
pub(super) use self::unsupported_keyword::UNSUPPORTED_KEYWORD;
use crate::diagnostic::Code;

/// All kinds of findings that reading a plan can make, by id.
pub static CODES: &[&Code] = &[
    &INVALID_JSON,
    &EMPTY_INPUT,
    &NOT_JSON,
    &NESTED_TOO_DEEP,
    &REPEATED_KEY,
    &UNKNOWN_FORMAT,
    &UNSUPPORTED_FORMAT,
    &NUMBER_OUT_OF_RANGE,
    &UNKNOWN_KEY,
    &MIXED_FOLDER,
    &ROUNDED_NUMBER,
    &INVALID_YAML,
    &TOO_MANY_ALIASES,
    &MALFORMED_TABLE,
    &FOREIGN_SCHEMA_FORMAT,
    &INCOMPLETE_PLAN,
    &MALFORMED_PLAN,
    &EMPTY_EVENT_NAME,
    &DUPLICATE_EVENT,
    &RESERVED_EVENT_NAME,
    &UNREAD_SECTION,
    &UNKNOWN_REFERENCE,
    &DUPLICATE_NAME,
    &PROPERTY_IN_TWO_GROUPS,
    &SYSTEM_SCHEMA,
    &MALFORMED_KEYWORD,
    &UNKNOWN_TYPE,
    &UNRESOLVED_REFERENCE,
    &FOREIGN_REFERENCE,
    &CYCLIC_REFERENCE,
    &UNDECLARED_REQUIRED,
    &REQUIRED_IN_PROPERTY,
    &REPEATED_ENUM_VALUE,
    &IMPOSSIBLE_VALUE,
    &UNSATISFIABLE_SCHEMA,
    &NOT_AN_OBJECT,
    &UNKNOWN_KEYWORD,
    &UNSUPPORTED_KEYWORD,
    &IDLE_KEYWORD,
    &INFERRED_TYPE,
    &UNFILLED_HOLE,
    &NOT_AN_EVENT,
    &AMBIGUOUS_LIST,
    &SHARED_SCHEMA_NAME,
    &MISPLACED_SCHEMA,
    &ENTITY_SCHEMA,
    &ABSENT_DATA_STRUCTURE,
    &MERGED_VARIANTS,
    &EVENT_LEFT_OUT,
    &NAME_FOR_ONE_DESTINATION,
    &ATTRIBUTE_FAMILY,
    &FIELDS_NOT_SERVED,
    &SWITCHED_BY_SOURCE,
    &CONFLICT_MARKERS,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::CODES;

    #[test]
    fn codes_are_sorted_and_have_manuals() {
        assert!(CODES.is_sorted_by_key(|code| code.id));
        let names: HashSet<_> = CODES.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), CODES.len());
        for code in CODES {
            let manual = code.manual();
            assert!(manual.starts_with("# "), "{} has a title", code.id);
            for heading in ["## What it does", "## Why it matters", "## Example", "## What to do"] {
                assert!(manual.contains(heading), "{} has `{heading}`", code.id);
            }
        }
    }
}
