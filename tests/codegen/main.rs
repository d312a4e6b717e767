//! The code that is generated, what it is called, and the plans that it is generated from.

mod support {}

mod any_input_is_survived;
mod lock_file;
mod names_of_events;
mod names_of_properties;
mod names_of_values;
mod names_stay;
mod plans_are_read;
