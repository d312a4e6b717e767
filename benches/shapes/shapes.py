"""The shapes of generated code that `measure.py` compares, and the small runtime that they call."""

import json
import pathlib
import subprocess
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

GENRES = [[f"{word} {index}" for word in ("Rock", "Jazz", "Pop", "Folk")] for index in range(20)]

# As names of real plans are: an object, and what was done with it.
SUBJECTS = ("Song", "Album", "Artist", "Playlist", "Podcast", "Episode", "Station", "Concert", "Ticket", "Lyrics")
VERBS = ("Played", "Paused", "Skipped", "Liked", "Shared", "Saved", "Removed", "Rated", "Opened", "Closed")

RUNTIME = """
pub struct Writer<'a> { pub out: &'a mut Vec<u8>, pub first: bool }
pub trait WriteValue { fn write_value(&self, out: &mut Vec<u8>); }
impl WriteValue for str { fn write_value(&self, out: &mut Vec<u8>) { out.extend_from_slice(self.as_bytes()) } }
impl WriteValue for i64 { fn write_value(&self, _: &mut Vec<u8>) {} }
impl WriteValue for f64 { fn write_value(&self, _: &mut Vec<u8>) {} }
impl WriteValue for bool { fn write_value(&self, _: &mut Vec<u8>) {} }
impl<T: WriteProperties> WriteValue for T { fn write_value(&self, _: &mut Vec<u8>) {} }
impl WriteValue for &str { fn write_value(&self, out: &mut Vec<u8>) { (**self).write_value(out) } }
impl<T: WriteValue> WriteValue for &[T] { fn write_value(&self, _: &mut Vec<u8>) {} }
impl<T: WriteValue> WriteValue for Option<T> { fn write_value(&self, _: &mut Vec<u8>) {} }
impl<T: WriteValue> WriteValue for [T] { fn write_value(&self, _: &mut Vec<u8>) {} }
impl<'a> Writer<'a> {
    pub fn property<T: WriteValue + ?Sized>(&mut self, name: &str, value: &T) {
        name.write_value(self.out);
        value.write_value(self.out);
    }
    pub fn string(&mut self, name: &str, value: &str) { self.property(name, value) }
    pub fn optional_string(&mut self, name: &str, value: Option<&str>) { if let Some(v) = value { self.property(name, v) } }
    pub fn integer(&mut self, name: &str, value: i64) { self.property(name, &value) }
    pub fn number(&mut self, name: &str, value: f64) { self.property(name, &value) }
    pub fn optional_number(&mut self, name: &str, value: Option<f64>) { self.property(name, &value) }
    pub fn boolean(&mut self, name: &str, value: bool) { self.property(name, &value) }
    pub fn strings(&mut self, name: &str, value: &[&str]) { self.property(name, value) }
    pub fn object(&mut self, name: &str, value: &dyn WriteProperties) { self.string(name, ""); value.write(self) }
    pub fn optional_object(&mut self, name: &str, value: Option<&dyn WriteProperties>) {
        if let Some(value) = value { self.object(name, value) }
    }
    pub fn values(&mut self, names: &[&str], values: &[Value<'_>]) {
        for (name, _) in names.iter().zip(values) { self.string(name, "") }
    }
}
pub enum Value<'a> {
    Absent, String(&'a str), Integer(i64), Number(f64), Boolean(bool), Strings(&'a [&'a str]),
    Object(&'a dyn WriteProperties),
}
pub struct Checker<'a> { pub out: &'a mut Vec<String> }
impl Checker<'_> {
    pub fn integer(&mut self, name: &str, value: i64, rules: &'static IntegerRules) {
        if value < rules.minimum || value > rules.maximum { self.out.push(name.to_owned()) }
    }
}
pub struct IntegerRules { pub minimum: i64, pub maximum: i64 }
pub trait WriteProperties {
    fn write(&self, to: &mut Writer<'_>);
    fn check(&self, _report: &mut Checker<'_>) {}
}
pub struct EventSpec { pub name: &'static str, pub id: Option<&'static str>, pub version: Option<&'static str> }
pub trait TypedEvent: WriteProperties { const SPEC: &'static EventSpec; }
pub struct Error;
pub fn track(_user: &str, _spec: &'static EventSpec, _event: &dyn WriteProperties) -> Result<(), Error> { Ok(()) }
pub fn debug(_: &dyn WriteProperties, _: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") }
"""

