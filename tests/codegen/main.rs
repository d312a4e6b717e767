//! What is generated, the plans that it is generated from, and what things are called.

mod any_input_is_survived;
mod build_script;
mod calls_compile;
mod changes_are_classed;
mod compile_fail;
mod generated_code_agrees;
mod generated_code_is_formatted;
mod goldens;
mod goldens_are_current;
mod goldens_are_sent;
mod lock_file;
mod names_do_not_move;
mod names_of_events;
mod names_of_properties;
mod names_of_values;
mod names_stay;
mod plans_are_converted;
mod plans_are_read;
mod plans_of_vendors;
mod services_are_features;
mod shared_plans_compile;
mod support;
mod torture_names_compile;
mod types_allow_what_schemas_allow;
mod wire_names;
mod yaml_plans_are_read;
