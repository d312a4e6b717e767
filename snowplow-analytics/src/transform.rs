//! Events as JSON: from the line to bytes, without a document tree.

mod python;
mod shreds;
mod strict;

use self::shreds::Shreds;
use crate::error::Error;
use crate::event::Event;

/// Whose JSON is written.
///
/// | | [`Python`](Self::Python) | [`Strict`](Self::Strict) |
/// |---|---|---|
/// | as | `transform` of the Python SDK 0.2.3 | `toJson(true)` of the Scala SDK 3.2.1 |
/// | empty fields | left out | `null`; an error in `collector_tstamp`, `event_id`, `v_collector`, `v_etl` |
/// | integers | of any size | of 32 bits |
/// | `se_value` | text | number |
/// | timestamps | the text, with `T` and `Z` | with 0, 3, 6 or 9 digits of a second |
/// | envelopes of entities and event | of any schema | of Snowplow's |
/// | entities | as they are | with their `_schema_version` |
/// | field 121 | `refr_device_tstamp` | `refr_dvce_tstamp` |
///
/// In both, accidents of the originals' parsers are errors (integers with underscores or blanks, numbers that are not
/// finite, timestamps that are none), entities of `contexts` and `derived_contexts` that share a name are joined (the
/// originals lose the former), and of members of one name the last one is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compatibility {
    /// The `dict` of the Python SDK.
    Python,
    /// The lossy JSON of the Scala SDK.
    Strict,
}

/// Writes events as JSON. It keeps the room that it works in, so that one is enough for all lines of a thread.
///
/// ```
/// use snowplow_analytics::{Compatibility, Transformer};
///
/// let mut transformer = Transformer::new(Compatibility::Python).geo_location(false);
/// let mut json = Vec::new();
/// for name in ["one", "two"] {
///     let line = name.to_owned() + &"\t".repeat(130);
///     transformer.line(&line, &mut json)?;
///     json.push(b'\n');
/// }
/// assert_eq!(json, b"{\"app_id\":\"one\"}\n{\"app_id\":\"two\"}\n");
/// # Ok::<(), snowplow_analytics::Error>(())
/// ```
#[derive(Debug)]
pub struct Transformer {
    compatibility: Compatibility,
    geo_location: bool,
    shredded: bool,
    truncated: bool,
    shreds: Shreds,
}

impl Transformer {
    /// One that adds `geo_location`, shreds, and shortens nothing.
    pub fn new(compatibility: Compatibility) -> Self {
        Self {
            compatibility,
            geo_location: true,
            shredded: true,
            truncated: false,
            shreds: Shreds::default(),
        }
    }

    /// Whether `geo_location`, latitude and longitude with a comma between them, is added where both are known.
    #[must_use]
    pub fn geo_location(mut self, added: bool) -> Self {
        self.geo_location = added;
        self
    }

    /// Whether entities and event stand under shredded names. In strict compatibility they can stay self-describing instead,
    /// with their whole URIs, in the fields that they came in: `toJson(false)` of the Scala SDK, which has no
    /// `geo_location`. A field without entities is `{}` then, and one without an event `null`.
    ///
    /// ```
    /// use serde_json::Value;
    /// use snowplow_analytics::{Compatibility, Transformer};
    ///
    /// let mut fields = vec![""; 131];
    /// (fields[3], fields[6]) = ("2026-11-21 19:00:00", "d2161fd1-ffed-41df-ac3e-a729012105f5");
    /// (fields[10], fields[11]) = ("ssc-2.9.0", "common-4.1.0");
    /// fields[52] = r#"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1",
    ///     "data":[{"schema":"iglu:com.acme/page/jsonschema/1-0-2","data":{"a":1}}]}"#;
    ///
    /// let mut json = Vec::new();
    /// Transformer::new(Compatibility::Strict).shredded(false).line(&fields.join("\t"), &mut json)?;
    /// let event: Value = serde_json::from_slice(&json)?;
    /// assert_eq!(event["contexts"]["data"][0]["schema"], "iglu:com.acme/page/jsonschema/1-0-2");
    /// assert_eq!(event["unstruct_event"], Value::Null);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn shredded(mut self, shredded: bool) -> Self {
        self.shredded = shredded;
        self
    }

    /// Whether text is cut to the field's [length](crate::Field::max_length), in strict compatibility.
    #[must_use]
    pub fn truncated(mut self, truncated: bool) -> Self {
        self.truncated = truncated;
        self
    }

    /// Appends the event of a line to `out`, as one JSON object without line breaks.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the line; `out` is then as it was.
    pub fn line(&mut self, line: &str, out: &mut Vec<u8>) -> Result<(), Error> {
        self.event(&Event::parse(line)?, out)
    }

    /// Appends the event to `out`, as one JSON object without line breaks.
    ///
    /// # Errors
    ///
    /// [`Error::Fields`] with all fields that are wrong; `out` is then as it was.
    pub fn event(&mut self, event: &Event<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let start = out.len();
        out.reserve(event.line().len() + event.line().len() / 2);
        out.push(b'{');
        let errors = match self.compatibility {
            Compatibility::Python => python::write(event, self, out),
            Compatibility::Strict => strict::write(event, self, out),
        };
        if !errors.is_empty() {
            out.truncate(start);
            return Err(Error::Fields(errors));
        }
        // Each member has been written with a comma behind it.
        if out.len() > start + 1 {
            out.pop();
        }
        out.push(b'}');
        Ok(())
    }

    /// In how many entities and events a name was written twice, so that only its last value could be kept.
    pub fn repeated_names(&self) -> u64 {
        self.shreds.repeated_names()
    }
}

/// One line as JSON; whoever has many uses a [`Transformer`].
///
/// # Errors
///
/// Whatever is wrong with the line.
pub fn transform(line: &str, compatibility: Compatibility) -> Result<String, Error> {
    let mut json = Vec::new();
    Transformer::new(compatibility).line(line, &mut json)?;
    // It consists of parts of a text, cut at characters of ASCII.
    Ok(String::from_utf8(json).unwrap_or_default())
}