DERIVED_RUNTIME = "pub fn track<T: serde::Serialize>(_: &str, _: &str, _: &T) -> Result<(), ::runtime::Error> { Ok(()) }\n"


def manifest(dependencies):
    """The manifest of the measured crate."""
    return f"""[package]
name = "sdk"
version = "0.0.0"
edition = "2024"

[dependencies]
runtime = {{ path = "../runtime" }}
{dependencies}
[workspace]
"""


def write_runtime(folder):
    """Writes the runtime crate that every shape calls."""
    (folder / "src").mkdir(parents=True)
    (folder / "src/lib.rs").write_text(RUNTIME)
    (folder / "Cargo.toml").write_text('[package]\nname = "runtime"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n')


def documentation(index):
    return f"""/// A listener played song number {index} to its end.
///
/// Owner: Ada Example. Version 1.0.0. Tags: music, core.
///
/// [In the tracking plan](https://plans.example.com/events/song-played-{index})
"""


FIELDS = [
    # documentation, name, type, optional
    ("Title of the song, as the catalogue has it.", "title", "&'a str", False),
    ("Name of the artist.", "artist", "&'a str", False),
    ("Style of the music.\n    ///\n    /// | Rule | Value |\n    /// |---|---|\n    /// | Enum Values | `Rock`, `Jazz`, `Pop`, `Folk` |", "genre", "GENRE", False),
    ("Year of release.\n    ///\n    /// | Rule | Value |\n    /// |---|---|\n    /// | Min Value | 1900 |\n    /// | Max Value | 2100 |", "year", "i64", False),
    ("Seconds played.", "duration", "f64", True),
    ("Whether it was chosen by hand.", "chosen", "bool", False),
    ("Labels of the playlist.", "labels", "&'a [&'a str]", False),
    ("The device that played it.", "device", "DEVICE", False),
]


def fields(index, genre, device, extra):
    rows = [*FIELDS, ("Added by the edit.", "added", "bool", False)] if extra else FIELDS
    result = []
    for text, name, kind, optional in rows:
        kind = kind.replace("GENRE", genre).replace("DEVICE", device)
        result.append((text, name, kind, optional))
    return result


def struct(name, rows):
    out = [f"pub struct {name}<'a> {{\n"]
    for text, field, kind, optional in rows:
        out.append(f"    /// {text}\n    pub {field}: {f'::core::option::Option<{kind}>' if optional else kind},\n")
    out.append("}\n\n")
    return "".join(out)


def constructor(name, rows):
    required = [row for row in rows if not row[3]]
    out = [f"impl<'a> {name}<'a> {{\n    /// The event with its required properties.\n    pub const fn new(\n"]
    out += [f"        {field}: {kind},\n" for _, field, kind, _ in required]
    out += ["    ) -> Self {\n        Self {\n"]
    out += [f"            {field}: ::core::option::Option::None,\n" if optional else f"            {field},\n" for _, field, _, optional in rows]
    out += ["        }\n    }\n"]
    for _, field, kind, optional in rows:
        if optional:
            out.append(f"\n    /// Sets `{field}`.\n    pub const fn with_{field}(mut self, {field}: {kind}) -> Self {{\n"
                       f"        self.{field} = ::core::option::Option::Some({field});\n        self\n    }}\n")
    out.append("}\n\n")
    return "".join(out)


DEVICE_ROWS = [("Its model.", "model", "&'a str", False), ("Its class.", "class", "CLASS", False)]


