//! Lines by chance, sound and hostile, from a seed.

use snowplow_analytics::{FIELDS, Kind};

/// Numbers by chance: the same ones for the same seed, on every machine.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

const TEXTS: [&str; 16] = [
    "web",
    "a\"b\\c",
    "née",
    "日本語",
    "😀",
    "\u{0}",
    "a\u{1}b\u{1f}",
    "\u{2028}\u{feff}",
    "\u{e000}\u{ad}",
    " ",
    "it's",
    "line\nfeed",
    "null",
    "{}",
    "\u{7f}\u{80}",
    "\\u0041\\",
];
const INTEGERS: [&str; 20] = [
    "42",
    "0",
    "-7",
    "1280",
    "3",
    "443",
    "007",
    "-0",
    "+5",
    "2147483648",
    "123456789012345678901234567890",
    "x",
    "1.0",
    "1e3",
    "0x10",
    "--1",
    "1_000",
    " 7 ",
    "٣",
    "1\u{0}'",
];
const DOUBLES: [&str; 22] = [
    "42",
    "37.443604",
    "-122.4124",
    "0.1",
    "9.99",
    "-0",
    "1e5",
    "1E-5",
    "1e16",
    "1e22",
    ".5",
    "5.",
    "037.0",
    "1e-320",
    "1d",
    "0x1p3",
    "1,5",
    "nan",
    "1e400",
    " 1.5 ",
    "1_0.5",
    "it's \"1\"",
];
const BOOLEANS: [&str; 8] = ["1", "0", "1", "0", "true", "01", " 1", "\n"];
const TIMESTAMPS: [&str; 9] = [
    "2013-11-26 00:03:57.885",
    "2013-11-26T00:03:57",
    "2026-02-28 23:59:59.123456789",
    "2013-11-26 00:03",
    "2016-12-31 23:59:60",
    "2013-11-26 24:00:00",
    "garbage here now",
    "2013-11-26 00:03:57Z",
    "2013-02-30 00:00:00",
];
const SCHEMAS: [&str; 19] = [
    "\"iglu:com.acme/u/jsonschema/1-0-0\"",
    "\"iglu:com.acme/u/jsonschema/1-2-0\"",
    "\"iglu:com.acme/WebPage/jsonschema/2-0-0\"",
    "\"iglu:com.acme-x/my-Event/jsonschema/1-0-0\"",
    "\"iglu:com.acme/web_page/jsonschema/1-0-0\"",
    "\"iglu:com.acme.web/page/jsonschema/1-0-0\"",
    "\"iglu:org.w3/HTTPRequest/avro/12-0-3\"",
    "\"iglu:a/aB_C/jsonschema/1-0-0\"",
    "\"iglu:com.acme\\/u\\/jsonschema\\/1-0-0\"",
    "\"\\u0069glu:com.acme/v/jsonschema/1-0-0\"",
    "\"iglu:com.acme/w/jsonschema/3-1-4\"",
    "\"iglu:com.acme/x/jsonschema/1-0-1\"",
    "\"iglu:com.acme/y/jsonschema/1-0-0\"",
    "\"iglu:com.acme/z/jsonschema/1-0-0\"",
    "\"iglu:a/b/jsonschema/0-0-0\"",
    "\"http://a\"",
    "\"\"",
    "7",
    "null",
];
const SCALARS: [&str; 24] = [
    "1",
    "true",
    "false",
    "null",
    "\"text\"",
    "\"née 😀\"",
    "\"a\\\"b\\\\\\u00e9\\n\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800x\"",
    "1.0",
    "1e2",
    "-0",
    "-0.0",
    "9007199254740993",
    "123456789012345678901234567890",
    "0.1000",
    "1E400",
    "-1.5e-300",
    "\"\"",
    "\"iglu:a/b/jsonschema/1-0-0\"",
    "\"\\/\"",
    "\"\u{2028}\u{7f}\"",
    "12345.678",
];
const NAMES: [&str; 12] = [
    "\"a\"",
    "\"b\"",
    "\"\\u0061\"",
    "\"data\"",
    "\"schema\"",
    "\"longer name\"",
    "\"née\"",
    "\"\"",
    "\"\\ud800\"",
    "\"x\\\\y\"",
    "\"c\"",
    "\"d\"",
];
const BLANKS: [&str; 8] = ["", "", "", "", "", " ", "\r\n", "  "];
const INSERTED: [&str; 22] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\u{1}",
    "NaN",
    "Infinity",
    "-Infinity",
    "\\u12",
    "\\ud8",
    "\\x",
    "é",
    " ",
    "-",
    "0",
    ".",
    "e",
    "\u{feff}",
];

