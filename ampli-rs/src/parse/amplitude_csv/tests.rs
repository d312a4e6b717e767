use crate::parse::gardens::{documents, event, findings, garden, properties};
use crate::parse::own::{Keys, write};

#[test]
fn events_groups_and_properties_are_gathered_from_their_rows() {
    let parsed = garden("garden-amplitude/plan.csv");
    assert_eq!(findings(&parsed), [""; 0]);
    let titles: Vec<_> = parsed.plan.events.iter().map(|event| event.title()).collect();
    assert_eq!(titles, ["Seed Sown", "Row Watered"]);
    let sown = event(&parsed, "Seed Sown");
    assert_eq!(sown.description.as_deref(), Some("A seed was put into the earth, by hand."));
    assert_eq!(
        (sown.tags.join(" "), sown.groups.join(" ")),
        ("core spring".to_owned(), "Weather".to_owned())
    );
    assert_eq!(
        properties(sown),
        [
            "depth!: integer",
            "kind!: bean|pea",
            "version!: = 2",
            "bed!: {row!: integer, name: string}",
            "tools: string[]",
            "sunny!: boolean",
            "wind: any",
        ]
    );
    let sources: Vec<_> = parsed.plan.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(sources, ["Web", "Shed"]);
    assert!(event(&parsed, "Row Watered").deprecation.is_some());
}

#[test]
fn a_saved_plan_has_all_that_the_table_says() {
    let plan = garden("garden-amplitude/plan.csv").plan;
    let written = write(&plan, Keys::default());
    let again = documents(&[&written]).plan;
    assert_eq!(write(&again, Keys::default()), written);
    assert_eq!(
        serde_json::to_value(&again.events).expect("a plan serialises"),
        serde_json::to_value(&plan.events).expect("a plan serialises")
    );
}

#[test]
fn columns_may_stand_in_any_order_and_properties_of_users_are_a_call() {
    let parsed = documents(&[
        "Property value type,Object name,Object type,Object description\nstring,plan,User Property,What is paid for\nnumber,beds,User Property,\n",
    ]);
    assert_eq!(properties(event(&parsed, "identify")), ["plan: string", "beds: number"]);
    let plan = &event(&parsed, "identify").properties.properties[0];
    assert_eq!(plan.value.description.as_deref(), Some("What is paid for"));
}

#[test]
fn what_is_wrong_in_a_row_breaks_its_event() {
    let parsed = documents(&[
        "Object type,Object name,Event property name,Property value type,Property required,Number property value min,Enum values,Property group names\n\
         Event,Sown,,,,,,Plots\n\
         Event,Sown,depth,number,perhaps,deep,,\n\
         Event,Sown,kind,enum,,,\"bean, pea\",\n\
         Event,Sown,bed,object?,,,,\n\
         Metric,Sown,,,,,,\n",
    ]);
    assert_eq!(
        findings(&parsed),
        [
            "malformed-plan 0 /rows/4/Object type: `Object type` must be `Event` or `Property Group`, not `Metric`",
            "malformed-plan 0 /rows/0/Object name: `Number property value min` must be a number, not `deep`",
            "malformed-plan 0 /rows/0/Object name: `Property required` must be `True` or `False`, not `perhaps`",
            "ambiguous-list 0 /rows/2/Enum values: `Enum values` lists ` pea`, which may be meant in another way",
            "malformed-plan 0 /rows/0/Object name: `Property value type` must be `string`, `number`, `boolean`, `any`, `enum` or `const`, not `object?`",
            "unknown-reference 0 /rows/0/Property group names: the plan has no property group `Plots`",
        ]
    );
}
