//! Attributes and groups by name, from all documents of a registry.

use std::collections::HashMap;

use ecow::{EcoString, eco_format};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::parse::codes::{DUPLICATE_NAME, UNKNOWN_REFERENCE};
use crate::parse::members::Members;
use crate::pointer::Location;
use crate::suggestion;

/// What events may name.
#[derive(Default)]
pub(super) struct Registry<'a> {
    attributes: HashMap<EcoString, Members<'a>>,
    groups: HashMap<EcoString, Members<'a>>,
}

impl<'a> Registry<'a> {
    pub(super) fn new(files: &[Members<'a>], findings: &mut Diagnostics) -> Self {
        let mut registry = Self::default();
        for file in files {
            for group in file.objects("groups", findings) {
                for attribute in group.objects("attributes", findings) {
                    if let Some(name) = own_name(&attribute, &group) {
                        add(&mut registry.attributes, "attribute", name, attribute, findings);
                    }
                }
                registry.add_group(group, findings);
            }
            for attribute in file.objects("attributes", findings) {
                if let Some(name) = text(&attribute, "key") {
                    add(&mut registry.attributes, "attribute", name.into(), attribute, findings);
                }
            }
            for group in file.objects("attribute_groups", findings) {
                registry.add_group(group, findings);
            }
        }
        registry
    }

    fn add_group(&mut self, group: Members<'a>, findings: &mut Diagnostics) {
        if let Some(id) = text(&group, "id") {
            add(&mut self.groups, "group", id.into(), group, findings);
        }
    }

    /// The attribute that is named at `place`.
    pub(super) fn attribute(
        &self,
        name: &str,
        place: &Location,
        findings: &mut Diagnostics,
    ) -> Option<&Members<'a>> {
        find(&self.attributes, "attribute", name, place, findings)
    }

    /// The group that is named at `place`.
    pub(super) fn group(
        &self,
        id: &str,
        place: &Location,
        findings: &mut Diagnostics,
    ) -> Option<&Members<'a>> {
        find(&self.groups, "group", id, place, findings)
    }
}

/// The name of an attribute that a group defines, with the prefix that old files give once for all.
pub(super) fn own_name(attribute: &Members<'_>, group: &Members<'_>) -> Option<EcoString> {
    let id = text(attribute, "id")?;
    let prefix = text(group, "prefix").filter(|prefix| !prefix.is_empty());
    Some(prefix.map_or_else(|| id.into(), |prefix| eco_format!("{prefix}.{id}")))
}

/// The text of a member, if it is one.
pub(super) fn text<'a>(members: &Members<'a>, key: &str) -> Option<&'a str> {
    members.get(key).and_then(|(value, _)| value.as_str())
}

fn add<'a>(
    known: &mut HashMap<EcoString, Members<'a>>,
    what: &str,
    name: EcoString,
    members: Members<'a>,
    findings: &mut Diagnostics,
) {
    if let Some(first) = known.get(&name) {
        let message = format!("the registry has the {what} `{name}` twice, and the first one counts");
        let mut finding = Diagnostic::new(&DUPLICATE_NAME, message)
            .at(members.location(), "again here")
            .at(first.location(), "first here");
        // Events that use neither are sound.
        finding.severity = Severity::Warning;
        findings.push(finding.help("rename or remove one of them"));
        return;
    }
    known.insert(name, members);
}

fn find<'r, 'a>(
    known: &'r HashMap<EcoString, Members<'a>>,
    what: &str,
    name: &str,
    place: &Location,
    findings: &mut Diagnostics,
) -> Option<&'r Members<'a>> {
    let found = known.get(name);
    if found.is_none() {
        let help = match suggestion::closest(name, known.keys().map(EcoString::as_str)) {
            Some(close) => format!("did you mean `{close}`?"),
            None => "put the document that defines it into the folder: nothing is fetched".to_owned(),
        };
        let message = format!("no document of the folder has the {what} `{name}`");
        findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(place, "").help(help));
    }
    found
}