def enum(name, values, derive=""):
    variants = [value.replace(" ", "") for value in values]
    out = [f"/// A style of music.\n{derive}pub enum {name} {{\n"]
    out += [f"    /// `{value}`\n    {variant},\n" for value, variant in zip(values, variants)]
    out += ["}\n\n"]
    if "Serialize" in derive:
        for value, variant in zip(values, variants):
            out = [line.replace(f"    {variant},\n", f'    #[serde(rename = "{value}")]\n    {variant},\n') for line in out]
        return "".join(out)
    out += [f"impl {name} {{\n    /// The value on the wire.\n    pub const fn as_str(self) -> &'static str {{\n        match self {{\n"]
    out += [f'            Self::{variant} => "{value}",\n' for value, variant in zip(values, variants)]
    out += ["        }\n    }\n}\n\n"]
    out.append(f"impl ::runtime::WriteValue for {name} {{\n    fn write_value(&self, out: &mut ::std::vec::Vec<u8>) {{\n        self.as_str().write_value(out);\n    }}\n}}\n\n")
    return "".join(out)


COPY = "#[derive(Clone, Copy)]\n"


class Shape:
    """One way to write the same events."""

    dependencies = ""

    def __init__(self, body, debug=False, shared=True):
        self.body, self.debug, self.shared = body, debug, shared

    def files(self, events, per_file, edited):
        """The crate's files; event `edited` has one property more."""
        files, modules = {}, []
        for start in range(0, events, per_file):
            name = f"event_{start}"
            modules.append(name)
            files[f"src/events/{name}.rs"] = "".join(
                self.event(index, index == edited) for index in range(start, min(start + per_file, events))
            )
        files["src/events/mod.rs"] = "".join(f"mod {name};\npub use self::{name}::*;\n" for name in modules)
        files["src/lib.rs"] = "mod events;\nmod shared;\npub use self::events::*;\n"
        files["src/shared.rs"] = self.shared_types() if self.shared else ""
        return files

    def shared_types(self):
        text = "use ::runtime::WriteValue as _;\n\n"
        for index, values in enumerate(GENRES):
            text += enum(f"Genre{index}", values, COPY)
        text += enum("Class", ["phone", "tablet"], COPY)
        for index in range(10):
            rows = [(doc, name, kind.replace("CLASS", "Class"), optional) for doc, name, kind, optional in DEVICE_ROWS]
            text += "/// A device.\n" + struct(f"Device{index}", rows) + constructor(f"Device{index}", rows)
            text += self.properties(f"Device{index}", rows)
        return text

    def event(self, index, extra):
        name = f"SongPlayed{index}"
        rows = fields(index, f"{name}Genre", f"{name}Device<'a>", extra)
        text = f"/// The plan's type of `genre`.\npub type {name}Genre = crate::shared::Genre{index % 20};\n"
        text += f"/// The plan's type of `device`.\npub type {name}Device<'a> = crate::shared::Device{index % 10}<'a>;\n\n"
        text += documentation(index) + struct(name, rows) + constructor(name, rows) + self.properties(name, rows)
        text += f"""impl ::runtime::TypedEvent for {name}<'_> {{
    const SPEC: &'static ::runtime::EventSpec = &::runtime::EventSpec {{
        name: "Song Played {index}",
        id: ::core::option::Option::Some("1f0c9a3e-7c35-4e7b-9a44-{index:012}"),
        version: ::core::option::Option::Some("1.0.0"),
    }};
}}

{documentation(index)}pub fn song_played_{index}(
    user_id: &str,
    event: {name}<'_>,
) -> ::core::result::Result<(), ::runtime::Error> {{
    ::runtime::track(user_id, <{name}<'_> as ::runtime::TypedEvent>::SPEC, &event)
}}

"""
        if self.debug:
            text += f"""impl ::core::fmt::Debug for {name}<'_> {{
    fn fmt(&self, to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{
        ::runtime::debug(self, "{name}", to)
    }}
}}

"""
        return text

    def properties(self, name, rows):
        text = f"impl ::runtime::WriteProperties for {name}<'_> {{\n    fn write(&self, to: &mut ::runtime::Writer<'_>) {{\n"
        text += self.body(rows) + "    }\n"
        if any(field == "year" for _, field, _, _ in rows):
            text += """
    fn check(&self, report: &mut ::runtime::Checker<'_>) {
        report.integer("year", self.year, &::runtime::IntegerRules { minimum: 1900, maximum: 2100 });
    }
"""
        return text + "}\n\n"


