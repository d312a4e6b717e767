mod support {}
mod plans_are_read;
