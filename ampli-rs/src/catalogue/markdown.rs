use super::Pages;
use crate::render::File;
pub(super) fn files(_pages: &Pages<'_>) -> Vec<File> { Vec::new() }
