//! An object's properties as a vendor lists them, one after the other.

use std::collections::HashMap;

use ecow::EcoString;

use super::Drawn;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::DUPLICATE_NAME;
use crate::pointer::Location;

/// Properties that are being gathered.
#[derive(Default)]
pub(in crate::parse) struct Listed {
    properties: Vec<(EcoString, Drawn, bool)>,
    places: HashMap<EcoString, Location>,
}

impl Listed {
    /// Adds a property whose schema stands at `location`. Of two with one name the first counts.
    pub(in crate::parse) fn add(
        &mut self,
        name: &str,
        schema: &Json,
        required: bool,
        location: &Location,
        findings: &mut Diagnostics,
    ) {
        if let Some(first) = self.places.get(name) {
            let finding =
                Diagnostic::new(&DUPLICATE_NAME, format!("the plan has the property `{name}` twice"));
            let finding = finding.at(location, "again here").at(first, "first here");
            return findings.push(finding.help("remove or rename one of them"));
        }
        self.properties.push((name.into(), Drawn::copied(schema, location.clone()), required));
        self.places.insert(name.into(), location.clone());
    }

    /// The schema of an object with these properties, which stands at `place` and may have others unless it is closed.
    pub(in crate::parse) fn into_schema(self, closed: bool, place: Location) -> Drawn {
        let mut schema = Drawn::object(self.properties, place);
        if closed {
            schema.say("additionalProperties", Json::Boolean(false));
        }
        schema
    }
}
