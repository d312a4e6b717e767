//! The event of the runtime's benchmarks: eight properties, in the shape of generated code.

use std::hint::black_box;

use itly_runtime::{Checker, EventSpec, JsonText, PropertiesWriter, TypedEvent, WriteProperties, WriteValue};

/// The `number`th event, made behind the optimiser's back.
pub(crate) fn event(number: u32) -> BedPlanted<'static> {
    black_box(BedPlanted {
        garden_id: "garden-0123456789",
        note: Some("tomatoes beside the basil"),
        layout: Layout::RaisedBeds,
        depth: i64::from(number % 100),
        area: Some(12.5),
        organic: Some(true),
        crops: Some(&["tomato", "basil", "marigold"]),
        soil: Soil { kind: SoilKind::Loam, acidity: Some(6.5) },
    })
}

/// The properties that every event gets.
pub(crate) struct GardenContext {
    pub(crate) version: &'static str,
    pub(crate) region: &'static str,
}

impl WriteProperties for GardenContext {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("version", self.version);
        to.string("region", self.region);
    }
}

pub(crate) struct BedPlanted<'a> {
    pub(crate) garden_id: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) layout: Layout,
    pub(crate) depth: i64,
    pub(crate) area: Option<f64>,
    pub(crate) organic: Option<bool>,
    pub(crate) crops: Option<&'a [&'a str]>,
    pub(crate) soil: Soil,
}

#[derive(Clone, Copy)]
pub(crate) enum Layout {
    #[expect(dead_code, reason = "the plan has more values than this event uses")]
    Rows,
    RaisedBeds,
}

impl Layout {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::RaisedBeds => "raised beds",
        }
    }
}

impl WriteValue for Layout {
    fn write_value(&self, out: &mut JsonText) {
        WriteValue::write_value(&self.text(), out);
    }
}

pub(crate) struct Soil {
    pub(crate) kind: SoilKind,
    pub(crate) acidity: Option<f64>,
}

#[derive(Clone, Copy)]
pub(crate) enum SoilKind {
    #[expect(dead_code, reason = "the plan has more values than this event uses")]
    Clay,
    Loam,
}

impl SoilKind {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Clay => "clay",
            Self::Loam => "loam",
        }
    }
}

impl WriteValue for SoilKind {
    fn write_value(&self, out: &mut JsonText) {
        WriteValue::write_value(&self.text(), out);
    }
}

impl WriteProperties for Soil {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("kind", self.kind.text());
        to.optional_number("acidity", self.acidity);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.optional_finite("acidity", self.acidity);
    }
}

impl WriteProperties for BedPlanted<'_> {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("gardenId", self.garden_id);
        to.optional_string("note", self.note);
        to.string("layout", self.layout.text());
        to.integer("depth", self.depth);
        to.optional_number("area", self.area);
        to.optional_boolean("organic", self.organic);
        to.property("crops", &self.crops);
        to.property("soil", &self.soil);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.optional_string_at_most("note", self.note, 280);
        report.integer_between("depth", self.depth, 0, 100);
        report.optional_finite("area", self.area);
        report.property("soil", &self.soil, &[]);
    }
}

impl TypedEvent for BedPlanted<'_> {
    fn spec() -> EventSpec {
        EventSpec::new("Bed Planted").id("5a4c1d0e-6a43-4a5e-9a37-5d0f0c3d2b11").version("1.0.0")
    }
}
