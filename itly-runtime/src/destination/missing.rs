/// What a destination needs and the plan does not have: the word for it.
pub(crate) type Missing = &'static str;
