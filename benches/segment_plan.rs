//! The plan that benchmarks work on: Segment Public API form, invented, `events` events of eight properties each.

use std::fmt::Write as _;

/// A plan of `events` events: two strings, an enum, a ranged integer, a number, a boolean, a string array, a nested
/// object with an enum. About 2.3 KB an event, as real plans of that form have.
pub(crate) fn segment_plan(events: usize) -> String {
    let mut plan = String::from(
        r#"{"id":"tp_bench","resourceSchemaId":"rs_bench","name":"Bench plan","slug":"","description":"","type":"LIVE","rules":["#,
    );
    for number in 0..events {
        if number > 0 {
            plan.push(',');
        }
        push_rule(&mut plan, number);
    }
    plan.push_str("]}");
    plan
}

fn push_rule(plan: &mut String, number: usize) {
    const SUBJECTS: [&str; 10] =
        ["Bed", "Seed", "Tool", "Order", "Garden", "Harvest", "Plot", "Compost", "Trellis", "Greenhouse"];
    const VERBS: [&str; 10] =
        ["Opened", "Closed", "Moved", "Planted", "Sold", "Shared", "Rated", "Watered", "Cleared", "Renamed"];
    let subject = SUBJECTS[number % 10];
    let verb = VERBS[(number / 10) % 10];
    // One in four events has an enumeration of its own; the others share the common one.
    let layouts = if number.is_multiple_of(4) {
        format!(r#"["rows","blocks","layout {number}"]"#)
    } else {
        r#"["rows","blocks","raised beds"]"#.to_owned()
    };
    // Writing to a `String` cannot fail.
    let _ = write!(
        plan,
        r##"{{"key":"{subject} {verb} {number}","type":"TRACK","version":1,"jsonSchema":{{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","labels":{{"team":"garden"}},"description":"Sent when a {subject} was {verb} by the gardener who looks after it, once for each of them.","properties":{{"context":{{}},"traits":{{}},"properties":{{"type":"object","properties":{{"gardenId":{{"id":"/properties/properties/properties/gardenId","type":["string"],"description":"Which garden it belongs to.","minLength":1}},"note":{{"id":"/properties/properties/properties/note","type":["string"],"description":"What the gardener wrote about it, in the words the gardener used.","maxLength":280}},"layout":{{"id":"/properties/properties/properties/layout","enum":{layouts},"description":"How the plants stand in the bed."}},"depth":{{"id":"/properties/properties/properties/depth","type":["integer"],"minimum":0,"maximum":100,"description":"How deep the seeds lie, in centimetres."}},"area":{{"id":"/properties/properties/properties/area","type":["number"],"minimum":0,"description":"How much ground it covers, in square metres."}},"organic":{{"id":"/properties/properties/properties/organic","type":["boolean"],"description":"Whether no synthetic fertiliser was used."}},"crops":{{"id":"/properties/properties/properties/crops","type":["array"],"items":{{"type":["string"]}},"maxItems":20,"description":"What grows in it, the main crop first."}},"soil":{{"id":"/properties/properties/properties/soil","type":["object"],"description":"What the ground is made of.","properties":{{"kind":{{"enum":["clay","loam","sand"],"description":"The main part."}},"acidity":{{"type":["number"],"minimum":0,"maximum":14,"description":"The pH value."}}}},"required":["kind"]}}}},"required":["gardenId","layout","depth","soil"]}}}},"required":["properties"]}},"createdAt":"2025-01-02T03:04:05.000Z","updatedAt":"2025-01-02T03:04:05.000Z","deprecatedAt":"0001-01-01T00:00:00.000Z"}}"##
    );
}