def generic(rows):
    text = ""
    for _, field, kind, _ in rows:
        value = f"self.{field}.as_str()" if kind.endswith(("Genre", "Class")) else f"&self.{field}"
        text += f'        to.property("{field}", {value});\n'
    return text


def kind_method(kind):
    return {"&'a str": "string", "i64": "integer", "f64": "number", "bool": "boolean", "&'a [&'a str]": "strings"}.get(kind)


def plain(rows):
    text = ""
    for _, field, kind, optional in rows:
        method, value = kind_method(kind), f"self.{field}"
        if kind.endswith(("Genre", "Class")):
            method, value = "string", f"self.{field}.as_str()"
        elif method is None:
            method, value = "object", f"&self.{field}"
        text += f'        to.{"optional_" if optional else ""}{method}("{field}", {value});\n'
    return text


def table(rows):
    names = ", ".join(f'"{field}"' for _, field, _, _ in rows)
    text = f"        const NAMES: &[&str] = &[\n            {names},\n        ];\n        let values = [\n"
    for _, field, kind, optional in rows:
        variant, value = kind_method(kind), f"self.{field}"
        if kind.endswith(("Genre", "Class")):
            variant, value = "String", f"self.{field}.as_str()"
        elif variant is None:
            variant, value = "Object", f"&self.{field}"
        if optional:
            text += f"            match self.{field} {{\n                ::core::option::Option::Some(value) => ::runtime::Value::{variant.capitalize()}(value),\n                ::core::option::Option::None => ::runtime::Value::Absent,\n            }},\n"
        else:
            text += f"            ::runtime::Value::{variant.capitalize()}({value}),\n"
    return text + "        ];\n        to.values(NAMES, &values);\n"


class Derived(Shape):
    """`#[derive(Debug, Clone, Serialize)]` on every type, each event with types of its own."""

    dependencies = 'serde = { version = "1", features = ["derive"] }\n'
    derive = "#[derive(Debug, Clone, serde::Serialize)]\n"

    def __init__(self, shared=False):
        super().__init__(None, shared=shared)

    def shared_types(self):
        text = "".join(enum(f"Genre{index}", values, self.derive) for index, values in enumerate(GENRES))
        text += enum("Class", ["phone", "tablet"], self.derive)
        for index in range(10):
            rows = [(doc, name, kind.replace("CLASS", "Class"), optional) for doc, name, kind, optional in DEVICE_ROWS]
            text += self.derive + struct(f"Device{index}", rows) + constructor(f"Device{index}", rows)
        return text

    def event(self, index, extra):
        name = f"SongPlayed{index}"
        rows = fields(index, f"{name}Genre", f"{name}Device<'a>", extra)
        if self.shared:
            text = f"pub type {name}Genre = crate::shared::Genre{index % 20};\npub type {name}Device<'a> = crate::shared::Device{index % 10}<'a>;\n\n"
        else:
            nested = [(doc, field, kind.replace("CLASS", f"{name}Class"), optional) for doc, field, kind, optional in DEVICE_ROWS]
            text = enum(f"{name}Genre", GENRES[index % 20], self.derive) + enum(f"{name}Class", ["phone", "tablet"], self.derive)
            text += self.derive + struct(f"{name}Device", nested) + constructor(f"{name}Device", nested)
        text += self.derive + documentation(index)
        body = struct(name, rows)
        for _, field, kind, optional in rows:
            if optional:
                body = body.replace(f"    pub {field}:", f'    #[serde(skip_serializing_if = "Option::is_none")]\n    pub {field}:')
        text += body + constructor(name, rows)
        text += f"""pub fn song_played_{index}(user_id: &str, event: {name}<'_>) -> Result<(), ::runtime::Error> {{
    crate::track(user_id, "Song Played {index}", &event)
}}

"""
        return text

    def files(self, events, per_file, edited):
        files = super().files(events, per_file, edited)
        files["src/lib.rs"] += DERIVED_RUNTIME
        return files


