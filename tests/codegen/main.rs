//! The code that is generated, and the plans that it is generated from.

mod support {}
mod any_input_is_survived;
mod plans_are_read;
