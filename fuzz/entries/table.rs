//! Any text as the rows of Amplitude's table: they are read, and every finding stands in one of them.

use super::plan;

/// The columns that are read in different ways.
const COLUMNS: &str = "Object type,Object name,Action,Event property name,Property value type,Property required,\
                       Property is array,Enum values,Const value,Number property value min,Property group names\n";

pub(crate) fn run(text: &str) {
    plan::read_and_show(&[COLUMNS, text].concat(), "plan.csv");
}
