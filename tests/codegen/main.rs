//! What is generated, and what it is called.

mod support {}

mod lock_file;
mod names_of_events;
mod names_of_properties;
mod names_of_values;
mod names_stay;
