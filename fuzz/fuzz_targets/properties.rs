#![no_main]

use itly_runtime::Properties;

// Names and values are taken from the input in turns: whatever they are, what is written is JSON and reads back.
libfuzzer_sys::fuzz_target!(|texts: Vec<(String, String)>| {
    let mut properties = Properties::from([]);
    for (name, value) in &texts {
        properties = properties.with(name, value.as_str());
    }
    let read: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&properties.to_json()).expect("what is written is JSON");
    for (name, value) in &texts {
        assert!(read.contains_key(name), "{name:?} with {value:?} is lost");
    }
});