class Copied(Shape):
    """As `Shape`, and `Clone` and `Copy` derived on every event."""

    def event(self, index, extra):
        return super().event(index, extra).replace(f"pub struct SongPlayed{index}<", f"#[derive(Clone, Copy)]\npub struct SongPlayed{index}<")

    def shared_types(self):
        return super().shared_types().replace("pub struct Device", "#[derive(Clone, Copy)]\npub struct Device")


class Generated:
    """What `ampli-rs pull` writes today for a plan of these events, on the real runtime."""

    dependencies = f'itly-runtime = {{ path = "{REPOSITORY}/itly-runtime", default-features = false }}\n'

    def files(self, events, per_file, edited):
        """The files of the SDK."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            (folder / "plan.json").write_text(json.dumps(self.plan(events, edited)))
            command = [REPOSITORY / "target/debug/ampli-rs", "pull", "bench", "--plan", "plan.json", "--path", "sdk"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            sources = (folder / "sdk/src").rglob("*.rs")
            files = {str(path.relative_to(folder / "sdk")): path.read_text() for path in sources}
        # Only compiled with the feature `testing`.
        files.pop("src/recorded.rs", None)
        files["src/lib.rs"] = files["src/lib.rs"].replace('#[cfg(feature = "testing")]\nmod recorded;\n', "")
        return files

    def plan(self, events, edited):
        """A plan in the tool's own form."""
        return {"ampliPlan": 1, "name": "Bench", "events": [self.event(index, index == edited) for index in range(events)]}

    @staticmethod
    def event(index, extra):
        properties = {
            "title": {"type": "string", "description": "Title of the song, as the catalogue has it."},
            "artist": {"type": "string", "description": "Name of the artist."},
            "genre": {"enum": GENRES[index % 20], "description": "Style of the music."},
            "year": {"type": "integer", "minimum": 1900, "maximum": 2100, "description": "Year of release."},
            "duration": {"type": "number", "description": "Seconds played."},
            "chosen": {"type": "boolean", "description": "Whether it was chosen by hand."},
            "labels": {"type": "array", "items": {"type": "string"}, "description": "Labels of the playlist."},
            "device": {
                "type": "object",
                "description": "The device that played it.",
                "properties": {"model": {"type": "string"}, "class": {"enum": ["phone", "tablet"]}},
                "required": ["model", "class"],
            },
        }
        if extra:
            properties["added"] = {"type": "boolean", "description": "Added by the edit."}
        required = [name for name in properties if name != "duration"]
        return {
            "name": f"{SUBJECTS[index % 10]} {VERBS[index // 10 % 10]} {index}",
            "id": f"1f0c9a3e-7c35-4e7b-9a44-{index:012}",
            "version": "1.0.0",
            "description": f"A listener played song number {index} to its end.",
            "owner": "Ada Example",
            "tags": ["music", "core"],
            "url": f"https://plans.example.com/events/song-played-{index}",
            "schema": {"properties": properties, "required": required},
        }


# Name of the shape: how it is written, and how many events share a file.
ALL = {
    "derive": (Derived(), 1),
    "generated": (Generated(), 1),
    "derive, shared types": (Derived(shared=True), 1),
    "generic property": (Shape(generic), 1),
    "method a type": (Shape(plain), 1),
    "method a type, Debug": (Shape(plain, debug=True), 1),
    "method a type, Debug, derive(Clone, Copy)": (Copied(plain, debug=True), 1),
    "method a type, 50 a file": (Shape(plain), 50),
    "table and slice": (Shape(table), 1),
    "table and slice, 50 a file": (Shape(table), 50),
}
