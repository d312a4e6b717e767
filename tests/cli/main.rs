//! Behaviour of the tool: what it says and does.

mod any_plan_is_checked;
mod broken_plans;
mod long_lines;
mod real_plans_are_checked;
mod renderers;