/// A line that is sound, or wrong in some places.
pub(crate) fn line(chance: &mut Chance) -> String {
    let hostile = chance.one_in(2);
    let filled = 2 + chance.below(12);
    let mut fields: Vec<String> = FIELDS
        .iter()
        .map(|field| if chance.one_in(filled) { value(chance, field.kind(), hostile) } else { String::new() })
        .collect();
    match chance.below(200) {
        0 => drop(fields.pop()),
        1 => fields.push("more".to_owned()),
        2 => fields.truncate(1),
        _ => {}
    }
    fields.join("\t") + if chance.one_in(20) { chance.of(&["\n", "\r\n"]) } else { "" }
}

fn value(chance: &mut Chance, kind: Kind, hostile: bool) -> String {
    // What is sound stands in front.
    let pick = |chance: &mut Chance, texts: &[&'static str], sound: usize| {
        let limit = if hostile && chance.one_in(4) { texts.len() } else { sound };
        chance.of(&texts[..limit]).to_owned()
    };
    match kind {
        Kind::Integer => pick(chance, &INTEGERS, 11),
        Kind::Double => pick(chance, &DOUBLES, 14),
        Kind::Boolean => pick(chance, &BOOLEANS, 4),
        Kind::Timestamp => pick(chance, &TIMESTAMPS, 6),
        Kind::Contexts => self_describing(chance, hostile, true),
        Kind::UnstructEvent => self_describing(chance, hostile, false),
        _ => (0..=chance.below(3)).map(|_| chance.of(&TEXTS)).collect(),
    }
}

fn self_describing(chance: &mut Chance, hostile: bool, contexts: bool) -> String {
    let hostile = hostile && chance.one_in(2);
    if hostile && chance.one_in(8) {
        return json(chance, 3);
    }
    let data = if contexts && !(hostile && chance.one_in(8)) {
        let entities: Vec<String> = (0..chance.below(6)).map(|_| entity(chance, hostile)).collect();
        format!("[{}]", entities.join(","))
    } else if contexts {
        json(chance, 3)
    } else {
        entity(chance, hostile)
    };
    let text =
        object(chance, hostile, "\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0\"", &data);
    if hostile && chance.one_in(2) { broken(chance, &text) } else { text }
}

fn entity(chance: &mut Chance, hostile: bool) -> String {
    if hostile && chance.one_in(12) {
        return json(chance, 2);
    }
    let sound = if hostile { SCHEMAS.len() } else { 14 };
    let schema = chance.of(&SCHEMAS[..sound]);
    let data = json(chance, 4);
    object(chance, hostile, schema, &data)
}

/// An object with a schema and data, in either order, perhaps with more or less.
fn object(chance: &mut Chance, hostile: bool, schema: &str, data: &str) -> String {
    let mut members = vec![format!("\"schema\":{schema}"), format!("\"data\":{}{data}", chance.of(&BLANKS))];
    if chance.one_in(3) {
        members.swap(0, 1);
    }
    if chance.one_in(10) {
        members.push(format!("{}:{}", chance.of(&NAMES), json(chance, 2)));
    }
    if hostile && chance.one_in(8) {
        members.remove(chance.below(2));
    }
    format!("{{{}{}}}", chance.of(&BLANKS), members.join(","))
}

fn json(chance: &mut Chance, depth: usize) -> String {
    let kind = if depth == 0 { 9 } else { chance.below(10) };
    let blank = |chance: &mut Chance| chance.of(&BLANKS).to_owned();
    match kind {
        0..=4 => {
            let members: Vec<String> = (0..chance.below(6))
                .map(|_| {
                    let name = chance.of(&NAMES);
                    format!(
                        "{}{name}{}:{}{}",
                        blank(chance),
                        blank(chance),
                        blank(chance),
                        json(chance, depth - 1)
                    )
                })
                .collect();
            format!("{{{}{}}}", members.join(","), blank(chance))
        }
        5 | 6 => {
            let items: Vec<String> = (0..chance.below(4))
                .map(|_| format!("{}{}", blank(chance), json(chance, depth - 1)))
                .collect();
            format!("[{}{}]", items.join(","), blank(chance))
        }
        _ => chance.of(&SCALARS).to_owned(),
    }
}

/// The text with something inserted, taken out, or broken off.
fn broken(chance: &mut Chance, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let place = chance.below(characters.len().max(1));
    match chance.below(4) {
        0 => characters.truncate(place),
        1 => drop(characters.drain(place..(place + 1).min(characters.len()))),
        2 => drop(characters.splice(place..(place + 1).min(characters.len()), chance.of(&INSERTED).chars())),
        _ => drop(characters.splice(place..place, chance.of(&INSERTED).chars())),
    }
    characters.into_iter().collect()
}
